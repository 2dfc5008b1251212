"""Chromium, a plain static host, and pages that must neither fail nor break their policy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
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
    from playwright.sync_api import Browser, ConsoleMessage, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOW = "Chromium is needed: apt-get install chromium, and pip install playwright"
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    need(CHROMIUM and find_spec("playwright"), HOW)
    from playwright.sync_api import sync_playwright  # where there is none, the tests were skipped

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Opens a page in a fresh profile. At the end: no error, no refused load, no request to anybody else."""
    contexts = []
    faults: list[str] = []

    def watch(page: Page, own: str) -> None:
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda line: faults.append(line.text) if _is_fault(line) else None)
        page.on("request", lambda request: _own(request.url, own) or faults.append(f"asked for {request.url}"))

    def open_(address: str, *, ready: bool = True, page: Page | None = None, **options: Any) -> Page:
        own = address.partition("#")[0].rpartition("/")[0] if not address.startswith("file:") else "file:"
        if page is None:
            settings = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "viewport": {"width": 1440, "height": 900}}
            context = chromium.new_context(**(settings | options))
            context.set_default_timeout(30_000)  # a busy machine is no fault of the page
            contexts.append(context)
            page = context.new_page()
            watch(page, own)
        page.goto(address)
        if ready:
            page.wait_for_selector("html.ready")
        return page

    open_.faults = faults  # type: ignore[attr-defined]
    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(line: ConsoleMessage) -> bool:
    """Whether the page, not the test's end, is why the browser complains.

    A test that ends while the worker's script is still on its way takes its server with it; that the worker works is
    shown by the test without a net.
    """
    return line.type in ("error", "warning") and line.text != "An unknown error occurred when fetching the script."


def _own(address: str, own: str) -> bool:
    return address.startswith((own, "blob:", "data:"))


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
