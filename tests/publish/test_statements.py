"""Public statements in the report, in Markdown and in the JSON contract."""

from __future__ import annotations

from collections.abc import Callable

from builders import CaseBuilder, a_claim, a_rule_claim
from forcereview.publish.contract import review_as_json
from forcereview.publish.markdown import report_markdown
from forcereview.publish.statements_as_json import changes_as_json, checked_as_json
from forcereview.record import Lens
from forcereview.review import Review
from forcereview.statements import changes_by_institution, check_statements
from pages import part, read_page
from reports import HOW, every_kind, two_shots

SAID = a_claim("subject.threat_imminent", "yes", "shot-1")


def case() -> CaseBuilder:
    rule = a_rule_claim("allows", provision="C-1", attributed_to="ice")
    return two_shots().stated("post", SAID, rule, institution="ice", label="head of the agency")


def test_a_statement_stands_with_its_words_its_speaker_and_both_results(
    page_of: Callable[..., str],
) -> None:
    text = part(page_of(case()), "statements", "questions")

    assert "2026-03-03: head of the agency (ICE)" in text
    assert "the words as the source has them" in text
    assert "subject.threat_imminent is yes for shot-1" in text
    assert "not supported by anything held" in text
    assert "contradicted" in text
    assert "misstates the standard" in text
    assert "Nothing here scores or ranks a speaker." in text


def test_every_claim_and_statement_has_a_place_that_links_lead_to(
    page_of: Callable[..., str],
) -> None:
    page = read_page(page_of(case()))

    assert {page.ids[name] for name in ("statement-post", "claim-post-1", "claim-post-2")} == {1}
    assert [link for link in page.links if page.ids[link[1:]] != 1] == []


def test_a_case_without_statements_says_so(small_page: str) -> None:
    assert "The case holds no public statements." in part(small_page, "statements", "questions")


def test_statements_after_the_date_of_the_lens_are_named(page_of: Callable[..., str]) -> None:
    text = part(page_of(case(), Lens(as_of="2026-03-02")), "statements", "questions")

    assert "by the date of the lens" in text
    assert "post (2026-03-03)" in text


def test_what_people_wrote_is_escaped(page_of: Callable[..., str]) -> None:
    words = f"<script>x</script> {SAID['quotation']}"
    html = page_of(two_shots().stated("post", SAID, words=words, note="<b>bold</b>"))

    assert "<script>" not in html
    assert "<b>bold</b>" not in html


def test_a_claim_that_counts_as_an_assertion_is_listed_with_its_speaker(
    page_of: Callable[..., str],
) -> None:
    new = a_claim("subject.armed", "yes", "driver")
    text = part(
        page_of(two_shots().stated("post", new, label="head of the agency")),
        "assertions",
        "sources",
    )

    assert "post-1" in text
    assert "head of the agency" in text


def test_how_an_institution_changed_is_shown(page_of: Callable[..., str]) -> None:
    later = a_claim("subject.threat_imminent", "no", "shot-1")
    several = case().stated("second", later, institution="ice", said_at="2026-03-05")
    text = part(page_of(several), "statements", "questions")

    assert "How claims changed" in text
    assert "yes (shot 1) → no (shot 1)" in text


def test_markdown_says_the_same() -> None:
    text = report_markdown(case().reviewed(every_kind()), HOW)

    assert "## Public statements, then and now" in text
    assert "  - then: **○ not supported by anything held**" in text
    assert "  - now: **✕ contradicted**" in text
    assert "  - then and now: **≢ misstates the standard**" in text


def test_the_contract_holds_each_claim_with_both_results(bundled: Review) -> None:
    statements = {item["id"]: item for item in review_as_json(bundled)["statements"]}
    claim = next(c for c in statements["head-7-jan"]["claims"] if c["id"] == "s2-blocked")

    assert claim["then"]["result"] == "unsupported"
    assert claim["now"]["result"] == "contradicted"
    assert claim["now"]["independent_sources"] == {"for": 0, "against": 1}
    assert claim["now"]["parts"][0]["against"][0]["assertion"] == "a2-2"
    assert {"assertion": "a2", "source": "officials-in-newspaper-1", "why": "own"}.items() <= next(
        item for item in claim["now"]["not_counted"] if item["assertion"] == "a2"
    ).items()
    assert statements["vice-president-8-jan"]["speaker"] == {
        "label": "vice president",
        "institution": "the White House",
        "side": "officer",
    }


def test_checking_and_changes_have_contracts_of_their_own(bundled: Review) -> None:
    checked = checked_as_json(check_statements(bundled.case, bundled.library))
    changed = changes_as_json(bundled.case, changes_by_institution(bundled.case))

    assert checked["schema"] == "forcereview.statements/1"
    assert checked["statements"] == review_as_json(bundled)["statements"]
    assert changed["schema"] == "forcereview.statement-changes/1"
    (dhs,) = [item for item in changed["institutions"] if item["institution"] == "dhs"]
    kept = [c for s in dhs["statements"] for c in s["changes"] if c["how"] == "kept"]
    assert "vehicle.used_as_weapon" in {change["on"] for change in kept}
