"""Real clients subscribe to a published folder on a plain static host, and follow it."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from icsgen.model import Timed
from icsgen.publishing import Site
from tests.conftest import need
from tests.engines import ENGINES, INSTALL
from tests.engines.test_subscription import Subscriber
from tests.outputs.programmes import NOW, edited, moved, programme, publish

pytestmark = pytest.mark.engine
SPAN = ("2027-05-01", "2027-05-31")


@contextmanager
def plain_host(folder: Path) -> Iterator[str]:
    """``python -m http.server``, which knows nothing of calendars."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as host:
        try:
            assert host.stdout is not None
            yield host.stdout.readline().split("(")[1].split(")")[0]
        finally:
            host.terminate()


def expected(site: Site, room: str) -> list[tuple[str, str]]:
    """Start and title of what a subscriber of the room's feed must see."""
    talks = [talk for talk in site.programme.talks if talk.room == room]
    return sorted((f"{_timed(talk.when).start:%Y-%m-%dT%H:%M:%SZ}", talk.title) for talk in talks)


def _timed(when: object) -> Timed:
    assert isinstance(when, Timed)
    return when


def test_vdirsyncer_and_khal_follow_a_room(tmp_path: Path) -> None:
    """Subscribed once: after a move, a new title and a renamed room the same address shows what is."""
    need(ENGINES["khal"].installed, f"vdirsyncer, khal: {INSTALL}")
    folder, home = tmp_path / "site", tmp_path / "home"
    home.mkdir()
    talks = programme(60)
    site = publish(talks, folder)
    file = next(feed.file for feed in site.memory.addresses.feeds if feed.name == "Room 101")
    with plain_host(folder) as address:
        subscriber = Subscriber(home, f"{address}{quote(file)}")
        count = len(subscriber.sync())
        assert count == len(expected(site, "Room 101")) > 5
        assert subscriber.listed(*SPAN) == expected(site, "Room 101")
        places = [place for place, talk in enumerate(talks.talks) if talk.room == "Room 101"]
        changes: dict[int, dict[str, object]] = {place: {"room": "Salon 101"} for place in places}
        changes[places[0]] |= {"when": moved(talks.talks[places[0]], timedelta(minutes=10))}
        changes[places[1]] |= {"title": "Another title"}
        after = publish(edited(talks, changes), folder, now=NOW + timedelta(days=1))
        assert len(subscriber.sync()) == count
        assert subscriber.listed(*SPAN) == expected(after, "Salon 101")


def test_every_file_of_a_site_is_accepted_by_every_engine(tmp_path: Path) -> None:
    """The whole, days, rooms, tracks, speakers and single talks, over the plain host."""
    engines = [engine for engine in ENGINES.values() if engine.name != "khal"]
    need(all(engine.installed for engine in engines), INSTALL)
    site = publish(programme(24), tmp_path)
    with plain_host(tmp_path) as address:
        names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.ics"))
        contents = [urllib.request.urlopen(address + quote(name)).read() for name in names]
    uids = site.memory.addresses.talks
    wanted = {feed.file: {uids[short] for short in feed.talks} for feed in site.memory.addresses.feeds}
    wanted |= {f"talk/{short}.ics": {uid} for short, uid in uids.items()} | {"all.ics": set(uids.values())}
    for engine in engines:
        for name, seen in zip(names, engine.read_all(contents), strict=True):
            assert {event.uid for event in seen} == wanted[name], (engine.name, name)
