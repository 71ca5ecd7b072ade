"""The page holds everything, leads somewhere with every link, and loads nothing."""

import re

import pytest

from forcereview.publish.html import report_html
from forcereview.publish.views.anchors import assertion_anchor, finding_anchor
from forcereview.record import Lens, Supposition
from pages import part, read_page
from reports import HOW, two_shots

SECTIONS = [
    "what", "glance", "lens", "summary", "encounter", "timeline", "continuum", "applications",
    "other-frames", "tests", "immunity", "statements", "questions", "differing", "determinations",
    "left-out", "assertions", "sources", "texts", "reproduce",
]  # fmt: skip


@pytest.fixture(params=["small", "bundled"])
def both(request):
    return request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_page")


def test_every_section_is_there_in_its_order(bundled_page):
    places = [bundled_page.index(f'<section id="{name}"') for name in SECTIONS]
    assert places == sorted(places)


def test_every_finding_has_a_place_of_its_own(both):
    review, html = both
    ids = read_page(html).ids
    anchors = [finding_anchor(finding) for finding in review.findings]
    assert len(set(anchors)) == len(anchors)
    assert [anchor for anchor in anchors if ids[anchor] != 1] == []


def test_a_finding_is_found_by_frame_and_key(small_page):
    assert read_page(small_page).ids["shot-1-T-1"] == 1


def test_every_assertion_a_finding_rests_on_can_be_looked_up(both):
    review, html = both
    ids = read_page(html).ids
    named = {name for finding in review.findings for name in finding.because}
    named |= {name for test in review.tests for one in test.elements for name in one.because}
    assert named
    assert [name for name in named if ids[assertion_anchor(name)] != 1] == []


def test_every_link_leads_to_a_place_on_the_page(both):
    page = read_page(both[1])
    assert all(link.startswith("#") for link in page.links)
    assert [link for link in page.links if page.ids[link[1:]] != 1] == []


def test_no_id_stands_twice(both):
    assert [name for name, count in read_page(both[1]).ids.items() if count > 1] == []


def test_the_page_loads_nothing_and_runs_nothing(both):
    page = read_page(both[1])
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "base",
    }
    attributes = {name for _, attrs in page.elements for name in attrs}
    assert not attributes & {"src", "srcset", "xlink:href", "action", "formaction", "style"}
    assert not any(name.startswith("on") for name in attributes)
    style = re.search(r"<style>(.*?)</style>", both[1], re.S)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_same_review_gives_the_same_bytes(small):
    assert report_html(small, HOW) == report_html(small, HOW)


def test_it_says_first_that_people_decide_and_that_nothing_is_a_verdict(small_page):
    what = part(small_page, "what", "lens")
    assert "The software finds; people decide." in what
    assert "no verdict on any person" in what
    assert "synthetic case" in what


def test_a_finding_shows_its_sentence_source_locator_and_quotation(small, small_page):
    account = part(small_page, "shot-1-T-1", "shot-1-T-2")
    assert small.finding("shot-1", "T-1").sentence in account
    assert "✕ inconsistent" in account
    assert "a video, 12.4 to 13.0 s" in account
    assert "it had passed him" in account


def test_at_a_glance_each_application_has_its_own_counts_and_names_what_is_contested(small_page):
    glance = part(small_page, "glance", "lens")
    first, second = glance.split("Shot 2 ", 1)
    assert "Of 3 binding provisions that apply: ✕ inconsistent 1" in first
    assert "✕ inconsistent: moving vehicles (T-1)." in first
    assert "≠ contested: moving vehicles (T-1)." in second
    assert "What would settle most, of 5 open findings" in second


def test_where_no_source_says_anything_a_row_says_what_is_asked(small_page):
    page = read_page(small_page)
    assert page.ids["shot-1-T-2"] == 1
    row = part(small_page, "shot-1-T-2", "shot-1-comparison")
    assert "Own 2026, should" in row
    assert "Was the person warned that deadly force would follow?" in row
    assert {tag for tag, attrs in page.elements if attrs.get("id") == "shot-1-T-2"} == {"tr"}


def test_what_is_contested_or_decided_keeps_its_full_form(both):
    review, html = both
    page = read_page(html)
    full = {attrs.get("id") for tag, attrs in page.elements if tag == "article"}
    for finding in review.findings:
        if finding.finding in ("consistent", "inconsistent", "contested"):
            assert finding_anchor(finding) in full
            assert finding.sentence in page.text


