"""Every change of a case is one entry, and no case that can't be read comes of it."""

from __future__ import annotations

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.record import CaseFile
from forcereview.record.model import Source
from forcereview.workspace.cases import changing
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.entering import (
    add_assertion,
    add_source,
    correct_assertion,
    determine,
    next_id,
)
from forcereview.workspace.cases.keeping import kept, kept_case
from forcereview.workspace.journal.past import entry_at
from forcereview.workspace.ports import Ports
from kept_cases import a_determination, an_assertion


def test_an_assertion_is_one_entry_with_one_change(ports: Ports) -> None:
    entry = add_assertion(ports, "small", an_assertion(), "reviewer 2", "seen at 41 s")
    assert (entry.does, entry.by, entry.reason) == ("assertion.add", "reviewer 2", "seen at 41 s")
    assert [change.path for change in entry.changes] == [("file", "assertions", "a3")]
    claim = kept_case(ports, "small").claim("a3")
    assert claim is not None
    assert (claim.fact, claim.value, claim.source) == ("subject.threat_imminent", False, "video")


def test_what_cannot_be_read_is_not_written_and_every_problem_is_said(ports: Ports) -> None:
    wrong = an_assertion(source="nobody", fact="subject.threat_imminnent", about="shot-9")
    with pytest.raises(BadInput) as said:
        add_assertion(ports, "small", wrong, "reviewer 2")
    assert "no source 'nobody'" in str(said.value)
    assert "did you mean 'shot-1'" in str(said.value)
    assert "unknown fact" in str(said.value)
    assert "small (workspace):" in str(said.value)
    assert ports.journal.head().sequence == 2


def test_an_id_that_is_in_use_is_refused_before_anything_is_replaced(ports: Ports) -> None:
    with pytest.raises(BadInput, match="the case has 'a1' already"):
        add_assertion(ports, "small", an_assertion("a1"), "reviewer 2")
    with pytest.raises(BadInput, match="id 'video' is given twice"):
        add_assertion(ports, "small", an_assertion("video"), "reviewer 2")


def test_a_control_character_is_refused(ports: Ports) -> None:
    with pytest.raises(BadInput, match="control character"):
        add_assertion(ports, "small", an_assertion(note="a\x07b"), "reviewer 2")


def test_a_correction_needs_a_reason_and_the_old_value_stays_in_the_journal(ports: Ports) -> None:
    with pytest.raises(BadInput, match="a correction needs a reason"):
        correct_assertion(ports, "small", "a2", "reviewer 2", " ", value="no")
    entry = correct_assertion(ports, "small", "a2", "reviewer 2", "read wrongly", value="no")
    (change,) = entry.changes
    assert (entry.does, change.was, change.now) == ("assertion.correct", "yes", "no")


def test_a_correction_of_what_is_not_there_says_what_may_be_meant(ports: Ports) -> None:
    with pytest.raises(BadInput, match="no assertion 'a22'; did you mean 'a2'"):
        correct_assertion(ports, "small", "a22", "reviewer 2", "why", value="no")


def test_a_correction_that_has_no_form_is_bad_input(ports: Ports) -> None:
    with pytest.raises(BadInput, match="known_to_officer"):
        correct_assertion(ports, "small", "a2", "reviewer 2", "why", known_to_officer="perhaps")


def test_a_source_can_be_named_once_it_is_entered(ports: Ports) -> None:
    source = Source.model_validate({"title": "Second video", "kind": "video"})
    assert add_source(ports, "small", "video-2", source, "reviewer 2").does == "source.add"
    add_assertion(ports, "small", an_assertion(source="video-2"), "reviewer 2")
    assert list(kept(ports, "small").file.sources) == ["official", "video", "video-2"]


