"""Readers of foreign formats, given broken files without end: whatever happens, it is an answer."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evidence_files as files
from forcereview.adapters.confinement import ConfinedReaders
from forcereview.workspace.ports import Limits, Unreadable

LIMITS = Limits(seconds=20.0, memory=1 << 30, output=64 << 20)


def a_word_document() -> bytes:
    body = "<w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}">{body}</w:document>'
    return files.a_zip({"word/document.xml": document.encode()})


SEEDS: dict[str, list[tuple[bytes, dict[str, str]]]] = {
    "media_facts": [
        (files.a_video(sound=True, turned=90), {}),
        (files.a_video(container="matroska"), {}),
        (files.a_video(container="avi", codec="mpeg4"), {}),
        (files.a_sound(), {}),
    ],
    "image_facts": [
        (files.a_picture(), {}),
        (files.a_picture("PNG"), {}),
        (files.a_picture("TIFF"), {}),
        (files.a_picture("WEBP"), {}),
        (files.a_picture("GIF", exif=False), {}),
    ],
    "pdf_facts": [(files.a_pdf(), {}), (files.a_pdf_with_a_script(), {})],
    "content_credentials": [
        (files.signed_content(files.a_picture()), {"type": "image/jpeg"}),
        (files.signed_content(files.a_picture("PNG"), "image/png"), {"type": "image/png"}),
        (files.a_video(), {"type": "video/mp4"}),
        (files.a_pdf(), {"type": "application/pdf"}),
    ],
    "archive_facts": [
        (files.a_zip({"a": b"words" * 50, "../b": b"x"}), {"type": "application/zip"}),
        (files.a_tar([("a", b"x"), ("l", "/etc")]), {"type": "application/x-tar"}),
        (files.a_tar([("a", b"x")], packed=True), {"type": "application/gzip"}),
    ],
    "pdf_text": [(files.a_pdf(), {})],
    "word_text": [(a_word_document(), {})],
    "markup_text": [(b"<html><title>a</title><p>words &amp; <b>more</b></p></html>", {})],
    "table_text": [(b'day,place\n2026-01-07,"a, street"\n', {})],
    "plain_text": [("words, größer\fnext page\n".encode(), {})],
}


@pytest.fixture(scope="module")
def readers() -> Iterator[ConfinedReaders]:
    confined = ConfinedReaders()
    yield confined
    confined.close()


@st.composite
def broken(draw: st.DrawFn, seed: bytes) -> bytes:
    """A file with some of its bytes flipped, cut out, cut off, doubled, made equal or put in."""
    content = bytearray(seed)
    for _ in range(draw(st.integers(1, 3))):
        size = len(content)
        start = draw(st.integers(0, size))
        length = draw(st.sampled_from([1, 2, 4, 8, 64, 512]))
        how = draw(st.sampled_from(["flip", "cut", "end", "double", "equal", "insert", "number"]))
        part = slice(start, min(size, start + length))
        if how == "flip" and start < size:
            content[start] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del content[part]
        elif how == "end":
            del content[start:]
        elif how == "double":
            content[part] = content[part] * 2
        elif how == "equal":
            content[part] = bytes([draw(st.sampled_from([0, 0xFF, 0x41]))]) * len(content[part])
        elif how == "insert":
            content[start:start] = draw(st.binary(min_size=1, max_size=16))
        elif how == "number" and start + 4 <= size:
            number = draw(st.sampled_from([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF]))
            order: Any = draw(st.sampled_from(["big", "little"]))
            content[start : start + 4] = number.to_bytes(4, order)
    return bytes(content)


def outcome(readers: ConfinedReaders, reader: str, content: dict[str, str], **more: str) -> str:
    """How it went: read, or why not in short; anything but an answer is a failure of the test."""
    try:
        found = readers.run(reader, {"content": content, **more}, LIMITS)
    except Unreadable as failure:
        words = str(failure)
        assert words.strip()
        assert "Traceback" not in words
        for ending in ("crashed", "took more", "needs more", "without an answer"):
            if ending in words:
                return ending
        return "unreadable"
    assert isinstance(found, dict)
    for fact in found.get("facts", []):
        assert set(fact) == {"id", "name", "value", "part", "read_by"}
        for value in fact.values():
            value.encode()
            assert "\n" not in value
            assert len(value) <= 1000
    return "read"


@pytest.mark.parametrize("reader", SEEDS)
def test_no_broken_file_is_more_than_an_answer(
    readers: ConfinedReaders,
    reader: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    counts: Counter[str] = Counter()
    file = tmp_path / "content"
    seeds = SEEDS[reader]

    @settings(suppress_health_check=list(HealthCheck))
    @given(st.data())
    def fuzz(data: st.DataObject) -> None:
        seed, more = data.draw(st.sampled_from(seeds))
        file.write_bytes(data.draw(broken(seed)))
        counts[outcome(readers, reader, {"path": str(file)}, **more)] += 1

    fuzz()
    words = ", ".join(f"{count} {how}" for how, count in counts.most_common())
    record_property("figure", f"fuzzed {reader}: {counts.total()} files: {words}")
    for seed, more in seeds:
        file.write_bytes(seed)
        assert outcome(readers, reader, {"path": str(file)}, **more) == "read"


@pytest.mark.parametrize("reader", ["media_facts", "image_facts", "pdf_facts", "archive_facts"])
def test_files_cut_off_anywhere_are_answered(
    readers: ConfinedReaders, reader: str, tmp_path: Path
) -> None:
    file = tmp_path / "content"
    for seed, more in SEEDS[reader]:
        for part in range(12):
            file.write_bytes(seed[: len(seed) * part // 12])
            outcome(readers, reader, {"path": str(file)}, **more)
    file.write_bytes(b"")
    assert outcome(readers, reader, {"path": str(file)}, **SEEDS[reader][0][1]) == "unreadable"


def test_types_of_broken_files_are_told(readers: ConfinedReaders, tmp_path: Path) -> None:
    @settings(suppress_health_check=list(HealthCheck), max_examples=30)
    @given(st.data())
    def fuzz(data: st.DataObject) -> None:
        handles = []
        for number in range(10):
            seed, _ = data.draw(st.sampled_from(data.draw(st.sampled_from([*SEEDS.values()]))))
            file = tmp_path / str(number)
            file.write_bytes(data.draw(broken(seed)))
            handles.append({"path": str(file)})
        types = readers.run("file_type", {"contents": handles}, LIMITS)["types"]
        assert all("/" in each["type"] or each["failed"] for each in types)

    fuzz()


@pytest.mark.parametrize("name", files.BILLION_LAUGHS)
@pytest.mark.parametrize("reader", ["markup_text", "plain_text", "image_facts", "word_text"])
def test_a_billion_laughs_are_not_laughed(
    readers: ConfinedReaders, tmp_path: Path, name: str, reader: str
) -> None:
    """Each is under a kilobyte; no reader makes more than ten times as much of it."""
    file = tmp_path / name
    file.write_bytes(files.BILLION_LAUGHS[name])
    assert outcome(readers, reader, {"path": str(file)}) in ("read", "unreadable")
    with suppress(Unreadable):
        found = readers.run(reader, {"content": {"path": str(file)}}, LIMITS)
        assert len(str(found)) < 10 * len(files.BILLION_LAUGHS[name])
