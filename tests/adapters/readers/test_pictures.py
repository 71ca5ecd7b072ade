"""Pages, pictures and waveforms as PNG: the right part, marked where it should be, each time."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import papers
from counted_frames import recording, sound
from evidence_files import a_picture
from forcereview.adapters.readers import page_image, pdf_text, picture, waveform
from forcereview.errors import BadInput

YELLOW = (255, 226, 64)


def made(reader: Any, content: bytes, folder: Path, **asked: Any) -> tuple[dict[str, Any], Any]:
    (folder / "content").write_bytes(content)
    told = reader.read({"path": str(folder / "content")}, str(folder), **asked)
    with Image.open(folder / told["file"]) as opened:
        return told, opened.copy()


def a_png(size: tuple[int, int] = (100, 80)) -> bytes:
    out = io.BytesIO()
    ramp = np.arange(size[0] * size[1], dtype=np.uint32).reshape(size[1], size[0]) % 251
    Image.fromarray(ramp.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def test_a_page_is_rendered_at_the_dots_asked_for(tmp_path: Path):
    told, page = made(page_image, papers.pdf(), tmp_path, page=2, dots=144)
    assert page.size == (397, 397)
    assert told["pages"] >= 2


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_signs_of_the_text_layer_are_marked_where_they_stand(turned: int, tmp_path: Path):
    from pypdfium2 import PdfDocument

    document = PdfDocument(papers.pdf())
    document[0].set_rotation(turned)
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "pdf").write_bytes(out.getvalue())
    told = pdf_text.read({"path": str(tmp_path / "pdf")}, boxes=True)["pages"][0]
    start = told["text"].index("Purpose")
    boxes = [box for box in told["boxes"][start : start + 7] if box]
    plain = made(page_image, out.getvalue(), tmp_path, dots=200)[1]
    marked = made(page_image, out.getvalue(), tmp_path, dots=200, boxes=boxes)[1]
    yellow = np.all(np.abs(np.asarray(marked).astype(int) - YELLOW) < 12, axis=2)
    rows, columns = np.nonzero(yellow)
    assert len(rows) > 200
    area = (slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))
    ink = np.asarray(plain.convert("L"))[area] < 100
    assert ink.mean() > 0.05, "the word lies under the mark"
    upright = turned in (0, 180)
    tall, wide = ink.shape
    assert (wide > 2 * tall) is upright


def test_a_page_that_is_not_there_is_told_so(tmp_path: Path):
    with pytest.raises(ValueError, match="there is no page 99: it has"):
        made(page_image, papers.pdf(), tmp_path, page=99)
    with pytest.raises(ValueError, match="can't be read as a PDF"):
        made(page_image, b"no PDF", tmp_path)


def test_a_crop_keeps_each_pixel_that_the_region_touches(tmp_path: Path):
    whole = made(picture, a_png(), tmp_path)[1]
    part = made(picture, a_png(), tmp_path, crop="xywh=percent:10,10,20,50")[1]
    assert part.tobytes() == whole.crop((10, 8, 30, 48)).tobytes()
    odd = made(picture, a_png(), tmp_path, crop="xywh=pixel:10.5,8,19,40")[1]
    assert odd.size == (20, 40)


def test_a_photograph_is_turned_upright_and_loses_what_its_file_says(tmp_path: Path):
    _, upright = made(picture, a_picture(), tmp_path)
    assert upright.size == (48, 64)
    assert upright.getexif() == {}


def test_brightness_contrast_and_gamma_are_the_formula_that_is_told(tmp_path: Path):
    plain = np.asarray(made(picture, a_png(), tmp_path)[1]).astype(float) / 255
    asked = {"brightness": 0.1, "contrast": 1.5, "gamma": 2.0}
    adjusted = np.asarray(made(picture, a_png(), tmp_path, **asked)[1])
    wanted = np.clip((plain - 0.5) * 1.5 + 0.5 + 0.1, 0, 1) ** 0.5 * 255
    assert np.abs(adjusted - wanted).max() <= 0.5 + 1e-9


def test_a_region_outside_the_picture_is_told_so(tmp_path: Path):
    with pytest.raises(BadInput, match="outside the picture of 100 x 80 pixels"):
        made(picture, a_png(), tmp_path, crop="xywh=pixel:200,0,10,10")


@pytest.mark.parametrize("content", [b"", b"no picture", a_png()[:60]])
def test_what_is_no_picture_is_told_so(content: bytes, tmp_path: Path):
    with pytest.raises(ValueError, match="can't be read as a picture"):
        made(picture, content, tmp_path)


def test_pictures_are_the_same_bytes_every_time(tmp_path: Path):
    for reader, content, asked in (
        (page_image, papers.pdf(), {"page": 1}),
        (picture, a_picture(), {"contrast": 1.2}),
        (waveform, recording(sound=True), {"start_s": 0.2, "end_s": 1.2}),
    ):
        told, _ = made(reader, content, tmp_path, **asked)
        first = (tmp_path / told["file"]).read_bytes()
        made(reader, content, tmp_path, **asked)
        assert (tmp_path / told["file"]).read_bytes() == first


def test_a_waveform_shows_when_it_is_loud(tmp_path: Path):
    told, drawn = made(waveform, recording(sound=True), tmp_path, start_s=0.0, end_s=2.0)
    assert 0.9 < told["peak"] < 1.2
    blue = np.all(np.asarray(drawn) == (40, 90, 160), axis=2)
    heights = blue.sum(axis=0)[60:1580]
    second = 1520 / 2
    assert heights[int(0.05 * second)] > 150
    assert heights[int(0.3 * second)] < 20
    assert heights[int(0.55 * second)] > 150


def test_a_span_without_sound_is_told_so(tmp_path: Path):
    with pytest.raises(ValueError, match="no sound in that span"):
        made(waveform, sound(), tmp_path, start_s=90.0, end_s=91.0)
    with pytest.raises(ValueError, match="it has no sound"):
        made(waveform, recording(), tmp_path)
