"""Talks as people read a programme: by day, in the zone of the place or any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from icsgen.model import Talk, Timed
from icsgen.times.zones import abbreviation, is_fixed, to_local


class Row(NamedTuple):
    """One talk on one day."""

    time: str
    """'19:00–19:20', with the zone's letters where the day's heading does not tell them; 'all day'."""
    talk: Talk


class Day(NamedTuple):
    """One day of a programme."""

    heading: str
    """'Tue 20 July 2021'."""
    zone: str
    """'America/Los_Angeles (PDT)', if all its talks agree."""
    rows: tuple[Row, ...]


def days(talks: Sequence[Talk], zone: str | None = None) -> list[Day]:
    """The talks by day and hour, in the given zone or else where each takes place."""
    keyed: dict[date, list[tuple[tuple[bool, str, int], Talk]]] = {}
    for place, talk in enumerate(talks):
        day, time = _day_and_time(talk, zone)
        keyed.setdefault(day, []).append(((bool(time), time, place), talk))
    return [
        _day(day, [talk for _, talk in sorted(keyed[day], key=lambda pair: pair[0])], zone) for day in sorted(keyed)
    ]


def _day_and_time(talk: Talk, zone: str | None) -> tuple[date, str]:
    if not isinstance(talk.when, Timed):
        return talk.when.first, ""
    start = to_local(talk.when.start, zone or talk.when.zone)
    return start.date(), f"{start:%H:%M}"


def _day(day: date, talks: Sequence[Talk], zone: str | None) -> Day:
    zones = {_zone_name(talk, zone) for talk in talks if isinstance(talk.when, Timed)}
    common = zones.pop() if len(zones) == 1 else ""
    rows = tuple(Row(span(talk, zone, lettered=not common), talk) for talk in talks)
    return Day(f"{day:%a} {day.day} {day:%B %Y}", common, rows)


def _zone_name(talk: Talk, zone: str | None) -> str:
    assert isinstance(talk.when, Timed)
    name = zone or talk.when.zone
    letters = abbreviation(talk.when.start, name)
    return name if is_fixed(name) or letters == name else f"{name} ({letters})"


def span(talk: Talk, zone: str | None = None, *, lettered: bool = False) -> str:
    """'19:00–19:20', with '+1' where it ends on the next day."""
    if not isinstance(talk.when, Timed):
        return "all day" if talk.when.first == talk.when.last else f"until {talk.when.last:%a} {talk.when.last.day}"
    name = zone or talk.when.zone
    start, end = to_local(talk.when.start, name), to_local(talk.when.end, name)
    later = (end.date() - start.date()).days
    words = f"{start:%H:%M}–{end:%H:%M}" + (f"+{later}" if later and end - start > timedelta(0) else "")
    return f"{words} {abbreviation(talk.when.start, name)}" if lettered else words


def lines_of_day(day: Day) -> Iterator[tuple[str, str, str, str]]:
    """Time, title, speakers, room of each talk."""
    for row in day.rows:
        talk = row.talk
        title = f"Cancelled: {talk.title}" if talk.cancelled else talk.title
        yield row.time, title, people(talk), talk.room


def people(talk: Talk, most: int = 3) -> str:
    """The speakers' names, the first few of many."""
    names = [speaker.name for speaker in talk.speakers]
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def counted(number: int, noun: str) -> str:
    """'1 talk', '1,200 talks'.

    >>> counted(2, "talk")
    '2 talks'
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