def test_determinations_stand_beside_each_other_with_reasons_and_a_time(ports: Ports) -> None:
    with pytest.raises(BadInput, match="a determination needs reasons"):
        determine(ports, "small", a_determination(reasons=" "), "reviewer 2")
    determine(ports, "small", a_determination("d1", "no"), "reviewer 2")
    entry = determine(ports, "small", a_determination("d2", "yes"), "reviewer 3")
    one, two = kept(ports, "small").file.determinations
    assert (one.value, two.value) == ("no", "yes")
    assert two.at == f"{entry.at[:19]}Z"


def test_a_free_id_is_free_in_the_whole_case(ports: Ports) -> None:
    assert next_id(ports, "small", "assertions") == "a3"
    source = Source.model_validate({"title": "t", "kind": "video"})
    add_source(ports, "small", "a3", source, "reviewer 1")
    assert next_id(ports, "small", "assertions") == "a4"
    assert next_id(ports, "small", "determinations") == "d1"


def test_a_case_that_became_nothing_new_has_no_entry(ports: Ports) -> None:
    assert change_case(ports, "small", kept(ports, "small").file, "reviewer 2") is None


def test_what_others_changed_since_a_page_was_opened_stays(ports: Ports) -> None:
    opened = kept(ports, "small")
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    edited = opened.file.model_copy(update={"title": "Edited"})
    change_case(ports, "small", edited, "reviewer 1", since=opened.entry)
    now = kept(ports, "small").file
    assert (now.title, len(now.assertions)) == ("Edited", 3)


def test_the_slower_of_two_is_told_what_the_faster_wrote(ports: Ports) -> None:
    opened = kept(ports, "small")
    for by, title in (("reviewer 2", "Theirs"), ("reviewer 1", "Mine")):
        edited = opened.file.model_copy(update={"title": title})
        if by == "reviewer 2":
            change_case(ports, "small", edited, by, since=opened.entry)
            continue
        with pytest.raises(Refused, match="title was changed by somebody else since entry 2"):
            change_case(ports, "small", edited, by, since=opened.entry)
    assert entry_at(ports, ports.journal.head().sequence).by == "reviewer 2"


def test_an_id_cannot_change(ports: Ports) -> None:
    file = kept(ports, "small").file.model_copy(update={"id": "other"})
    with pytest.raises(BadInput, match="an id can't change"):
        change_case(ports, "small", file, "reviewer 1")


def without_source(ports: Ports, name: str) -> CaseFile:
    file = kept(ports, "small").file
    return file.model_copy(update={"sources": {k: v for k, v in file.sources.items() if k != name}})


def test_two_changes_that_fit_the_case_but_not_each_other_leave_no_unusable_case(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One takes a source out; while that is being checked, another enters what it says."""
    source = Source.model_validate({"title": "Second video", "kind": "video"})
    add_source(ports, "small", "video-2", source, "reviewer 2")
    check, others = changing._check, [an_assertion(source="video-2")]

    def check_while_another_writes(here: changing.KeptCase, values: object) -> None:
        check(here, values)
        if others:
            add_assertion(ports, "small", others.pop(), "reviewer 3")

    fewer = without_source(ports, "video-2")
    monkeypatch.setattr(changing, "_check", check_while_another_writes)
    with pytest.raises(BadInput, match="no source 'video-2'"):
        change_case(ports, "small", fewer, "reviewer 2")
    assert kept_case(ports, "small").claim("a3") is not None


def test_changes_of_other_parts_at_the_same_instant_are_both_kept(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, others = changing._check, [an_assertion()]

    def check_while_another_writes(here: changing.KeptCase, values: object) -> None:
        check(here, values)
        if others:
            add_assertion(ports, "small", others.pop(), "reviewer 3")

    titled = kept(ports, "small").file.model_copy(update={"title": "Another title"})
    monkeypatch.setattr(changing, "_check", check_while_another_writes)
    assert change_case(ports, "small", titled, "reviewer 2") is not None
    now = kept_case(ports, "small")
    assert (now.file.title, now.claim("a3") is not None) == ("Another title", True)
