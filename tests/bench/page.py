"""The page: how its weight and its speed grow from 50 talks to 1,000 and 3,000, in Chromium, and what it weighs bare.

Ready is when search, filters and picks answer. Filter and search are from the event to the laid-out page. All are
the median of several fresh loads; without Chromium there are the weights only.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from icsgen.outputs.page import assets
from tests.browser.conftest import CHROMIUM, QUIET
from tests.outputs.hosts import hosted
from tests.outputs.programmes import ROOMS, programme, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = (50, 1_000, 3_000)
ROUNDS = 5
MEASURE = """async () => {
  const laid = act => {
    const from = performance.now();
    act();
    document.body.offsetHeight;
    return performance.now() - from;
  };
  const choose = value => {
    const room = document.querySelector('#f-room');
    room.value = value;
    room.dispatchEvent(new Event('change'));
  };
  const seek = async text => {
    const field = document.querySelector('#q'), from = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input'));
    while (!document.querySelector('#chips').textContent.includes(text) && performance.now() - from < 5000) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    document.body.offsetHeight;
    return performance.now() - from;
  };
  const ready = performance.getEntriesByName('icsgen-ready')[0].startTime;
  const filter = laid(() => choose('Room 101'));
  laid(() => choose(''));
  await seek('glacier');
  const search = await seek('satellite archives');
  return [ready, filter, search];
}"""


def weight(content: bytes) -> int:
    """Bytes as a host sends them."""
    return len(gzip.compress(content, 9))


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The table's rows."""
    weights = {name: weight(content) for name, content in assets().items()}
    script = sum(weights[name] for name in ("assets/app.js", "sw.js"))
    total = sum(weights.values())
    yield "script, compressed", f"{script / 1000:.1f} kB", "20 kB", script / 20_000, "under 1"
    yield (
        "all but the programme, six languages, compressed",
        f"{total / 1000:.1f} kB",
        "60 kB",
        total / 60_000,
        "under 1",
    )
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name, str(size)) for size in SIZES}
        for size, folder in folders.items():
            rooms = ROOMS if size < 500 else (*ROOMS, "Room 301", "Room 302", "Room 303", "Room 304")
            publish(programme(size, rooms=rooms), folder)
        pages = {size: weight((folder / "index.html").read_bytes()) for size, folder in folders.items()}
        yield from _beside("the page, compressed", pages, "kB", 1000, "under the talks' 20, 60")
        if CHROMIUM is None:
            print("no Chromium: the page's speed is left out", file=sys.stderr)
            return
        yield from _speeds(folders)


def _speeds(folders: dict[int, Path]) -> Iterator[tuple[str, str, str, float, str]]:
    from playwright.sync_api import sync_playwright  # beside Chromium only

    measured: dict[int, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for size, folder in folders.items():
            measured[size] = _measure(browser, folder)
        browser.close()
    for place, what in enumerate(("ready", "filter by a room", "search, the wait for more letters included")):
        yield from _beside(
            what, {size: one[place] for size, one in measured.items()}, "ms", 1, "under the talks' 20, 60"
        )


def _measure(browser: Browser, folder: Path) -> list[float]:
    with hosted(folder) as address:
        rounds = []
        for _ in range(ROUNDS):
            page = browser.new_page(service_workers="block", viewport={"width": 1440, "height": 900})
            page.goto(address)
            page.wait_for_selector("html.ready")
            rounds.append(page.evaluate(MEASURE))
            page.close()
    return [statistics.median(values) for values in zip(*rounds, strict=True)]


def _beside(
    what: str, values: dict[int, float] | dict[int, int], unit: str, scale: int, aim: str
) -> Iterator[tuple[str, str, str, float, str]]:
    few = values[SIZES[0]]
    for size in SIZES[1:]:
        ours, other = f"{values[size] / scale:.1f} {unit}", f"{few / scale:.1f} {unit}"
        yield f"{what}: {size:,} talks beside {SIZES[0]}", ours, other, values[size] / few, aim
