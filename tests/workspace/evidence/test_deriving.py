"""What is made of evidence says how, and can be made again; or it says exactly why not."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

import papers
from counted_frames import recording
from evidence_files import a_picture, a_zip
from forcereview.errors import BadInput, Refused
from forcereview.evidence import Item
from forcereview.evidence.derivation import Asked
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.deriving import derive, derive_outside
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.evidence.reproducing import reproduce
from forcereview.workspace.evidence.sealing import expunge, seal
from forcereview.workspace.evidence.unpacking import unpack
from forcereview.workspace.ports import Ports

FILES = {
    "stop.mp4": recording(sound=True),
    "policy.pdf": papers.pdf(),
    "scene.jpg": a_picture(),
}
MADE = {
    "still": ("stop.mp4", Asked(at_s=1.2), "image/png"),
    "clip": ("stop.mp4", Asked(start_s=0.5, end_s=1.0), "video/x-matroska"),
    "extract": ("stop.mp4", Asked(), "video/x-matroska"),
    "page": ("policy.pdf", Asked(page=2), "image/png"),
    "crop": ("scene.jpg", Asked(region="percent:10,10,50,50"), "image/png"),
    "enhancement": ("scene.jpg", Asked(brightness=0.2, contrast=1.5), "image/png"),
    "transcode": ("scene.jpg", Asked(), "image/png"),
}

TakeOne = Callable[..., Item]


@pytest.fixture
def one(ports: Ports, take) -> TakeOne:
    """``one("stop.mp4")``: that file, taken in."""

    def taken(name: str, content: bytes | None = None) -> Item:
        outcome = take({name: FILES[name] if content is None else content}, Received(case=""))[0]
        return item_named(ports, outcome.item)

    return taken


def becomes(ports: Ports, item: Item, **changes: object) -> Item:
    """Let the journal say something else of how an item was made."""
    assert item.derivation is not None
    changed = item.model_copy(update={"derivation": item.derivation.model_copy(update=changes)})
    with acting(ports, "clerk") as work:
        work.become("evidence.change", {f"evidence/{item.id}": changed.document()})
    return changed


@pytest.mark.parametrize("recipe", MADE)
def test_what_a_recipe_makes_is_the_same_when_it_is_made_again(
    recipe: str, ports: Ports, one: TakeOne
):
    name, asked, type = MADE[recipe]
    parent = one(name)
    done = derive(ports, parent.id, recipe, asked, "clerk")
    item = item_named(ports, done.item.id)
    assert done.new
    assert item.kind == "derived"
    assert item.type == type
    assert item.derivation is not None
    assert (item.derivation.parents, item.derivation.tool) == ((parent.id,), recipe)
    assert reproduce(ports, item.id, "clerk").result == "same"


def test_that_a_parent_was_opened_is_noted_in_its_chain(ports: Ports, one: TakeOne):
    parent = one("scene.jpg")
    made = derive(ports, parent.id, "crop", Asked(region="1,1,9,9"), "reviewer 1").item
    link = item_named(ports, parent.id).custody[-1]
    assert (link.what, link.holder) == ("accessed", "reviewer 1")
    assert made.id in link.how


def test_what_is_made_belongs_to_the_cases_of_its_parent(ports: Ports, one: TakeOne):
    parent = one("scene.jpg").model_copy(update={"cases": ("case-1", "case-2")})
    with acting(ports, "clerk") as work:
        work.become("evidence.receive", {f"evidence/{parent.id}": parent.document()})
    made = derive(ports, parent.id, "transcode", Asked(), "clerk").item
    assert made.cases == ("case-1", "case-2")


def test_the_same_made_twice_is_kept_once(ports: Ports, one: TakeOne):
    parent = one("stop.mp4")
    first = derive(ports, parent.id, "still", Asked(at_s=1.2), "clerk")
    again = derive(ports, parent.id, "still", Asked(frame=35), "clerk")
    assert again.item.id == first.item.id
    assert (first.new, again.new) == (True, False)


def test_what_cannot_be_made_leaves_nothing_behind(ports: Ports, one: TakeOne):
    parent = one("stop.mp4")
    with pytest.raises(Refused, match="ended by then"):
        derive(ports, parent.id, "still", Asked(at_s=99.0), "clerk")
    assert ports.journal.names("evidence") == [f"evidence/{parent.id}"]
    plain = ports.root / "working" / "plain"
    assert list(plain.iterdir()) == []


def test_a_file_made_outside_is_kept_and_says_why_it_cannot_be_made_again(
    ports: Ports, one: TakeOne, tmp_path: Path
):
    parent = one("stop.mp4")
    (tmp_path / "sharp.png").write_bytes(a_picture("PNG"))
    done = derive_outside(
        ports, [parent.id], tmp_path / "sharp.png", "clerk",
        what="enhancement", tool="Example Sharpener", version="7", command="sharpen -x a.mp4",
    )  # fmt: skip
    found = reproduce(ports, done.item.id, "clerk")
    assert found.result == "impossible"
    assert "Example Sharpener 7" in found.why
    assert "sharpen -x a.mp4" in found.why
    same = reproduce(ports, done.item.id, "clerk", remade=tmp_path / "sharp.png")
    assert same.result == "same"
    (tmp_path / "other.png").write_bytes(b"other")
    other = reproduce(ports, done.item.id, "clerk", remade=tmp_path / "other.png")
    assert (other.result, other.why[:14]) == ("other", "the file given")


def test_without_its_command_what_was_made_outside_says_so(
    ports: Ports, one: TakeOne, tmp_path: Path
):
    parent = one("scene.jpg")
    (tmp_path / "words.txt").write_text("what is heard")
    done = derive_outside(
        ports, [parent.id], tmp_path / "words.txt", "clerk", what="transcript", tool="by ear"
    )
    assert "isn't noted" in reproduce(ports, done.item.id, "clerk").why


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"what": "magic"}, "is no kind of derived item"), ({"tool": " "}, "isn't named")],
)
def test_a_file_made_outside_must_say_what_it_is(
    fields: dict[str, str], why: str, ports: Ports, one: TakeOne, tmp_path: Path
):
    parent = one("scene.jpg")
    (tmp_path / "a.txt").write_text("words")
    given = {"what": "text", "tool": "x", **fields}
    with pytest.raises(BadInput, match=why):
        derive_outside(ports, [parent.id], tmp_path / "a.txt", "clerk", **given)


def test_other_versions_of_libraries_are_named_if_the_content_differs(ports: Ports, one: TakeOne):
    made = derive(ports, one("scene.jpg").id, "crop", Asked(region="1,1,9,9"), "clerk").item
    changed = becomes(
        ports, made, version="1; pillow 1.0", parameters={"crop": "xywh=pixel:1,1,9,8"}
    )
    found = reproduce(ports, changed.id, "clerk")
    assert found.result == "other"
    assert "made with 1; pillow 1.0, and now with 1; pillow" in found.why


def test_other_versions_of_libraries_do_not_matter_if_the_content_is_the_same(
    ports: Ports, one: TakeOne
):
    made = derive(ports, one("scene.jpg").id, "crop", Asked(region="1,1,9,9"), "clerk").item
    assert (
        reproduce(ports, becomes(ports, made, version="1; pillow 1.0").id, "clerk").result == "same"
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"version": "9; x"}, "version 9; this software has version 1"),
        ({"tool": "wash"}, "this software has none"),
        ({"parents": ("e-000000000000",)}, "a parent isn't here"),
        ({"parameters": {"crop": "xywh=pixel:999,1,9,9"}}, "outside the picture"),
    ],
)
def test_why_an_item_cannot_be_made_again_is_told(
    changes: dict[str, object], why: str, ports: Ports, one: TakeOne
):
    made = derive(ports, one("scene.jpg").id, "crop", Asked(region="1,1,9,9"), "clerk").item
    found = reproduce(ports, becomes(ports, made, **changes).id, "clerk")
    assert found.result == "impossible"
    assert why in found.why


@pytest.mark.parametrize(("end", "word"), [(seal, "was sealed"), (expunge, "was expunged")])
def test_a_parent_that_cannot_be_read_is_named(end, word: str, ports: Ports, one: TakeOne):
    parent = one("scene.jpg")
    made = derive(ports, parent.id, "crop", Asked(region="1,1,9,9"), "clerk").item
    end(ports, parent.id, "clerk", "by order of the court")
    assert f"its parent {parent.id} {word}" in reproduce(ports, made.id, "clerk").why


def test_what_came_out_of_an_archive_can_be_made_again(ports: Ports, one: TakeOne):
    archive = one("files.zip", a_zip({"a.txt": b"words", "b.txt": b"other words"}))
    items = [outcome.item for outcome in unpack(ports, archive.id, "clerk").outcomes]
    assert [reproduce(ports, item, "clerk").result for item in items] == ["same", "same"]


def test_an_original_cannot_be_made_again(ports: Ports, one: TakeOne):
    with pytest.raises(BadInput, match="wasn't made of other items"):
        reproduce(ports, one("scene.jpg").id, "clerk")


def test_that_an_item_was_made_again_is_entered(ports: Ports, one: TakeOne):
    made = derive(ports, one("scene.jpg").id, "transcode", Asked(), "clerk").item
    before = ports.journal.head().sequence
    reproduce(ports, made.id, "reviewer 1", "asked by counsel")
    stored = next(iter(ports.journal.entries(before)))
    assert b'"does":"evidence.reproduce"' in stored.raw
    assert b'"result":"same"' in stored.raw


def test_a_reader_that_writes_a_link_is_refused(tmp_path: Path):
    from forcereview.workspace.evidence.making import written
    from forcereview.workspace.ports import Unreadable

    (tmp_path / "secret").write_text("key")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "still.png").symlink_to(tmp_path / "secret")
    for name in ("still.png", "../secret", "absent", "", None, "."):
        with pytest.raises(Unreadable):
            written(folder, name)


def test_pictures_of_all_forms_can_be_cropped(ports: Ports, one: TakeOne):
    from PIL import Image

    for mode in ("1", "L", "P", "RGBA", "CMYK", "I;16"):
        out = io.BytesIO()
        Image.new(mode, (20, 10)).save(out, "TIFF")
        item = one(f"{mode.replace(';', '')}.tif", out.getvalue())
        made = derive(ports, item.id, "crop", Asked(region="1,1,5,5"), "clerk")
        assert made.item.type == "image/png", mode
