"""What the page shows of a programme: its talks in their days, by the venue's hours, and what can be followed.

Days are the venue's, whatever zone a reader chooses, and so are the hours that are written here. Links lead to
http(s) only: a talk's address is somebody else's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from icsgen.model import Talk, Timed
from icsgen.outputs.addresses import hashed
from icsgen.times.zones import abbreviation, is_fixed, offset_name, transitions, utc_offset

HUES = 8


class Item(NamedTuple):
    """One talk of a site."""

    id: str
    """The short id (``addresses``)."""
    uid: str
    talk: Talk
    stamp: datetime
    """When it was last revised; UTC."""
    cancelled: bool = False
    was: datetime | None = None
    """When it began before it was last moved; UTC."""


class Hour(NamedTuple):
    """An instant, as the page says it."""

    seconds: int
    """Since 1970."""
    iso: str
    """In UTC, for machines."""
    day: str
    """The date at the venue, ISO."""
    clock: str
    """The time of day at the venue."""
    instant: datetime
    offset: timedelta
    """How far the venue is ahead of UTC."""


class Hours:
    """The hours of a zone; talks share them, so each is worked out once."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._known: dict[datetime, Hour] = {}
        self._changes = [change.instant for change in transitions(zone)]
        self._offsets: dict[int, timedelta] = {}
        """Between two changes of the clocks, by the place of the second."""

    def of(self, instant: datetime) -> Hour:
        """The hour of an instant in UTC."""
        hour = self._known.get(instant)
        if hour is None:
            offset = self._offset(instant)
            said = (instant + offset).isoformat()
            hour = Hour(int(instant.timestamp()), iso(instant), said[:10], said[11:16], instant, offset)
            self._known[instant] = hour
        return hour

    def _offset(self, instant: datetime) -> timedelta:
        change = bisect_right(self._changes, instant)
        if (offset := self._offsets.get(change)) is None:
            offset = self._offsets[change] = utc_offset(instant, self.zone)
        return offset


class Placed(NamedTuple):
    """One talk in its place on the page; in the order in which it lists them, they are sorted."""

    day: str
    """The day that it starts on, ISO."""
    start: Hour | None
    """``None``: all day."""
    end: Hour | None
    item: Item


def placed(items: Iterable[Item], hours: Hours) -> list[Placed]:
    """As the page lists them: by day, whole days first, then by start, the longer first, room and then the source's.

    A session that begins with its first talk stands above it.
    """
    rows = []
    for item in items:
        when = item.talk.when
        if isinstance(when, Timed):
            start, end = hours.of(when.start), hours.of(when.end)
            rows.append(Placed(start.day, start, end, item))
        else:
            rows.append(Placed(when.first.isoformat(), None, None, item))
    rows.sort(key=_order)
    return rows


def _order(one: Placed) -> tuple[str, int, int, str]:
    start, end = (one.start.seconds, one.end.seconds) if one.start and one.end else (0, 0)
    return one.day, start, -end, one.item.talk.room


def slots_of(day: Iterable[Placed]) -> Iterator[tuple[Hour | None, list[Placed]]]:
    """The talks of a day by their start."""
    for start, group in groupby(day, key=lambda one: one.start):
        yield start, list(group)


def days_of(rows: Iterable[Placed]) -> dict[str, list[Placed]]:
    """The talks by their day."""
    days: dict[str, list[Placed]] = {}
    for one in rows:
        days.setdefault(one.day, []).append(one)
    return days


def span_of(rows: Iterable[Placed]) -> tuple[date, date]:
    """The programme's first and last day: a talk counts by the day that it begins on, or by all of its whole days."""
    first, last = date.max, date.min
    for one in rows:
        when, day = one.item.talk.when, date.fromisoformat(one.day)
        first = min(first, day)
        last = max(last, day if isinstance(when, Timed) else when.last)
    return first, last


def hues_of(tracks: Iterable[str]) -> dict[str, int]:
    """A colour for each track: by its name, so that it stays when others come and go, the next if that is taken.

    >>> hues_of(["Theory", "Vision", "Theory"]) == hues_of(["Vision", "Theory"])
    True
    """
    hues: dict[str, int] = {}
    for track in sorted(set(tracks)):
        wish = sum(hashed(track).encode()) % HUES
        free = (hue % HUES for hue in range(wish, wish + HUES) if hue % HUES not in hues.values())
        hues[track] = next(free, wish)
    return hues


def iso(instant: datetime) -> str:
    """RFC 3339, in UTC.

    >>> from datetime import UTC
    >>> iso(datetime(2021, 7, 21, 2, tzinfo=UTC))
    '2021-07-21T02:00:00Z'
    """
    return f"{instant.isoformat()[:19]}Z"


def cut(text: str, length: int) -> str:
    """The text, or its first words if it is noticeably longer.

    >>> cut("one two three four five", 12)
    'one two...'
    """
    return text if len(text) <= length + 5 else text[: length - 3].rsplit(" ", 1)[0] + "..."


def safe_link(address: str) -> str:
    """The address if following it can do no harm, else nothing.

    >>> safe_link("https://example.org/a b"), safe_link("JavaScript:alert(1)"), safe_link("https://[x")
    ('https://example.org/a b', '', '')
    """
    if not address:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def zone_label(zone: str, rows: Sequence[Placed]) -> str:
    """The zone's city and its letters while the talks last; the letters alone where nobody named the city.

    'CET' hangs in the clocks of Europe/Paris for want of a zone of its own, and says nothing of Paris.

    >>> zone_label("Europe/Lisbon", [])
    'Lisbon'
    """
    if is_fixed(zone):
        return zone
    samples: dict[timedelta, datetime] = {}
    for one in rows:
        if one.start:
            samples.setdefault(one.start.offset, one.start.instant)
    letters = dict.fromkeys(_letters(instant, zone) for instant in samples.values())
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    if letters and not all(_names(one.item.talk.settled.zone_words, city) for one in rows if _hangs_in(one, zone)):
        return ", ".join(letters)
    return f"{city} ({', '.join(letters)})" if letters else city


def _letters(instant: datetime, zone: str) -> str:
    """The zone's letters, or its offset where it has none and the database says '-03'."""
    letters = abbreviation(instant, zone)
    return letters if letters.isalpha() else offset_name(utc_offset(instant, zone))


def _hangs_in(one: Placed, zone: str) -> bool:
    when = one.item.talk.when
    return isinstance(when, Timed) and when.zone == zone


def _names(words: str, city: str) -> bool:
    """Whether the words that stated a zone name its city, and no choice of cities as lists of zones do.

    Of a talk without such words, one of a feed, all that is known is its zone's own name.
    """
    return not words or ("," not in words and city.casefold() in words.replace("_", " ").casefold())
