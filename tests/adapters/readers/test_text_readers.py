"""What the readers of texts promise; those of PDF and of pictures in a process of their own."""

import io
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from forcereview.adapters.confinement import ConfinedReaders
from forcereview.workspace.ports import Limits, Unreadable
from papers import POLICY, docx, pdf, picture, scanned

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def by(reader: str, content: bytes, **arguments: Any) -> dict[str, Any]:
        path = tmp_path / "content"
        path.write_bytes(content)
        told = {"content": {"path": str(path)}, **arguments}
        if reader in ("pdf_text", "ocr_text"):
            return ConfinedReaders().run(reader, told, Limits(seconds=60))
        try:
            return import_module(f"forcereview.adapters.readers.{reader}").read(**told)
        except ValueError as error:
            raise Unreadable(str(error)) from None

    return by


def test_every_page_of_a_pdf_has_its_text(read: Read) -> None:
    found = read("pdf_text", pdf())
    assert found["count"] == len(found["pages"]) > 2
    assert {page["from"] for page in found["pages"]} == {"text layer"}
    assert "I. Purpose. This policy" in " ".join(found["pages"][0]["text"].split())
    assert found["read_by"].startswith("pypdfium2 5.")


def test_some_pages_can_be_asked_for(read: Read) -> None:
    found = read("pdf_text", pdf(), first=2, last=3)
    assert [page["number"] for page in found["pages"]] == [2, 3]
    assert read("pdf_text", pdf(), first=99)["pages"] == []


def test_each_sign_of_a_page_has_its_place(read: Read) -> None:
    page = read("pdf_text", pdf(("Ab \U0001d49c z.",), "20cm 9cm"), boxes=True)["pages"][0]
    text, boxes = page["text"], page["boxes"]
    assert len(text) == len(boxes)
    for sign, box in zip(text, boxes, strict=True):
        if sign.isspace():
            assert box is None
        else:
            left, bottom, right, top = box
            assert 0 <= left < right <= page["width"]
            assert 0 <= bottom < top <= page["height"]
    first, second = boxes[text.index("A")], boxes[text.index("b")]
    assert first[0] < second[0]


def test_a_page_without_text_says_so(read: Read) -> None:
    pages = read("pdf_text", scanned(pdf()))["pages"]
    assert {(page["text"], page["from"]) for page in pages} == {("", "none")}


def test_the_words_of_a_scan_are_recognised_each_with_its_place_and_confidence(
    read: Read, record_property: Callable[[str, object], None]
) -> None:
    page = read("ocr_text", scanned(pdf()), page=2)["pages"][0]
    wanted = read("pdf_text", pdf())["pages"][1]["text"].replace("\u2010\n", "-\n").split()
    right = sum(word in page["text"].split() for word in wanted)
    record_property("figure", f"OCR of a scanned page: {right} of {len(wanted)} words right")
    assert right >= 0.9 * len(wanted)
    assert 0.5 < page["confidence"] <= 1
    assert page["from"] == "ocr"
    for word in page["words"]:
        left, top, bottom_right, bottom = word["box"]
        assert 0 <= left < bottom_right <= 1
        assert 0 <= top < bottom <= 1
        assert page["text"][word["start"] : word["end"]].strip()


def test_the_words_of_an_image_are_recognised(read: Read) -> None:
    page = read("ocr_text", picture(pdf()))["pages"][0]
    assert "Purpose" in page["text"]


def test_a_picture_without_words_has_none(read: Read) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (300, 200), 255).save(out, "PNG")
    page = read("ocr_text", out.getvalue())["pages"][0]
    assert (page["text"], page["from"]) == ("", "none")


@pytest.mark.parametrize("language", ["klingon", "eng; rm -rf", "--help", "../eng"])
def test_a_language_that_is_not_there_is_said(read: Read, language: str) -> None:
    with pytest.raises(Unreadable, match="language"):
        read("ocr_text", picture(pdf()), language=language)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "naïve café\nπ"),
        ("utf-8-sig", "naïve"),
        ("utf-16", "naïve π"),
        ("utf-32", "naïve π"),
        ("cp1252", "naïve café"),
    ],
)
def test_a_text_is_read_whatever_its_encoding(read: Read, encoding: str, text: str) -> None:
    found = read("plain_text", text.encode(encoding))
    assert found["pages"][0]["text"] == text
    assert found["unit"] == "whole"


