from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from forcereview.errors import Refused
from forcereview.evidence.texts import ItemText
from forcereview.workspace.evidence.reading_text import forget, text_of
from forcereview.workspace.ports import Limits, Ports, Readers, Unreadable
from held_documents import a_workspace, hold
from papers import POLICY, pdf, picture, scanned


@dataclass
class Watched:
    """Readers that note who was asked, stop as by Ctrl-C, or fail as told."""

    inner: Readers
    asked: list[str] = field(default_factory=list)
    stop_after: int = 10_000
    missing: str = ""

    def run(
        self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
    ) -> dict[str, Any]:
        page = arguments.get("page")
        if self.missing and reader == "ocr_text":
            raise Unreadable(self.missing)
        if len(self.asked) == self.stop_after:
            raise KeyboardInterrupt
        self.asked.append(f"{reader} {page}" if page is not None else reader)
        return self.inner.run(reader, arguments, limits)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    opened = a_workspace(tmp_path / "ws")
    yield replace(opened, readers=Watched(opened.readers))
    opened.close()


def watched(ports: Ports) -> Watched:
    assert isinstance(ports.readers, Watched)
    return ports.readers


def origins(text: ItemText) -> set[str]:
    return {page.origin for page in text.pages}


def test_a_text_is_read_once_and_kept(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())
    first = text_of(ports, item)
    assert text_of(ports, item) == first
    assert watched(ports).asked == ["pdf_text"]
    assert origins(first) == {"text layer"}


def test_the_journal_never_holds_a_text(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())
    before = ports.journal.head().sequence
    text_of(ports, item)
    assert ports.journal.head().sequence == before


def test_a_text_that_was_thrown_away_is_read_again(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())
    first = text_of(ports, item)
    forget(ports, item.sha256)
    assert text_of(ports, item) == first
    assert watched(ports).asked == ["pdf_text", "pdf_text"]


def test_pages_without_text_are_recognised_and_marked_so(ports: Ports) -> None:
    item = hold(ports, "scan.pdf", scanned(pdf(POLICY[:2])))
    text = text_of(ports, item)
    assert origins(text) == {"ocr"}
    assert all(page.confidence for page in text.pages)
    assert "tesseract" in text.read_by
    assert "Purpose" in text.pages[0].text


def test_an_image_is_one_page(ports: Ports) -> None:
    text = text_of(ports, hold(ports, "photo.png", picture(pdf())))
    assert [(page.number, page.origin) for page in text.pages] == [(1, "ocr")]


def test_a_text_layer_that_cannot_be_trusted_is_recognised_anew_if_asked(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf(POLICY[:1]))
    assert origins(text_of(ports, item)) == {"text layer"}
    assert origins(text_of(ports, item, ocr="every page")) == {"ocr"}
    assert origins(text_of(ports, item)) == {"ocr"}, "what was asked for last is kept"
    assert origins(text_of(ports, item, again=True)) == {"text layer"}


def test_stopped_on_the_way_it_goes_on_with_the_next_page(ports: Ports) -> None:
    item = hold(ports, "scan.pdf", scanned(pdf()))
    watched(ports).stop_after = 3
    with pytest.raises(KeyboardInterrupt):
        text_of(ports, item)
    assert watched(ports).asked == ["pdf_text", "ocr_text 1", "ocr_text 2"]
    watched(ports).stop_after = 10_000
    text = text_of(ports, item)
    assert watched(ports).asked[3:] == [f"ocr_text {page.number}" for page in text.pages[2:]]
    assert origins(text) == {"ocr"}


def test_without_tesseract_the_rest_is_read_and_the_gap_is_told(ports: Ports) -> None:
    item = hold(ports, "scan.pdf", scanned(pdf()))
    watched(ports).missing = "tesseract isn't installed on this machine"
    text = text_of(ports, item)
    assert origins(text) == {"none"}
    assert text.notes == (
        "no words were recognised in pictures: tesseract isn't installed on this machine",
    )
    watched(ports).missing = ""
    assert origins(text_of(ports, item, again=True)) == {"ocr"}


def test_a_reader_that_is_not_installed_is_tried_again_each_time(ports: Ports) -> None:
    item = hold(ports, "policy.pdf", pdf())

    class Missing:
        def run(
            self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
        ) -> dict[str, Any]:
            raise Unreadable("its reader isn't installed; pip install forcereview[evidence]")

    with pytest.raises(Refused, match="isn't installed"):
        text_of(replace(ports, readers=Missing()), item)
    assert origins(text_of(ports, item)) == {"text layer"}


def test_one_page_that_fails_keeps_no_other_from_being_read(ports: Ports) -> None:
    item = hold(ports, "scan.pdf", scanned(pdf(POLICY[:3])))
    inner = watched(ports)

    class OnePageFails:
        def run(
            self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
        ) -> dict[str, Any]:
            if arguments.get("page") == 1:
                raise Unreadable("its reader crashed (SIGSEGV)")
            return inner.run(reader, arguments, limits)

    text = text_of(replace(ports, readers=OnePageFails()), item)
    assert text.pages[0].origin == "none"
    assert {page.origin for page in text.pages[1:]} == {"ocr"}
    assert text.notes == ("page 1: its reader crashed (SIGSEGV)",)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("film.mp4", b"\0\0", "no text can be read from video/mp4"),
        ("cut.pdf", pdf()[:1500], "no PDF that can be read"),
    ],
)
def test_what_has_no_text_is_refused_with_the_reason(
    ports: Ports, name: str, content: bytes, why: str
) -> None:
    item = hold(ports, name, content)
    for _ in range(2):
        with pytest.raises(Refused, match=why):
            text_of(ports, item)


def test_a_table_is_read_by_its_name_where_its_content_only_says_text(ports: Ports) -> None:
    item = hold(ports, "force.csv", b"date,level\n2020,soft\n")
    as_text = item.model_copy(update={"type": "text/plain"})
    assert text_of(ports, as_text).unit == "row"
