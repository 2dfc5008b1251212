"""``icsgen watch``: a calendar that follows its programme."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner, Result

from icsgen.cli import watch
from icsgen.cli.group import app
from icsgen.model import Programme
from icsgen.readers.programme_file import dump
from icsgen.watching import FIRST_RETRY, LONGEST_RETRY, Pace
from tests.calendar.making import moved, programme, talk

CATS = talk("On cats", "20 09:00", by=["Ann Lee"])
DOGS = talk("On dogs", "20 10:00", by=["Bob Ray"])
OLD = programme(CATS, DOGS)
NEW = programme(moved(CATS, 90), DOGS)


class Page(ThreadingHTTPServer):
    """One page with an ETag, that can be changed, and taken off the network."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = b""
        self.status = 200
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/programme.json"


class Handler(BaseHTTPRequestHandler):
    server: Page

    def do_GET(self) -> None:
        etag = f'"{hashlib.sha256(self.server.content).hexdigest()}"'
        status = 304 if self.headers.get("If-None-Match") == etag else self.server.status
        body = self.server.content if status == 200 else b""
        self.server.answers.append(status)
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[Page]:
    with Page() as server:
        server.content = dump(OLD)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


class Watch:
    """Runs the command in this process; between looks it does the next of the steps, then it is Ctrl-C."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.pauses: list[timedelta] = []
        self.feed = tmp_path / "feed.ics"
        self.steps: list[Callable[[], object]] = []
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setattr(watch, "wait", self._wait)

    def _wait(self, pause: timedelta) -> None:
        self.pauses.append(pause)
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()

    def run(self, *arguments: str | Path, steps: list[Callable[[], object]], zone: str = "Asia/Tokyo") -> Result:
        self.steps = list(steps)
        options = [*map(str, arguments), "-o", str(self.feed), "--in", zone]
        return CliRunner().invoke(app, ["watch", *options])


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Watch:
    return Watch(monkeypatch, tmp_path)


def without_clock(text: str) -> list[str]:
    return [re.sub(r"^\d\d:\d\d  ", "", line) for line in text.splitlines()]


def sets(page: Page, what: Programme) -> Callable[[], object]:
    return lambda: setattr(page, "content", dump(what))


def test_a_change_is_told_by_your_clocks_and_the_calendar_follows(page: Page, watching: Watch) -> None:
    result = watching.run(page.url, steps=[sets(page, NEW)])
    assert without_clock(result.stdout) == ["On cats  moved Tue 20 July 2021 18:00–18:20 → 19:30–19:50 JST"]
    assert without_clock(result.stderr) == [f"watching {page.url} every 15 min: 2 talks, {watching.feed} began"]
    assert b"DTSTART;TZID=Europe/Vienna:20210720T123000" in watching.feed.read_bytes()
    assert b"SEQUENCE:1" in watching.feed.read_bytes()


def test_your_own_zone_is_called_yours(page: Page, watching: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icsgen.cli.localtime.local_zone", lambda: "Asia/Tokyo")
    result = watching.run(page.url, steps=[sets(page, NEW)], zone="local")
    assert without_clock(result.stdout) == ["On cats  moved Tue 20 July 2021 18:00–18:20 → 19:30–19:50 JST, your time"]


def test_a_page_that_stays_is_asked_for_conditionally_and_nothing_is_told(page: Page, watching: Watch) -> None:
    result = watching.run(page.url, steps=[lambda: None] * 3)
    assert page.answers == [200, 304, 304, 304]
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_a_calendar_that_somebody_removed_comes_back(page: Page, watching: Watch) -> None:
    watching.run(page.url, steps=[lambda: watching.feed.unlink()])
    assert watching.feed.exists()


def test_a_dead_network_is_told_once_tried_again_ever_later_and_survived(page: Page, watching: Watch) -> None:
    def dead() -> None:
        page.status = 503
        page.content += b" "

    def alive() -> None:
        page.status = 200
        page.content = dump(NEW)

    result = watching.run(page.url, steps=[dead, lambda: None, lambda: None, lambda: None, alive])
    told = without_clock(result.stderr)
    assert re.fullmatch(
        r"the server answered 503 Service Unavailable; the calendar stays as it is, next look in \d\d s", told[1]
    )
    assert told[3:] == ["all is well again"]
    assert len(result.stdout.splitlines()) == 1
    retries = watching.pauses[1:5]
    assert all(
        0.75 * (1 << number) <= pause / FIRST_RETRY <= 1.25 * (1 << number) for number, pause in enumerate(retries)
    )


def test_without_a_network_at_the_start_it_waits_for_one(page: Page, watching: Watch) -> None:
    page.status = 502
    result = watching.run(page.url, steps=[lambda: setattr(page, "status", 200)])
    assert watching.feed.exists()
    assert "all is well again" in result.stderr


def test_a_page_that_breaks_leaves_the_calendar_as_it_was(page: Page, watching: Watch) -> None:
    before: list[bytes] = []

    def broken() -> None:
        before.append(watching.feed.read_bytes())
        page.content = b"Under construction"

    result = watching.run(page.url, steps=[broken, lambda: None, lambda: None])
    assert watching.feed.read_bytes() == before[0]
    assert len([line for line in result.stderr.splitlines() if "stays as it is" in line]) == 1


@pytest.mark.parametrize("status", [403, 404, 429])
def test_a_server_that_refuses_is_not_pressed(status: int, page: Page, watching: Watch) -> None:
    def refuses() -> None:
        page.status = status
        page.content += b" "

    result = watching.run(page.url, steps=[refuses, lambda: None])
    assert f"the server answered {status}" in result.stderr
    assert min(watching.pauses) >= timedelta(minutes=13)
    watching.pauses.clear()
    watching.feed.unlink()
    assert watching.run(page.url, steps=[]).exit_code == 1
    assert watching.pauses == []


def test_losing_most_of_the_programme_stops_nothing_but_the_update(page: Page, watching: Watch) -> None:
    many = programme(CATS, DOGS, talk("Lunch", "20 12:00"))
    page.content = dump(many)
    before: list[bytes] = []

    def lost() -> None:
        before.append(watching.feed.read_bytes())
        page.content = dump(programme(CATS))

    result = watching.run(page.url, steps=[lost, lambda: None])
    assert watching.feed.read_bytes() == before[0]
    assert "2 of the feed's 3 talks are missing from the source, more than half" in result.stderr


@pytest.mark.parametrize("source", ["none.json", "-"])
def test_what_is_wrong_from_the_start_is_the_users_to_mend(source: str, watching: Watch) -> None:
    result = watching.run(source, steps=[])
    assert result.exit_code == (2 if source == "-" else 1)
    assert watching.pauses == []


def test_a_command_runs_on_a_change_and_is_told_what_changed(page: Page, watching: Watch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = f'echo "$ICSGEN_FILE: $ICSGEN_SUMMARY" >> {log}; cat >> {log}; exit 4'
    result = watching.run(page.url, "--exec", command, steps=[lambda: None, sets(page, NEW), lambda: None])
    first, _, rest = log.read_text(encoding="utf-8").partition("\n")
    assert first == f"{watching.feed}: 1 moved"
    assert [change["kinds"] for change in json.loads(rest)] == [["moved"]]
    assert "the command ended with exit code 4" in result.stderr


def test_a_file_can_be_watched_too(watching: Watch, tmp_path: Path) -> None:
    source = tmp_path / "programme.json"
    source.write_bytes(dump(OLD))
    result = watching.run(source, steps=[lambda: source.write_bytes(dump(NEW))])
    assert len(result.stdout.splitlines()) == 1


def test_looks_are_never_in_step_with_other_peoples() -> None:
    every = timedelta(minutes=15)
    pauses = {Pace(every, Random(seed)).after_success() for seed in range(50)}
    assert len(pauses) > 40
    assert all(0.9 <= pause / every <= 1.1 for pause in pauses)


def test_retries_grow_no_longer_than_half_an_hour_and_start_afresh() -> None:
    pace = Pace(timedelta(minutes=15), Random(1))
    pauses = [pace.after_failure() for _ in range(40)]
    assert max(pauses) <= LONGEST_RETRY * 1.25
    pace.after_success()
    assert pace.after_failure() <= FIRST_RETRY * 1.25


def test_a_computer_that_slept_looks_as_soon_as_it_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, counted, naps = [1000.0], [50.0], []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        counted[0] += seconds
        wall[0] += 3600 if len(naps) == 2 else seconds  # asleep during the second nap: only the wall clock goes on

    monkeypatch.setattr(time, "time", lambda: wall[0])
    monkeypatch.setattr(time, "monotonic", lambda: counted[0])
    monkeypatch.setattr(time, "sleep", sleep)
    watch.wait(timedelta(minutes=15))
    assert len(naps) == 2


def test_a_clock_that_is_set_back_does_not_make_it_wait_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, counted = [1000.0], [50.0]

    def sleep(seconds: float) -> None:
        counted[0] += seconds
        wall[0] += seconds - 3600 if counted[0] < 100 else seconds

    monkeypatch.setattr(time, "time", lambda: wall[0])
    monkeypatch.setattr(time, "monotonic", lambda: counted[0])
    monkeypatch.setattr(time, "sleep", sleep)
    watch.wait(timedelta(minutes=15))
    assert 50 + 15 * 60 <= counted[0] < 50 + 16 * 60


@pytest.mark.skipif(os.name != "posix", reason="another process can be sent Ctrl-C only here")
def test_ctrl_c_is_quiet(page: Page, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    command = [sys.executable, "-m", "icsgen", "watch", page.url, "-o", str(feed), "-q"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        deadline = time.monotonic() + 20
        while not feed.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, b"", b"")
