"""A locator leads to its place; what is shown is that place, and that it was shown is noted."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import papers
from counted_frames import number_in, recording, sound
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Locus
from forcereview.evidence.annotations import annotation
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.locating import (
    Place,
    place_annotated,
    place_named,
    places_of_case,
    quotation_at,
)
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.evidence.sealing import seal
from forcereview.workspace.evidence.showing import Shown, show
from forcereview.workspace.ports import Ports
from kept_cases import written as written_case

QUOTED = "prohibited from discharging firearms at the operator of a moving vehicle"
TABLE = b"date,force\n2026-01-01,taser\n2026-01-02,baton\n"
Showing = Callable[[bytes, str, str], Shown]


@pytest.fixture
def shown(ports: Ports, take, tmp_path: Path) -> Showing:
    """``shown(content, "stop.mp4", "t=1.2")``: take it in, and show the place."""

    def show_it(content: bytes, name: str, fragment: str) -> Shown:
        item = take({name: content})[0].item
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        return show(ports, place_named(ports, f"{item}#{fragment}"), "reviewer 1", out=out)

    return show_it


def said(name: str, fields: str) -> str:
    """An assertion as the case file writes it."""
    return f"  - {{id: {name}, fact: vehicle.moving, value: yes, {fields}}}\n"


def yellow(path: Path) -> int:
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    return int((np.abs(pixels - (255, 226, 64)).max(axis=2) < 12).sum())


def test_a_moment_is_the_frame_that_is_shown_then(shown: Showing):
    found = shown(recording(), "stop.mp4", "t=1.2")
    with Image.open(found.files[0]) as picture:
        assert number_in(picture) == 35
    assert "frame shown from 1.167833 s to 1.201200 s" in found.told[0]
    assert "time stamp 35035 x 1/30000 s" in found.told[0]


def test_a_span_is_a_clip(shown: Showing):
    found = shown(recording(sound=True), "stop.mp4", "t=1,1.5&xywh=percent:10,10,20,20")
    assert [path.suffix for path in found.files] == [".mp4"]
    assert found.told[0].startswith("16 frames, from 0.967633 s to 1.501500 s")


def test_a_span_of_sound_is_heard_and_seen(shown: Showing):
    found = shown(sound(), "call.wav", "t=1,1.5")
    assert [path.suffix for path in found.files] == [".wav", ".png"]


def test_a_quotation_is_marked_on_its_page(shown: Showing):
    found = shown(papers.pdf(), "policy.pdf", f"quote={QUOTED.replace(' ', '%20')}")
    assert found.search is not None
    assert found.search.place is not None
    assert found.search.place.exact
    assert yellow(found.files[0]) > 2000


def test_a_quotation_is_marked_on_a_page_that_has_no_text_but_its_picture(shown: Showing):
    scan = papers.scanned(papers.pdf())
    found = shown(scan, "scan.pdf", f"quote={QUOTED.replace(' ', '%20')}")
    assert found.search is not None
    assert found.search.place is not None
    assert found.search.place.score > 90
    assert yellow(found.files[0]) > 2000
    assert any("recognised by OCR" in line for line in found.told)


def test_words_in_a_picture_are_marked(shown: Showing):
    found = shown(
        papers.picture(papers.pdf()), "page.png", "quote=governs%20the%20use%20of%20force"
    )
    assert found.search is not None
    assert found.search.place is not None
    assert yellow(found.files[0]) > 1000


def test_a_page_is_shown_though_its_quotation_is_not_there(shown: Showing):
    found = shown(papers.pdf(), "policy.pdf", "page=1&quote=Nobody%20shall%20ever%20say%20so")
    assert len(found.files) == 1
    assert any(line.startswith("the quotation isn't found") for line in found.told)
    assert yellow(found.files[0]) == 0


def test_a_quotation_that_stands_nowhere_without_a_page_is_told(shown: Showing):
    with pytest.raises(Refused, match="the quotation isn't found"):
        shown(papers.pdf(), "policy.pdf", "quote=Nobody%20shall%20ever%20say%20so")


def test_a_row_of_a_table_is_told_in_words(shown: Showing):
    assert shown(TABLE, "t.csv", "row=2").text == "row 2: date: 2026-01-02; force: baton"
    assert shown(TABLE, "t.csv", "row=2&column=force").text == "row 2: force: baton"
    with pytest.raises(Refused, match="there is no row 9: the table has 2"):
        shown(TABLE, "t.csv", "row=9")
    with pytest.raises(Refused, match="no value stands in a column 'place'"):
        shown(TABLE, "t.csv", "row=1&column=place")


def test_a_quotation_in_a_text_is_shown_with_what_stands_around_it(shown: Showing):
    found = shown(b"One two three.\nFour five six.\n", "a.txt", "quote=three.%20Four")
    assert found.text == "One two [[three.\nFour]] five six.\n"


@pytest.mark.parametrize(
    ("content", "name", "fragment", "why"),
    [
        (TABLE, "t.csv", "page=1", "names a page, but .* is a table"),
        (papers.pdf(), "policy.pdf", "t=1", "names a time, but .* is a PDF"),
        (papers.pdf(), "policy.pdf", "", "names no page"),
        (recording(), "stop.mp4", "quote=x", "names a quotation, but .* is a recording"),
        (recording(), "stop.mp4", "", "names no time"),
    ],
)
def test_a_place_that_the_item_does_not_have_is_told(
    content: bytes, name: str, fragment: str, why: str, shown: Showing
):
    with pytest.raises(BadInput, match=why):
        shown(content, name, fragment)


def test_what_no_reader_shows_is_told_with_what_to_do(shown: Showing):
    with pytest.raises(Refused, match="evidence copy"):
        shown(b"\x01\x02\x03\xfe" * 300, "x.bin", "")


def test_that_it_was_shown_is_noted_with_the_place(ports: Ports, shown: Showing):
    found = shown(TABLE, "t.csv", "row=2")
    link = item_named(ports, found.place.item.id).custody[-1]
    assert (link.what, link.holder, link.how) == ("accessed", "reviewer 1", "to show #row=2")
    assert found.noted


def test_what_is_sealed_is_not_shown_and_nothing_is_noted(ports: Ports, take):
    item = take({"t.csv": TABLE})[0].item
    seal(ports, item, "clerk", "by order of the court")
    before = len(item_named(ports, item).custody)
    with pytest.raises(Refused, match="sealed"):
        show(ports, place_named(ports, f"{item}#row=1"), "reviewer 1")
    assert len(item_named(ports, item).custody) == before


def test_a_file_that_is_there_is_not_overwritten(ports: Ports, take, tmp_path: Path):
    place = place_named(ports, f"{take({'stop.mp4': recording()})[0].item}#t=1")
    (tmp_path / "a.png").write_bytes(b"mine")
    with pytest.raises(BadInput, match="isn't overwritten"):
        show(ports, place, "reviewer 1", out=tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"mine"
    folder = tmp_path / "out"
    folder.mkdir()
    names = {show(ports, place, "reviewer 1", out=folder).files[0].name for _ in range(2)}
    assert len(names) == 2


def test_an_annotation_leads_to_the_same_place(ports: Ports, take):
    item = item_named(ports, take({"t.csv": TABLE})[0].item)
    place = Place(item, Locus(row=2, column="force"))
    data = annotation(item.sha256, place.locus)
    assert place_annotated(ports, data) == place


def test_locators_of_a_case_lead_to_its_evidence(ports: Ports, take, tmp_path: Path):
    text = written_case(tmp_path / "case").read_text()
    text += said("b1", "source: video, locator: {time: 1.2 s}")
    text += said("b2", "source: video, locator: {time: frame 35}")
    text += said("b3", "source: official, locator: {page: p. 4}")
    text += said("b4", "source: video, quotation: drive, locator: {time: 1 s}")
    import_case(ports, written_case(tmp_path / "case", text), "clerk")
    item = take({"stop.mp4": recording()}, Received(case="small"), source="video")[0].item
    found = {each.assertion: each for each in places_of_case(ports, "small")}
    assert found["b1"].place is not None
    assert found["b1"].place.text == f"{item}#t=1.2"
    assert place_named(ports, "small/b1") == found["b1"].place
    assert "frame rate isn't known" in found["b2"].problems[0].what
    assert "isn't held" in found["b3"].problems[0].what
    assert found["b4"].place is not None
    assert found["b4"].place.unread == ("the words “drive”",)
    with pytest.raises(BadInput, match="has no assertion 'b9'"):
        place_named(ports, "small/b9")


def test_frames_of_a_case_are_times_by_the_clock_of_their_source(
    ports: Ports, take, tmp_path: Path
):
    text = written_case(tmp_path / "case").read_text()
    text = text.replace("title: Video, ", "title: Video, clock: {frame_rate: 29.97003}, ")
    text += said("b2", "source: video, locator: {time: frame 35}")
    import_case(ports, written_case(tmp_path / "case", text), "clerk")
    take({"stop.mp4": recording()}, Received(case="small"), source="video")
    place = place_named(ports, "small/b2")
    out = tmp_path / "out"
    out.mkdir()
    moment = Place(place.item, place.locus.model_copy(update={"end_s": None}))
    with Image.open(show(ports, moment, "reviewer 1", out=out).files[0]) as picture:
        assert number_in(picture) == 35


def test_a_quotation_is_looked_for_in_the_item_s_text(ports: Ports, take):
    item = item_named(ports, take({"policy.pdf": papers.pdf()})[0].item)
    found = quotation_at(ports, Place(item, Locus(quotation=QUOTED)))
    assert found is not None
    assert found.place is not None
    assert quotation_at(ports, Place(item, Locus(page=1))) is None
