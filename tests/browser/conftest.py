"""A real browser without a network: Debian's chromium, steered by playwright."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WITHIN_THE_MACHINE = ("file:", "data:", "about:", "blob:")
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's chromium, started once a worker."""
    if not CHROMIUM.exists():
        pytest.skip(f"chromium is missing: no {CHROMIUM}; `make setup` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """Opens pages as a person would see them, and notes every address they try to reach."""

    browser: Browser
    reached_for: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        page_file: Path,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
        zoom: float = 1,
    ) -> Page:
        """The page in `page_file`; `zoom` 2 is what a reader at 200 % sees."""
        context = self.browser.new_context(
            viewport={"width": round(width / zoom), "height": round(height / zoom)},
            device_scale_factor=zoom,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.route("**/*", self._let_pass_or_note)
        page = context.new_page()
        page.on("websocket", lambda socket: self.reached_for.append(socket.url))
        page.goto(page_file.resolve().as_uri())
        return page

    def _let_pass_or_note(self, route: Route) -> None:
        if route.request.url.startswith(WITHIN_THE_MACHINE):
            route.continue_()
        else:
            self.reached_for.append(route.request.url)
            route.abort()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Reader]:
    """Opens files in the browser; the test fails if any page reaches for the network."""
    reader = Reader(chromium)
    yield reader
    for context in reader.contexts:
        context.close()
    if reader.reached_for:
        pytest.fail("the page reached for the network: " + ", ".join(reader.reached_for))


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """What axe-core holds against a page (WCAG 2.2 AA unless told otherwise), one line each."""
    source = AXE.read_text("utf-8")

    def found(page: Page, tags: list[str] = WCAG_2_2_AA) -> list[str]:
        page.evaluate(source)
        options = json.dumps({"runOnly": {"type": "tag", "values": tags}})
        result: dict[str, Any] = page.evaluate(f"axe.run(document, {options})")
        return [
            f"{violation['id']}: {violation['help']} at {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return found
