"""What each worked case is there to show, beyond the findings in its cells."""

from dataclasses import replace

import pytest

from forcereview.record import Supposition, read_case
from forcereview.review import Finding, Review
from forcereview.vocabulary import Moment, Quantity
from forcereview.workspace.reviewing import review_case
from golden.worked import EXAMPLES, reviewed

MINUTE, HOUR = 60.0, 3600.0
DECIDED_ELSEWHERE = (
    "case-03-port-of-entry",
    "case-07-unintended-discharge",
    "case-12-garner",
    "case-15-tanella",
)


def test_case_1_each_shot_has_findings_of_its_own_and_the_encounter_none_of_them() -> None:
    frames = {
        item.frame.id for item in reviewed("case-01-vehicle-stop").findings if item.key == "D23-07"
    }

    assert frames == {"order-out", "shot-1", "shot-2", "shot-3"}


@pytest.mark.parametrize("key", ["C21-01", "C21-02", "J22-06"])
def test_case_1_shows_other_agencies_texts_as_comparison_only(key: str) -> None:
    review = reviewed("case-01-vehicle-stop")
    shown = [item for item in review.findings if item.key == key and item.weight == "comparison"]

    assert {item.frame.id for item in shown} >= {"shot-1", "shot-2", "shot-3"}
    assert not [item for item in review.governing() if item.key == key]


def test_case_1_a_text_that_does_not_govern_says_whom_it_governs() -> None:
    sentence = reviewed("case-01-vehicle-stop").finding("shot-1", "J22-06").sentence

    assert "DOJ" in sentence
    assert "ICE" in sentence


def test_case_1_asks_what_would_settle_the_threat_at_each_shot() -> None:
    asked = {(item.fact, item.about) for item in _with_questions("case-01-vehicle-stop").questions}

    assert {
        ("subject.threat_imminent", (shot,)) for shot in ("shot-1", "shot-2", "shot-3")
    } <= asked


def test_case_1_no_element_of_a_test_rests_on_the_officials_word_about_the_threat() -> None:
    review = reviewed("case-01-vehicle-stop")
    threats = {"subject.threat_imminent", "force.threat_continuing", "vehicle.used_as_weapon"}
    accounts = {claim.id for claim in review.case.claims if claim.fact in threats}

    decided = [
        element.sentence
        for test in review.tests
        for element in test.elements
        if element.finding in ("consistent", "inconsistent") and accounts & set(element.because)
    ]
    assert decided == []


def test_case_1_the_start_of_firing_is_asked_of_the_first_shot_only() -> None:
    starts = {
        test.frame.id: element.finding
        for test in reviewed("case-01-vehicle-stop").tests
        for element in test.elements
        if (test.test.test.key, element.element) == ("SHOTS", "start")
    }

    assert starts["shot-1"] == "contested"
    assert starts["shot-2"] == starts["shot-3"] == "not_applicable"


def test_case_2_no_provision_is_broken_or_contested_because_the_driver_died() -> None:
    governing = reviewed("case-02-clear-vindication").governing()

    against = [item for item in governing if item.finding in ("inconsistent", "contested")]
    assert [item.sentence for item in against] == []


@pytest.mark.parametrize("name", DECIDED_ELSEWHERE)
def test_a_decision_of_a_court_or_board_stands_beside_the_findings_and_changes_none(
    name: str,
) -> None:
    review = reviewed(name)
    case = review.case
    silent = replace(case, file=case.file.model_copy(update={"determinations": ()}))

    assert review.determinations
    assert all(item.external and item.citation for item in review.determinations)
    assert review_case(silent, questions=False).table() == review.table()


def test_case_8_three_shots_have_three_findings() -> None:
    review = reviewed("case-08-three-shots")
    findings = [review.finding(shot, "D23-07").finding for shot in ("shot-1", "shot-2", "shot-3")]

    assert findings == ["consistent", "contested", "inconsistent"]


def test_case_12_two_standards_disagree_about_one_shot() -> None:
    review = reviewed("case-12-garner", ("tn-40-7-108",))

    assert review.finding("shot-1", "TN-01").finding == "consistent"
    assert review.finding("shot-1", "CON-04").finding == "inconsistent"


def test_case_15_a_conflict_that_is_not_material_contests_nothing() -> None:
    review = reviewed("case-15-tanella")
    positions = {claim.id for claim in review.case.claims if claim.fact == "officer.position"}
    finding = review.finding("shot-1", "CON-11")

    assert len(positions) == 2
    assert not positions & set(finding.because)


def test_case_18_an_account_counts_no_more_because_of_the_rank_of_who_gives_it() -> None:
    case = reviewed("case-18-contested-only").case
    officer = case.file.people["officer"]
    people = {**case.file.people, "officer": officer.model_copy(update={"assignment": ""})}
    plain = replace(case, file=case.file.model_copy(update={"people": people}))

    assert officer.assignment == "supervisor"
    assert review_case(plain, questions=False).table() == reviewed(case.id).table()


