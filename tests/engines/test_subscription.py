"""Real clients subscribe to a feed that changes a hundred times: no duplicate, no orphan, every hour right."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from icsgen.calendar.entry import Entry
from icsgen.calendar.revision import Revision
from icsgen.model import Timed
from tests.calendar.editing import conference, edits
from tests.calendar.making import feed_of, revised, talk
from tests.conftest import need
from tests.engines import ENGINES, HERE, INSTALL, NODE_MODULES, VENV_PYTHON

CHANGES = 100
EVERY = 10
"""Changes from one synchronisation to the next."""


class Static(ThreadingHTTPServer):
    """What a static host does: one file, an ETag, 304 to If-None-Match."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = b""
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/feed.ics"


class Handler(BaseHTTPRequestHandler):
    server: Static

    def do_GET(self) -> None:
        etag = f'"{hashlib.sha256(self.server.content).hexdigest()}"'
        status = 304 if self.headers.get("If-None-Match") == etag else 200
        self.server.answers.append(status)
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.send_header("Content-Length", str(len(self.server.content) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(self.server.content)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[Static]:
    with Static() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def revisions(seed: int, count: int) -> Iterator[tuple[Revision, bytes]]:
    """The feed as it is first written, then after each of so many changes, one a day."""
    chance = Random(seed)
    programme = conference(chance)
    revision = revised(None, programme, day=-count)
    feed = feed_of(revision)
    yield revision, feed
    for day, changed in enumerate(islice(edits(chance, programme), count), start=1 - count):
        revision = revised(feed, changed, day=day)
        feed = feed_of(revision)
        yield revision, feed


def start_of(entry: Entry) -> str:
    """In UTC, as the engines give it."""
    assert isinstance(entry.talk.when, Timed)
    return entry.talk.when.start.strftime("%Y-%m-%dT%H:%M:%SZ")


def title_of(entry: Entry) -> str:
    return f"Cancelled: {entry.talk.title}" if entry.cancelled else entry.talk.title


# -- vdirsyncer and khal ------------------------------------------------------------------------------------

VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair talks]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
partial_sync = "revert"
[storage here]
type = "filesystem"
path = "{folder}/talks"
fileext = ".ics"
[storage there]
type = "http"
url = "{url}"
"""
KHAL = """
[calendars]
[[talks]]
path = {folder}/talks
[locale]
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M:%S
longdatetimeformat = %Y-%m-%d %H:%M:%S
local_timezone = UTC
default_timezone = UTC
[default]
default_calendar = talks
[sqlite]
path = {folder}/khal.db
"""


class Subscriber:
    """A home folder with vdirsyncer and khal."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "talks").mkdir()
        (folder / "vdirsyncer").write_text(VDIRSYNCER.format(folder=folder, url=url), encoding="utf-8")
        (folder / "khal").write_text(KHAL.format(folder=folder), encoding="utf-8")
        self._run("vdirsyncer", "-c", str(folder / "vdirsyncer"), "discover", "talks")

    def sync(self) -> list[str]:
        """Synchronise; the text of each item that is there then."""
        self._run("vdirsyncer", "-c", str(self.folder / "vdirsyncer"), "sync")
        return [path.read_text(encoding="utf-8") for path in (self.folder / "talks").iterdir()]

    def listed(self, first: str = "2021-07-01", last: str = "2021-12-31") -> list[tuple[str, str]]:
        """Start, in UTC, and title of each event that khal lists; vdirsyncer gives them UIDs of its own."""
        fields = ("start-long-full", "title")
        wanted = [part for field in fields for part in ("--json", field)]
        days = self._run("khal", "-c", str(self.folder / "khal"), "list", "--notstarted", *wanted, first, last)
        events = []
        for line in days.splitlines():
            for one in json.loads(line):
                start = datetime.strptime(one["start-long-full"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
                events.append((start.strftime("%Y-%m-%dT%H:%M:%SZ"), one["title"]))
        return sorted(events)

    def _run(self, program: str, *arguments: str) -> str:
        home = {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "XDG_CACHE_HOME": str(self.folder)}
        done = subprocess.run(
            [str(VENV_PYTHON.parent / program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | home | {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
            timeout=120,
        )
        assert done.returncode == 0, f"{program}: {done.stderr[-2000:]}"
        return done.stdout


@pytest.mark.engine
@pytest.mark.slow
def test_vdirsyncer_and_khal_follow_a_hundred_changes(host: Static, tmp_path: Path) -> None:
    """After each synchronisation there is one item for each event, and khal lists all at their hours."""
    need(ENGINES["khal"].installed and (VENV_PYTHON.parent / "vdirsyncer").exists(), f"vdirsyncer, khal: {INSTALL}")
    subscriber: Subscriber | None = None
    for number, (revision, feed) in enumerate(revisions(7, CHANGES)):
        host.content = feed
        if number % EVERY:
            continue
        subscriber = subscriber or Subscriber(tmp_path, host.url)
        items = subscriber.sync()
        assert len(items) == len(revision.entries), "an item too many, or too few"
        assert all(item.count("BEGIN:VEVENT") == 1 for item in items)
        if number % (CHANGES // 2) == 0:
            assert subscriber.listed() == sorted((start_of(one), title_of(one)) for one in revision.entries)
    assert subscriber is not None
    assert any(entry.cancelled for entry in revision.entries)

    read = tuple(entry.talk for entry in revision.entries if not entry.cancelled)
    party = replace(revision.programme, talks=(*read, talk("Party", "24 20:00")))
    later = revised(feed, party, day=60)  # all is over, and something changed: cancelled talks leave
    host.content = feed_of(later)
    assert len(subscriber.sync()) == len(later.entries) == len(read) + 1


# -- ical.js, as Thunderbird has it -------------------------------------------------------------------------


@pytest.mark.engine
def test_a_subscription_in_ical_js_is_asked_again_only_for_what_changed(host: Static) -> None:
    """It gets a 304 while the programme stays, and all events at their hours when it doesn't."""
    node = shutil.which("node")
    need(node and (NODE_MODULES / "ical.js").is_dir(), f"ical.js is not installed: {INSTALL}")
    assert node is not None
    with subprocess.Popen(
        [node, str(HERE / "subscribe.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        previous = b""
        for revision, feed in revisions(11, CHANGES):
            again = feed_of(revised(feed, revision.programme, day=400)) if revision.previous is None else feed
            for content in (feed, again):
                host.content = content
                client.stdin.write(f"{host.url}\n")
                client.stdin.flush()
                answer = json.loads(client.stdout.readline())
                assert answer["status"] == (304 if content == previous else 200), revision.changes
                previous = content
                assert answer["events"] == {
                    entry.uid: [
                        start_of(entry),
                        title_of(entry),
                        "CANCELLED" if entry.cancelled else "CONFIRMED",
                    ]
                    for entry in revision.entries
                }
        client.stdin.close()
    assert host.answers.count(304) >= CHANGES


# -- every engine -------------------------------------------------------------------------------------------


@pytest.mark.engine
@pytest.mark.parametrize("name", [name for name in ENGINES if name != "khal"])
def test_every_engine_accepts_every_revision(name: str) -> None:
    """Each event of each revision is there once, at its instant."""
    engine = ENGINES[name]
    need(engine.installed, f"{name} is not installed: {INSTALL}")
    made = list(islice(revisions(3, 40), 0, None, 8))
    for (revision, _), seen in zip(made, engine.read_all([feed for _, feed in made]), strict=True):
        assert sorted((one.uid, one.start) for one in seen) == sorted(
            (entry.uid, start_of(entry)) for entry in revision.entries
        )
