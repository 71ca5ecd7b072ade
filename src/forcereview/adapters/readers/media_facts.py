"""What a recording says of itself: container, streams, times, device, place; read by PyAV.

Frames are looked at only to tell whether they come at a constant rate, and how the first is turned.
Nothing that a recording refers to (playlists, other files) is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.said_by_file import SaidByFile, seconds
from forcereview.adapters.store.contents import open_content

if TYPE_CHECKING:
    from av import Packet
    from av.container import InputContainer
    from av.stream import Stream

_MOST_STREAMS = 32
_MOST_PACKETS = 20_000
_FRAMES_LOOKED_AT = 3_000
_PACKETS_TO_FIRST_FRAME = 120

#: tags by the names under which devices write them, in lower case
_NAMES = {
    "creation_time": "time of creation",
    "com.apple.quicktime.creationdate": "time of creation, by the device's clock",
    "date": "date",
    "com.apple.quicktime.location.iso6709": "place (ISO 6709)",
    "location": "place (ISO 6709)",
    "©xyz": "place (ISO 6709)",
    "make": "maker of the device",
    "com.apple.quicktime.make": "maker of the device",
    "com.android.manufacturer": "maker of the device",
    "model": "model of the device",
    "com.apple.quicktime.model": "model of the device",
    "com.android.model": "model of the device",
    "com.apple.quicktime.software": "software of the device",
    "com.android.version": "version of Android",
    "encoder": "written by",
    "software": "written by",
    "timecode": "timecode of the first frame",
    "handler_name": "handler",
    "title": "title",
    "comment": "comment",
    "major_brand": "brand of the container",
    "compatible_brands": "brands it is compatible with",
    "language": "language",
}


def ready() -> None:
    """Load what reading needs."""
    import av  # noqa: F401


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """The facts.

    Raises:
        ValueError: it is no recording that can be read.
    """
    import av

    said = SaidByFile(f"pyav {av.__version__}")
    with open_content(content) as stream:
        try:
            with av.open(
                stream, "r", io_open=_nothing_else, metadata_errors="replace"
            ) as container:
                _of_container(container, said)
                for each in islice(container.streams, _MOST_STREAMS):
                    _of_stream(each, said)
                _of_frames(container, said)
        except (av.FFmpegError, ValueError, EOFError, OverflowError) as error:
            if not said.found()["facts"]:
                raise ValueError(f"it can't be read as a recording ({_words(error)})") from None
            said.say("damage", "reading it ended early", _words(error), "container")
    return said.found()


def _of_container(container: InputContainer, said: SaidByFile) -> None:
    import av

    said.say("container.format", "container", container.format.long_name, "container")
    if container.duration is not None:
        length = container.duration / av.time_base
        said.say("container.duration", "duration", seconds(length), "container")
    if container.start_time:
        start = container.start_time / av.time_base
        said.say("container.start", "first time stamp", seconds(start), "container")
    _tags("container", container.metadata, "container", said)


def _of_stream(stream: Stream, said: SaidByFile) -> None:
    from av.audio.stream import AudioStream
    from av.video.stream import VideoStream

    part = f"stream {stream.index}"
    prefix = f"stream-{stream.index}"

    def say(id: str, name: str, value: object) -> None:
        if value is not None:
            said.say(f"{prefix}.{id}", name, value, part)

    codec = stream.codec_context
    say("kind", "kind of stream", stream.type)
    say("codec", "codec", f"{codec.name} ({codec.codec.long_name})" if codec else None)
    if stream.time_base:
        say("time-base", "unit of time stamps", f"{stream.time_base} s")
        if stream.duration is not None:
            say("duration", "duration", seconds(float(stream.duration * stream.time_base)))
        if stream.start_time:
            say("start", "first time stamp", seconds(float(stream.start_time * stream.time_base)))
    say("frames", "frames, as the header counts them", stream.frames or None)
    _tags(prefix, stream.metadata, part, said)
    if not codec:
        return
    if isinstance(stream, VideoStream):
        codec = stream.codec_context
        say("size", "size of the picture", f"{codec.width} x {codec.height} pixels")
        say("pixels", "form of the pixels", codec.pix_fmt)
        say("shape", "shape of a pixel", codec.sample_aspect_ratio)
        say("average-rate", "frames per second on average", _rate(stream.average_rate))
        say("base-rate", "frames per second, base", _rate(stream.base_rate))
    elif isinstance(stream, AudioStream):
        codec = stream.codec_context
        say("sample-rate", "samples per second", codec.sample_rate)
        say("channels", "channels", f"{codec.channels} ({codec.layout.name})")
        say("sample-format", "form of the samples", codec.format.name if codec.format else None)


def _of_frames(container: InputContainer, said: SaidByFile) -> None:
    """Whether frames of the first video stream come at a constant rate, and how it is turned."""
    if not container.streams.video:
        return
    stream = container.streams.video[0]
    part, prefix = f"stream {stream.index}", f"stream-{stream.index}"
    times: list[int] = []
    turned: str | None = None
    looked = 0
    for packet in islice(_packets(container, stream), _FRAMES_LOOKED_AT):
        if turned is None and looked < _PACKETS_TO_FIRST_FRAME:
            turned = _turned(packet)
        looked += 1
        if packet.pts is not None:
            times.append(packet.pts)
    if turned:
        said.say(f"{prefix}.rotation", "turned when shown", turned, part)
    if len(times) > 2 and stream.time_base:
        rate = _constancy(sorted(times), float(stream.time_base), looked >= _FRAMES_LOOKED_AT)
        said.say(f"{prefix}.rate", "frame rate", rate, part)


def _packets(container: InputContainer, stream: Stream) -> Iterator[Packet[Any]]:
    packets = container.demux(stream)
    for packet in islice(packets, _MOST_PACKETS):
        if packet.size:
            yield packet


def _turned(packet: Packet[Any]) -> str | None:
    """How the first frame is turned; None while there is no frame yet."""
    import av

    try:
        for frame in packet.decode():
            angle = getattr(frame, "rotation", 0) % 360
            return f"{angle} degrees counterclockwise" if angle else "no"
    except av.FFmpegError:
        return None
    return None


def _constancy(times: list[int], unit: float, cut: bool) -> str:
    """Constant if all frames are equally far apart, to the rounding of time stamps."""
    steps = [after - before for before, after in pairwise(times)]
    looked = f"{len(times):,} frames" + (", the first ones" if cut else ", all of them")
    least, most = min(steps), max(steps)
    if most - least <= 1:
        mean = (times[-1] - times[0]) / len(steps) * unit
        return f"constant, {seconds(mean)} between frames ({looked})"
    return f"variable, {seconds(least * unit)} to {seconds(most * unit)} between frames ({looked})"


def _tags(prefix: str, tags: Mapping[str, str], part: str, said: SaidByFile) -> None:
    for key, value in tags.items():
        name = _NAMES.get(key.lower().partition("-")[0], key)
        said.say(f"{prefix}.{key}", name, value, part)


def _rate(rate: Any) -> str | None:
    return f"{float(rate):.6g} ({rate})" if rate else None


def _nothing_else(url: str, flags: object, options: object) -> Any:
    raise OSError(f"it refers to another file, which isn't opened: {url[:100]}")


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)[:200]
