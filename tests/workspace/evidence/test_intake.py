"""Evidence is taken in whole, once, with what is known of how it came; what fails fails alone."""

import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

import evidence_files as files
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.evidence.intake import Outcome, take_in
from forcereview.workspace.evidence.items import item_named, items
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.evidence.sealing import expunge
from forcereview.workspace.ports import Ports

Take = Callable[..., list[Outcome]]

HANDED_OVER = Received("records unit", "2026-01-09T14:30-06:00", "by hand", "the office")


def entries(ports: Ports) -> list[str]:
    from forcereview.journal import read_entry

    return [read_entry(each.raw).does for each in ports.journal.entries()]


def test_a_file_becomes_an_item_with_its_hash_type_and_custody(ports: Ports, take: Take) -> None:
    video = files.a_video()
    outcome = take({"video.mp4": video}, HANDED_OVER)[0]
    item = item_named(ports, outcome.item)
    assert (outcome.what, outcome.type, outcome.examined) == ("added", "video/mp4", "yes")
    assert item.name == "video.mp4"
    assert item.sha256.startswith(item.id[2:])
    assert ports.blobs.open(item.sha256).read() == video
    (link,) = item.custody
    assert (link.what, link.giver, link.holder) == ("received", "records unit", "clerk")
    assert (link.at, link.how, link.place) == ("2026-01-09T14:30-06:00", "by hand", "the office")
    assert entries(ports)[-1] == "evidence.add"


def test_what_nobody_said_stays_unsaid(ports: Ports, take: Take) -> None:
    (link,) = item_named(ports, take({"a": b"words"})[0].item).custody
    assert (link.giver, link.at, link.how, link.place) == ("", "", "", "")


def test_what_the_file_says_is_kept_as_said_by_the_file(ports: Ports, take: Take) -> None:
    item = item_named(ports, take({"p.jpg": files.a_picture()})[0].item)
    clock = next(fact for fact in item.facts if fact.id == "exif.DateTimeOriginal")
    assert (clock.value, clock.part) == ("2026:01:07 09:35:00", "EXIF")
    assert clock.read_by.startswith("pillow ")
    assert next(f for f in item.facts if f.id == "c2pa.state").value == "absent"
    assert all(link.at == "" for link in item.custody), "no time of the file becomes ours"


def test_a_file_that_can_t_be_read_is_kept_and_says_why(ports: Ports, take: Take) -> None:
    broken = files.a_video()[:400]
    item = item_named(ports, take({"cut.mp4": broken})[0].item)
    assert "can't be read as a recording" in item.examined
    assert ports.blobs.open(item.sha256).read() == broken


def test_the_same_content_is_one_item(ports: Ports, take: Take) -> None:
    first = take({"a.txt": b"the same words"}, HANDED_OVER)[0]
    other_hand = Received("the family's counsel", "2026-01-12", "by post")
    second = take({"b.txt": b"the same words"}, other_hand)[0]
    assert (first.what, second.what, second.item) == ("added", "received again", first.item)
    links = item_named(ports, first.item).custody
    assert [link.giver for link in links] == ["records unit", "the family's counsel"]
    assert entries(ports)[-1] == "evidence.receive"


def test_the_same_again_from_the_same_hand_writes_nothing(ports: Ports, take: Take) -> None:
    take({"a.txt": b"the same words"}, HANDED_OVER)
    before = ports.journal.head()
    again = take({"copy.txt": b"the same words"}, HANDED_OVER)[0]
    assert again.what == "held already"
    assert ports.journal.head() == before


def test_the_same_content_twice_in_one_folder_is_one_item(ports: Ports, take: Take) -> None:
    what = [each.what for each in take({"a": b"same", "b": b"same", "c": b"other"}, HANDED_OVER)]
    assert what == ["added", "held already", "added"]
    assert len(list(items(ports))) == 2


