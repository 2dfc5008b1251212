"""``icsgen generate https://…``, against a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import PAGE, icsgen, said
from tests.serving import Server, answers, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.routes["/2021/workshop.txt"] = answers(PAGE, ETag='"one"', Content_Type="text/plain; charset=utf-8")
        yield running


def test_the_output_is_named_after_the_address(server: Server, tmp_path: Path) -> None:
    done = icsgen("generate", f"{server.url}/2021/workshop.txt", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0
    assert "wrote workshop.ics  3 events" in said(done)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "workshop.ics"]


def test_the_server_may_name_it(server: Server, tmp_path: Path) -> None:
    server.routes["/export"] = answers(PAGE, Content_Disposition='attachment; filename="../my talks.txt"')
    icsgen("generate", f"{server.url}/export?x=1", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert (tmp_path / "my talks.ics").exists()


def test_a_page_that_stands_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    for _ in range(2):
        icsgen("generate", f"{server.url}/2021/workshop.txt", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert [handler.headers["If-None-Match"] for handler in server.asked] == [None, '"one"']


def test_what_the_server_refuses_is_one_message(server: Server, tmp_path: Path) -> None:
    server.routes["/gone"] = answers("no", 404)
    done = icsgen("generate", f"{server.url}/gone", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert said(done) == f"✗ {server.url}/gone: the server answered 404 Not Found\n  → check the address\n"


def test_only_the_web_is_fetched(tmp_path: Path) -> None:
    done = icsgen("generate", "webcal://conf.example/x.ics", cwd=tmp_path)
    assert done.returncode == 1
    assert "write https:// instead" in said(done)
