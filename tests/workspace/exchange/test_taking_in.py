"""A valid bag becomes evidence with custody; an invalid one is refused with every reason."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bags import LETTER, STILL, VIDEO, a_bag, a_workspace_to_hand_over, line, the_still, the_video
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.journal import read_entry
from forcereview.wiring import begin_workspace
from forcereview.workspace.cases.exporting import case_text
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.evidence.sealing import expunge
from forcereview.workspace.exchange.taking_in import Receipt, read_bag
from forcereview.workspace.exchange.writing import Sender, write_bag
from forcereview.workspace.ports import Ports
from kept_cases import TEXT, written

CLERK = Receipt("clerk", "asked for by the court", how="by courier", at="2026-11-24")


def items_of(ports: Ports) -> dict[str, Item]:
    found = (Item.model_validate(held.value) for held in ports.journal.documents("evidence"))
    return {item.id: item for item in found}


def content_of(ports: Ports, item: Item) -> bytes:
    with ports.blobs.open(item.sha256) as content:
        return content.read()


@pytest.fixture
def sender(tmp_path: Path) -> Ports:
    return a_workspace_to_hand_over(tmp_path)


@pytest.fixture
def bag(sender: Ports, tmp_path: Path) -> Path:
    who = Sender("City review board", "records clerk")
    return Path(write_bag(sender, tmp_path / "bag", "reviewer 1", sender=who).path)


@pytest.fixture
def here(tmp_path: Path) -> Ports:
    return begin_workspace(tmp_path / "receiver", "clerk")


@pytest.mark.parametrize("zipped", [False, True])
def test_what_was_written_comes_out_the_same_in_another_workspace(
    sender: Ports, here: Ports, tmp_path: Path, zipped: bool
) -> None:
    before = items_of(sender)
    sent = write_bag(sender, tmp_path / "bag", "reviewer 1", zipped=zipped)
    found = read_bag(here, sent.path, CLERK)
    came = items_of(here)
    assert sorted(found.items) == sorted(came) == sorted(before)
    for name, item in before.items():
        told = came[name].model_copy(update={"custody": came[name].custody[:-1]})
        assert told == item
        assert content_of(here, item) == content_of(sender, item)
    assert case_text(here, "small") == case_text(sender, "small")
    assert not found.problems


def test_each_item_was_received_from_the_sender_in_this_bag(bag: Path, here: Ports) -> None:
    found = read_bag(here, bag, CLERK)
    link = items_of(here)[the_video().id].custody[-1]
    assert (link.what, link.at, link.holder) == ("received", "2026-11-24", "clerk")
    assert link.giver == "City review board, records clerk"
    mark = f"bag bag, manifest sha256:{found.judgement.fingerprint}"
    assert link.how == f"by courier: {mark}"
    assert link.note == "the links that this bag brought are as its sender tells them"


def test_the_same_bag_again_changes_nothing(bag: Path, here: Ports) -> None:
    first = read_bag(here, bag, CLERK)
    head = here.journal.head()
    bag = bag.rename(bag.with_name("the same bag"))
    again = read_bag(here, bag, CLERK)
    assert here.journal.head() == head
    assert (again.items, sorted(again.before)) == ((), sorted(first.items))


def test_the_senders_journal_is_checked_and_the_result_recorded(bag: Path, here: Ports) -> None:
    found = read_bag(here, bag, CLERK)
    assert found.journal is not None
    assert found.journal["in_order"]
    (document,) = here.journal.documents("bag")
    assert document.value["journal"] == found.journal
    assert document.value["verdict"] == "valid"
    assert document.value["told_by"]["by"] == "reviewer 1"


def test_a_journal_that_isnt_in_order_is_told_and_recorded(
    bag: Path, here: Ports, tmp_path: Path
) -> None:
    journal = bag / "data" / "journal" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"reviewer 1", b"reviewer 2", 1))
    found = read_bag(here, resealed(bag), CLERK)
    assert found.journal is not None
    assert not found.journal["in_order"]
    assert any("entry 2" in said for said in found.journal["problems"])


def test_a_verifier_that_lies_in_the_bag_is_never_run(bag: Path, here: Ports) -> None:
    trap = bag / "data" / "journal" / "verify_journal.py"
    trap.write_text(f"open({str(bag / 'run')!r}, 'w')\ndef check_journal(*_): pass\n")
    found = read_bag(here, resealed(bag), CLERK)
    assert found.journal is not None
    assert found.journal["said"]
    assert not (bag / "run").exists()


def resealed(bag: Path) -> Path:
    """The bag with one manifest, made anew, as somebody would who changed a file."""
    for tag in [*bag.glob("*manifest-*.txt"), bag / "bag-info.txt"]:
        tag.unlink()
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    lines = (line(path.read_bytes(), path.relative_to(bag).as_posix()) for path in payload)
    (bag / "manifest-sha256.txt").write_text("".join(lines))
    return bag


def test_an_invalid_bag_is_refused_and_nothing_of_it_taken_in(bag: Path, here: Ports) -> None:
    (found,) = (bag / "data" / "evidence" / the_video().id).iterdir()
    found.write_bytes(VIDEO[:-1] + b"!")
    (bag / "data" / "more").write_bytes(b"x")
    with pytest.raises(Refused) as refused:
        read_bag(here, bag, CLERK)
    assert len(refused.value.problems) >= 3
    assert any("changed" in str(problem) for problem in refused.value.problems)
    assert here.journal.head().sequence == 1
    assert not list(here.blobs.all())


def test_a_list_that_tells_another_hash_than_the_manifest_is_refused(
    bag: Path, here: Ports
) -> None:
    listed = bag / "data" / "evidence.json"
    told = json.loads(listed.read_text())
    told["items"][0]["path"], told["items"][1]["path"] = (
        told["items"][1]["path"],
        told["items"][0]["path"],
    )
    listed.write_text(json.dumps(told))
    with pytest.raises(Refused, match="what the bag's manifests don't"):
        read_bag(here, resealed(bag), CLERK)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"form": "other"}', '{"form": "forcereview-evidence/1"}', "[" * 9000]
)
def test_a_list_that_isnt_ours_is_named(bag: Path, here: Ports, text: str) -> None:
    (bag / "data" / "evidence.json").write_text(text)
    with pytest.raises(BadInput, match=r"bag/data/evidence\.json"):
        read_bag(here, resealed(bag), CLERK)


def test_files_of_anybody_elses_bag_become_evidence_and_are_examined(
    tmp_path: Path, here: Ports
) -> None:
    info = {"bag-info.txt": "Source-Organization: County archive\n"}
    files = {"scans/letter.txt": LETTER, "scans/copy.txt": LETTER, "note.txt": b"a note"}
    found = read_bag(here, a_bag(tmp_path / "bag", files, info), CLERK)
    by_name = {item.name: item for item in items_of(here).values()}
    assert sorted(by_name) == ["note.txt", "scans/copy.txt"]
    letter = by_name["scans/copy.txt"]
    assert "data/scans/letter.txt too" in letter.note
    assert letter.type == "text/plain"
    assert letter.examined == "yes"
    assert letter.custody[0].giver == "County archive"
    assert letter.custody[0].id == "received"
    assert len(found.items) == 2


def test_evidence_is_put_to_the_cases_named(tmp_path: Path, sender: Ports) -> None:
    bag = a_bag(tmp_path / "bag", {"note.txt": b"a note"})
    receipt = Receipt("clerk", into=("small",))
    (name,) = read_bag(sender, bag, receipt).items
    assert items_of(sender)[name].cases == ("small",)
    with pytest.raises(BadInput, match="no case 'other'"):
        read_bag(sender, bag, Receipt("clerk", into=("other",)))


def test_what_comes_back_adds_what_happened_meanwhile(
    sender: Ports, here: Ports, bag: Path, tmp_path: Path
) -> None:
    read_bag(here, bag, CLERK)
    back = write_bag(here, tmp_path / "back", "clerk", sender=Sender("Prosecutor"))
    read_bag(sender, back.path, Receipt("reviewer 1"))
    chain = items_of(sender)[the_video().id].custody
    assert [link.what for link in chain] == [
        "received",
        "transferred",
        "copied",
        "received",
        "received",
    ]
    assert chain[3].holder == "clerk"
    assert chain[4].giver == "Prosecutor, clerk"
    assert len({link.id for link in chain}) == 5


def test_an_interrupted_run_goes_on_where_it_stopped(
    bag: Path, here: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, puts = here.blobs.put, []

    def put_or_stop(*given: object) -> object:
        puts.append(given)
        if len(puts) == 3:
            raise KeyboardInterrupt
        return really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(here.blobs, "put", put_or_stop)
    with pytest.raises(KeyboardInterrupt):
        read_bag(here, bag, CLERK)
    assert len(items_of(here)) == 2
    found = read_bag(here, bag, CLERK)
    assert len(found.before) == 2
    assert len(items_of(here)) == 3
    assert len(puts) == 4
    entries = [read_entry(each.raw).does for each in here.journal.entries()]
    assert entries.count("evidence.add") == 3
    assert not list((here.root / "working").glob("bag-*"))


def test_a_content_that_was_expunged_here_isnt_taken_in_again(bag: Path, here: Ports) -> None:
    read_bag(here, bag, CLERK)
    expunge(here, the_still().id, "clerk", "order of the court")
    again = a_bag(bag.parent / "again", {"still.png": STILL, "note": b"n"})
    found = read_bag(here, again, CLERK)
    assert len(found.items) == 1
    assert len(found.problems) == 1
    assert found.problems[0].place.file == "again/data/still.png"
    assert here.blobs.state(the_still().sha256) == "expunged"


def test_a_case_that_is_here_and_differs_is_left_alone_and_the_evidence_still_comes(
    bag: Path, here: Ports, tmp_path: Path
) -> None:
    mine = TEXT.replace("A small case", "A small case, seen otherwise")
    import_case(here, written(tmp_path / "mine", mine), "clerk")
    found = read_bag(here, bag, CLERK)
    assert len(found.items) == 3
    assert "bag/data/cases/small/small.yaml: the case small is here" in str(found.problems[0])
    assert case_text(here, "small") == mine.encode()


def test_a_time_that_is_none_and_nobody_as_receiver_are_refused(bag: Path, here: Ports) -> None:
    with pytest.raises(BadInput, match="is no time"):
        read_bag(here, bag, Receipt("clerk", at="last Tuesday"))
    with pytest.raises(BadInput, match="nobody is named"):
        read_bag(here, bag, Receipt(" "))


def test_progress_is_told_in_bytes(bag: Path, here: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int | None]] = []
    begin: Callable[..., None] = lambda what, total=None, unit="": told.append((what, total))  # noqa: E731
    monkeypatch.setattr(here.progress, "begin", begin)
    read_bag(here, bag, CLERK)
    assert ("taking the bag in", len(VIDEO) + len(STILL) + len(LETTER)) in told
