"""A span of a recording, from the frame that is shown when it begins; picture, sound, or both.

To be kept: frames as FFV1 (RFC 9043), pixels as they were decoded and turned upright, sound as
samples as they were decoded, in Matroska; nothing is lost but what only the container said. To be
looked at: H.264 and AAC in MP4, of high quality, or WAV where there is no picture.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.clip_writing import Written, is_over
from forcereview.adapters.readers.recordings import (
    frame_at,
    go_to,
    length_of,
    made_by,
    opened,
    time_of,
)

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from av.video.frame import VideoFrame

LOADS = ("av", "numpy")
#: seconds of sound decoded before the span, since a sound frame needs the one before
_LEAD_IN = 1


def read(
    content: Mapping[str, str],
    folder: str,
    start_s: float = 0.0,
    end_s: float | None = None,
    use: str = "keep",
    streams: str = "all",
    region: str = "",
) -> dict[str, Any]:
    """Write the span as ``clip.mkv`` (``use`` keep), ``clip.mp4`` or ``clip.wav`` (``use`` look).

    ``streams`` may be ``sound``, for the sound alone. With ``region`` a frame is drawn about that
    part. ``since_s`` and ``until_s`` say what the file holds, ``frames`` how many frames.

    Raises:
        ValueError: the recording can't be read, or has nothing in that span.
        BadInput: the region can't be read, or lies outside.
    """
    begin = Fraction(str(start_s))
    with opened(content) as recording:
        length = length_of(recording)
        end = length if end_s is None else Fraction(str(end_s))
        with_picture = streams != "sound" and bool(recording.streams.video)
        with_sound = bool(recording.streams.audio)
    if not with_picture and not with_sound:
        raise ValueError("it has no sound" if streams == "sound" else "it has nothing to show")
    if with_picture:
        begin = _begin_of_picture(content, begin)
    with opened(content) as recording:
        name = _name(use, with_picture=with_picture)
        written = Written(
            os.path.join(folder, name), recording, use, with_picture=with_picture, region=region
        )
        with written:
            for frame in _frames(recording, begin, end, with_picture=with_picture):
                written.add(frame, begin, end)
    if not written.frames and not written.samples:
        raise ValueError(f"there is nothing in it between {float(begin):g} s and its end")
    return {
        "file": name,
        "since_s": round(float(begin), 6),
        "until_s": round(float(written.until), 6),
        "frames": written.frames,
        "samples": written.samples,
        "notes": written.notes,
        "made_by": made_by(),
    }


def _begin_of_picture(content: Mapping[str, str], begin: Fraction) -> Fraction:
    """The time stamp of the frame that is shown then; of the first, before that."""
    try:
        return frame_at(content, begin).since
    except ValueError:
        if begin > 0:
            raise
        return begin


def _name(use: str, *, with_picture: bool) -> str:
    if use == "keep":
        return "clip.mkv"
    return "clip.mp4" if with_picture else "clip.wav"


def _frames(
    recording: InputContainer, begin: Fraction, end: Fraction | None, *, with_picture: bool
) -> Iterator[VideoFrame | AudioFrame]:
    """Frames of picture and sound, in the order in which they are stored, of this span."""
    chosen = [*recording.streams.video[:1]] if with_picture else []
    sound = [*recording.streams.audio[:1]]
    lead = chosen[0] if chosen else sound[0]
    if begin > _LEAD_IN:
        go_to(recording, lead, begin - _LEAD_IN)
    done: set[int] = set()
    packets: Any = recording.demux(*chosen, *sound)
    for packet in packets:
        for frame in packet.decode():
            if frame.pts is None:
                continue
            if is_over(time_of(frame, recording), begin, end):
                done.add(packet.stream_index)
            yield frame
        if len(done) == len(chosen) + len(sound):
            return
