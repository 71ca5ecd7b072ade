"""Open a recording and find the frame that is shown at a time, exactly; by PyAV.

A frame is shown from its time stamp until that of the next, whatever the frame rate. Times count
from the start of the recording, as players count them: the first time stamp of the container is 0.
After jumping to a key frame, what is decoded before its time is not trusted (frames of an open
group need the group before); then an earlier one is taken, at last the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from forcereview.adapters.store.contents import open_content

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

#: times are told to the microsecond, so a frame that begins within one has begun
TELLABLE = Fraction(1, 1_000_000)
#: seconds to go back before a time for a key frame, one after the other; then to the beginning
_BACK = (0, 4, 20, 100)


@dataclass(frozen=True)
class Shown:
    """A frame and the times from which and until which it is shown, in seconds from the start of
    the recording; ``number`` counts frames from 0 where they were counted."""

    frame: VideoFrame
    since: Fraction
    until: Fraction
    number: int | None = None


@contextmanager
def opened(content: Mapping[str, str]) -> Iterator[InputContainer]:
    """The recording; nothing that it refers to is opened.

    Raises:
        ValueError: it is none that can be read.
    """
    import av

    with open_content(content) as stream:
        try:
            with av.open(
                stream, "r", io_open=_nothing_else, metadata_errors="replace"
            ) as container:
                yield container
        except (av.FFmpegError, EOFError, OverflowError) as error:
            raise ValueError(f"it can't be read as a recording ({_words(error)})") from None


def video_of(container: InputContainer) -> VideoStream:
    """The first video stream.

    Raises:
        ValueError: there is none.
    """
    if not container.streams.video:
        raise ValueError("it has no picture, only sound")
    return container.streams.video[0]


def start_of(container: InputContainer) -> Fraction:
    """The container's first time stamp, in seconds: what times count from."""
    import av

    return Fraction(container.start_time or 0, av.time_base)


def length_of(container: InputContainer) -> Fraction | None:
    """How long the container says that it is, in seconds."""
    import av

    return None if container.duration is None else Fraction(container.duration, av.time_base)


def time_of(frame: Any, container: InputContainer) -> Fraction:
    """When a frame is shown or heard, in seconds from the start of the recording."""
    return Fraction(frame.pts) * Fraction(frame.time_base) - start_of(container)


def frame_at(content: Mapping[str, str], time: Fraction) -> Shown:
    """The frame that is shown at a time.

    Raises:
        ValueError: none is: the picture begins later, or has ended; or it can't be read.
    """
    with opened(content) as container:
        stream = video_of(container)
        for back in _BACK:
            if go_to(container, stream, time - back):
                found = _frame_at(container, stream, time, from_start=False)
                if found is not None:
                    return found
    with opened(content) as container:
        found = _frame_at(container, video_of(container), time, from_start=True)
    if found is None:
        raise ValueError("its frames have no time stamps, so none can be found by its time")
    return found


def frame_number(content: Mapping[str, str], number: int) -> Shown:
    """The frame with this number, the first being 0; every frame before it is decoded.

    Raises:
        ValueError: there aren't so many, or it can't be read.
    """
    wanted: VideoFrame | None = None
    count = 0
    with opened(content) as container:
        for frame in container.decode(video_of(container)):
            if frame.pts is None:
                raise ValueError("its frames have no time stamps")
            if wanted is not None:
                return _shown(wanted, time_of(frame, container), container, number)
            if count == number:
                wanted = frame
            count += 1
        if wanted is None:
            raise ValueError(f"there is no frame {number}: it has {count}, counted from 0")
        return _shown(wanted, None, container, number)


def go_to(container: InputContainer, stream: Any, time: Fraction) -> bool:
    """Jump to the key frame at or before a time; whether that was possible."""
    import av

    base = Fraction(stream.time_base)
    first = Fraction(stream.start_time or 0) * base
    try:
        container.seek(int(max(first, time + start_of(container)) / base), stream=stream)
    except av.FFmpegError:
        return False
    return True


def _frame_at(
    container: InputContainer, stream: VideoStream, time: Fraction, *, from_start: bool
) -> Shown | None:
    before: VideoFrame | None = None
    key: Fraction | None = None
    for frame in container.decode(stream):
        if frame.pts is None:
            continue
        at = time_of(frame, container)
        if key is None and frame.key_frame:
            key = at
        if at > time + TELLABLE:
            if before is None and from_start:
                raise ValueError(f"its picture begins at {float(at):.6f} s, later than that")
            return _trusted(before, at, key, container, from_start=from_start)
        before = frame
    found = _trusted(before, None, key, container, from_start=from_start)
    if found is not None and time >= found.until:
        raise ValueError(f"its picture has ended by then: it ends at {float(found.until):.6f} s")
    return found


def _trusted(
    frame: VideoFrame | None,
    following: Fraction | None,
    key: Fraction | None,
    container: InputContainer,
    *,
    from_start: bool,
) -> Shown | None:
    if frame is None:
        return None
    if not from_start and (key is None or time_of(frame, container) < key):
        return None
    return _shown(frame, following, container)


def _shown(
    frame: VideoFrame,
    following: Fraction | None,
    container: InputContainer,
    number: int | None = None,
) -> Shown:
    since = time_of(frame, container)
    return Shown(frame, since, since + lasts(frame, container, since, following), number)


def lasts(
    frame: VideoFrame,
    container: InputContainer,
    since: Fraction,
    following: Fraction | None,
) -> Fraction:
    """How long a frame is shown; the last one as long as it says, or as frames are on average."""
    if following is not None:
        return following - since
    if frame.duration:
        return Fraction(frame.duration) * Fraction(cast(Fraction, frame.time_base))
    rate = video_of(container).average_rate
    return 1 / Fraction(rate) if rate else TELLABLE


def made_by() -> str:
    """The libraries on whose versions the result depends."""
    import av

    versions = av.library_versions
    named = (
        f"{name} {'.'.join(map(str, versions[name]))}" for name in ("libavcodec", "libswscale")
    )
    return ", ".join((f"pyav {av.__version__}", *named))


def _nothing_else(url: str, flags: object, options: object) -> Any:
    raise OSError(f"it refers to another file, which isn't opened: {url[:100]}")


def _words(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error)[:200]
