"""Recordings in whose frames their number can be read, and sounds whose samples tell their time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

WIDTH, HEIGHT = 320, 180
NTSC = Fraction(30000, 1001)
#: time stamps in ms of frames that come at no constant rate
VARIABLE = tuple(
    sum((10, 33, 34, 50, 120, 7)[place * 5 % 6] for place in range(number)) for number in range(80)
)
_OPTIONS = {
    # reordered frames, open groups: what is hardest to find the right frame in
    "libx264": {"bf": "3", "g": "12", "x264-params": "open-gop=1:scenecut=0"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
    "mpeg4": {"bf": "2", "g": "15"},
}


def picture_of(number: int) -> Any:
    """Eight bars, light where the number has a one, lowest digit first; red at the upper left."""
    picture = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    for digit in range(8):
        picture[40:140, 20 + digit * 35 : 50 + digit * 35] = 230 if number >> digit & 1 else 20
    picture[:30, :60] = (220, 30, 30)
    return picture


def number_in(picture: Any) -> int:
    """The number that a picture (of Pillow) shows."""
    grey = np.asarray(picture.convert("L")).astype(int)
    return sum(
        1 << digit
        for digit in range(8)
        if grey[60:120, 25 + digit * 35 : 45 + digit * 35].mean() > 125
    )


@cache
def recording(
    container: str = "mp4",
    codec: str = "libx264",
    *,
    frames: int = 60,
    rate: Fraction = NTSC,
    times: Sequence[int] = (),
    turned: int = 0,
    sound: bool = False,
) -> bytes:
    """A recording; with ``times``, each frame at so many ms, else at a constant rate."""
    import av

    out = io.BytesIO()
    base = Fraction(1, 1000) if times else 1 / rate
    with av.open(out, "w", format=container) as file:
        stream: Any = file.add_stream(codec, rate=rate, options=_OPTIONS.get(codec, {}))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.time_base = base
        if turned:
            stream.set_display_rotation(turned)
        heard: Any = file.add_stream("aac", rate=48000, layout="mono") if sound else None
        done = 0
        for number in range(len(times) or frames):
            frame: Any = av.VideoFrame.from_ndarray(picture_of(number))
            frame.pts, frame.time_base = (times[number] if times else number), base
            file.mux(stream.encode(frame))
            while heard is not None and Fraction(done, 48000) <= number / rate:
                file.mux(heard.encode(_sound(done, 1024)))
                done += 1024
        file.mux(stream.encode(None))
        if heard is not None:
            file.mux(heard.encode(None))
    return out.getvalue()


@cache
def sound(seconds: int = 3, rate: int = 8000) -> bytes:
    """A WAV in which each sample is the number of its own, in steps of 1/32768."""
    import av

    out = io.BytesIO()
    with av.open(out, "w", format="wav") as file:
        stream: Any = file.add_stream("pcm_s16le", rate=rate, layout="mono")
        samples = np.arange(seconds * rate, dtype=np.int16)[None, :]
        frame = av.AudioFrame.from_ndarray(samples, "s16", "mono")
        frame.sample_rate = rate
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def _sound(start: int, count: int) -> Any:
    import av

    times = np.arange(start, start + count) / 48000
    wave = (np.sin(2 * np.pi * 440 * times) * (times % 0.5 < 0.1)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(wave[None, :], "fltp", "mono")
    frame.sample_rate, frame.pts = 48000, start
    return frame