def test_case_18_asks_whether_the_car_moved_and_who_could_measure_it() -> None:
    questions = _with_questions("case-18-contested-only").questions
    moving = next(item for item in questions if item.fact == "vehicle.moving")

    assert moving.state == "contested"
    assert "measurement" in moving.who_can_answer


@pytest.mark.parametrize(
    ("key", "exception", "facts"),
    [
        ("D23-16", "deadly force justified", {"harm-1", "imminent-1"}),
        ("D23-11", "not warning.feasible", {"no-time-1"}),
    ],
)
def test_case_19_an_exception_is_named_with_the_facts_that_fill_it(
    key: str, exception: str, facts: set[str]
) -> None:
    finding = reviewed("case-19-exception").finding("hold", key)

    assert "by exception" in finding.sentence
    assert exception in finding.sentence
    assert set(finding.because) == facts


def test_case_20_exempt_and_not_governed_read_differently() -> None:
    exempt = reviewed("case-20-lane-inspection").finding("officer", "C21-01").sentence
    foreign = reviewed("case-20-lane-inspection-ice").finding("officer", "C21-01").sentence

    assert "exempt by its own terms" in exempt
    assert "inspection" in exempt
    assert "it governs CBP; the officer's agency is ICE" in foreign


def test_case_21_the_upload_is_late_by_nineteen_hours() -> None:
    review = reviewed("case-21-duties-after-force")
    allowed = review.case.file.configuration.deadlines["footage upload"]

    assert allowed.within == "24 h"
    assert _seconds_after(review, "uploaded", "B25-03") == pytest.approx((24 + 19) * HOUR)


@pytest.mark.parametrize(
    ("claim", "key", "seconds"),
    [
        ("told", "I23-05", 40 * MINUTE),
        ("written", "I23-04", 48.5 * HOUR),
        ("uploaded", "B25-03", 24 * HOUR),
    ],
)
def test_case_21_on_the_night_clocks_go_back_limits_run_in_utc(
    claim: str, key: str, seconds: float
) -> None:
    review = reviewed("case-21-duties-clock-change")

    assert _seconds_after(review, claim, key) == pytest.approx(seconds)


FOUR_ANSWERS = {
    "off": ({"officer.issued_camera": "yes", "camera.activated": "no"}, "inconsistent"),
    "lost": ({"officer.issued_camera": "yes", "camera.activated": "yes"}, "consistent"),
    "never issued": ({"officer.issued_camera": "no"}, "not_applicable"),
    "not disclosed": ({}, "undetermined"),
}


@pytest.mark.parametrize("answer", FOUR_ANSWERS)
def test_case_22_each_of_four_answers_leads_elsewhere(answer: str) -> None:
    facts, expected = FOUR_ANSWERS[answer]
    supposed = tuple(Supposition(fact, value, ("agent",)) for fact, value in facts.items())
    review = reviewed("case-22-unknown-camera", (), supposed)

    assert review.finding("agent", "B25-01").finding == expected


def test_case_22_asks_whether_a_camera_was_issued_and_whether_it_recorded() -> None:
    questions = {item.fact: item for item in _with_questions("case-22-unknown-camera").questions}

    for fact in ("officer.issued_camera", "camera.activated"):
        assert [answer.value for answer in questions[fact].answers] == ["yes", "no"]


def test_case_25_one_incident_and_four_applications_are_two_counts() -> None:
    case = reviewed("case-25-oversight-count").case
    counted = case.claim("counted")

    assert counted is not None
    assert isinstance(counted.value, Quantity)
    assert counted.value.low == counted.value.high == 1
    assert counted.value.dimension == "incidents"
    assert len(case.file.applications) == 4


def test_case_25_a_recommendation_does_not_reach_events_before_the_report() -> None:
    case = reviewed("case-25-oversight-count").case
    earlier = (EXAMPLES / "cases" / "case-25-oversight-count.yaml").read_text("utf-8")
    earlier = earlier.replace("start: 2023-08-09 16:30", "start: 2023-07-23 16:30")
    finding = _of_text(earlier, case.name).finding("dhs", "GAO-01")

    assert finding.why_not_applicable is not None
    assert finding.why_not_applicable.reason == "not_in_force"


def _with_questions(name: str) -> Review:
    return reviewed(name, questions=True)


def _of_text(text: str, name: str) -> Review:
    return review_case(read_case(text.encode(), name), questions=False)


def _seconds_after(review: Review, claim_id: str, key: str) -> float:
    """Seconds from the force to a time asserted, as the duty with this key counts them."""
    finding: Finding = review.finding("agent", key)
    claim = review.case.claim(claim_id)
    assert claim is not None
    assert isinstance(claim.value, Moment)
    since = review.folded.since(claim.value, finding.frame, "encounter")
    assert since is not None
    assert since.low == since.high
    return since.low
