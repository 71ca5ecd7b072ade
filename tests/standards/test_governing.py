"""Which text governs: whose it is, where, and when."""

from __future__ import annotations

import pytest

from builders import a_rule, a_standard
from forcereview.standards.governing import Governed, Occasion, binds, governed
from forcereview.standards.resolving import Scope
from forcereview.vocabulary import Truth

U, E, R = Truth.UNKNOWN, Truth.ESTABLISHED, Truth.REFUTED


def scope(*, binding_in: list[str] | None = None, **governs: object) -> Scope:
    rule = a_rule(binding_in=binding_in or [])
    return a_standard(rule, governs=governs).rules[0].scope


def asked(
    where: Scope, agency: str = "ice", day: str = "2023-02-07", places: tuple[str, ...] = ("us",)
) -> Governed:
    return governed(where, Occasion.of(agency, places, day))


def test_a_text_of_the_officers_agency_governs() -> None:
    assert asked(scope(agencies=["ice", "cbp"])).truth is E


def test_a_text_of_another_agency_does_not_and_says_whose_it_is() -> None:
    found = asked(scope(agencies=["cbp"]))
    assert (found.truth, found.why_not) == (R, "not_governed")
    assert found.in_words == "it governs CBP; the officer's agency is ICE"


def test_whether_a_text_governs_an_officer_of_unknown_agency_is_unknown_and_asked() -> None:
    found = asked(scope(agencies=["ice"]), agency="")
    assert (found.truth, found.open_facts) == (U, ("officer.agency",))


def test_a_text_for_everyone_governs_an_officer_of_unknown_agency() -> None:
    assert asked(scope(), agency="").truth is E


def test_a_text_of_another_place_does_not_govern() -> None:
    found = asked(scope(jurisdictions=["us-mn"]), places=("us", "us-tx"))
    assert (found.truth, found.why_not) == (R, "not_governed")
    assert asked(scope(jurisdictions=["us-mn"]), places=("us", "us-mn")).truth is E


@pytest.mark.parametrize(
    ("day", "old", "new"),
    [("2023-02-05", E, R), ("2023-02-06", R, E), ("2023-02-07", R, E), ("2023-02", U, U)],
)
def test_the_day_of_the_event_picks_the_version(day: str, old: Truth, new: Truth) -> None:
    assert asked(scope(agencies=["ice"], to="2023-02-05"), day=day).truth is old
    assert asked(scope(agencies=["ice"], **{"from": "2023-02-06"}), day=day).truth is new


def test_a_text_not_in_force_says_when_it_was() -> None:
    found = asked(scope(to="2023-02-05"))
    assert found.why_not == "not_in_force"
    assert found.in_words == "it was not in force: in force from the beginning to 2023-02-05"


def test_an_uncertain_first_day_is_asked_about() -> None:
    found = asked(scope(**{"from": "2023-02"}), day="2023-02-07")
    assert (found.truth, found.open_facts) == (U, ("policy.version_in_force",))
    assert "a day between 2023-02-01 and 2023-02-28" in found.in_words


def test_an_unknown_day_leaves_open_whether_a_dated_text_governs() -> None:
    assert asked(scope(**{"from": "2023-02-06"}), day="").truth is U


def test_an_old_text_of_an_unknown_agency_is_not_in_force_all_the_same() -> None:
    found = asked(scope(agencies=["ice"], to="2020"), agency="")
    assert (found.truth, found.why_not) == (R, "not_in_force")


def test_a_comparison_leaves_the_agency_and_the_place_aside() -> None:
    elsewhere = scope(agencies=["cbp"], jurisdictions=["us-tx"])
    occasion = Occasion.of("ice", ["us-mn"], "2023-02-07")
    assert governed(elsewhere, occasion, every_agency=True).truth is E


def test_a_provision_may_govern_otherwise_than_its_standard() -> None:
    rule = a_rule(governs={"agencies": ["cbp"]})
    where = a_standard(rule, governs={"agencies": ["ice"], "from": "2023-02-06"}).rules[0].scope
    assert asked(where, agency="ice").truth is R
    assert asked(where, agency="cbp").truth is E
    assert asked(where, agency="cbp", day="2023-02-05").why_not == "not_in_force"


def test_a_holding_binds_in_its_own_circuit_only() -> None:
    where = scope(binding_in=["us-ca8"])
    assert binds(where, Occasion.of("ice", ["us", "us-ca8"], ""))
    assert not binds(where, Occasion.of("ice", ["us", "us-ca5"], ""))
    assert binds(scope(), Occasion.of("ice", ["us"], ""))
