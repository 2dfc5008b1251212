"""Entries -> VCALENDAR (RFC 5545 §3.4, RFC 7986), in one go or as a stream.

1. A :class:`Plan` settles, once for the whole programme, which zones are written by their clocks and which in
   UTC, and why.
2. Each entry becomes its VEVENT, once (:func:`render_events`).
3. Any choice of these becomes a calendar (:func:`assemble`): its VTIMEZONEs are those that its events name.

:func:`stream` does all three for one calendar and holds no more than one event at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icsgen.calendar.entry import Entry
from icsgen.calendar.event import days, local_times, utc_times, vevent
from icsgen.calendar.identity import programme_id
from icsgen.calendar.limits import Notice
from icsgen.ics.kept import HIGHEST, PROGRAMME
from icsgen.ics.lines import component, duration, text, uri, utc
from icsgen.ics.wall import WallClock, wall_clock
from icsgen.ics.zone import UseUtc
from icsgen.model import AllDay, Programme, Session, Timed
from icsgen.text import clean_line
from icsgen.times.zones import is_fixed

PRODID = "-//icsgen//icsgen//EN"
"""The same from release to release: apps tell by it whose file it is."""
REFRESH = timedelta(hours=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """How a calendar is to look."""

    name: str = ""
    """What it is called; empty: the programme's title."""
    utc: bool = False
    """Every time in UTC."""
    alarm: timedelta | None = None
    """A reminder that long before each talk."""
    busy: bool = False
    """Talks block the time of whoever has them in their calendar."""
    feed_url: str = ""
    """The https address under which it can be subscribed to; empty: a file to import."""
    color: str = ""
    """A CSS3 colour name."""
    programme: str = ""
    """The programme's id; empty: worked out from all its talks (``identity.programme_id``), for every calendar anew."""
    kept: tuple[tuple[str, str], ...] = ()
    """What else the feed keeps of itself (``ics.kept``): names and values."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean_line(self.name))


class Rendered(NamedTuple):
    """An entry with its bytes."""

    entry: Entry
    data: bytes
    """Its VEVENT."""
    timezone: bytes | None
    """The VTIMEZONE that its times need."""


class Plan(NamedTuple):
    """What holds for every calendar of a programme."""

    sessions: dict[str, Session]
    clocks: dict[str, WallClock]
    """The zones that are written by their clocks."""
    in_utc: dict[str, str]
    """The zones that are not, though the source speaks of them, with the reason."""
    options: FeedOptions

    def render(self, entry: Entry) -> Rendered:
        """The entry's VEVENT."""
        when, timezone = entry.talk.when, None
        if isinstance(when, AllDay):
            times = days(when)
        elif (clock := self.clocks.get(when.zone)) is None or (walls := clock.walls(when.start, when.end)) is None:
            times = utc_times(when.start, when.end)
        else:
            times, timezone = local_times(*walls, when.zone), clock.component
        session = self.sessions.get(entry.talk.session)
        data = vevent(entry, session, times, busy=self.options.busy, alarm=self.options.alarm)
        return Rendered(entry, data, timezone)

    def notices(self) -> tuple[Notice, ...]:
        """The zones that are written in UTC, unless that was asked for."""
        return tuple(
            Notice(f"the times of {zone} are written in UTC: {why}", "apps show the same hours all the same")
            for zone, why in self.in_utc.items()
        )


def plan(programme: Programme, entries: Sequence[Entry], options: FeedOptions) -> Plan:
    """Settle the zones of all the entries that any of the programme's calendars will hold."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    if not options.utc:
        for entry in entries:
            when = entry.talk.when
            if isinstance(when, Timed):
                first, last = spans.get(when.zone, (when.start, when.end))
                spans[when.zone] = min(first, when.start), max(last, when.end)
    clocks: dict[str, WallClock] = {}
    in_utc: dict[str, str] = {}
    for zone, (first, last) in spans.items():
        if is_fixed(zone):
            continue
        clock = wall_clock(zone, first, last)
        if isinstance(clock, UseUtc):
            in_utc[zone] = clock.why
        elif any(_tells(clock, zone, entry) for entry in entries):
            clocks[zone] = clock
    sessions = {session.title: session for session in programme.sessions}
    return Plan(sessions, clocks, in_utc, options)


def _tells(clock: WallClock, zone: str, entry: Entry) -> bool:
    when = entry.talk.when
    return isinstance(when, Timed) and when.zone == zone and clock.walls(when.start, when.end) is not None


def render_events(programme: Programme, entries: Sequence[Entry], options: FeedOptions) -> list[Rendered]:
    """Each entry's VEVENT, in their order."""
    render = plan(programme, entries, options).render
    return [render(entry) for entry in entries]


