"""Under the officer's perspective, what the officer isn't shown to have known has no say."""

from dataclasses import replace
from pathlib import Path

from forcereview.record import default_lens
from forcereview.workspace import read_case_file, review_case


def test_an_indicator_that_the_officer_could_not_know_is_not_listed(repository: Path) -> None:
    case = read_case_file(repository / "examples" / "tutorial" / "stop.yaml")
    everything = review_case(case, questions=False).finding("shot-1", "D23-12")
    lens = replace(default_lens(case), perspective="officer")
    to_the_officer = review_case(case, lens, questions=False).finding("shot-1", "D23-12")
    assert [sorted(item.ids) for item in everything.indicators] == [["a4"]]
    assert to_the_officer.indicators == ()
