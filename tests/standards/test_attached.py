import pytest

from forcereview.errors import BadInput
from forcereview.standards import Anchor, AttachedText, Library, read_standard, standards_library
from forcereview.standards.checking import check_standards
from forcereview.vocabulary import fact_catalogue

TEXT = AttachedText(
    "dhs-044-05-r1",
    "e-3f2a9c81b0d4",
    "3f2a9c81b0d4" + "0" * 52,
    "policy.pdf",
    "a policy analyst",
    anchors={"D23-12": Anchor("D23-12", 4, "the words on the page", "a policy analyst")},
)


@pytest.fixture
def attached() -> Library:
    return standards_library().with_attached([TEXT])


def basis(library: Library, key: str) -> str:
    return library.rule(key).provision.basis


def test_what_is_anchored_rests_on_the_text_held_and_nothing_else_changes(
    attached: Library,
) -> None:
    shipped = standards_library()
    assert basis(attached, "D23-12") == "text held"
    assert basis(shipped, "D23-12") == "passage read"
    for rule in shipped.rules:
        if rule.key != "D23-12":
            assert attached.rule(rule.key) == rule
    changed = attached.rule("D23-12")
    assert changed.program == shipped.rule("D23-12").program


def test_where_a_provision_stands_can_be_asked(attached: Library) -> None:
    assert attached.anchor("D23-12") == (TEXT, TEXT.anchors["D23-12"])
    assert attached.anchor("D23-13") is None


def test_a_statute_that_the_library_holds_keeps_its_basis() -> None:
    text = AttachedText(
        "statutes-us", "e-1", "0" * 64, anchors={"STA-01": Anchor("STA-01", 1, "Whoever")}
    )
    library = standards_library().with_attached([text])
    assert basis(library, "STA-01") == "statute held"
    assert library.anchor("STA-01") is not None


def test_legal_tests_can_be_anchored_too() -> None:
    test = next(t for t in standards_library().tests if t.test.basis != "statute held")
    anchor = Anchor(test.test.key, 2, "words")
    text = AttachedText(test.standard, "e-1", "0" * 64, anchors={test.test.key: anchor})
    library = standards_library().with_attached([text])
    (found,) = [t for t in library.tests if t.test.key == test.test.key]
    assert found.test.basis == "text held"


def test_the_digest_tells_on_which_texts_findings_rest(attached: Library) -> None:
    shipped = standards_library()
    assert attached.digest != shipped.digest
    assert attached.digest == shipped.with_attached([TEXT]).digest
    assert shipped.with_attached([]).digest == shipped.digest


def test_a_text_of_a_standard_that_is_not_there_is_left_out() -> None:
    stranger = AttachedText("nowhere", "e-1", "0" * 64)
    assert standards_library().with_attached([stranger]) == standards_library()


def test_standards_added_later_keep_what_is_attached(attached: Library) -> None:
    again = attached.with_standards([standards_library().standard("dhs-044-05-r1")])
    assert basis(again, "D23-12") == "text held"


def test_pages_outside_the_attached_stretch_do_not_belong_to_it() -> None:
    text = AttachedText("x", "e-1", "0" * 64, first=3, last=5)
    assert [page for page in range(8) if text.includes(page)] == [3, 4, 5]
    assert text.pages == "pages 3 to 5"
    assert AttachedText("x", "e-1", "0" * 64).pages == ""


def test_a_file_cannot_say_of_itself_that_its_text_is_held() -> None:
    raw = b"""\
standard: mine
title: Mine
short: Mine
issuer: us
kind: policy
governs: {}
text: {}
provisions:
  - key: M-1
    topic: t
    says: s
    citation: c
    modality: must not
    phase: during
    about: application
    applies: force.type = firearm
    basis: text held
    examples:
      - {facts: {force.type: firearm}, finding: inconsistent}
      - {facts: {force.type: baton}, finding: not applicable}
"""
    try:
        standard = read_standard(raw, "mine.yaml", fact_catalogue())
    except BadInput as error:
        pytest.fail(str(error))
    _, problems = check_standards([standard], fact_catalogue())
    assert any("only attaching a text makes true" in problem.what for problem in problems)
