"""The frame that is shown at a time is the frame that is found, however it was recorded."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from counted_frames import VARIABLE, number_in, recording
from forcereview.adapters.readers import still

RECORDINGS: dict[str, dict[str, Any]] = {
    "mp4, constant": {},
    "mp4, variable": {"times": VARIABLE},
    "matroska, constant": {"container": "matroska"},
    "matroska, variable": {"container": "matroska", "times": VARIABLE},
    "transport stream": {"container": "mpegts"},
    "webm, VP9": {"container": "webm", "codec": "libvpx-vp9", "frames": 40},
    "avi, MPEG-4": {"container": "avi", "codec": "mpeg4", "rate": Fraction(25)},
}

Shown = Callable[..., tuple[dict[str, Any], Image.Image]]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """``shown(recording, at_s=1.2)``: what is told of the frame, and its picture."""

    def read(content: bytes, **asked: Any) -> tuple[dict[str, Any], Image.Image]:
        path = tmp_path / "recording"
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        told = still.read({"path": str(path)}, str(tmp_path), **asked)
        with Image.open(tmp_path / told["file"]) as picture:
            return told, picture.copy()

    return read


@pytest.mark.parametrize("kind", RECORDINGS)
def test_the_frame_asked_for_is_the_frame_given(
    kind: str, shown: Shown, record_property: Callable[[str, object], None]
):
    content = recording(**RECORDINGS[kind])
    frames = len(RECORDINGS[kind].get("times", ())) or RECORDINGS[kind].get("frames", 60)
    asked = 0
    for number in (*range(0, frames, 9), frames - 1):
        told, picture = shown(content, frame=number)
        assert (number_in(picture), told["frame"]) == (number, number)
        since, until = told["since_s"], told["until_s"]
        for at in (since, (since + until) / 2, until - 0.000_002):
            again, there = shown(content, at_s=at)
            assert number_in(there) == number, f"{at} s"
            assert again["since_s"] == since
            asked += 1
    record_property("figure", f"stills of {kind}: {asked} of {asked} times gave the right frame")


def test_frames_follow_each_other_without_a_gap(shown: Shown):
    content = recording(times=VARIABLE)
    spans = [shown(content, frame=number)[0] for number in range(20)]
    assert [(span["since_s"], span["until_s"]) for span in spans] == [
        (at / 1000, after / 1000) for at, after in pairwise(VARIABLE[:21])
    ]


@pytest.mark.parametrize(("turned", "corner"), [(90, "low"), (180, "low right"), (270, "right")])
def test_a_recording_held_sideways_is_shown_upright(turned: int, corner: str, shown: Shown):
    told, picture = shown(recording(turned=turned), frame=5)
    assert told["turned"] == turned
    assert picture.size == ((180, 320) if turned in (90, 270) else (320, 180))
    width, height = picture.size
    x = width - 10 if "right" in corner else 10
    y = height - 10 if "low" in corner else 10
    red, green, blue = picture.getpixel((x, y))
    assert red > 150
    assert green < 100
    assert blue < 100


def test_a_still_is_the_same_bytes_every_time(shown: Shown, tmp_path: Path):
    content = recording()
    shown(content, at_s=0.7)
    first = (tmp_path / still.FILE).read_bytes()
    shown(content, at_s=0.7)
    assert (tmp_path / still.FILE).read_bytes() == first


def test_a_region_is_framed_outside_of_itself(shown: Shown):
    content = recording()
    plain = shown(content, frame=3)[1]
    framed = shown(content, frame=3, region="xywh=pixel:100,50,80,60")[1]
    inside = (100, 50, 180, 110)
    assert framed.crop(inside).tobytes() == plain.crop(inside).tobytes()
    assert framed.tobytes() != plain.tobytes()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"at_s": 99.0}, "ended by then"),
        ({"frame": 60}, "there is no frame 60: it has 60"),
    ],
)
def test_what_is_past_the_end_is_told_so(asked: dict[str, Any], why: str, shown: Shown):
    with pytest.raises(ValueError, match=why):
        shown(recording(), **asked)


def test_a_recording_that_is_none_is_told_so(shown: Shown):
    with pytest.raises(ValueError, match="can't be read as a recording"):
        shown(b"not a recording at all" * 40, at_s=0.0)


@pytest.mark.parametrize("part", [0.6, 0.9])
def test_what_is_left_of_a_recording_that_breaks_off_is_shown(part: float, shown: Shown):
    content = recording("matroska")
    told, picture = shown(content[: int(len(content) * part)], at_s=0.5)
    assert told["since_s"] <= 0.5 < told["until_s"]
    assert number_in(picture) == 14
    with pytest.raises(ValueError, match=r"ended by then|can't be read"):
        shown(content[: int(len(content) * part)], at_s=1.95)
