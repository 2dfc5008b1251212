"""Times that machines read: the ``datetime`` of ``<time>``, beside the words that people read there.

The machine's part gives what the words leave open, the day, the year, the offset; the words say on which clock
the hour is meant: '09:30' shown for ``08:30Z`` is 09:30 at UTC+01:00. Where they contradict each other an offset stated
for machines wins, and the contradiction is told.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from icsgen.times.clock import Clock
from icsgen.times.phrases import Phrase, find
from icsgen.times.zones import find_zone, offset_name, utc_offset

_DAY = timedelta(days=1)
_STEP = 15 * 60
_FURTHEST = 14
_LOOSE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)|\s+(?=Z$)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?")
_LONGEST = 80
_SAID = re.compile(r"\w{3} (?P<when>\d+ \w+ \d{4} \d\d:\d\d) ?(?P<zone>(?:UTC\S*)?)")
"""As :meth:`Spoken.text` says a start."""
_LONGEST_SPAN = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A time that machines read, as it is to be said."""

    day: date
    start: datetime | None = None
    """On the clock that is shown: naive, or with its offset."""
    end: datetime | None = None
    shown: str = ""
    """The words, where they say more than the machine's day."""
    contradiction: str = ""

    def text(self) -> str:
        """In words that every reader of lines understands.

        >>> Spoken(date(2026, 6, 1), datetime(2026, 6, 1, 23, 30), datetime(2026, 6, 2, 0, 30, tzinfo=UTC)).text()
        'Mon 1 June 2026 23:30 – Tue 2 June 2026 00:30'
        """
        if self.start is None:
            return f"{_day(self.day)} {self.shown}".strip()
        said = f"{_day(self.start)} {_clock(self.start)}"
        if self.end is not None:
            later = "" if self.end.date() == self.start.date() else f"{_day(self.end)} "
            said += f" – {later}{_clock(self.end)}"
        return f"{said} {_zone(self.start)}".strip()

    def could_end(self, other: Spoken) -> bool:
        """Whether this is the end of what starts at the other."""
        if self.start is None or self.end is not None or other.start is None:
            return False
        if self.start.utcoffset() != other.start.utcoffset():
            return False
        return other.start < self.start <= other.start + _LONGEST_SPAN


def start_said(text: str) -> Spoken | None:
    """The start that the text says as :meth:`Spoken.text` does, and nothing else.

    >>> start_said("Mon 1 June 2026 09:30 UTC+01:00").start.isoformat(), start_said("Mon 1 June 2026 09:30 Opening")
    ('2026-06-01T09:30:00+01:00', None)
    """
    match = _SAID.fullmatch(text)
    stated = find_zone(match["zone"]) if match and match["zone"] else None
    if match is None or (match["zone"] and stated is None):
        return None
    start = datetime.strptime(match["when"], "%d %B %Y %H:%M")
    if stated is not None and stated.offset is not None:
        start = start.replace(tzinfo=timezone(stated.offset) if stated.offset else UTC)
    return Spoken(start.date(), start)


def read_machine(value: str, words: str, zone: str | None = None) -> Spoken | None:
    """What the machine's value says beside the words shown for it; ``None`` if it adds nothing.

    ``zone`` is the one on whose clock an instant in UTC is told for which no hour is shown.

    >>> read_machine("2026-06-01T08:30:00.000Z/2026-06-01T11:30:00.000Z", "Monday 1st June, 09:30-12:30").text()
    'Mon 1 June 2026 09:30 – 12:30 UTC+01:00'
    >>> read_machine("2026-06-01", "Monday").text(), read_machine("PT30M", "half an hour")
    ('Mon 1 June 2026', None)
    """
    parts = [_parse(part) for part in _LOOSE.sub("", value.strip()[:_LONGEST]).split("/")]
    start, end = parts[0], parts[-1]
    if start is None or end is None or len(parts) > 2:
        return None
    phrases = find(words) if len(words) <= _LONGEST else []
    shown = phrases[0] if phrases else None
    if not isinstance(start, datetime):
        return _on_day(start, shown, words) if end == start else None
    spoken = Spoken(start.date(), start, end if isinstance(end, datetime) and len(parts) > 1 else None)
    if shown is not None:
        return _beside(spoken, shown.start, shown.end)
    return _told_in(spoken, zone) if zone else spoken


