"""``forcereview evidence add``, ``list``, ``show-facts``, ``examine``, ``unpack``, ``seal`` …"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import evidence_files as files

Typed = Callable[..., Any]


@pytest.fixture
def here(forcereview: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, a workspace."""
    monkeypatch.setenv("FORCEREVIEW_BY", "clerk")
    assert forcereview("init", ".").status == 0
    return tmp_path


@pytest.fixture
def photo(here: Path) -> Path:
    file = here / "photo.jpg"
    file.write_bytes(files.a_picture())
    return file


def added(forcereview: Typed, *words: str | Path) -> str:
    ran = forcereview("evidence", "add", *words, "--json")
    assert ran.status == 0, ran.err
    item = json.loads(ran.out)["files"][0]["item"]
    assert isinstance(item, str)
    return item


def test_evidence_is_taken_in_and_listed(forcereview: Typed, photo: Path) -> None:
    ran = forcereview("evidence", "add", photo, "--from", "records unit", "--how", "by hand")
    assert ran.status == 0
    assert ran.out.startswith("added  e-")
    assert ran.out.endswith("\n1 added\n")
    listed = forcereview("evidence", "list")
    assert "photo.jpg" in listed.out
    assert "image/jpeg" in listed.out


def test_the_same_again_is_said(forcereview: Typed, photo: Path) -> None:
    forcereview("evidence", "add", photo)
    ran = forcereview("evidence", "add", photo)
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "1 held already")


def test_what_can_t_be_taken_is_told_beside_the_rest(forcereview: Typed, here: Path) -> None:
    (here / "folder").mkdir()
    (here / "folder" / "a.txt").write_text("words")
    os.mkfifo(here / "folder" / "pipe")
    ran = forcereview("evidence", "add", "folder")
    assert ran.status == 2
    assert ran.err == (
        "folder/pipe: this is a pipe, a device or a socket, not a file; leave it out\n"
    )
    assert ran.out.endswith("1 added, 1 not taken\n")


def test_names_that_would_steer_a_terminal_are_shown_as_codes(
    forcereview: Typed, here: Path
) -> None:
    for name in (b"line\nbreak", b"\xe2\x80\xaegnp.exe", b"\x1b[31mred", b"caf\xe9"):
        Path(os.fsdecode(bytes(here) + b"/" + name)).write_bytes(name)
    names = [os.fsdecode(name) for name in os.listdir(bytes(here)) if b"." not in name[:1]]
    odd = [name for name in names if not name.isascii() or not name.isprintable()]
    ran = forcereview("evidence", "add", *odd)
    listed = forcereview("evidence", "list")
    for shown in (ran.out, listed.out):
        assert not set("\x1b\u202e") & set(shown)
        for code in ("⟨U+000A⟩", "⟨U+202E⟩", "⟨U+001B⟩", "caf\\xe9"):
            assert code in shown
    gone = forcereview("evidence", "add", odd[0] + "\udcff")
    assert gone.status == 2
    assert "⟨byte FF⟩" in gone.err


def test_what_the_file_says_is_shown_as_said_by_the_file(forcereview: Typed, photo: Path) -> None:
    item = added(forcereview, photo)
    ran = forcereview("evidence", "show-facts", item)
    assert "the file says (EXIF, read by pillow " in ran.out
    assert "time of the picture, by the device's clock: 2026:01:07 09:35:00" in ran.out
    told = json.loads(forcereview("evidence", "list", "--json").out)
    assert {"exif.Make", "c2pa.state"} <= {fact["id"] for fact in told[0]["file_says"]}


def test_items_are_examined_anew(forcereview: Typed, photo: Path) -> None:
    item = added(forcereview, photo)
    assert forcereview("evidence", "examine").out == "every item that is held was examined\n"
    assert forcereview("evidence", "examine", item).out.startswith(f"{item}  nothing new: image/")


def test_an_archive_is_unpacked_when_asked(forcereview: Typed, here: Path) -> None:
    (here / "a.zip").write_bytes(files.a_zip({"in.txt": b"words", "../up\n": b"x"}))
    ran = forcereview("evidence", "unpack", added(forcereview, "a.zip"))
    assert ran.status == 0
    assert "in.txt (text/plain, 5 bytes)" in ran.out
    assert "left in it  ../up⟨U+000A⟩: its name leads out of the archive" in ran.out


def test_sealing_unsealing_and_expunging(forcereview: Typed, photo: Path) -> None:
    item = added(forcereview, photo)
    assert forcereview("evidence", "seal", item).status == 2
    assert forcereview("evidence", "seal", item, "--reason", "order 1").out == f"sealed  {item}\n"
    assert forcereview("evidence", "examine", item).status == 3
    assert forcereview("evidence", "unseal", item, "--reason", "order 2").status == 0
    ran = forcereview("evidence", "expunge", item, "--reason", "order 3", "--yes", "--json")
    assert json.loads(ran.out) == {"what": "expunged", "items": [item], "also_in": []}
    again = forcereview("evidence", "add", photo, "--from", "somebody else")
    assert again.status == 2
    assert "was expunged" in again.err
    assert "expunged" in forcereview("evidence", "list").out


def test_expunging_asks_first(
    forcereview: Typed, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = added(forcereview, photo)
    monkeypatch.setattr("typer.confirm", lambda question: False)
    ran = forcereview("evidence", "expunge", item, "--reason", "order 3")
    assert (ran.status, "nothing was expunged" in ran.err) == (2, True)


def test_stopped_with_ctrl_c_it_says_that_it_can_go_on(
    forcereview: Typed, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("forcereview.workspace.evidence.intake.take_in", stopped)
    ran = forcereview("evidence", "add", photo)
    assert ran.status == 130
    assert "the same command goes on" in ran.err


def test_an_item_that_isn_t_there_is_told(forcereview: Typed, here: Path) -> None:
    ran = forcereview("evidence", "show-facts", "e-000000000000")
    assert ran.status == 2
    assert "forcereview evidence list" in ran.err
