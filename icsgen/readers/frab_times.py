"""The times of a schedule in frab's format: dates with offsets, clock times on a day, days that run past midnight."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from icsgen.times.durations import parse_duration
from icsgen.times.zones import find_zone, offset_name, to_local

Get = Callable[..., str]
"""The first of the named fields that has text; empty if none has."""

_CLOCK = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_ISO_LENGTH = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_HOURS = 24
_DAY = timedelta(days=1)
_NONE = timedelta(0)
_SMALL_HOURS = timedelta(hours=6)
_EVENING = timedelta(hours=18)


@lru_cache(maxsize=1024)
def clock(text: str) -> timedelta | None:
    """A wall-clock time as time since midnight; past 24:00 is the next day.

    >>> str(clock("09:30")), str(clock("0930")), str(clock("25:15")), clock("noon")
    ('9:30:00', '9:30:00', '1 day, 1:15:00', None)
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match or int(match[1]) > 36 or int(match[2]) > 59:
        return None
    return timedelta(hours=int(match[1]), minutes=int(match[2]))


@lru_cache(maxsize=1024)
def length(text: str, *, seconds: bool = False) -> timedelta | None:
    """A duration: ``00:30``, ``1:02:00`` for a day and two hours, ``30`` or ``30 min`` for minutes, ISO 8601.

    Of three parts the last are seconds if ``seconds`` says so, or if the first is padded as hours are.

    >>> str(length("00:30")), str(length("45")), str(length("00:50:00")), str(length("1:02:00")), str(length("PT1H"))
    ('0:30:00', '0:45:00', '0:50:00', '1 day, 2:00:00', '1:00:00')
    """
    text = text.strip().lower().removesuffix("minutes").removesuffix("min").strip()
    if text.isdecimal() and len(text) < 5:
        return timedelta(minutes=int(text))
    if match := _LENGTH.fullmatch(text):
        first, middle, last = (int(part or 0) for part in match.groups())
        if match[1] is None:
            return timedelta(hours=middle, minutes=last)
        if seconds or len(match[1]) > 1:
            return timedelta(hours=first, minutes=middle, seconds=last)
        return timedelta(days=first, hours=middle, minutes=last)
    if (match := _ISO_LENGTH.fullmatch(text.upper())) and any(match.groups()):
        days, hours, minutes = (int(part or 0) for part in match.groups())
        return timedelta(days=min(days, 366), hours=min(hours, 9999), minutes=min(minutes, 99999))
    return parse_duration(text) or None


def are_seconds(lengths: Collection[str], events: int) -> bool:
    """Whether durations of three parts end in seconds: days are written for few, never none of them, nor 24 hours.

    >>> are_seconds(["0:40:00", "1:30:00"], 9), are_seconds(["1:02:00"], 9), are_seconds(["1:00:00"] * 5, 9)
    (True, False, True)
    """
    parts = [match.groups() for text in lengths if (match := _LENGTH.fullmatch(text.strip())) and match[1]]
    return any(not int(first) or int(middle) >= _HOURS for first, middle, _ in parts) or 2 * len(parts) > events > 1


def moment(text: str) -> datetime | date | None:
    """An ISO 8601 date or date-time; aware if it states an offset.

    >>> moment("2020-12-14T09:00:00+01:00").utcoffset(), moment("2020-12-14"), moment("Monday")
    (datetime.timedelta(seconds=3600), datetime.date(2020, 12, 14), None)
    """
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


@dataclass(slots=True)
class _Day:
    date: date | None = None
    opens: timedelta | None = None
    """When it starts, counted from its midnight; the small hours before that belong to the next date."""
    closes: timedelta | None = None


