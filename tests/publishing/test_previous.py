"""The site that stands somewhere, when it cannot be had as it should be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from icsgen.errors import IcsgenError, MissingError
from icsgen.model import Reading
from icsgen.outputs.page import page_code
from icsgen.publishing import make_site, put_site, site_at, site_in
from icsgen.publishing.before import Before
from icsgen.publishing.order import SiteOrder
from tests.outputs.programmes import BASE, NOW, programme, publish

Answers = dict[str, tuple[int, bytes]]
WAIT = "nothing is published before it is known what stands there; check --previous, or try again later"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[str, Answers]]:
    """A site at an address, and what its host answers otherwise, by the path's end."""
    folder = tmp_path / "live"
    publish(programme(12), folder)
    otherwise: Answers = {}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.removeprefix("/site/")
            path = folder / name
            found = (200, path.read_bytes()) if path.is_file() else (404, b"none")
            status, body = otherwise.get(name, found)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", self.path)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/site", otherwise
        server.shutdown()


@pytest.mark.parametrize("name", ["feeds.json", "all.ics"])
@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((500, b"no"), "the server answered 500 Internal Server Error"),
        ((403, b"no"), "the server answered 403 Forbidden"),
        ((200, b""), "it is empty"),
        ((302, b""), "it leads through more than 10 redirects"),
    ],
)
def test_a_site_that_is_there_and_cannot_be_had_is_one_message(
    live: tuple[str, Answers], name: str, answer: tuple[int, bytes], message: str
) -> None:
    """Even if it is said to be the first time: an answer like these is no proof that nothing is there."""
    address, otherwise = live
    otherwise[name] = answer
    with pytest.raises(IcsgenError) as refused:
        site_at(address, first=True)
    assert str(refused.value) == f"{address}/{name}: {message}\n  → {WAIT}"


@pytest.mark.parametrize("content", [b"<!doctype html><title>Log in</title>", b"null", b"[" * 100_000, b"\xff\x00"])
def test_a_memory_that_is_none_names_its_way_out_which_leads_out(live: tuple[str, Answers], content: bytes) -> None:
    address, otherwise = live
    otherwise["feeds.json"] = 200, content
    with pytest.raises(IcsgenError) as refused:
        site_at(address)
    assert str(refused.value) == (
        f"{address}/feeds.json: this is not what icsgen remembers of a site, or it is damaged\n"
        "  → check --previous; --force goes on with the calendar alone that stands there"
    )
    assert len(site_at(address, force=True).feeds) == 1


def test_where_nothing_is_only_the_first_time_goes_on(live: tuple[str, Answers]) -> None:
    address, otherwise = live
    otherwise |= {"feeds.json": (404, b""), "all.ics": (404, b"")}
    with pytest.raises(MissingError, match="there is no site of icsgen's at this address"):
        site_at(address)
    assert site_at(address, first=True).feeds == ()


def _code_of(before: Before, folder: Path) -> bytes:
    site = make_site(Reading(programme=programme(12)), SiteOrder(base=BASE, now=NOW), before)
    put_site(site, folder)
    return (folder / "qr.svg").read_bytes()


@pytest.mark.parametrize("answer", [(500, b""), (200, b""), (200, b"<svg/>"), (200, page_code("https://old.example/"))])
def test_a_code_that_is_lost_or_another_is_drawn_anew(
    live: tuple[str, Answers], tmp_path: Path, answer: tuple[int, bytes]
) -> None:
    address, otherwise = live
    otherwise["qr.svg"] = answer
    assert _code_of(site_at(address), tmp_path / "site") == page_code(BASE)


def test_whoever_is_killed_on_the_way_to_a_new_address_leaves_no_code_of_the_old(tmp_path: Path) -> None:
    """What the site remembers is written first, its code later."""
    folder = tmp_path / "site"
    publish(programme(12), folder)
    (folder / "qr.svg").write_bytes(page_code("https://old.example/"))
    assert _code_of(site_in(folder), folder) == page_code(BASE)
