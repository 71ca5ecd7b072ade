"""The browser tests can fail: a bad page is caught, and a page that wants the network too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

GOOD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><p>Words.</p></main></html>"""
BAD = """<!doctype html><html><meta charset="utf-8">
<main><h1 style="color:#ddd;background:#fff">Pale</h1><img src="data:,"><input></main></html>"""
NOSY = """<!doctype html><html lang="en"><title>Nosy</title><img alt="" src="http://127.0.0.1:9/x.png">
<script>new WebSocket("ws://127.0.0.1:9/")</script></html>"""


@pytest.fixture
def page_of(tmp_path: Path, reader) -> Callable[..., Page]:
    def opened(html: str, **view: object) -> Page:
        page_file = tmp_path / "page.html"
        page_file.write_text(html, "utf-8")
        return reader.open(page_file, **view)

    return opened


def test_a_plain_page_opens_and_nothing_is_held_against_it(page_of, violations):
    page = page_of(GOOD)
    assert page.title() == "A page"
    assert violations(page) == []


def test_a_bad_page_is_caught(page_of, violations):
    rules = {line.split(":")[0] for line in violations(page_of(BAD))}
    assert {"color-contrast", "document-title", "html-has-lang", "image-alt", "label"} <= rules


def test_a_page_that_reaches_for_the_network_is_caught(page_of, reader):
    page_of(NOSY).wait_for_timeout(200)
    assert set(reader.reached_for) == {"http://127.0.0.1:9/x.png", "ws://127.0.0.1:9/"}
    reader.reached_for.clear()


@pytest.mark.parametrize(
    ("width", "zoom", "seen"), [(360, 1, 360), (1440, 1, 1440), (1440, 2, 720)]
)
def test_a_page_is_seen_at_the_width_asked_for(page_of, width, zoom, seen):
    assert page_of(GOOD, width=width, zoom=zoom).evaluate("innerWidth") == seen


def test_a_page_can_be_seen_in_the_dark_and_without_scripts(page_of):
    changed = GOOD.replace("Words.", "<script>document.title = 'changed'</script>")
    page = page_of(changed, dark=True, javascript=False)
    assert page.title() == "A page"
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