def assemble(
    programme: Programme, rendered: Sequence[Rendered], options: FeedOptions, *, name: str = ""
) -> Iterator[bytes]:
    """A calendar of the events, in pieces. ``options`` may differ from those of the plan in name and address.

    ``name`` is what this one is called, if not as the options say.

    :raises ValueError: there are none; a calendar has at least one component (RFC 5545 §3.6).
    """
    if not rendered:
        raise ValueError("a calendar needs an event")
    newest = max(one.entry.stamp for one in rendered)
    highest = max(one.entry.sequence for one in rendered)
    zones = dict.fromkeys(one.timezone for one in rendered if one.timezone is not None)
    name = name or options.name or programme.title
    yield _head(name, programme, options, newest, highest, single=len(rendered) == 1)
    yield from zones
    for one in rendered:
        yield one.data
    yield _TAIL


def stream(programme: Programme, entries: Sequence[Entry], options: FeedOptions) -> Iterator[bytes]:
    """A calendar of all the entries, in pieces, without keeping any.

    :raises ValueError: there are none.
    """
    if not entries:
        raise ValueError("a calendar needs an event")
    planned = plan(programme, entries, options)
    newest = max(entry.stamp for entry in entries)
    highest = max(entry.sequence for entry in entries)
    name = options.name or programme.title
    yield _head(name, programme, options, newest, highest, single=len(entries) == 1)
    for clock in planned.clocks.values():
        yield clock.component
    for entry in entries:
        yield planned.render(entry).data
    yield _TAIL


def render(programme: Programme, entries: Sequence[Entry], options: FeedOptions) -> bytes:
    """A calendar of all the entries."""
    return b"".join(stream(programme, entries, options))


_TAIL = b"END:VCALENDAR\r\n"


def _head(
    name: str, programme: Programme, options: FeedOptions, newest: datetime, highest: int, *, single: bool
) -> bytes:
    opening = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN"]
    if name:
        opening.append(f"NAME:{text(name)}")
        if not single:  # Outlook opens a file without it as an appointment, one with it as a calendar
            opening.append(f"X-WR-CALNAME:{text(name)}")
    lines: list[str] = []
    if options.feed_url:
        lines += [
            f"SOURCE;VALUE=URI:{uri(options.feed_url)}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{duration(REFRESH)}",
            f"X-PUBLISHED-TTL:{duration(REFRESH)}",
        ]
    if options.color:
        lines += [f"COLOR:{options.color}", f"X-APPLE-CALENDAR-COLOR:{_hex(options.color)}"]
    lines += [f"LAST-MODIFIED:{utc(newest)}", f"{PROGRAMME}:{text(options.programme or programme_id(programme))}"]
    if highest:
        lines.append(f"{HIGHEST}:{highest}")
    lines += [f"{key}:{text(value)}" for key, value in options.kept]
    return component(opening) + _about(programme.description, programme.url) + component(lines)


@lru_cache(maxsize=2)  # the thousand calendars of a site have it in common
def _about(description: str, url: str) -> bytes:
    escaped = text(description)
    lines = [f"DESCRIPTION:{escaped}", f"X-WR-CALDESC:{escaped}"] if description else []
    return component([*lines, f"URL:{uri(url)}"] if url else lines)


def _hex(color: str) -> str:
    import webcolors  # type: ignore[import-untyped]  # only where a colour is asked for

    return str(webcolors.name_to_hex(color)).upper()
