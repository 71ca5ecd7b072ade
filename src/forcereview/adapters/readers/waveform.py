"""The sound of a span as a picture: its loudest and softest sample in each moment, over time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.drawing import picture_size, save_png, saved_by
from forcereview.adapters.readers.recordings import go_to, length_of, made_by, opened, time_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

LOADS = ("av", "PIL.Image", "numpy")
FILE = "waveform.png"
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 1600, 420, 60, 40, 44
_INK, _WAVE, _LINE, _PAPER = (40, 40, 40), (40, 90, 160), (205, 205, 205), (255, 255, 255)
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600)

Column = tuple[float, float]


def read(
    content: Mapping[str, str], folder: str, start_s: float = 0.0, end_s: float | None = None
) -> dict[str, Any]:
    """Write ``waveform.png``: the first sound stream, all its channels in one, full scale is 1.

    Raises:
        ValueError: there is no sound in the span, or the recording can't be read.
    """
    begin = Fraction(str(start_s))
    with opened(content) as recording:
        if not recording.streams.audio:
            raise ValueError("it has no sound")
        end = length_of(recording) if end_s is None else Fraction(str(end_s))
        if end is None or end <= begin:
            raise ValueError("there is no sound in that span")
        columns, peak = _columns(recording, begin, end)
    if not any(columns):
        raise ValueError("there is no sound in that span")
    picture = _drawn(columns, float(begin), float(end))
    save_png(picture, os.path.join(folder, FILE))
    return {
        "file": FILE,
        **picture_size(picture),
        "peak": round(peak, 4),
        "made_by": f"{made_by()}, {saved_by()}",
    }


def _columns(recording: Any, begin: Fraction, end: Fraction) -> tuple[list[Column | None], float]:
    """The least and greatest sample of each column of the picture; None where there is none."""
    import av
    import numpy

    stream = recording.streams.audio[0]
    width = _WIDTH - _LEFT - 20
    low, high = numpy.full(width, numpy.inf), numpy.full(width, -numpy.inf)
    plain = av.AudioResampler("fltp", stream.codec_context.layout, stream.codec_context.sample_rate)
    if begin > 1:
        go_to(recording, stream, begin - 1)
    for frame in recording.decode(stream):
        if frame.pts is None:
            continue
        at = time_of(frame, recording)
        if at >= end:
            break
        for each in plain.resample(frame):
            samples = each.to_ndarray()
            times = float(at - begin) + numpy.arange(samples.shape[1]) / each.sample_rate
            place = numpy.floor(times / float(end - begin) * width).astype(int)
            inside = (place >= 0) & (place < width)
            numpy.minimum.at(low, place[inside], samples.min(axis=0)[inside])
            numpy.maximum.at(high, place[inside], samples.max(axis=0)[inside])
    there = numpy.isfinite(low)
    peak = float(max(abs(low[there]).max(), abs(high[there]).max())) if there.any() else 0.0
    pairs = zip(low.tolist(), high.tolist(), there.tolist(), strict=True)
    return [(least, most) if held else None for least, most, held in pairs], peak


def _drawn(columns: list[Column | None], begin: float, end: float) -> Any:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    middle = (_TOP + _HEIGHT - _BOTTOM) // 2
    half = middle - _TOP
    for value in (-1.0, -0.5, 0.0, 0.5, 1.0):
        y = middle - round(value * half)
        draw.line((_LEFT, y, _WIDTH - 20, y), fill=_LINE)
        _text(draw, (_LEFT - 8, y), f"{value:g}", "rm")
    for x, column in enumerate(columns, start=_LEFT):
        if column is not None:
            least, most = (max(-1.0, min(1.0, value)) for value in column)
            draw.line((x, middle - most * half, x, middle - least * half), fill=_WAVE)
    _time_axis(draw, begin, end)
    title = f"Sound from {begin:g} s to {end:g} s; full scale is 1"
    _text(draw, (_LEFT, 18), title, "lm", 18)
    return picture


def _time_axis(draw: ImageDraw, begin: float, end: float) -> None:
    width = _WIDTH - _LEFT - 20
    step = next((s for s in _STEPS if (end - begin) / s <= 12), _STEPS[-1] * 6)
    bottom = _HEIGHT - _BOTTOM
    number = int(begin / step + 0.999999)
    while number * step <= end + 1e-9:
        time = number * step
        x = _LEFT + round((time - begin) / (end - begin) * width)
        draw.line((x, bottom, x, bottom + 6), fill=_INK)
        _text(draw, (x, bottom + 16), f"{time:.3f}".rstrip("0").rstrip("."), "mm")
        number += 1
    _text(draw, (_WIDTH - 20, bottom + 34), "seconds from the start of the recording", "rm")


def _text(
    draw: ImageDraw, place: tuple[float, float], text: str, anchor: str, size: int = 14
) -> None:
    from PIL import ImageFont

    draw.text(place, text, fill=_INK, anchor=anchor, font=ImageFont.load_default(size))
