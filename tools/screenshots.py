"""Take the pictures of a report that README and docs show.

    python tools/screenshots.py demo/report.html docs/images

Wide and narrow, light and dark: `report-wide-light.png` and so on, the top of the page only.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page.goto(report.resolve().as_uri())
                picture = pictures / f"{report.stem}-{size}-{scheme}.png"
                page.screenshot(path=picture)
                page.close()
                print(picture)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python tools/screenshots.py REPORT.html FOLDER")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