def test_nothing_that_can_be_opened_lies_within_what_print_leaves_out(both):
    left_out = re.findall(r"<details>(.*?)</details>", both[1], re.S)
    assert left_out
    assert not any("<details" in inner for inner in left_out)


def test_decided_and_open_guidance_and_binding_stand_apart(small_page):
    ids = read_page(small_page).ids
    for name in ("shot-1-binding-decided", "shot-2-binding-open", "shot-1-guidance-open"):
        assert ids[name] == 1, name
    binding = part(small_page, "shot-2-binding-decided", "shot-2-binding-open")
    assert "T-5" in binding
    assert "T-1" not in binding
    assert "T-2" not in binding


def test_a_comparison_is_labelled_and_never_counted(small_page):
    compared = part(small_page, "shot-1-comparison", "shot-2")
    assert "It binds nobody here" in compared
    assert "Step aside" in compared
    assert "Step aside" not in part(small_page, "matrix", "encounter")
    differing = part(small_page, "differing", "determinations")
    assert differing.index("No firing at a moving vehicle") < differing.index("Step aside")


def test_each_reason_for_not_applying_reads_differently(small_page):
    text = part(small_page, "not-applicable-to-force", "tests")
    for words in (
        "Governs, but its conditions are not met (",
        "Governs, but exempts this by its own terms (1)",
        "Not in force on the day (1)",
        "Does not govern this officer or place (1)",
    ):
        assert words in text
    assert "It governs CBP; the officer's agency is ICE" in text


def test_a_text_that_is_not_held_says_check_the_text(page_of):
    case = two_shots().said("vehicle.moving", "no", "suv", by="family")
    assert "Stay out" in part(page_of(case), "shot-1-T-4", "shot-1-T-2")
    assert "check the text" in part(page_of(case), "shot-1-T-4", "shot-1-T-2")


def test_the_words_of_a_statute_are_quoted_with_file_and_line(small_page):
    law = part(small_page, "text-law", "reproduce")
    assert "Whoever, under color of any law" in law
    assert "usc-18-242.txt, line 14" in law


def test_the_lens_is_in_sight_and_what_it_leaves_out_is_listed(page_of):
    lens = Lens(
        as_of="2026-03-03",
        without={"agent": "not yet checked"},
        perspective="officer",
        what_if=(Supposition("warning.given", "yes", ("shot-1",)),),
    )
    html = page_of(two_shots(), lens)
    shown = part(html, "lens", "summary")
    for words in ("2026-03-03", "not yet checked", "the officer is shown", "taken as: yes"):
        assert words in shown
    left_out = part(html, "left-out", "assertions")
    assert "source left out: not yet checked" in left_out
    assert "said after 2026-03-03" in left_out


def test_determinations_stand_beside_findings_own_and_external_apart(page_of):
    case = (
        two_shots()
        .determined("subject.threat_imminent", "no", "shot-2", name="own-1")
        .determined("subject.threat_imminent", "yes", "shot-1", name="court-1", external=True)
    )
    html = page_of(case)
    own, external = part(html, "determinations", "left-out").split("By courts, boards")
    assert "own-1" in own
    assert "court-1" in external
    assert "✕ inconsistent" in part(html, "shot-1-T-1", "shot-1-T-2")


def test_a_claim_that_decides_through_an_indicator_says_which_way_it_points(page_of):
    case = two_shots().said("vehicle.turning_away", "yes", "suv", "shot-2")
    case = case.with_shot("shot-3", target="vehicle operator", vehicle="suv", at="12:05:00")
    case = case.said("subject.threat_imminent", "yes", "shot-3", by="agent")
    case = case.said("vehicle.turning_away", "yes", "suv", "shot-3")
    account = part(page_of(case), "shot-3-T-1", "shot-3-guidance")
    assert "≠ contested" in account
    assert "bears against “Was the harm about to happen unless someone acted?”" in account


def test_questions_name_who_can_answer_and_what_each_answer_leads_to(small_page):
    asked = part(small_page, "questions", "differing")
    assert "Was the harm about to happen unless someone acted? (shot 2)" in asked
    assert "a person's judgement; never the software" in asked
    assert "✕ inconsistent shot 2 T-1" in asked


def test_it_says_how_to_make_it_again(small, small_page):
    how = part(small_page + '<i id="end">', "reproduce", "end")
    for words in (HOW.software, HOW.command, HOW.made, small.case.digest, small.library.digest):
        assert words in how


def test_a_case_without_force_times_or_assertions_still_makes_a_page(page_of):
    from builders import a_case

    html = page_of(a_case())
    assert "The record holds no application of force." in html
    assert "The case holds no assertions." in html
