"""The report in a real browser: accessible, at any width, by keyboard and without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import forcereview as fr
from forcereview.publish.html import report_html
from forcereview.record import Lens
from reports import HOW, every_kind, two_shots

VIEWS = [(360, False), (360, True), (1440, False), (1440, True)]
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lens = Lens(compare=("other",), without={"family": "not yet checked"})
    case = two_shots().determined("vehicle.moving", "yes", "suv", external=True)
    review = case.reviewed(every_kind(), lens=lens, questions=True)
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(report_html(review, HOW), "utf-8")
    return file


@pytest.fixture(scope="session")
def bundled_file(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    case = fr.read_case(repository / "examples" / "cases" / "case-01-vehicle-stop.yaml")
    file = tmp_path_factory.mktemp("bundled") / "report.html"
    file.write_text(report_html(fr.review(case), HOW), "utf-8")
    return file


@pytest.fixture
def page_at(reader, report_file: Path) -> Iterator[Callable[..., Page]]:
    return lambda **view: reader.open(report_file, **view)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
def test_nothing_is_held_against_it(page_at, violations, width, dark):
    page = page_at(width=width, dark=dark)
    page.evaluate(OPEN_ALL)
    assert violations(page) == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), [(360, True), (1440, False)])
def test_nothing_is_held_against_the_report_on_the_bundled_case(
    reader, bundled_file, violations, width, dark
):
    assert violations(reader.open(bundled_file, width=width, dark=dark)) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
def test_the_page_never_scrolls_sideways(reader, report_file, bundled_file, width):
    for file in (report_file, bundled_file):
        page = reader.open(file, width=width)
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_can_be_read_at_twice_the_size(page_at):
    page = page_at(width=720, zoom=2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_everything_is_there_and_details_open(page_at):
    page = page_at(javascript=False)
    assert page.locator("#shot-1-T-1").is_visible()
    closed = page.locator("#applications .not-applicable")
    assert not closed.locator("ul").first.is_visible()
    closed.locator("summary").first.click()
    assert closed.locator("ul").first.is_visible()


def test_a_link_into_what_is_closed_opens_it(page_at):
    page = page_at()
    assert not page.locator("#text-T-1").is_visible()
    page.locator('#shot-1-T-1 a[href="#text-T-1"]').first.click()
    page.locator("#text-T-1").wait_for(state="visible", timeout=2000)


def test_the_keyboard_reaches_links_and_opens_details(page_at):
    page = page_at()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    reached = set()
    for _ in range(160):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert {"A", "SUMMARY"} <= reached
    summary = page.locator("#timeline summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#timeline table").is_visible()


@pytest.mark.parametrize(
    ("width", "seen", "unseen"), [(1440, "wide", "narrow"), (360, "narrow", "wide")]
)
def test_each_width_has_its_own_drawing_of_a_chart(page_at, width, seen, unseen):
    page = page_at(width=width)
    assert page.locator(f"#timeline .for-{seen} svg").is_visible()
    assert not page.locator(f"#timeline .for-{unseen} svg").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_lens_stays_in_sight(page_at, width):
    page = page_at(width=width)
    page.locator("#sources").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    shown = page.locator(".lens-line:visible")
    assert shown.count() == 1
    assert "1 source left out" in shown.inner_text()
    box = shown.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_nothing_lies_over_a_place_that_a_link_leads_to(page_at):
    page = page_at(width=360, height=700)
    page.evaluate("location.hash = '#shot-2-T-1'")
    page.wait_for_timeout(100)
    bar = page.locator(".bar").bounding_box()
    there = page.locator("#shot-2-T-1").bounding_box()
    assert bar is not None
    assert there is not None
    assert there["y"] >= bar["y"] + bar["height"] - 6
