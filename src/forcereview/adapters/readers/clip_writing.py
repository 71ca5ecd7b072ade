"""Write frames of picture and sound into a file, so that the same frames give the same bytes."""

from __future__ import annotations

from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.recordings import TELLABLE, lasts, time_of
from forcereview.evidence.regions import read_region

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from av.video.frame import VideoFrame

#: how ffmpeg turns a frame by so many degrees counterclockwise
_TURNS = {90: ["transpose=cclock"], 180: ["hflip", "vflip"], 270: ["transpose=clock"]}
_SCALING = "flags=bicubic+full_chroma_int+full_chroma_inp+accurate_rnd+bitexact"
#: forms of pixels that FFV1 holds under another name
_SAME_PIXELS = {"yuvj420p": "yuv420p", "yuvj422p": "yuv422p", "yuvj444p": "yuv444p"}
_KINDS = {"mkv": "matroska", "mp4": "mp4", "wav": "wav"}


class Written:
    """The file that a span becomes. ``notes`` say what of the recording isn't in it as it was."""

    def __init__(
        self,
        path: str,
        recording: InputContainer,
        use: str,
        *,
        with_picture: bool,
        region: str = "",
    ) -> None:
        import av

        self.frames = 0
        self.samples = 0
        self.until = Fraction(0)
        self.notes: list[str] = []
        self._recording = recording
        self._keep = use == "keep"
        self._region = region
        options = {} if self._keep else {"movflags": "+faststart"}
        self._out = av.open(
            path,
            "w",
            format=_KINDS[path.rpartition(".")[2]],
            options={"fflags": "+bitexact", **(options if path.endswith("mp4") else {})},
        )
        self._graph: Any = None
        self._picture: Any = self._picture_stream(recording) if with_picture else None
        self._sound: Any = None
        if recording.streams.audio:
            self._sound = self._sound_stream(recording, path)
        self._resampler: Any = None
        self._over = False
        self._waiting: list[AudioFrame] = []
        left = len(recording.streams) - with_picture - bool(self._sound)
        if left:
            self.notes.append(f"{left} of its {len(recording.streams)} streams are left out")

    def __enter__(self) -> Written:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and (self.frames or (self.samples and self._picture is None)):
            if self._graph is not None:
                self._pull(self._graph.push(None))
            if self._resampler is not None:
                self._encode_sound(self._resampler.resample(None))
            for stream in filter(None, (self._picture, self._sound)):
                self._out.mux(stream.encode(None))
        self._out.close()

    def add(self, frame: VideoFrame | AudioFrame, begin: Fraction, end: Fraction | None) -> None:
        """Add a frame as far as it lies in the span; times are counted from its beginning."""
        from av.audio.frame import AudioFrame

        if isinstance(frame, AudioFrame):
            self._add_sound(frame, begin, end)
        else:
            self._add_picture(frame, begin, end)

    def _picture_stream(self, recording: InputContainer) -> Any:
        import av

        source = recording.streams.video[0]
        name = "ffv1" if self._keep else "libx264"
        options = (
            {"level": "3", "coder": "1", "context": "1", "g": "1", "slices": "4", "slicecrc": "1"}
            if self._keep
            else {"crf": "12", "preset": "veryfast", "threads": "2"}
        )
        stream: Any = self._out.add_stream(name, rate=source.average_rate or 30, options=options)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        stream.codec_context.time_base = source.time_base
        return stream

    def _add_picture(self, frame: VideoFrame, begin: Fraction, end: Fraction | None) -> None:
        at = time_of(frame, self._recording)
        if self.frames:
            self.until = at if not self._over else self.until
        self._over = self._over or is_over(at, begin, end)
        if at < begin or self._over:
            return
        if self._graph is None:
            self._graph = _Graph(frame, self._form(frame), self._region)
            first = self._graph
            codec = self._picture.codec_context
            codec.width, codec.height, codec.pix_fmt = first.width, first.height, first.form
            codec.color_range = frame.color_range
            codec.colorspace = frame.colorspace
            codec.sample_aspect_ratio = first.shape
        self.until = at + lasts(frame, self._recording, at, None)
        base = Fraction(frame.time_base or 1)
        frame.pts = round((at - begin) / base)
        frame.pict_type = 0
        self.frames += 1
        self._pull(self._graph.push(frame))

    def _form(self, frame: VideoFrame) -> str:
        import av

        form = frame.format.name
        if not self._keep:
            return "yuv420p"
        form = _SAME_PIXELS.get(form, form)
        if form in {each.name for each in av.Codec("ffv1", "w").video_formats or ()}:
            return form
        self.notes.append(f"pixels in the form {form} were converted to gbrp, which may round them")
        return "gbrp"

    def _pull(self, frames: list[VideoFrame]) -> None:
        for frame in frames:
            self._out.mux(self._picture.encode(frame))

    def _sound_stream(self, recording: InputContainer, path: str) -> Any:
        source = recording.streams.audio[0]
        decoded = source.codec_context.format.name.rstrip("p")
        name = {"mp4": "aac", "wav": "pcm_s16le"}.get(path.rpartition(".")[2], "")
        kept = {"flt": "pcm_f32le", "dbl": "pcm_f64le", "s16": "pcm_s16le", "s32": "pcm_s32le"}
        stream = self._out.add_stream(
            name or kept.get(decoded, "pcm_u8"),
            rate=source.codec_context.sample_rate,
            layout=source.codec_context.layout.name,
        )
        if name == "aac":
            stream.codec_context.bit_rate = 128_000 * min(source.codec_context.channels, 2)
        return stream

    def _add_sound(self, frame: AudioFrame, begin: Fraction, end: Fraction | None) -> None:
        rate = frame.sample_rate
        at = time_of(frame, self._recording)
        first = max(0, round((begin - at) * rate))
        last = frame.samples if end is None else min(frame.samples, round((end - at) * rate))
        if first >= last or self._sound is None:
            return
        cut = _cut(frame, first, last)
        cut.pts = self.samples
        cut.time_base = Fraction(1, rate)
        self.samples += last - first
        self.until = max(self.until, at + Fraction(last, rate)) if not self.frames else self.until
        if self._resampler is None:
            import av

            codec = self._sound.codec_context
            self._resampler = av.AudioResampler(codec.format, codec.layout, codec.sample_rate)
        self._encode_sound(self._resampler.resample(cut))

    def _encode_sound(self, frames: list[AudioFrame]) -> None:
        """Encode sound; it waits until the size of the picture is known and the file can begin."""
        self._waiting += frames
        if self._picture is None or self._graph is not None:
            for frame in self._waiting:
                self._out.mux(self._sound.encode(frame))
            self._waiting = []


