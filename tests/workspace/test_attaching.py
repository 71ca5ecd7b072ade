from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.standards import held_text, standards_library
from forcereview.workspace.acting import acting
from forcereview.workspace.attaching import (
    accept_anchors,
    anchor_provision,
    attach_text,
    attached_texts,
    proposed_anchors,
    with_attached_texts,
)
from forcereview.workspace.checking_texts import check_texts
from forcereview.workspace.ports import Ports
from held_documents import BY, a_workspace, becomes, hold
from papers import pdf, scanned

DHS = "dhs-044-05-r1"
PAGES = (
    "1. Respect for human life guides every use of force.",
    "2. No firing at the operator of a moving vehicle, vessel, aircraft or other conveyance, "
    "unless deadly force is justified under this policy.",
    "3. Warning shots are never fired.",
    "4. Once the scene is safe, medical help is requested for a person who was injured by force.",
)
RULE = "No firing at the operator of a moving vehicle"


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    opened = a_workspace(tmp_path / "ws")
    yield opened
    opened.close()


@pytest.fixture
def item(ports: Ports) -> Item:
    return hold(ports, "policy.pdf", pdf(PAGES, "7cm 5cm"))


def page_of(ports: Ports, item: Item, words: str) -> int:
    from forcereview.evidence.quotations import find_quotation
    from forcereview.workspace.evidence.reading_text import text_of

    place = find_quotation(text_of(ports, item).pages, words).place
    assert place is not None
    return place.page


def basis(ports: Ports, key: str, entry: int | None = None) -> str:
    return with_attached_texts(ports, standards_library(), entry).rule(key).provision.basis


def test_attaching_and_anchoring_makes_a_text_held(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY, "the official copy")
    assert basis(ports, "D23-12") == "passage read", "attaching alone anchors nothing"
    page = page_of(ports, item, RULE)
    anchor = anchor_provision(ports, DHS, "D23-12", page, f"{RULE},  VESSEL", BY)
    assert (anchor.page, anchor.by) == (page, BY)
    assert anchor.quotation == f"{RULE}, vessel", "the words are kept as they stand on the page"
    assert basis(ports, "D23-12") == "text held"
    assert basis(ports, "D23-13") == "passage read"
    entries = list(ports.journal.entries())
    assert b"the official copy" in entries[-2].raw


def test_the_library_as_it_was_at_an_entry_can_be_had(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY)
    before = ports.journal.head().sequence
    anchor_provision(ports, DHS, "D23-12", page_of(ports, item, RULE), RULE, BY)
    assert basis(ports, "D23-12", before) == "passage read"
    assert basis(ports, "D23-12", before + 1) == "text held"


def test_words_that_are_not_on_the_page_are_refused_and_the_nearest_told(
    ports: Ports, item: Item
) -> None:
    attach_text(ports, DHS, item.id, BY)
    page = page_of(ports, item, RULE)
    wrong = page_of(ports, item, "Respect for human life")
    with pytest.raises(BadInput) as failure:
        anchor_provision(ports, DHS, "D23-12", wrong, RULE, BY)
    (problem,) = failure.value.problems
    assert f"aren't on page {wrong}" in problem.what
    assert f"page {page} has '{RULE}'" in problem.todo
    with pytest.raises(BadInput, match="aren't on page"):
        anchor_provision(ports, DHS, "D23-12", page, "Zebras graze quietly by the river", BY)
    with pytest.raises(BadInput, match="no page 99"):
        anchor_provision(ports, DHS, "D23-12", 99, RULE, BY)


def test_only_the_pages_attached_are_the_standards_text(ports: Ports, item: Item) -> None:
    page = page_of(ports, item, RULE)
    attach_text(ports, DHS, item.id, BY, first=page + 1)
    with pytest.raises(BadInput, match=f"no page {page}"):
        anchor_provision(ports, DHS, "D23-12", page, RULE, BY)
    found = dict(proposed_anchors(ports, DHS, ["D23-12"]))
    assert found["D23-12"] is None or found["D23-12"].page > page


@pytest.mark.parametrize(("first", "last"), [(99, 0), (0, 99), (3, 2), (-1, 0)])
def test_pages_that_are_not_there_cannot_be_attached(
    ports: Ports, item: Item, first: int, last: int
) -> None:
    with pytest.raises(BadInput, match="has no pages"):
        attach_text(ports, DHS, item.id, BY, first=first, last=last)


def test_names_that_are_not_known_are_answered_with_the_nearest(ports: Ports, item: Item) -> None:
    with pytest.raises(BadInput, match="did you mean 'dhs-044-05-r1'"):
        attach_text(ports, "dhs-044-05-r", item.id, BY)
    with pytest.raises(BadInput, match="no official text is attached"):
        proposed_anchors(ports, DHS)
    attach_text(ports, DHS, item.id, BY)
    with pytest.raises(BadInput, match="did you mean 'D23-12'"):
        anchor_provision(ports, DHS, "D23-012", 1, RULE, BY)
    with pytest.raises(BadInput, match="nobody is named"):
        attach_text(ports, DHS, item.id, " ")


