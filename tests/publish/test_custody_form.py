"""The chain of custody as a form: everything that is told stands on it, and what isn't."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from forcereview.evidence import Custody, Derivation, FileFact, Item
from forcereview.evidence.custody import gaps_of, holders
from forcereview.journal import Entry
from forcereview.publish.custody_chain import Chain, Link, chain_as_json, made_in_words
from forcereview.publish.custody_form import Printed, custody_html, custody_lines
from forcereview.publish.pdf import report_pdf

PRINTED = Printed("forcereview 0", "2026-11-25T10:00:00.000000Z", 7, "ab" * 32)
LINKS = (
    Custody(id="c1", what="received", at="2026-01-09", giver="the department", holder="clerk"),
    Custody(id="c2", what="transferred", giver="the lab", holder="reviewer 1", how="by hand"),
)
STILL = Item(
    id="e-2", sha256="1" * 64, size=9, name="still.png", kind="derived",
    derivation=Derivation(
        parents=("e-1",), what="still", tool="still", version="1; pyav 18", parameters={"at_s": 2.0}
    ),
)  # fmt: skip
FACTS = (
    FileFact(id="a", name="time of creation", value="2026-01-07T15:35:00Z", part="container"),
    FileFact(id="b", name="codec", value="h264", part="stream 0"),
)


def a_chain(links: tuple[Custody, ...] = LINKS, **fields: object) -> Chain:
    given = {"id": "e-1", "sha256": "0" * 64, "size": 1234, "name": "stop.mp4", "facts": FACTS}
    item = Item.model_validate({**given, "custody": links, **fields})
    entry = Entry(3, "2026-01-10T09:00:00.123456Z", "clerk", "evidence.add", (), {}, "", "", "")
    gaps = gaps_of(item)
    return Chain(
        item,
        tuple(Link(each, entry, tuple(g for g in gaps if g.link == each.id)) for each in links),
        holders(links),
        gaps,
        (STILL,),
        entry,
    )


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_the_form_holds_every_link_with_who_wrote_it_down():
    words = words_of(custody_html(a_chain(), PRINTED))
    assert "received 2026-01-09 the department clerk" in words
    assert "transferred not told the lab reviewer 1 by hand" in words
    assert "entry 3, 2026-01-10 09:00:00 UTC, by clerk" in words
    assert "0" * 64 in words


def test_gaps_stand_with_their_link_and_in_a_list():
    html = custody_html(a_chain(), PRINTED)
    assert html.count("It was transferred, but nobody says when.") == 2
    assert "2 gaps. A gap is what nobody wrote down" in words_of(html)
    sound = custody_html(a_chain(LINKS[:1]), PRINTED)
    assert "None: each link names who, from whom and when." in words_of(sound)


def test_what_the_file_says_is_marked_as_said_by_the_file():
    words = words_of(custody_html(a_chain(), PRINTED))
    assert "the file says: time of creation: 2026-01-07T15:35:00Z" in words
    assert "h264" not in words


def test_what_was_made_of_it_says_how():
    assert made_in_words(STILL) == "still made of e-1 by recipe (at 2 s), version 1; pyav 18"
    assert "e-2: still made of e-1 by recipe (at 2 s), version 1; pyav 18" in words_of(
        custody_html(a_chain(), PRINTED)
    )


@pytest.mark.parametrize("state", ["sealed", "expunged"])
def test_a_content_that_cannot_be_read_is_told(state: str):
    assert f"{state}: " in words_of(custody_html(a_chain(state=state), PRINTED))


def test_words_of_others_are_text_and_hide_nothing():
    hostile = Custody(id="c1", what="received", giver="<b>x</b>\u202e", holder="clerk", at="2026")
    html = custody_html(a_chain((hostile,), name="a\u202egpj.exe", title="<script>"), PRINTED)
    assert "<script>" not in html
    assert "<b>x" not in html
    assert "\u202e" not in html
    lines = [line for _, line in custody_lines(a_chain((hostile,)))]
    assert not any("\u202e" in line for line in lines)


def test_the_form_loads_nothing():
    html = custody_html(a_chain(), PRINTED)
    assert not re.search(r"(?:src|href)=|url\(|@import", html)
    assert html == custody_html(a_chain(), PRINTED)


def test_the_lines_hold_what_the_form_holds():
    text = "\n".join(line for _, line in custody_lines(a_chain()))
    assert "1. received from the department by clerk, 2026-01-09" in text
    assert "gap: It was transferred, but nobody says when." in text
    assert "held by clerk, from 2026-01-09 to a time nobody told" in text
    assert "made of it: e-2" in text


def test_programs_are_told_the_same():
    data = chain_as_json(a_chain())
    assert [link["noted_by"] for link in data["links"]] == ["clerk", "clerk"]
    assert [gap["kind"] for gap in data["gaps"]] == ["not the holder", "missing time"]
    assert data["holders"][1]["holder"] == "reviewer 1"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils isn't installed")
def test_the_form_prints(tmp_path: Path):
    (tmp_path / "form.pdf").write_bytes(report_pdf(custody_html(a_chain(), PRINTED)))
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "form.pdf", "-"], capture_output=True, check=True
    )
    text = done.stdout.decode()
    assert "Chain of custody" in text
    assert "Handed over by (role)" in text
    assert "page 1 of" in text
