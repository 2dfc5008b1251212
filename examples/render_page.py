"""Takes the README's pictures of the page: publishes the example spreadsheet, and photographs it in Chromium.

    python examples/render_page.py

Between the two publications a talk moves and one is cancelled; the clock stands at the morning of the first day.
The pictures are brought down to 256 colours, to be small.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
SHEET = "tiny-systems-days-2027.csv"
BASE = "https://tiny-systems.example/2027/"
NOW = "2027-03-26T09:50:00Z"
PUBLISHED = "1805563800"  # the Saturday before, so that every run takes the same pictures
SHOTS = {
    # name: width, height, pixels a point, colour scheme, element to scroll to
    "desk-light": (1440, 900, 1, "light", ""),
    "desk-dark": (1440, 900, 1, "dark", ".layout"),
    "phone-light": (390, 844, 2, "light", ""),
    "phone-dark": (390, 844, 2, "dark", ".slot:nth-of-type(3)"),
}


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def publish(rows: list[list[str]], source: Path, folder: Path) -> None:
    with source.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    options = ("--base-url", BASE, "--name", "Tiny Systems Days 2027", "--quiet")
    command = [sys.executable, "-m", "icsgen", "publish", str(source), str(folder), *options]
    subprocess.run(command, check=True, env=os.environ | {"SOURCE_DATE_EPOCH": PUBLISHED})


def picture(browser: Browser, address: str, name: str) -> None:
    width, height, scale, scheme, target = SHOTS[name]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="en-GB",
        timezone_id="Europe/Lisbon",
    )
    page.clock.install(time=NOW)
    page.goto(address)
    page.wait_for_selector("html.ready")
    for place in (1, 4, 6):
        page.evaluate("place => document.querySelectorAll('.pick')[place].click()", place)
    if target:
        page.evaluate(
            "target => scrollTo(0, scrollY + document.querySelector(target).getBoundingClientRect().top)", target
        )
    page.wait_for_timeout(300)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(HERE / f"page-{name}.png", optimize=True)
    page.close()


def main() -> None:
    first = list(csv.reader((HERE / SHEET).open(encoding="utf-8")))
    second = [list(row) for row in first]
    second[4][1:3] = ["11:15", "11:45"]
    del second[6]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "site")
        for rows in (first, second):
            publish(rows, Path(name, SHEET), folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"),
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
                )
                for shot in SHOTS:
                    picture(browser, f"http://127.0.0.1:{server.server_port}/", shot)
                browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
