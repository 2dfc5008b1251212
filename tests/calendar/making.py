"""Talks, programmes and feeds in few words, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from icsgen.calendar.feed import FeedOptions, assemble
from icsgen.calendar.guards import open_previous
from icsgen.calendar.revision import Revision, revise
from icsgen.model import Programme, Speaker, Talk, Timed

DAY_ONE = datetime(2021, 6, 1, 12, 0, tzinfo=UTC)
"""When the first feed is written. The talks take place on 20 July and after."""


def talk(title: str, at: str = "20 19:00", by: Sequence[str] = (), *, minutes: int = 20, **fields: Any) -> Talk:
    """A talk in July 2021: ``at`` is '20 19:00', UTC; its clock hangs in Vienna unless ``zone`` says otherwise."""
    zone = fields.pop("zone", "Europe/Vienna")
    start = datetime.strptime(f"2021-07-{at}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    when = Timed(start=start, end=start + timedelta(minutes=minutes), zone=zone)
    return Talk(title=title, when=when, speakers=tuple(Speaker(name=name) for name in by), **fields)


def moved(one: Talk, minutes: int) -> Talk:
    """The same talk so many minutes later."""
    assert isinstance(one.when, Timed)
    step = timedelta(minutes=minutes)
    return replace(one, when=replace(one.when, start=one.when.start + step, end=one.when.end + step))


def programme(*talks: Talk, **fields: Any) -> Programme:
    """A programme of the talks."""
    return Programme(**({"title": "Conf"} | fields), talks=talks)


def feed_of(revision: Revision) -> bytes:
    """The calendar of a revision."""
    return b"".join(assemble(revision.programme, revision.events, revision.options_of()))


def revised(
    feed: bytes | None, read: Programme, *, day: int = 0, force: bool = False, apart: bool = False, **how: Any
) -> Revision:
    """The feed revised so many days after the first one was written. ``apart``: all of it is taken apart."""
    options = how.pop("options", FeedOptions())
    expected = None if apart else options
    previous = open_previous([("feed.ics", feed)] if feed else [], read, options=expected, force=force)
    return revise(previous, read, options, now=DAY_ONE + timedelta(days=day), force=force, **how)


def written(feed: bytes | None, read: Programme, **how: Any) -> bytes:
    """The bytes of the revised feed."""
    return feed_of(revised(feed, read, **how))


def by_title(revision: Revision) -> dict[str, Any]:
    """The entries by the titles of their talks."""
    return {entry.talk.title: entry for entry in revision.entries}
