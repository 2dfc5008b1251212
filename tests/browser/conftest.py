"""Chromium, a plain static host, and pages that must neither fail nor break their policy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from icsgen.model import Programme
from tests.conftest import need
from tests.outputs.hosts import hosted
from tests.outputs.programmes import edited, moved, programme, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
Host = Callable[[Path], str]
HOW = "Chromium is needed: apt-get install chromium, and pip install playwright"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    need(CHROMIUM and find_spec("playwright"), HOW)
    from playwright.sync_api import sync_playwright  # where there is none, the tests were skipped

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


class Open:
    """Opens pages, each in a fresh profile, and keeps what went wrong on them in `faults`.

    A fault is an error, a warning of the console, or a request to anybody else. What the browser says of a page whose
    net a test took away is none, nor what it says it does not load from a folder without a host.
    """

    def __init__(self, browser: Browser) -> None:
        self.faults: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._without_net: set[Page] = set()

    def __call__(self, address: str, *, ready: bool = True, page: Page | None = None, **options: Any) -> Page:
        own = address.partition("#")[0].rpartition("/")[0] if not address.startswith("file:") else "file:"
        if page is None:
            settings = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "viewport": {"width": 1440, "height": 900}}
            context = self._browser.new_context(**(settings | options))
            context.set_default_timeout(30_000)  # a busy machine is no fault of the page
            self._contexts.append(context)
            page = context.new_page()
            self._watch(page, own)
        page.goto(address)
        if ready:
            page.wait_for_selector("html.ready")
        return page

    def take_net_away(self, page: Page) -> None:
        """From here on the page is alone."""
        self._without_net.add(page)
        page.context.set_offline(True)

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()

    def _expected(self, page: Page, line: str) -> bool:
        from_a_folder = page.url.startswith("file:") and ("file:///" in line or "ERR_FAILED" in line)
        return from_a_folder or page in self._without_net

    def _watch(self, page: Page, own: str) -> None:
        def heard(line: ConsoleMessage) -> None:
            if line.type in ("error", "warning") and not self._expected(page, line.text):
                self.faults.append(line.text)

        def asked(request: Request) -> None:
            if not request.url.startswith((own, "blob:", "data:")):
                self.faults.append(f"asked for {request.url}")

        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", heard)
        page.on("request", asked)


@pytest.fixture
def host() -> Iterator[Host]:
    """Serves folders to the end of a test; gives the address of each."""
    with ExitStack() as hosts:
        yield lambda folder: hosts.enter_context(hosted(folder))


@pytest.fixture
def open_page(chromium: Browser, host: object) -> Iterator[Open]:
    """Opens pages. At the end: no error, no refused load, no request to anybody else.

    The hosts outlast the pages: what a page still loads when a test is over is not refused.
    """
    pages = Open(chromium)
    yield pages
    pages.close()
    assert pages.faults == []


def with_changes(count: int = 134) -> tuple[Programme, Programme]:
    """A programme, and the same after one talk was cancelled and one moved."""
    before = programme(count)
    place = next(at for at, talk in enumerate(before.talks) if talk.speakers and talk.when.start.hour == 9)  # type: ignore[union-attr]
    after = edited(before, {place: {"when": moved(before.talks[place], timedelta(minutes=30))}}, frozenset({place + 3}))
    return before, after


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A site of three days with a cancelled and a moved talk; folder and address."""
    folder = tmp_path_factory.mktemp("site")
    with hosted(folder) as address:
        for talks in with_changes():
            publish(talks, folder, base=address)
        yield folder, address
