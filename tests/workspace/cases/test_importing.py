"""Files come in without loss: what others changed stays; collisions are named, never settled."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.publish.changes_in_words import in_words
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.entering import add_assertion
from forcereview.workspace.cases.exporting import case_text, export_case
from forcereview.workspace.cases.importing import Imported, import_case
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.journal.past import entry_at
from forcereview.workspace.ports import Ports
from kept_cases import TEXT, an_assertion, written

TITLE = '"A small case"'


def titled(ports: Ports, title: str, by: str = "reviewer 2") -> None:
    file = kept(ports, "small").file.model_copy(update={"title": title})
    change_case(ports, "small", file, by)


def words(done: Imported) -> list[str]:
    return [in_words(change) for change in done.changes]


def test_a_new_case_is_one_entry_with_the_hash_of_its_file(empty: Ports, tmp_path: Path) -> None:
    done = import_case(empty, written(tmp_path), "reviewer 1", "as received")
    assert (done.case, done.entry, done.new) == ("small", 2, True)
    entry = entry_at(empty, 2)
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (entry.does, entry.case, entry.reason) == ("case.import", "small", "as received")
    assert entry.details == {"file": "small.yaml", "sha256": sha256}
    assert case_text(empty, "small") == TEXT.encode()


@pytest.mark.parametrize("text", [TEXT, "\ufeff" + TEXT.replace("\n", "\r\n"), TEXT[:-1]])
def test_a_file_is_kept_to_the_byte(empty: Ports, tmp_path: Path, text: str) -> None:
    import_case(empty, written(tmp_path, text), "reviewer 1")
    assert case_text(empty, "small") == text.encode()


def test_a_file_that_cannot_be_used_is_not_taken_in(empty: Ports, tmp_path: Path) -> None:
    text = TEXT.replace("source: video", "source: vidoe").replace("subject: driver", "subject: x")
    with pytest.raises(BadInput) as said:
        import_case(empty, written(tmp_path, text), "reviewer 1")
    assert len(said.value.problems) == 2
    assert "small.yaml:" in str(said.value)
    assert empty.journal.head().sequence == 1


def test_the_same_file_again_writes_nothing(ports: Ports, tmp_path: Path) -> None:
    assert import_case(ports, written(tmp_path), "reviewer 2").entry is None
    assert ports.journal.head().sequence == 2


def test_only_what_differs_becomes_a_change(ports: Ports, tmp_path: Path) -> None:
    text = TEXT.replace(TITLE, "Another title")
    done = import_case(ports, written(tmp_path, text), "reviewer 1")
    assert words(done) == ["changed title: A small case → Another title"]
    values = [change for change in entry_at(ports, 3).changes if change.of == "case/small"]
    assert [change.path for change in values] == [("file", "title")]
    assert case_text(ports, "small") == text.encode()


def test_a_comment_alone_is_kept_too(ports: Ports, tmp_path: Path) -> None:
    text = TEXT.replace("# slowly", "# at walking pace")
    done = import_case(ports, written(tmp_path, text), "reviewer 1")
    assert (done.entry, done.changes) == (3, ())
    assert case_text(ports, "small") == text.encode()


def test_what_others_entered_meanwhile_stays(ports: Ports, tmp_path: Path) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    text = TEXT.replace(TITLE, "Another title")
    done = import_case(ports, written(tmp_path, text), "reviewer 1")
    assert words(done) == ["changed title: A small case → Another title"]
    assert [change.path for change in done.kept] == [("file", "assertions", "a3")]
    file = kept(ports, "small").file
    assert (file.title, [a.id for a in file.assertions]) == ("Another title", ["a1", "a2", "a3"])
    assert b"# slowly" in case_text(ports, "small")


def test_the_file_after_that_still_does_not_take_back_what_it_never_held(
    ports: Ports, tmp_path: Path
) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    for title in ("Another title", "A third title"):
        import_case(ports, written(tmp_path, TEXT.replace(TITLE, title)), "reviewer 1")
    file = kept(ports, "small").file
    assert (file.title, len(file.assertions)) == ("A third title", 3)


def test_both_may_add_and_all_is_there(ports: Ports, tmp_path: Path) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    mine = "  - {id: mine, fact: vehicle.moving, value: no, source: official}\n"
    import_case(ports, written(tmp_path, TEXT + mine), "reviewer 1")
    ids = [a.id for a in kept(ports, "small").file.assertions]
    assert sorted(ids) == ["a1", "a2", "a3", "mine"]


def test_a_value_changed_on_both_sides_is_named_and_nothing_is_written(
    ports: Ports, tmp_path: Path
) -> None:
    titled(ports, "Theirs")
    text = TEXT.replace(TITLE, "Mine").replace("nature: synthetic", "nature: internal")
    with pytest.raises(Refused) as said:
        import_case(ports, written(tmp_path, text), "reviewer 1")
    assert "1 value was changed here and in the file" in str(said.value)
    assert "title: the file has Mine, the workspace Theirs (by reviewer 2 in entry 3" in str(
        said.value
    )
    assert "before both it was A small case" in str(said.value)
    assert ports.journal.head().sequence == 3


def test_a_person_may_say_that_the_file_is_right(ports: Ports, tmp_path: Path) -> None:
    titled(ports, "Theirs")
    text = TEXT.replace(TITLE, "Mine")
    import_case(ports, written(tmp_path, text), "reviewer 1", file_wins=True)
    assert kept(ports, "small").file.title == "Mine"


def test_a_collision_is_settled_by_writing_the_workspaces_value_into_the_file(
    ports: Ports, tmp_path: Path
) -> None:
    titled(ports, "Theirs")
    text = TEXT.replace(TITLE, "Theirs").replace("nature: synthetic", "nature: internal")
    done = import_case(ports, written(tmp_path, text), "reviewer 1")
    assert words(done) == ["changed nature: synthetic → internal"]


def test_one_person_edits_and_brings_in_the_same_value_over_and_over(
    ports: Ports, tmp_path: Path
) -> None:
    for title in ("One", "Two", "One", '"A small case"', "Three"):
        import_case(ports, written(tmp_path, TEXT.replace(TITLE, title)), "reviewer 1")
    assert kept(ports, "small").file.title == "Three"
    assert ports.journal.head().sequence == 7


def test_who_exports_edits_and_brings_back_may_remove_what_others_entered(
    ports: Ports, tmp_path: Path
) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    titled(ports, "Theirs", "reviewer 3")
    file = tmp_path / "out.yaml"
    export_case(ports, "small", file, "reviewer 1")
    text = case_text(ports, "small").decode()
    file.write_text(text.replace(text[text.index("  - id: a3") :], ""), "utf-8")
    done = import_case(ports, file, "reviewer 1")
    assert len(done.changes) == 1
    assert words(done)[0].startswith("removed assertion a3: subject.threat_imminent = no")


def test_an_old_copy_does_not_take_back_what_others_entered(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    export_case(ports, "small", file, "reviewer 1")
    with pytest.raises(Refused) as said:
        import_case(ports, written(tmp_path, TEXT.replace(TITLE, "Mine")), "reviewer 1")
    assert "it looks like a copy from entry 2" in str(said.value)
    assert "it would take back what reviewer 2 entered in entry 3" in str(said.value)
    done = import_case(ports, file, "reviewer 1", based_on=2)
    assert words(done) == ["changed title: A small case → Mine"]
    assert len(kept(ports, "small").file.assertions) == 3


def test_a_person_may_say_that_it_shall_go(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    export_case(ports, "small", file, "reviewer 1")
    import_case(ports, written(tmp_path), "reviewer 1", based_on=4)
    assert len(kept(ports, "small").file.assertions) == 2


def test_a_file_by_somebody_else_is_compared_with_the_copy_of_that_name(
    ports: Ports, tmp_path: Path
) -> None:
    file = tmp_path / "for-the-expert.yaml"
    export_case(ports, "small", file, "reviewer 1")
    titled(ports, "Theirs")
    file.write_text(file.read_text("utf-8").replace("value: yes   # s", "value: no   # s"), "utf-8")
    import_case(ports, file, "the expert")
    now = kept(ports, "small").file
    assert (now.title, now.assertions[1].value) == ("Theirs", "no")


def test_comments_that_two_people_brought_in_are_all_kept(ports: Ports, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.yaml", tmp_path / "theirs.yaml"
    for file, by in ((mine, "reviewer 1"), (theirs, "reviewer 2")):
        export_case(ports, "small", file, by)
        file.write_text(TEXT.replace("nature", f"# {by} asks\nnature"), "utf-8")
    for file, by in ((mine, "reviewer 1"), (theirs, "reviewer 2")):
        import_case(ports, file, by)
    text = case_text(ports, "small").decode()
    assert "# reviewer 1 asks" in text
    assert "# reviewer 2 asks" in text


def test_sides_that_do_not_go_together_are_refused(ports: Ports, tmp_path: Path) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    without = TEXT.replace("source: video\n", "source: official\n").replace(
        "sources: video", "sources: official"
    )
    gone = without.replace(next(line for line in TEXT.splitlines(True) if "  video:" in line), "")
    with pytest.raises(Refused, match="don't go together") as said:
        import_case(ports, written(tmp_path, gone), "reviewer 1")
    assert "no source 'video'" in str(said.value)


def test_another_case_under_the_same_id_is_not_taken_for_a_new_version(
    ports: Ports, tmp_path: Path
) -> None:
    other = TEXT.replace(TITLE, "Another stop").replace("2026-01-07 09:35", "2026-01-07 09:30")
    with pytest.raises(Refused, match="keeps another case under the id small"):
        import_case(ports, written(tmp_path, other, "other.yaml"), "reviewer 1")


def test_nobody_brings_in_a_case_unnamed(empty: Ports, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nobody is named"):
        import_case(empty, written(tmp_path), " ")


def test_an_entry_that_is_not_there_is_said(ports: Ports, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the journal has no entry 9"):
        import_case(ports, written(tmp_path), "reviewer 1", based_on=9)
