"""The PDF holds the report's words, has running heads, and fetches nothing."""

import builtins

import pytest

from forcereview.errors import Refused
from forcereview.publish.pdf import report_pdf

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(small_page):
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(report_pdf(small_page))
    return [page.get_textpage().get_text_bounded() for page in document]


def test_it_holds_the_sentences_of_the_findings(pages, small):
    words = " ".join(" ".join(pages).split())
    assert "The software finds; people decide." in words
    sentence = small.finding("shot-1", "T-1").sentence
    assert sentence[:60] in words
    assert "Whoever, under color of any law" in words


def test_every_page_says_which_page_it_is_and_of_what_case(pages):
    for number, page in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in page
    assert all("A test" in page for page in pages)


def test_it_fetches_nothing_from_the_network_or_the_disk(monkeypatch, tmp_path, caplog):
    import socket

    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *where: asked.append(where))
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    pdf = report_pdf(
        f'<p>x<img src="http://127.0.0.1:9/a.png"><link rel=attachment href="{secret.as_uri()}">'
    )
    assert asked == []
    assert b"EmbeddedFile" not in pdf
    assert "secret.txt" in caplog.text


def test_without_weasyprint_it_says_what_to_do(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "weasyprint":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Refused, match=r"forcereview\[pdf\]"):
        report_pdf("<p>x</p>")