@pytest.mark.parametrize(
    "name",
    [
        b"line\nbreak.txt",
        b"\xe2\x80\xaegnp.exe",
        b"caf\xe9.mp4",
        b"-rf",
        b"  spaces ",
        "‏right to left".encode(),
        b"\x1b[31mred",
        "e\u0301 and é".encode(),
    ],
    ids=range(8),
)
def test_a_file_s_name_is_kept_whatever_it_holds(ports: Ports, tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/" + name))
    path.write_bytes(b"words of " + name)
    outcome = next(take_in(ports, [path], Received(), "clerk"))
    item = item_named(ports, outcome.item)
    kept = b64decode(item.name_bytes) if item.name_bytes else item.name.encode()
    assert kept == name


def test_what_is_no_file_is_told_and_the_rest_goes_on(ports: Ports, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "deep.txt").write_text("deep")
    (folder / "words.txt").write_text("words")
    (folder / "empty").touch()
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    missing = tmp_path / "missing"
    outcomes = list(take_in(ports, [folder, missing], Received(), "clerk"))
    said = {
        Path(each.name).name: each.problem.what if each.problem else each.what for each in outcomes
    }
    assert said == {
        "empty": "added",
        "deep.txt": "added",
        "words.txt": "added",
        "link": "a link isn't followed",
        "loop": "a link isn't followed",
        "pipe": "this is a pipe, a device or a socket, not a file",
        "missing": "it can't be read (No such file or directory)",
    }


def test_a_file_that_changes_meanwhile_is_told_and_the_rest_goes_on(
    ports: Ports, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = tmp_path / "files" / "busy"
    advance = type(ports.progress).advance

    def meddle(self: object, steps: int = 1) -> None:
        with busy.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(type(ports.progress), "advance", meddle)
    (outcome,) = take({"busy": b"words"})
    monkeypatch.setattr(type(ports.progress), "advance", advance)
    assert outcome.what == "not taken"
    assert "was changed while it was read" in str(outcome.problem)
    assert [each.what for each in take({"busy": b"at rest", "b": b"b"})] == ["added", "added"]


def test_an_expunged_content_is_not_taken_in_again_and_the_rest_goes_on(
    ports: Ports, take: Take
) -> None:
    first = take({"a": b"expunged words"})[0]
    expunge(ports, first.item, "clerk", "order 12")
    again = take({"again": b"expunged words", "b": b"others"})
    assert {Path(each.name).name: each.what for each in again} == {
        "again": "not taken",
        "b": "added",
    }


def test_nobody_takes_in_anything_unnamed(ports: Ports, take: Take) -> None:
    with pytest.raises(BadInput, match="nobody is named"):
        take({"a": b"words"}, by=" ")
    with pytest.raises(BadInput, match="is no time"):
        take({"a": b"words"}, Received(at="yesterday"))
    assert list(items(ports)) == []


class TestOfACase:
    @pytest.fixture
    def case(self, ports: Ports, repository: Path) -> str:
        from forcereview.workspace.cases.importing import import_case

        file = repository / "examples" / "tutorial" / "stop.yaml"
        return import_case(ports, file, "clerk").case

    def test_the_source_of_the_case_is_held_from_then_on(
        self, ports: Ports, take: Take, case: str
    ) -> None:
        from forcereview.workspace.cases.keeping import kept

        source = next(iter(kept(ports, case).file.sources))
        outcome = take({"a": b"the copy"}, Received(case=case), source=source)[0]
        item = item_named(ports, outcome.item)
        held = kept(ports, case).file.sources[source]
        assert (held.held, held.sha256) == (True, item.sha256)
        assert item.cases == (case,)
        assert [item.id for item in items(ports, case)] == [outcome.item]
        assert entries(ports)[-2:] == ["evidence.add", "source.hold"]

    def test_a_case_or_source_that_isn_t_there_is_told_first(
        self, ports: Ports, take: Take, case: str
    ) -> None:
        with pytest.raises(BadInput, match="has no case 'nothing'"):
            take({"a": b"words"}, Received(case="nothing"))
        with pytest.raises(BadInput, match="has no source 'nothing'"):
            take({"a": b"words"}, Received(case=case), source="nothing")
        assert list(items(ports)) == []

    def test_one_source_is_one_file(self, ports: Ports, take: Take, case: str) -> None:
        from forcereview.workspace.cases.keeping import kept

        source = next(iter(kept(ports, case).file.sources))
        with pytest.raises(BadInput, match="2 files are named"):
            take({"a": b"a", "b": b"b"}, Received(case=case), source=source)


class TestTakingUpAgain:
    def test_what_was_taken_is_passed_over_without_being_read(
        self, ports: Ports, take: Take, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take({"a": b"a", "b": b"b"}, HANDED_OVER)
        read: list[object] = []
        put = type(ports.blobs).put
        monkeypatch.setattr(
            type(ports.blobs), "put", lambda self, *a, **k: (read.append(a), put(self, *a, **k))[1]
        )
        paths = [Path(each.name) for each in take({"c": b"c"}, HANDED_OVER)]
        folder = paths[0].parent
        what = [each.what for each in take_in(ports, [folder], HANDED_OVER, "clerk")]
        assert what == ["held already"] * 3
        assert len(read) == 1

    def test_a_file_changed_since_is_read_again(self, ports: Ports, take: Take) -> None:
        take({"a": b"first"}, HANDED_OVER)
        assert take({"a": b"other"}, HANDED_OVER)[0].what == "added"
        assert len(list(items(ports))) == 2

    def test_without_its_notes_it_recognises_files_by_their_hash(
        self, ports: Ports, take: Take
    ) -> None:
        take({"a": b"a"}, HANDED_OVER)
        (ports.root / "working" / "taken-in.txt").unlink()
        assert take({"a": b"a"}, HANDED_OVER)[0].what == "held already"

    def test_contents_that_a_stop_left_without_entries_are_entered(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        file = tmp_path / "a"
        file.write_bytes(b"left without an entry")
        ports.blobs.put(file)
        assert take({"a": b"left without an entry"})[0].what == "added"

    def test_stopped_by_ctrl_c_it_goes_on_where_it_was(
        self, ports: Ports, take: Take, tmp_path: Path
    ) -> None:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(150):
            (folder / f"{number:03}").write_bytes(b"%d" % number)
        taking = take_in(ports, [folder], HANDED_OVER, "clerk")
        for _ in range(70):
            next(taking)
        with pytest.raises(KeyboardInterrupt):
            taking.throw(KeyboardInterrupt)
        rest = list(take_in(ports, [folder], HANDED_OVER, "clerk"))
        assert len(list(items(ports))) == 150
        assert sum(each.what == "added" for each in rest) == 150 - 128

    @pytest.mark.slow
    def test_killed_in_the_middle_it_loses_nothing_it_told(
        self, tmp_path: Path, record_property: Callable[[str, object], None]
    ) -> None:
        folder, root = tmp_path / "many", tmp_path / "workspace"
        folder.mkdir()
        for number in range(400):
            (folder / f"{number:03}").write_bytes(b"%d" % number * 100)
        begin_workspace(root, "clerk").close()
        script = (
            "import sys\n"
            "from pathlib import Path\n"
            "from forcereview.wiring import open_workspace\n"
            "from forcereview.workspace.evidence.intake import take_in\n"
            "from forcereview.workspace.evidence.receiving import Received\n"
            "ports = open_workspace(sys.argv[1])\n"
            "for each in take_in(ports, [Path(sys.argv[2])], Received('records unit'), 'clerk'):\n"
            "    print(each.item, flush=True)\n"
        )
        told: set[str] = set()
        kills = 0
        for wait in (0.2, 0.4, 0.6, 0.8, 1.0):
            running = subprocess.Popen(
                [sys.executable, "-c", script, root, folder], stdout=subprocess.PIPE, text=True
            )
            assert running.stdout is not None
            told.add(running.stdout.readline().strip())
            time.sleep(wait / 4)
            running.send_signal(signal.SIGKILL)
            told.update(running.communicate()[0].split())
            kills += 1
            ports = open_workspace(root)
            held = {item.id for item in items(ports)}
            assert {each for each in told if len(each) == 14} <= held
            ports.close()
        ports = open_workspace(root)
        list(take_in(ports, [folder], Received("records unit"), "clerk"))
        found = list(items(ports))
        assert len(found) == 400
        assert all(ports.blobs.intact(item.sha256) for item in found)
        assert all(len(item.custody) == 1 for item in found)
        assert list((root / "evidence" / "arriving").iterdir()) == []
        ports.close()
        record_property(
            "figure", f"intake killed {kills} times: none of {len(told)} files told lost"
        )


@pytest.mark.slow
def test_ten_thousand_files_are_taken_in_in_bounded_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    folder, root = tmp_path / "many", tmp_path / "workspace"
    for number in range(10_000):
        path = folder / f"{number // 500:02}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"file {number}\n")
    begin_workspace(root, "clerk").close()
    seconds, peak, added = _measured(root, folder)
    assert added == 10_000
    assert peak < 200
    again, _, held = _measured(root, folder)
    assert held == 10_000
    record_property(
        "figure",
        f"10,000 files taken in: {seconds:.0f} s, at most {peak} MB; once more: {again:.1f} s",
    )


@pytest.mark.slow
def test_a_sparse_file_of_a_gigabyte_is_taken_in_in_bounded_memory(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    root, file = tmp_path / "workspace", tmp_path / "sparse"
    with file.open("wb") as out:
        out.truncate(1 << 30)
    begin_workspace(root, "clerk").close()
    seconds, peak, added = _measured(root, file)
    assert added == 1
    assert peak < 200
    record_property("figure", f"a sparse file of 1 GiB: {seconds:.1f} s, at most {peak} MB")


def _measured(root: Path, path: Path) -> tuple[float, int, int]:
    """Take in by another process: seconds, its most memory in MB, files.

    The kernel's VmHWM begins anew with a program; ``ru_maxrss`` would begin with the tests' own.
    """
    script = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from forcereview.wiring import open_workspace\n"
        "from forcereview.workspace.evidence.intake import take_in\n"
        "from forcereview.workspace.evidence.receiving import Received\n"
        "ports = open_workspace(sys.argv[1])\n"
        "count = sum(1 for _ in take_in(ports, [Path(sys.argv[2])], Received(), 'clerk'))\n"
        "most = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())\n"
        "print(count, int(most[1]) // 1024)\n"
    )
    begun = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", script, root, path], capture_output=True, text=True, check=True
    )
    count, peak = map(int, run.stdout.split())
    return time.monotonic() - begun, peak, count


def test_a_workspace_that_can_only_be_read_says_so_before_reading_files(
    ports: Ports, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(ports.journal), "writable", property(lambda self: False))
    monkeypatch.setattr(type(ports.blobs), "put", lambda *a: pytest.fail("a file was read"))
    with pytest.raises(Refused, match="nothing can be taken in"):
        take({"a": b"words"})


def test_an_item_is_found_by_its_id_its_beginning_or_its_hash(ports: Ports, take: Take) -> None:
    item = item_named(ports, take({"a": b"words"})[0].item)
    for name in (item.id, item.id[2:], item.id[:6], item.sha256):
        assert item_named(ports, name) == item
    with pytest.raises(BadInput, match="has no evidence"):
        item_named(ports, "e-000000000000")
    assert isinstance(item, Item)
