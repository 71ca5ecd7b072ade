"""Readers that write stills, clips, pages and pictures, given broken files without end: what they
write is a file of the form they say, or they say why there is none."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evidence_files as files
from forcereview.adapters.confinement import ConfinedReaders
from fuzz.test_readers import broken, outcome

RECORDINGS = [
    files.a_video(sound=True, turned=90),
    files.a_video(container="matroska", times=(0, 1, 4, 5, 9)),
    files.a_video(container="avi", codec="mpeg4"),
    files.a_video(container="mpegts"),
]
SEEDS: dict[str, tuple[list[bytes], dict[str, Any], tuple[bytes, ...]]] = {
    "still": (RECORDINGS, {"at_s": 0.35}, (b"\x89PNG",)),
    "clip": (
        [*RECORDINGS, files.a_sound()],
        {"start_s": 0.1, "end_s": 0.6},
        (b"\x1a\x45\xdf\xa3",),
    ),
    "waveform": ([RECORDINGS[0], files.a_sound()], {}, (b"\x89PNG",)),
    "picture": (
        [files.a_picture(kind) for kind in ("JPEG", "PNG", "TIFF", "WEBP")],
        {"crop": "xywh=percent:10,10,50,50", "contrast": 1.5},
        (b"\x89PNG",),
    ),
    "page_image": (
        [files.a_pdf(), files.a_pdf_with_a_script()],
        {"dots": 50, "boxes": [[20, 100, 60, 112]], "box": "xywh=percent:1,1,9,9"},
        (b"\x89PNG",),
    ),
}


@pytest.fixture(scope="module")
def readers() -> Iterator[ConfinedReaders]:
    confined = ConfinedReaders()
    yield confined
    confined.close()


@pytest.mark.slow
@pytest.mark.parametrize("reader", SEEDS)
def test_no_broken_file_is_more_than_a_file_or_a_reason(
    readers: ConfinedReaders,
    reader: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    seeds, asked, beginnings = SEEDS[reader]
    counts: Counter[str] = Counter()
    content, folder = tmp_path / "content", tmp_path / "folder"
    folder.mkdir()

    @settings(suppress_health_check=list(HealthCheck))
    @given(st.data())
    def fuzz(data: st.DataObject) -> None:
        for old in folder.iterdir():
            old.unlink()
        content.write_bytes(data.draw(broken(data.draw(st.sampled_from(seeds)))))
        how = outcome(readers, reader, {"path": str(content)}, folder=str(folder), **asked)
        counts[how] += 1
        if how == "read":
            made = list(folder.iterdir())
            assert len(made) == 1
            assert made[0].read_bytes().startswith(beginnings)

    fuzz()
    words = ", ".join(f"{count} {how}" for how, count in counts.most_common())
    record_property("figure", f"fuzzed {reader}: {counts.total()} files: {words}")
    assert counts["read"]