def _on_day(day: date, shown: Phrase | None, words: str) -> Spoken | None:
    """A day alone, with the hours that are shown beside it."""
    if shown is None:
        return Spoken(day)
    if shown.date is None:
        return Spoken(day, shown=words[shown.span[0] :])
    if shown.date.year is not None:
        return None
    end = f" – {shown.end}" if shown.end else ""
    return Spoken(day, shown=f"{shown.start}{end} {shown.zone}".strip())


def _told_in(spoken: Spoken, zone: str) -> Spoken:
    """An instant that is stated in UTC, on the clock of the zone."""
    assert spoken.start is not None
    if spoken.start.utcoffset() != timedelta(0):
        return spoken
    offset = timezone(utc_offset(spoken.start, zone))
    end = spoken.end.astimezone(offset) if spoken.end is not None and spoken.end.tzinfo else spoken.end
    start = spoken.start.astimezone(offset)
    return replace(spoken, day=start.date(), start=start, end=end)


def _beside(spoken: Spoken, first: Clock, last: Clock | None) -> Spoken:
    """Set on the clock that is shown."""
    assert spoken.start is not None
    start = spoken.start
    gaps = [timedelta(minutes=minutes) - _of_day(start) for minutes in _minutes(first)]
    contradiction = ""
    if not any(gap % _DAY == timedelta(0) for gap in gaps):
        offset = _offset_between(gaps) if start.utcoffset() == timedelta(0) else None
        if offset is None:
            shown = _clock(start)
            contradiction = f"the page shows {first} where machines read {shown}; took {shown}"
        else:
            zone = timezone(offset)
            start = start.astimezone(zone)
            end = spoken.end.astimezone(zone) if spoken.end and spoken.end.tzinfo else spoken.end
            spoken = replace(spoken, day=start.date(), start=start, end=end)
    if spoken.end is None and last is not None and not contradiction:
        spoken = replace(spoken, end=_shown_end(start, last))
    return replace(spoken, contradiction=contradiction)


def _shown_end(start: datetime, last: Clock) -> datetime:
    """The first time after the start at which the clock shows the end."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [midnight + timedelta(minutes=minutes) + day for minutes in _minutes(last) for day in (timedelta(0), _DAY)]
    return min(end for end in ends if end > start)


def _offset_between(gaps: list[timedelta]) -> timedelta | None:
    """The offset from UTC at which the instant is the hour shown; the smallest if two are."""
    found = []
    for gap in gaps:
        for days in (-1, 0, 1):
            offset = gap + days * _DAY
            if offset.total_seconds() % _STEP == 0 and -12 <= offset / timedelta(hours=1) <= _FURTHEST:
                found.append(offset)
    return min(found, key=abs, default=None)


def _minutes(clock: Clock) -> list[int]:
    """Minutes from midnight that the clock can mean."""
    return (
        sorted({clock.minutes("am"), clock.minutes("pm"), clock.minutes()})
        if clock.open and not clock.padded
        else [clock.minutes()]
    )


def _of_day(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def _parse(value: str) -> datetime | date | None:
    value = value.strip()
    if not _ISO.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= 10:
        return moment.date()
    offset = moment.utcoffset()
    if offset is None:
        return moment
    return moment.replace(tzinfo=UTC) if not offset else moment


def _day(day: date) -> str:
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_name[day.month]} {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour:02d}:{moment.minute:02d}"


def _zone(moment: datetime) -> str:
    offset = moment.utcoffset()
    return "" if offset is None else offset_name(offset)
