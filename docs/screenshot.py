"""Takes the pictures of the README and of `docs/pages.md` from a running service that shows the example.

usage: python docs/screenshot.py http://localhost:8000
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
RECORD = "/individual/HRI9000001.html"
GRAPH = "/graph?ids=PRJCA900001,HRA900001,HRA900002,OBIA9001,HRI9000001"
STEPS = (("HRI9000001", "Samples"), ("HRI9000001", "Same individuals"), ("HRA900001", "Data access committee"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu"]


def main() -> int:
    """0 when the pictures were written."""
    address = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000"
    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 880})
        page.goto(address + RECORD)
        page.screenshot(path=IMAGES / "record.png")
        page.set_viewport_size({"width": 1200, "height": 730})
        page.goto(address + GRAPH)
        _draw(page)
        page.screenshot(path=IMAGES / "explorer.png")
        browser.close()
    return 0


def _draw(page: Page) -> None:
    """Expand some nodes and lay the whole out anew."""
    for accession, relation in STEPS:
        _expand(page, accession, relation)
    page.get_by_role("button", name="Arrange anew").click()
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)


def _expand(page: Page, accession: str, relation: str) -> None:
    """Follow one of a node's links, if it has more to show, and wait for the answer."""
    row = page.locator("tr[data-node]", has=page.get_by_role("link", name=accession, exact=True))
    link = row.locator("a[data-expand]", has_text=relation)
    if link.count():
        with page.expect_response(lambda response: response.ok and "/graph?" in response.url):
            link.first.click()
        page.wait_for_timeout(400)


if __name__ == "__main__":
    sys.exit(main())
