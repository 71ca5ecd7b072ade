"""Counts are given per frame, out of what applies there, and never averaged."""

from forcereview.publish.views import report_of
from reports import HOW, two_shots


def test_each_application_is_counted_by_itself_out_of_what_applies(small):
    tallies = {(t.anchor, t.weight): t for t in report_of(small, HOW).tallies}
    first, second = tallies["shot-1", "binding"], tallies["shot-2", "binding"]
    assert {m.kind: n for m, n in first.counts} == {
        "inconsistent": 1, "contested": 0, "undetermined": 1, "consistent": 1}  # fmt: skip
    assert {m.kind: n for m, n in second.counts}["contested"] == 1
    assert first.of == sum(n for _, n in first.counts) == 3


def test_counts_and_what_does_not_apply_add_up_to_every_governing_provision(bundled):
    report = report_of(bundled, HOW)
    for section in report.sections:
        mine = [f for f in section.findings if f.weight != "comparison"]
        tallies = [t for t in report.tallies if t.anchor == section.anchor]
        assert sum(t.of for t in tallies) == sum(f.finding != "not_applicable" for f in mine)


def test_the_matrix_has_a_cell_for_every_application_and_leaves_out_what_applies_to_none(small):
    matrix = report_of(small, HOW).matrix
    rows = {row.key: row for _, rows in matrix.topics for row in rows}
    assert [title for title, _ in matrix.columns] == ["Shot 1", "Shot 2"]
    assert [cells[0].mark.word for cells in rows["T-1"].cells] == ["inconsistent", "contested"]
    assert "T-3" not in rows
    assert "C-1" not in rows
    assert matrix.left_out == 4


def test_a_provision_that_judges_another_officer_stands_under_that_officers_name():
    from builders import a_library, a_rule, a_standard

    rule = a_rule("W-1", judges="other officers present", requires="officer.intervened")
    report = report_of(two_shots().reviewed(a_library(a_standard(rule))), HOW)
    (finding,) = report.applications[0].findings
    assert finding.anchor == "shot-1-W-1-agent-b"
