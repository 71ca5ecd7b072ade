"""Whatever a reader does, it does behind walls, and the workspace goes on."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forcereview.adapters.confinement import ConfinedReaders
from forcereview.adapters.walls import files_can_be_shut_out
from forcereview.workspace.ports import Limits, Unreadable

TIGHT = Limits(seconds=20.0, memory=200 << 20, output=1 << 20)
HASTY = Limits(seconds=1.0)

shut_in = pytest.mark.skipif(
    not files_can_be_shut_out(),
    reason="this kernel doesn't grant Landlock, so readers aren't kept from other files",
)


@pytest.fixture(scope="module")
def readers() -> Iterator[ConfinedReaders]:
    confined = ConfinedReaders("misbehaving", [Path(__file__).parent])
    yield confined
    confined.close()


def told(readers: ConfinedReaders, does: str, limits: Limits = TIGHT, **details: object) -> object:
    return readers.run("reader", {"does": does, **details}, limits)["said"]


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("loop", "took more than 1 s"),
        ("sleep", "took more than 1 s"),
        ("allocate", "needs more than 200 MB"),
        ("crash", "crashed (SIGSEGV)"),
        ("end_early", "ended without an answer"),
        ("fail", "it is no such file"),
        ("not_json", "ended without an answer"),
    ],
)
def test_what_goes_wrong_in_a_reader_is_told_and_the_next_one_reads(
    readers: ConfinedReaders, does: str, why: str
) -> None:
    with pytest.raises(Unreadable) as failure:
        told(readers, does, HASTY if does in ("loop", "sleep") else TIGHT)
    assert why in str(failure.value)
    assert told(readers, "answer") == "a"


def test_endless_recursion_ends(readers: ConfinedReaders) -> None:
    with pytest.raises(Unreadable):
        told(readers, "recurse")


def test_a_reader_that_isn_t_there_is_told(readers: ConfinedReaders) -> None:
    with pytest.raises(Unreadable, match="isn't installed"):
        readers.run("nothing", {})


def test_long_answers_arrive_whole(readers: ConfinedReaders) -> None:
    assert told(readers, "answer", Limits(), size=5 << 20) == "a" * (5 << 20)


def test_a_reader_sees_neither_the_environment_nor_open_files(
    readers: ConfinedReaders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("A_SECRET", "word")
    with (tmp_path / "open").open("w") as held:
        os.set_inheritable(held.fileno(), True)
        fresh = ConfinedReaders("misbehaving", [Path(__file__).parent])
        seen = told(fresh, "surroundings")
        fresh.close()
    assert isinstance(seen, dict)
    assert set(seen["environment"]) <= {
        "PATH",
        "LANG",
        "LC_ALL",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "TMPDIR",
        "LC_CTYPE",
    }
    # in, out, errors, what it answers through, and the listing itself
    assert len(seen["open"]) <= 5


@shut_in
def test_a_reader_opens_what_it_was_given_and_nothing_beside(
    readers: ConfinedReaders, tmp_path: Path
) -> None:
    given, secret = tmp_path / "given", tmp_path / "secret"
    given.write_text("words")
    secret.write_text("keys")
    content = {"path": str(given)}
    arguments = {"does": "open", "place": str(given)}
    with pytest.raises(Unreadable, match="Permission denied"):
        readers.run("reader", arguments)
    for place in (secret, Path("/etc/shadow"), Path("/proc/1/environ"), Path("/etc/hostname")):
        with pytest.raises(Unreadable):
            told(readers, "open", place=str(place))
    with pytest.raises(Unreadable, match="Permission denied"):
        told(readers, "look_into", place=str(tmp_path))
    opened = ConfinedReaders("misbehaving", [Path(__file__).parent])
    assert opened.run("opening", {"content": content})["said"] == "words"
    opened.close()


@shut_in
def test_a_reader_writes_into_its_folder_and_nowhere_else(
    readers: ConfinedReaders, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    inside, outside = str(folder / "made"), str(tmp_path / "made")
    readers.run("writing", {"folder": str(folder), "place": inside, "size": 10})
    assert (folder / "made").read_bytes() == b"x" * 10
    with pytest.raises(Unreadable, match="Permission denied"):
        readers.run("writing", {"folder": str(folder), "place": outside, "size": 10})
    with pytest.raises(Unreadable, match="Permission denied"):
        readers.run("linking", {"folder": str(folder), "place": str(folder / "link")})


def test_a_reader_writes_no_more_than_it_may(readers: ConfinedReaders, tmp_path: Path) -> None:
    arguments = {"folder": str(tmp_path), "place": str(tmp_path / "made"), "size": 2 << 20}
    with pytest.raises(Unreadable, match="File too large"):
        readers.run("writing", arguments, TIGHT)


def test_a_reader_has_no_network(readers: ConfinedReaders) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"127.0.0.1:{server.getsockname()[1]}"
        for does in ("connect", "send"):
            with pytest.raises(Unreadable):
                told(readers, does, place=place)


@shut_in
def test_a_reader_can_t_end_other_processes(readers: ConfinedReaders) -> None:
    with pytest.raises(Unreadable, match="not permitted"):
        told(readers, "kill", process=os.getpid())


def test_what_a_reader_leaves_behind_is_removed(readers: ConfinedReaders) -> None:
    assert not Path(str(told(readers, "leave_behind"))).exists()


def test_what_a_reader_started_ends_with_it(readers: ConfinedReaders) -> None:
    started = told(readers, "start_another")
    assert isinstance(started, int)
    time.sleep(0.2)
    state = Path(f"/proc/{started}/stat")
    assert not state.exists() or ") Z " in state.read_text()


def test_readers_can_be_asked_from_several_threads(readers: ConfinedReaders) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(told(readers, "answer", Limits(), size=1000))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["a" * 1000] * 8


def test_when_the_process_of_readers_is_ended_another_is_started(readers: ConfinedReaders) -> None:
    told(readers, "answer")
    nursery = readers._nursery
    assert nursery is not None
    nursery._process.kill()
    with pytest.raises(Unreadable):
        told(readers, "answer")
    assert told(readers, "answer") == "a"


def test_a_reader_is_quick_to_start(
    readers: ConfinedReaders, record_property: Callable[[str, object], None]
) -> None:
    told(readers, "answer")
    begun = time.monotonic()
    for _ in range(50):
        told(readers, "answer")
    each = (time.monotonic() - begun) / 50
    record_property("figure", f"a confined reader costs {each * 1000:.1f} ms beside its reading")
    assert each < 0.1
