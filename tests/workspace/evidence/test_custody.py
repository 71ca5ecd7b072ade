"""Who held evidence, who saw it and who got a copy is noted, and told with what is missing."""

import hashlib
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.workspace.evidence.copying import copy_out
from forcereview.workspace.evidence.custody import chain, give_back, note_access, transfer
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.evidence.sealing import expunge, seal
from forcereview.workspace.ports import Ports

RECEIVED = Received(giver="the department", at="2026-01-09")


@pytest.fixture
def item(ports: Ports, take) -> Item:
    return item_named(ports, take({"note.txt": b"the words"}, RECEIVED)[0].item)


def test_a_transfer_is_from_the_holder_unless_somebody_else_is_named(ports: Ports, item: Item):
    moved = transfer(ports, item.id, "reviewer 1", "clerk", at="2026-01-10", how="by hand")
    link = moved.custody[-1]
    assert (link.what, link.giver, link.holder) == ("transferred", "clerk", "reviewer 1")
    assert chain(ports, item.id).gaps == ()
    transfer(ports, item.id, "the court", "clerk", giver="the lab", at="2026-01-11")
    assert [gap.kind for gap in chain(ports, item.id).gaps] == ["not the holder"]


def test_each_link_says_by_which_entry_it_was_written_down(ports: Ports, item: Item):
    transfer(ports, item.id, "reviewer 1", "reviewer 2", "as agreed", at="2026-01-10")
    found = chain(ports, item.id)
    assert [each.entry.sequence for each in found.links if each.entry] == [2, 3]
    last = found.links[-1].entry
    assert last is not None
    assert (last.by, last.reason) == ("reviewer 2", "as agreed")
    assert found.begun is not None
    assert found.begun.does == "evidence.add"


def test_a_return_ends_the_holder_s_time(ports: Ports, item: Item):
    give_back(ports, item.id, "the department", "clerk", at="2026-02-01")
    held = chain(ports, item.id).holders
    assert [(each.holder, each.until) for each in held] == [
        ("clerk", "2026-02-01"),
        ("the department", ""),
    ]


def test_what_somebody_saw_elsewhere_can_be_noted(ports: Ports, item: Item):
    seen = note_access(ports, item.id, "clerk", who="counsel", at="2026-01-11", examined=True)
    assert (seen.custody[-1].what, seen.custody[-1].holder) == ("examined", "counsel")


def test_a_copy_has_the_hash_and_says_who_got_it(ports: Ports, item: Item, tmp_path: Path):
    done = copy_out(ports, item.id, tmp_path / "out" / "copy.txt", "clerk", to="the court")
    assert hashlib.sha256(done.path.read_bytes()).hexdigest() == item.sha256
    link = item_named(ports, item.id).custody[-1]
    assert (link.what, link.giver, link.holder) == ("copied", "clerk", "the court")
    working = copy_out(ports, item.id, tmp_path / "w.txt", "clerk", working=True)
    assert working.item.custody[-1].what == "working copy"
    assert chain(ports, item.id).gaps == ()


def test_a_copy_never_overwrites_a_file(ports: Ports, item: Item, tmp_path: Path):
    (tmp_path / "there.txt").write_text("mine")
    with pytest.raises(BadInput, match="isn't overwritten"):
        copy_out(ports, item.id, tmp_path / "there.txt", "clerk")
    assert (tmp_path / "there.txt").read_text() == "mine"
    assert len(item_named(ports, item.id).custody) == 1


def test_a_copy_that_cannot_be_made_or_noted_is_not_left_there(
    ports: Ports, item: Item, tmp_path: Path
):
    with pytest.raises(BadInput, match="nobody is named"):
        copy_out(ports, item.id, tmp_path / "copy.txt", " ")
    seal(ports, item.id, "clerk", "by order of the court")
    with pytest.raises(Refused, match="sealed"):
        copy_out(ports, item.id, tmp_path / "copy.txt", "clerk")
    assert not (tmp_path / "copy.txt").exists()


def test_nothing_more_happens_to_what_was_expunged(ports: Ports, item: Item):
    expunge(ports, item.id, "clerk", "by order of the court")
    with pytest.raises(Refused, match="expunged"):
        transfer(ports, item.id, "reviewer 1", "clerk")
    assert chain(ports, item.id).links[-1].link.what == "expunged"


@pytest.mark.parametrize(
    ("fields", "why"), [({"to": " "}, "nobody is named"), ({"at": "soon"}, "is no time")]
)
def test_what_is_not_told_right_is_not_written(
    ports: Ports, item: Item, fields: dict[str, str], why: str
):
    with pytest.raises(BadInput, match=why):
        transfer(ports, item.id, by="clerk", **{"to": "reviewer 1", **fields})
    assert len(item_named(ports, item.id).custody) == 1
