"""A clip holds the frames and samples of its span: all of them, no others, unchanged if kept."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from counted_frames import VARIABLE, number_in, recording, sound
from forcereview.adapters.readers import clip
from forcereview.adapters.readers.recordings import frame_at

Made = Callable[..., tuple[dict[str, Any], Path]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """``made(recording, start_s=1, end_s=2)``: what is told of the clip, and the file."""

    def read(content: bytes, **asked: Any) -> tuple[dict[str, Any], Path]:
        (tmp_path / "recording").write_bytes(content)
        told = clip.read({"path": str(tmp_path / "recording")}, str(tmp_path), **asked)
        return told, tmp_path / told["file"]

    return read


def numbers(file: Path) -> list[int]:
    with av.open(str(file)) as container:
        return [number_in(frame.to_image()) for frame in container.decode(video=0)]


@pytest.mark.parametrize("use", ["keep", "look"])
@pytest.mark.parametrize("times", [(), VARIABLE], ids=["constant", "variable"])
def test_a_clip_begins_with_the_frame_that_is_shown_then(
    use: str, times: tuple[int, ...], made: Made
):
    told, file = made(recording(times=times), start_s=1.0, end_s=1.5, use=use)
    stamps = [each / 1000 for each in times] or [n * 1001 / 30000 for n in range(60)]
    first = max(n for n, at in enumerate(stamps) if at <= 1.0)
    inside = [n for n, at in enumerate(stamps) if n >= first and at < 1.5]
    assert numbers(file) == inside
    assert told["frames"] == len(inside)
    assert told["since_s"] == pytest.approx(stamps[first], abs=1e-6)
    assert told["until_s"] == pytest.approx(stamps[inside[-1] + 1], abs=1e-6)


def test_pixels_of_a_clip_that_is_kept_are_those_that_were_decoded(made: Made, tmp_path: Path):
    told, file = made(recording(sound=True), start_s=1.0, end_s=1.5)
    for at in (1.0, 1.2, 1.45):
        then = frame_at({"path": str(tmp_path / "recording")}, Fraction(str(at)))
        now = frame_at({"path": str(file)}, Fraction(str(at)) - Fraction(str(told["since_s"])))
        assert then.frame.format.name == now.frame.format.name
        assert np.array_equal(then.frame.to_ndarray(), now.frame.to_ndarray())


def test_samples_of_a_clip_are_those_of_its_span(made: Made):
    told, file = made(sound(), start_s=1.0, end_s=1.25)
    assert (told["frames"], told["samples"]) == (0, 2000)
    with av.open(str(file)) as container:
        heard = np.concatenate([f.to_ndarray().ravel() for f in container.decode(audio=0)])
    assert heard.tolist() == list(range(8000, 10000))


def test_sound_alone_can_be_taken_from_a_recording_with_a_picture(made: Made):
    told, file = made(recording(sound=True), streams="sound")
    with av.open(str(file)) as container:
        assert [stream.type for stream in container.streams] == ["audio"]
    assert told["notes"] == ["1 of its 2 streams are left out"]


@pytest.mark.parametrize("content", [recording(sound=True), sound()], ids=["picture", "sound"])
def test_a_clip_that_is_kept_is_the_same_bytes_every_time(content: bytes, made: Made):
    first = made(content, start_s=0.5, end_s=1.0)[1].read_bytes()
    assert made(content, start_s=0.5, end_s=1.0)[1].read_bytes() == first


@pytest.mark.parametrize(("turned", "size"), [(90, (180, 320)), (180, (320, 180))])
def test_a_clip_is_upright(turned: int, size: tuple[int, int], made: Made):
    told, file = made(recording(turned=turned), start_s=0.0, end_s=0.2)
    with av.open(str(file)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == size
    assert frame.rotation == 0
    upright = frame.to_image().rotate(-turned, expand=True)
    assert number_in(upright) == 0
    assert told["frames"] == 6


def test_what_is_to_be_looked_at_is_what_browsers_play(made: Made):
    _, file = made(
        recording(sound=True), start_s=0.0, end_s=0.5, use="look", region="xywh=percent:10,10,20,20"
    )
    with av.open(str(file)) as container:
        assert [s.codec_context.name for s in container.streams] == ["h264", "aac"]
        assert container.format.name == "mov,mp4,m4a,3gp,3g2,mj2"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"start_s": 99.0, "end_s": 100.0}, "ended by then"),
        ({"streams": "sound"}, "no sound"),
    ],
)
def test_a_span_without_anything_is_told_so(asked: dict[str, Any], why: str, made: Made):
    with pytest.raises(ValueError, match=why):
        made(recording(), **asked)
