"""A real Chromium, the service over the example graph on a free port, and a page that notes what goes wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from api.ui.assets import Assets
from tests.browser.served import served

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
GROUP = pytest.mark.xdist_group("browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker run them all, so that one browser and one service are started."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(GROUP)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example graph, built and loaded as `./dev up` does."""
    folder = tmp_path_factory.mktemp("example")
    url = f"sqlite:///{folder / 'example.db'}"
    command = [sys.executable, "-m", "examples", str(folder / "files")]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"GSAGRAPH_STORE": url}, check=True, capture_output=True)
    return url


@pytest.fixture(scope="session")
def address(example_store: str) -> Iterator[str]:
    """The service over it."""
    with served(example_store) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window.

    Ended with its module: as long as it lives an event loop runs in this thread, and no test of the application could.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no Chromium on the path (looked for {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def built() -> None:
    """For tests that need the built browser modules."""
    if not Assets().built:
        pytest.skip("the browser modules are not built: npm ci && npm run build in web/")


@dataclass
class Watched:
    """A page, and what a reader would not want: messages of the console, requests to other hosts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def go(self, path: str, until: Literal["load", "networkidle"] = "load") -> Page:
        """Open an address of the service; its modules have run when the page is loaded."""
        self.page.goto(self.address + path, wait_until=until)
        return self.page

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements a selector finds."""
        return [text.strip() for text in self.page.locator(selector).all_text_contents()]


Open = Callable[..., Watched]


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Open]:
    """Open pages in a context of their own: `open_page(java_script_enabled=False)`; nothing may go wrong in any."""
    contexts, pages = [], []

    def opened(**options) -> Watched:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        context.set_default_timeout(40_000)
        watched = Watched(context.new_page(), address)
        watched.page.on(
            "console", lambda said: watched.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        watched.page.on("pageerror", lambda fault: watched.complaints.append(str(fault)))
        watched.page.on(
            "request",
            lambda sent: (
                None if sent.url.startswith((address, "data:", "blob:")) else watched.elsewhere.append(sent.url)
            ),
        )
        contexts.append(context)
        pages.append(watched)
        return watched

    yield opened
    for context in contexts:
        context.close()
    assert [said for watched in pages for said in watched.complaints] == []
    assert [url for watched in pages for url in watched.elsewhere] == []