class Times:
    """Settles when events start and end, as the schedule goes on from day to day."""

    def __init__(self) -> None:
        self.zone = ""
        """Of the whole schedule, if it states one."""
        self.day_change: timedelta | None = None
        self.seconds = False
        """Durations have seconds."""
        self._day = _Day()
        self._last: dict[str, timedelta] = {}

    def begin_day(self, get: Get) -> None:
        """Take a day with its date, and its start and end if it has them."""
        found = moment(get("date"))
        day = found.date() if isinstance(found, datetime) else found
        opens, closes = (
            self._from_midnight(day, moment(get(*n))) for n in (("start", "day_start"), ("end", "day_end"))
        )
        if day is not None and opens is not None and opens >= _DAY and closes is not None and closes > opens:
            day, opens, closes = day + _DAY, opens - _DAY, closes - _DAY  # its date is that of its start in UTC
        if opens is None or opens >= _DAY:
            opens = self.day_change
        self._day = _Day(day, opens, closes)
        self._last = {}

    def start(self, get: Get, room: str, doubt: Callable[[str], None]) -> tuple[datetime | None, str]:
        """An event's start, and the source's words for it. ``doubt`` is told what was assumed."""
        words = get("date"), get("start", "start_time", "startTime")
        source = " ".join(word for word in words if word)
        dated, begun = moment(words[0]), moment(words[1])
        at = clock(words[1])
        if not isinstance(dated, datetime) and isinstance(begun, datetime):
            dated = begun
        if isinstance(dated, datetime):
            return (dated if at is None else self._compared(dated, at, doubt)), source
        day = dated or self._day.date
        if day is None or at is None:
            return None, source
        if dated is None:
            source = f"{day} {source}"
            at = self._past_midnight(at, room, doubt)
        return datetime.combine(day, time()) + at, source

    def end(self, text: str, start: datetime) -> datetime | None:
        """A stated end: a date-time, or a clock time on the day of the start."""
        found = moment(text)
        if isinstance(found, datetime):
            return found if (found.tzinfo is None) == (start.tzinfo is None) else None
        at = clock(text)
        return datetime.combine(start.date(), time(), tzinfo=start.tzinfo) + at if at is not None else None

    def _wall(self, at: datetime) -> datetime:
        """The wall time, naive: by the zone where there is one, else by its own offset."""
        stated = find_zone(self.zone) if self.zone and at.tzinfo is not None else None
        return to_local(at.astimezone(UTC), stated.zone) if stated else at.replace(tzinfo=None)

    def _from_midnight(self, day: date | None, at: datetime | date | None) -> timedelta | None:
        """How long after the day's midnight, by the wall clock, its start or end is stated."""
        if day is None or not isinstance(at, datetime):
            return None
        since = self._wall(at) - datetime.combine(day, time())
        return since if _NONE <= since <= 3 * _DAY else None

    def _compared(self, dated: datetime, at: timedelta, doubt: Callable[[str], None]) -> datetime:
        """The stated date-time, beside which the clock time ``at`` stands too; a doubt if they differ."""
        stated = timedelta(hours=dated.hour, minutes=dated.minute)
        if stated == at % _DAY:
            return dated
        if not stated and not dated.utcoffset() and not (self.zone and dated.tzinfo):
            return dated + at  # the date alone, written as its midnight
        wall = self._wall(dated)
        if self.zone and timedelta(hours=wall.hour, minutes=wall.minute) == at % _DAY:
            return dated
        offset = dated.utcoffset()
        if not self.zone and offset is not None and not offset:
            ahead = (at - stated + _DAY / 2) % _DAY - _DAY / 2
            if not ahead % timedelta(minutes=15):
                return dated.astimezone(timezone(ahead))  # the date is in UTC, the start by the venue's clock
        shown = f"{dated:%H:%M}" + (f" at {offset_name(offset)}" if offset is not None else "")
        doubt(f"its date says {shown}, its start {_shown(at)}; took the date")
        return dated

    def _past_midnight(self, at: timedelta, room: str, doubt: Callable[[str], None]) -> timedelta:
        """The hour counted from the day's own midnight: the small hours belong to the next date."""
        day = self._day
        last, self._last[room] = self._last.get(room), at
        if day.opens is not None and at < day.opens:
            if at < _SMALL_HOURS or (day.closes is not None and at + _DAY <= day.closes):
                return at + _DAY
            doubt(f"earlier than the hour at which the day starts, {_shown(day.opens)}; taken for the same date")
        if day.opens is None and last is not None and last >= _EVENING and at < _SMALL_HOURS:
            doubt("after the evening in its room; taken for the next date")
            self._last[room] = last
            return at + _DAY
        return at


def _shown(at: timedelta) -> str:
    return f"{at // timedelta(hours=1):02d}:{at % timedelta(hours=1) // timedelta(minutes=1):02d}"
