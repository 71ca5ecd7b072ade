"""Take the pictures of a report that README and docs show.

    python tools/screenshots.py demo/report.html docs/images

Wide and narrow, light and dark: `report-wide.png`, `report-wide-dark.png` and so on, the top of the
page; and `report-findings.png`, at the first contested finding.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"wide": (1440, 1000), "narrow": (360, 780)}


def main(report: Path, pictures: Path) -> None:
    """Photograph `report` into the folder `pictures`."""
    pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size in SIZES:
            photograph(browser, report, pictures / f"report-{size}.png", size, "light")
            photograph(browser, report, pictures / f"report-{size}-dark.png", size, "dark")
        findings = pictures / "report-findings.png"
        photograph(browser, report, findings, "wide", "light", at="#applications .contested")
        browser.close()


def photograph(
    browser: Browser, report: Path, picture: Path, size: str, scheme: str, at: str = ""
) -> None:
    """One picture of `report`: its top, or where the selector `at` first fits."""
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page.goto(report.resolve().as_uri())
    if at:
        page.locator(at).first.evaluate("element => element.scrollIntoView()")
    page.screenshot(path=picture)
    page.close()
    print(picture)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tools/screenshots.py REPORT.html FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