def test_proposals_are_only_anchors_once_somebody_confirmed_them(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY)
    proposed = dict(proposed_anchors(ports, DHS))
    best = proposed["D23-12"]
    assert best is not None
    assert (best.page, best.likeness > 0.9) == (page_of(ports, item, RULE), True)
    assert basis(ports, "D23-12") == "passage read"
    accept_anchors(ports, DHS, [best], "a lawyer", "read on the page")
    assert basis(ports, "D23-12") == "text held"
    (text,) = attached_texts(ports)
    assert text.anchors["D23-12"].by == "a lawyer"
    assert "D23-12" not in dict(proposed_anchors(ports, DHS))
    assert "D23-12" in dict(proposed_anchors(ports, DHS, ["D23-12"]))


def test_a_statute_is_anchored_by_its_own_words(
    ports: Ports, record_property: Callable[[str, object], None]
) -> None:
    statutes = standards_library().standard("statutes-us")
    own = {rule.provision.text_lines.rpartition(":")[0] for rule in statutes.rules}
    names = sorted(own | {statutes.file.text.file} - {""})
    lines = [line for name in names if name for line in held_text(name).splitlines()]
    code = hold(ports, "code.pdf", pdf(tuple(filter(str.strip, lines)), "A5", "U.S. Code"))
    attach_text(ports, "statutes-us", code.id, BY)
    found = dict(proposed_anchors(ports, "statutes-us", [rule.key for rule in statutes.rules]))
    by_words = [one for one in found.values() if one and one.how == "words held"]
    figure = f"{len(by_words)} of {len(found)} statutory provisions found by their own words"
    record_property("figure", f"anchors in a PDF of the statutes held: {figure}")
    assert len(by_words) == len(found)
    assert all(one.likeness >= 0.9 for one in by_words)


def test_anchors_in_a_scan_say_that_words_were_recognised(ports: Ports) -> None:
    scan = hold(ports, "scan.pdf", scanned(pdf(PAGES[1:2], "9cm 6cm"), 300))
    attach_text(ports, DHS, scan.id, BY)
    (best,) = dict(proposed_anchors(ports, DHS, ["D23-12"])).values()
    assert best is not None
    assert best.recognised
    (anchor,) = accept_anchors(ports, DHS, [best], BY)
    assert anchor.recognised


def test_a_text_that_is_sealed_holds_nothing(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY)
    anchor_provision(ports, DHS, "D23-12", page_of(ports, item, RULE), RULE, BY)
    becomes(ports, item, "sealed")
    assert basis(ports, "D23-12") == "passage read"
    with pytest.raises(Refused, match="is sealed"):
        proposed_anchors(ports, DHS)


def test_another_text_attached_starts_without_anchors(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY)
    anchor_provision(ports, DHS, "D23-12", page_of(ports, item, RULE), RULE, BY)
    newer = hold(ports, "newer.pdf", pdf(PAGES[:2], "9cm 6cm"))
    attach_text(ports, DHS, newer.id, BY)
    assert basis(ports, "D23-12") == "passage read"
    (problem,) = check_texts(ports).problems
    assert f"D23-12 is anchored to another document ({item.id})" in problem.what


def test_a_check_of_sound_texts_has_no_problem_and_tells_what_is_open(
    ports: Ports, item: Item
) -> None:
    attach_text(ports, DHS, item.id, BY)
    anchor_provision(ports, DHS, "D23-12", page_of(ports, item, RULE), RULE, BY)
    checked = check_texts(ports)
    assert (checked.texts, checked.anchors, checked.problems) == (1, 1, ())
    assert any(
        note.startswith("D23-01 isn't anchored") and "page 1" in note for note in checked.notes
    )
    assert any("no official text is attached to: " in note for note in checked.notes)


def test_an_anchor_that_is_not_found_is_reported_with_the_nearest_text(
    ports: Ports, item: Item
) -> None:
    attach_text(ports, DHS, item.id, BY)
    page = page_of(ports, item, RULE)
    wrong = {"item": item.id, "page": page, "quotation": "No shots at any bicycle ever", "by": BY}
    elsewhere = {"item": item.id, "page": page + 1, "quotation": RULE, "by": BY}
    with acting(ports, BY) as work:
        work.become("standard.anchor", {f"anchor/{DHS}/D23-12": wrong})
        work.become("standard.anchor", {f"anchor/{DHS}/D23-13": elsewhere})
    problems = {
        problem.what.partition(":")[0]: problem.what for problem in check_texts(ports).problems
    }
    assert set(problems) == {"D23-12", "D23-13"}
    assert f"isn't on page {page}" in problems["D23-12"]
    assert f"isn't on page {page + 1}" in problems["D23-13"]
    assert f"nearest: page {page}, score 100 of 100" in problems["D23-13"]


def test_a_content_that_was_changed_is_reported(ports: Ports, item: Item) -> None:
    attach_text(ports, DHS, item.id, BY)
    path = Path(ports.blobs.handle(item.sha256)["path"])
    path.chmod(0o644)
    raw = bytearray(path.read_bytes())
    raw[-40] ^= 1
    path.write_bytes(bytes(raw))
    (problem,) = check_texts(ports).problems
    assert f"the text attached to {DHS} ({item.id})" in problem.what


def test_an_anchor_without_its_provision_or_text_is_reported(ports: Ports, item: Item) -> None:
    kept = {"item": item.id, "page": 1, "quotation": "x", "by": BY}
    with acting(ports, BY) as work:
        work.become("standard.anchor", {f"anchor/{DHS}/D23-12": kept, f"anchor/{DHS}/D23-99": kept})
    said = [problem.what for problem in check_texts(ports).problems]
    assert said == [
        f"D23-12 is anchored, but no text is attached to {DHS} any more",
        f"{DHS} has no provision D23-99, which is anchored in its text",
    ]