def test_form_feeds_begin_new_pages_and_line_ends_are_made_plain(read: Read) -> None:
    found = read("plain_text", b"one\r\ntwo\rthree\fpage two")
    assert [page["text"] for page in found["pages"]] == ["one\ntwo\nthree", "page two"]
    assert found["unit"] == "page"


def test_bytes_that_are_no_text_are_refused(read: Read) -> None:
    with pytest.raises(Unreadable, match="no text"):
        read("plain_text", b"\x89PNG\x00\x01\x02\xff")


def test_each_row_of_a_table_has_its_headings(read: Read) -> None:
    found = read("table_text", b'date,level\r\n2020-01-02,"hard, technique"\n,\n2021,soft,more\n')
    assert [(page["number"], page["text"]) for page in found["pages"]] == [
        (1, "date: 2020-01-02; level: hard, technique"),
        (2, ""),
        (3, "date: 2021; level: soft; more"),
    ]
    assert (found["unit"], found["columns"]) == ("row", ["date", "level"])


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_signs_may_part_the_columns(read: Read, sign: str) -> None:
    found = read("table_text", f"date{sign}level\n2020{sign}soft, or not\n".encode())
    assert found["pages"][0]["text"] == "date: 2020; level: soft, or not"


def test_a_table_that_breaks_off_in_quotes_is_refused(read: Read) -> None:
    with pytest.raises(Unreadable, match="no table"):
        read("table_text", b'date,level\n2020,"never closed')


def test_of_a_web_page_only_what_is_seen_is_read(read: Read) -> None:
    page = (
        "<html><head><title>Policy &amp; rules</title><style>p{x:y}</style>"
        "<script>document.write('hidden')</script></head><body><h1>Force</h1>"
        "<p>No  warning\nshots.<br>None.<noscript>hidden</noscript><template>hidden</template>"
        "<table><tr><td>a<td>b</table><svg><text>hidden</text></svg><iframe>hidden</iframe>end"
    )
    text = read("markup_text", page.encode())["pages"][0]["text"]
    assert text == "Policy & rules\nForce\nNo warning shots.\nNone.\na b\nend"


def test_a_web_page_names_its_own_encoding(read: Read) -> None:
    page = "<meta charset='iso-8859-2'><p>žluťoučký".encode("iso-8859-2")
    assert read("markup_text", page)["pages"][0]["text"] == "žluťoučký"


def test_the_paragraphs_of_a_document_are_read_without_what_was_deleted(read: Read) -> None:
    extra = (
        "<w:p><w:r><w:t>kept</w:t><w:tab/></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    found = read("word_text", docx(POLICY[0], extra=extra))
    assert found["pages"][0]["text"] == f"{POLICY[0]}\nkept\tnew\ncell"


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        ("pdf_text", b""),
        ("pdf_text", b"%PDF-1.7 nothing more"),
        ("pdf_text", pdf()[:2000]),
        ("ocr_text", b"no image"),
        ("ocr_text", picture(pdf())[:500]),
        ("word_text", b"PK no archive"),
        ("word_text", docx("x")[:-30]),
    ],
)
def test_a_damaged_file_is_unreadable_and_says_why(read: Read, reader: str, content: bytes) -> None:
    with pytest.raises(Unreadable) as failure:
        read(reader, content)
    assert len(str(failure.value)) > 10


def test_a_locked_pdf_says_that_it_is_locked(read: Read) -> None:
    # The standard security handler, whose check of the empty password fails (ISO 32000-1, 7.6.3).
    locked = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        f"4 0 obj<</Filter/Standard/V 1/R 2/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>endobj\n"
        "trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
    )
    with pytest.raises(Unreadable, match="locked with a password"):
        read("pdf_text", locked.encode())


def test_a_pdf_with_scripts_is_only_read(read: Read) -> None:
    action = b"/OpenAction <</S /JavaScript /JS (app.alert('x'))>>"
    scripted = pdf().replace(b"/Type /Catalog", b"/Type /Catalog " + action)
    found = read("pdf_text", scripted)
    assert "alert" not in str(found)


def test_a_document_that_unpacks_to_too_much_is_refused(read: Read) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 << 20))
    with pytest.raises(Unreadable, match="more than 64 MB"):
        read("word_text", out.getvalue())


def test_no_entity_of_a_document_is_expanded(read: Read) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    hostile = docx("x", doctype=f"<!DOCTYPE w [{laughs}]>", extra="<w:p>&l9;</w:p>")
    with pytest.raises(Unreadable, match="declares a document type"):
        read("word_text", hostile)
