"""On an order, evidence is sealed, unsealed or expunged, with all that was made of it; the journal
says so, and expunged content is nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

import evidence_files as files
from forcereview.adapters.confinement import ConfinedReaders
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Derivation
from forcereview.journal import read_entry
from forcereview.wiring import begin_workspace
from forcereview.workspace.evidence.examining import examine
from forcereview.workspace.evidence.intake import Outcome, take_in, take_in_derived
from forcereview.workspace.evidence.items import derived_from, item_named
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.evidence.sealing import expunge, seal, unseal
from forcereview.workspace.ports import Ports

Take = Callable[..., list[Outcome]]
MARKER = "quillfeather"
ORDER = "order 12 of the district court"


def actions(ports: Ports) -> list[str]:
    return [read_entry(each.raw).does for each in ports.journal.entries()]


def made_of(ports: Ports, folder: Path, parent: str, content: bytes) -> str:
    file = folder / "made"
    file.write_bytes(content)
    derivation = Derivation(parents=(parent,), what="extract", tool="by hand", version="1")
    return take_in_derived(ports, file, "made", derivation, "clerk").item


def files_with(folder: Path, marker: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and marker in path.read_bytes()]


class TestSealing:
    def test_a_sealed_item_is_read_by_nobody_until_it_is_unsealed(
        self, ports: Ports, take: Take
    ) -> None:
        item = take({"a.txt": b"words"})[0].item
        done = seal(ports, item, "clerk", ORDER)
        assert [each.id for each in done.items] == [item]
        for read in (
            lambda: ports.blobs.open(item_named(ports, item).sha256),
            lambda: examine(ports, item, "clerk"),
            lambda: text_of(ports, item_named(ports, item)),
        ):
            with pytest.raises(Refused, match="sealed"):
                read()
        unseal(ports, item, "clerk", "order 13")
        assert ports.blobs.open(item_named(ports, item).sha256).read() == b"words"
        assert actions(ports)[-2:] == ["evidence.seal", "evidence.unseal"]

    def test_custody_says_who_when_and_on_whose_order(self, ports: Ports, take: Take) -> None:
        item = take({"a.txt": b"words"})[0].item
        seal(ports, item, "clerk", ORDER)
        link = item_named(ports, item).custody[-1]
        assert (link.what, link.holder, link.how) == ("sealed", "clerk", ORDER)
        assert link.at

    def test_what_was_made_of_it_is_sealed_and_unsealed_with_it(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        parent = take({"a.txt": b"words"})[0].item
        child = made_of(ports, tmp_path, parent, b"wor")
        grandchild = made_of(ports, tmp_path, child, b"wo")
        alone = made_of(ports, tmp_path, parent, b"w")
        seal(ports, alone, "clerk", "another order")
        seal(ports, parent, "clerk", ORDER)
        assert {item_named(ports, each).state for each in (parent, child, grandchild)} == {"sealed"}
        unseal(ports, parent, "clerk", "order 13")
        states = [item_named(ports, each).state for each in (parent, child, grandchild, alone)]
        assert states == ["held", "held", "held", "sealed"]

    def test_it_is_not_found_by_its_words(self, ports: Ports, take: Take) -> None:
        from forcereview.workspace.evidence.searching import search

        item = take({"a.txt": MARKER.encode()})[0].item
        assert search(ports, MARKER).found
        seal(ports, item, "clerk", ORDER)
        assert not search(ports, MARKER).found

    def test_an_order_needs_its_reason(self, ports: Ports, take: Take) -> None:
        item = take({"a.txt": b"words"})[0].item
        for action in (seal, unseal, expunge):
            with pytest.raises(BadInput, match="no reason is given"):
                action(ports, item, "clerk", " ")

    def test_unsealing_what_isn_t_sealed_is_refused(self, ports: Ports, take: Take) -> None:
        with pytest.raises(Refused, match="isn't sealed"):
            unseal(ports, take({"a": b"words"})[0].item, "clerk", ORDER)

    def test_stopped_between_entry_and_key_it_is_finished_by_the_same_command(
        self, ports: Ports, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        item = take({"a.txt": b"words"})[0].item
        sha256 = item_named(ports, item).sha256
        for action, method, state in (
            (seal, "seal", "sealed"),
            (unseal, "unseal", "held"),
            (expunge, "destroy_key", "expunged"),
        ):
            with monkeypatch.context() as broken:
                broken.setattr(type(ports.blobs), method, _stopped)
                with pytest.raises(KeyboardInterrupt):
                    action(ports, item, "clerk", ORDER)
            action(ports, item, "clerk", ORDER)
            assert ports.blobs.state(sha256) == state
        assert actions(ports)[-3:] == ["evidence.seal", "evidence.unseal", "evidence.expunge"]


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


class TestExpunging:
    def test_no_file_of_the_workspace_holds_a_byte_of_it(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        """Read, indexed, unpacked and copied first: the marker has been everywhere it can be."""
        content = files.a_zip({"inner.txt": f"the {MARKER} words".encode() * 50})
        from forcereview.workspace.evidence.searching import search
        from forcereview.workspace.evidence.unpacking import unpack

        archive = take({"a.zip": content})[0].item
        inner = unpack(ports, archive, "clerk").outcomes[0].item
        assert search(ports, MARKER).found
        (ports.root / "cache").mkdir(exist_ok=True)
        (ports.root / "cache" / f"{inner}-page-1.png").write_bytes(MARKER.encode())
        sha256 = item_named(ports, inner).sha256
        with ports.blobs.as_file(sha256) as copy:
            assert MARKER.encode() in copy.read_bytes()
            assert files_with(ports.root, MARKER.encode())
        done = expunge(ports, archive, "judge's clerk", ORDER)
        assert [each.id for each in done.items] == [archive, inner]
        ports.close()
        for marker in (MARKER.encode(), MARKER.encode("utf-16-le"), content[30:60]):
            assert files_with(ports.root, marker) == []
        assert not files_with(ports.root, MARKER.upper().encode())

    def test_the_entry_and_the_hash_stay(self, ports: Ports, take: Take) -> None:
        item = item_named(ports, take({"a.txt": b"words"})[0].item)
        expunge(ports, item.id, "clerk", ORDER)
        after = item_named(ports, item.id)
        assert (after.state, after.sha256, after.name) == ("expunged", item.sha256, "a.txt")
        assert (after.custody[-1].what, after.custody[-1].how) == ("expunged", ORDER)
        entry = [read_entry(each.raw) for each in ports.journal.entries()][-1]
        assert (entry.does, entry.reason) == ("evidence.expunge", ORDER)

    def test_a_sealed_item_can_be_expunged(self, ports: Ports, take: Take) -> None:
        item = take({"a.txt": b"words"})[0].item
        seal(ports, item, "clerk", ORDER)
        expunge(ports, item, "clerk", "order 14")
        assert ports.blobs.state(item_named(ports, item).sha256) == "expunged"

    def test_what_it_was_made_of_is_named_as_it_still_holds_it(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        parent = take({"a.txt": b"words"})[0].item
        child = made_of(ports, tmp_path, parent, b"wor")
        assert expunge(ports, child, "clerk", ORDER).also_in == (parent,)
        assert item_named(ports, parent).state == "held"

    def test_what_was_also_received_by_itself_stays_and_is_named(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        parent = take({"a.txt": b"words"})[0].item
        child = made_of(ports, tmp_path, parent, b"wor")
        take({"other.txt": b"wor"}, Received("a witness"))
        done = expunge(ports, parent, "clerk", ORDER)
        assert ([each.id for each in done.items], done.also_in) == ([parent], (child,))
        assert item_named(ports, child).state == "held"

    def test_twice_is_refused(self, ports: Ports, take: Take) -> None:
        item = take({"a.txt": b"words"})[0].item
        expunge(ports, item, "clerk", ORDER)
        with pytest.raises(Refused, match="was expunged already"):
            expunge(ports, item, "clerk", ORDER)

    def test_where_contents_are_plain_the_bytes_are_removed(self, tmp_path: Path) -> None:
        ports = begin_workspace(tmp_path / "plain", "clerk", encrypted=False)
        file = tmp_path / "file"
        file.write_text(MARKER)
        item = next(iter(take_in(ports, [file], Received(), "clerk"))).item
        with pytest.raises(Refused, match="stored plain"):
            seal(ports, item, "clerk", ORDER)
        expunge(ports, item, "clerk", ORDER)
        ports.close()
        assert files_with(ports.root, MARKER.encode()) == []


def test_items_made_of_each_other_are_found_down_to_the_last(
    ports: Ports, take: Take, tmp_path: Path
) -> None:
    parent = take({"a": b"words"})[0].item
    child = made_of(ports, tmp_path, parent, b"word")
    grandchild = made_of(ports, tmp_path, child, b"wor")
    assert [item.id for item in derived_from(ports, parent)] == [child, grandchild]
    assert derived_from(ports, grandchild) == []
    assert isinstance(ports.readers, ConfinedReaders)