class _Graph:
    """What is done to each frame before it is encoded: turn, draw a box, convert pixels."""

    def __init__(self, frame: VideoFrame, form: str, region: str) -> None:
        import av

        turns = _TURNS.get(frame.rotation % 360, [])
        sideways = bool(turns) and turns[0].startswith("transpose")
        size = (frame.height, frame.width) if sideways else (frame.width, frame.height)
        self.width, self.height = (even(side, form) for side in size)
        self.form = form
        steps = [step.partition("=")[::2] for step in turns]
        if region:
            steps.append(("drawbox", _box(region, *size)))
        if (self.width, self.height) != size:
            steps.append(("crop", f"{self.width}:{self.height}:0:0:exact=1"))
        if form != frame.format.name:
            steps.append(("scale", _SCALING))
        steps.append(("format", form))
        self._graph = av.filter.Graph()
        base = Fraction(frame.time_base or 1)
        last = self._graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=base
        )
        for name, arguments in steps:
            node = self._graph.add(name, arguments or None)
            last.link_to(node)
            last = node
        sink = self._graph.add("buffersink")
        last.link_to(sink)
        self._graph.configure()
        self.shape = Fraction(1)

    def push(self, frame: VideoFrame | None) -> list[VideoFrame]:
        """Frames that come out once this one, or the end, went in."""
        import av

        self._graph.push(frame)
        found: list[Any] = []
        while True:
            try:
                found.append(self._graph.pull())
            except (av.BlockingIOError, av.EOFError):
                return found


def is_over(at: Fraction, begin: Fraction, end: Fraction | None) -> bool:
    """Whether a frame of this time comes after the span; the one that begins it never does."""
    return end is not None and at >= end - TELLABLE and at > begin


def even(side: int, form: str) -> int:
    """The side of a picture that H.264 with halved colour can hold; others are left."""
    return side - side % 2 if form == "yuv420p" else side


def _box(region: str, width: int, height: int) -> str:
    left, top, right, bottom = read_region(region).fractions(width, height)
    thick = max(2, round(max(width, height) / 400))
    x, y = round(left * width) - thick, round(top * height) - thick
    across, down = round((right - left) * width), round((bottom - top) * height)
    return f"x={x}:y={y}:w={across + 2 * thick}:h={down + 2 * thick}:color=red:t={thick}"


def _cut(frame: AudioFrame, first: int, last: int) -> AudioFrame:
    """The samples of a frame from one to before another."""
    from av.audio.frame import AudioFrame

    if (first, last) == (0, frame.samples):
        return frame
    samples = frame.to_ndarray()
    channels = 1 if frame.format.is_planar else len(frame.layout.channels)
    part = samples[:, first * channels : last * channels].copy()
    cut = AudioFrame.from_ndarray(part, frame.format.name, frame.layout.name)
    cut.sample_rate = frame.sample_rate
    return cut
