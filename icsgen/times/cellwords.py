"""The words of a cell: days, clocks, zones and what joins them.

:mod:`icsgen.times.cells` puts them together. A cell in which anything else stands is no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from icsgen.times.words import MONTHS, WEEKDAYS
from icsgen.times.zones import find_zone, offset_name

Order: TypeAlias = Literal["dmy", "mdy"]

NOON = timedelta(hours=12)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CellDay:
    """A day as far as a cell states it."""

    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    number: int | None = None
    """The 2 of 'Day 2'."""
    open: bool = False
    """Month and day could be the other way round."""

    def as_date(self) -> date | None:
        """The date, if all of it is stated and it exists."""
        if not (self.year and self.month and self.day):
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def joined(self, other: CellDay) -> CellDay | None:
        """Both together; ``None`` if they state the same thing twice."""
        fields: list[int | None] = []
        for name in ("month", "day", "year", "weekday", "number"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is not None and theirs is not None:
                return None
            fields.append(theirs if mine is None else mine)
        month, day, year, weekday, number = fields
        return CellDay(month, day, year, weekday, number, self.open or other.open)


@dataclass(frozen=True, slots=True)
class CellClock:
    """A wall-clock time as far as a cell states it."""

    at: timedelta
    """Since midnight; 24:00 is one day."""
    sure: bool = True
    """Whether the half of the day is stated: by 'am' or 'pm', or by 24-hour writing."""
    spoken: bool = field(default=False, compare=False)
    """By 'am', 'pm', 'noon' or 'midnight'."""
    exact: bool = field(default=False, compare=False)
    """Part of a full date and time, as in ISO 8601, where hours always run to 24."""


@dataclass(frozen=True, slots=True)
class CellZone:
    """A zone in the cell's words."""

    words: str
    fixed: bool = False
    """It is an offset that belongs to an ISO 8601 time."""


@dataclass(frozen=True, slots=True)
class Joint:
    """'to', or 'next day'."""

    next_day: bool = False


Word: TypeAlias = CellDay | CellClock | CellZone | Joint | int
"""A bare number is an ``int``."""

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_HALF = r"[ap]\.?\s?m\b\.?|[ap]\b"
_WORD = re.compile(
    rf"""
    (?P<iso>({_YEAR})-(\d\d)-(\d\d)(?:T|_|\s*)(?=\d\d:)(?P<isoclock>\d\d:\d\d(?P<isosec>:\d\d(?:[.,]\d+)?)?)(?!\s?[ap]\.?\s?m\b)
        (?:\s?(?P<isozone>Z\b|[+-]\d\d(?::?\d\d)?(?![\d:])))?)
  | (?P<compact>({_YEAR})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z)?)?(?!\d))
  | (?P<ymd>({_YEAR})\s?[-/.年]\s?(\d{{1,2}})\s?[-/.月]\s?(\d{{1,2}})日?(?!\d))
  | (?P<numeric>(\d{{1,2}})(?P<sep>[-/.])\s?(\d{{1,2}})(?P=sep)\s?({_YEAR}|\d\d)(?![\d:]))
  | (?P<slash>(\d{{1,2}})/(\d{{1,2}})(?![\d:/]))
  | (?P<dots>(\d{{1,2}})\.\s?(\d{{1,2}})\.(?!\d))
  | (?P<daymonth>(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª])?\s*(?:of\s|de\s|[-/])?\s*({_MONTH})\b\.?
        (?:,?\s*(?:de\s|[-/'’])?\s*({_YEAR}|(?<=[-/'’])\d\d)(?![\d:]))?)
  | (?P<monthday>({_MONTH})\b\.?\s*-?(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.h]\d|\s?[ap]\.?m\b)
        (?:\s*,?\s*({_YEAR})(?![\d:]))?)
  | (?P<daynumber>day\s*\#?(\d{{1,2}})\b)
  | (?P<clock>(\d{{1,2}})\s?(?:[:.：]|(h|uhr\b))\s?([0-5]\d)(?!\d)(?::([0-5]\d)(?:[.,]\d+)?)?(?:\s?({_HALF}))?
        (?:\s?(h|hrs|uhr|noon)\b)?)
  | (?P<hour>(\d{{1,2}})\s?(?:({_HALF})|(?:h|hrs|uhr|o'clock)(?![\w'])))
  | (?P<year>{_YEAR}(?!\d))
  | (?P<military>([01]\d|2[0-3])([0-5]\d)(?!\d)(?:\s?(?:h|hrs)\b)?)
  | (?P<named>(?:12\s?)?(?:noon|midday|(?P<midnight>midnight))\b)
  | (?P<bare>\d{{1,2}}(?![\d:]))
  | (?P<weekday>({_WEEKDAY})\b\.?)
  | (?P<offset>[+−]\d\d:?\d\d(?![\d:]))
  | (?P<nextday>\(?\+\s?1(?:\s?d(?:ay)?)?\b\)?|\(?next\sday\)?)
  | (?P<to>-{{1,3}}>?|[‐‑‒–—―−~〜～→➔➝⟶>]|\.{{2,3}}|…|(?:to|until|till|til|bis|tot|thru|through|à|al?)\b)
  | (?P<zone>\(?\b((?:UTC|GMT)\s?[+−–-]\s?\d{{1,2}}(?::?\d\d)?(?![\d:])|(?-i:[A-Z]{{1,4}}T|AoE|Z)|UTC
        |[A-Z]\w+/[A-Z]\w+(?:/\w+)?)\b\)?)
  | (?P<skip>[\s,;:|@·•⋅/\[\]()]+|(?:at|from|on|the|um|von|de|le|el|date|time|when|klo?)\b[:.]?)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def words_of(text: str, order: Order | None) -> Iterator[Word | None]:
    """The words in their order; ``None`` where something stands that is not about time."""
    position = 0
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            words = text[position:].strip(" ()[],.")
            yield CellZone(words) if find_zone(words) else None
            return
        position = match.end()
        kind = match.lastgroup
        if kind == "skip":
            continue
        if kind == "iso":
            # '2024-05-01 09:00-10:00' is a range; an offset follows 'T' or seconds
            offset = match["isozone"] or ""
            if offset[:1] == "-" and not match["isosec"] and match["iso"][10] != "T":
                position, offset = match.start("isozone"), ""
            yield CellDay(int(match[3]), int(match[4]), int(match[2]))
            clock = _clock(*match["isoclock"].split(".")[0].split(",")[0].split(":"), written_out=True)
            yield clock and replace(clock, exact=True)
            if offset:
                yield _fixed(offset)
            continue
        yield _word(kind, match, order)
        if kind == "compact" and match[_FIRST["compact"] + 3]:
            first = _FIRST["compact"]
            clock = _clock(match[first + 3], match[first + 4], written_out=True)
            yield clock and replace(clock, exact=True)
            if match[first + 5]:
                yield CellZone("UTC", fixed=True)


_FIRST = {name: index + 1 for name, index in _WORD.groupindex.items()}
"""Number of the first group inside each alternative."""


def _word(kind: str | None, match: re.Match[str], order: Order | None) -> Word | None:
    assert kind is not None
    first = _FIRST[kind]
    match kind:
        case "compact" | "ymd":
            return _day(match[first + 1], match[first + 2], match[first])
        case "numeric":
            sep = match["sep"]
            return _open_day(match[first], match[first + 2], match[first + 3], "dmy" if sep == "." else order)
        case "slash" | "dots":
            return _open_day(match[first], match[first + 1], None, "dmy" if kind == "dots" else order)
        case "daymonth":
            return _day(str(MONTHS[match[first + 1].casefold()]), match[first], match[first + 2])
        case "monthday":
            return _day(str(MONTHS[match[first].casefold()]), match[first + 1], match[first + 2])
        case "daynumber":
            return CellDay(number=int(match[first]))
        case "clock":
            by_24 = match[first + 1] is not None or match[first + 5] is not None
            return _clock(match[first], match[first + 2], match[first + 3], half=match[first + 4], written_out=by_24)
        case "hour":
            return _clock(match[first], "0", half=match[first + 1], written_out=match[first + 1] is None)
        case "year":
            return CellDay(year=int(match["year"]))
        case "military":
            return _clock(match[first], match[first + 1], written_out=True)
        case "named":
            return CellClock(timedelta(0) if match["midnight"] else NOON, spoken=True)
        case "bare":
            return int(match["bare"])
        case "weekday":
            return CellDay(weekday=WEEKDAYS[match[first].casefold()])
        case "offset":
            return _fixed(match["offset"])
        case "zone":
            return CellZone(match[first]) if find_zone(match[first]) else None
    return Joint(next_day=kind == "nextday")


def _day(month: str, day: str, year: str | None) -> CellDay | None:
    number = None if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(number or 2000, int(month), int(day))  # 2000 has a 29 February
    except ValueError:
        return None
    return CellDay(int(month), int(day), number)


def _open_day(first: str, second: str, year: str | None, order: Order | None) -> CellDay | None:
    """A day in figures: by the order, by the only way that exists, else open."""
    as_mdy, as_dmy = _day(first, second, year), _day(second, first, year)
    if order is not None:
        return as_mdy if order == "mdy" else as_dmy
    if as_mdy and as_dmy and as_mdy != as_dmy:
        return CellDay(as_mdy.month, as_mdy.day, as_mdy.year, open=True)
    return as_mdy or as_dmy


def _clock(
    hour: str, minute: str = "0", second: str | None = None, *, half: str | None = None, written_out: bool = False
) -> CellClock | None:
    """A clock. ``written_out``: the writing itself says that the hours run to 24."""
    hours = int(hour)
    if half is not None:
        if not 1 <= hours <= 12:
            if hours > 24 or (half[0] in "aA" and hours):
                return None  # '14:00 am'
        else:
            hours = hours % 12 + (12 if half[0] in "pP" else 0)
    at = timedelta(hours=hours, minutes=int(minute), seconds=int(second or 0))
    if at > ONE_DAY:
        return None
    sure = half is not None or written_out or hours == 0 or hours > 12 or hour[0] == "0"
    return CellClock(at, sure, half is not None)


def _fixed(words: str) -> CellZone | None:
    """The zone of an ISO 8601 offset; ``None`` if no place on earth is so far ahead or behind."""
    if words in "Zz":
        return CellZone("UTC", fixed=True)
    digits = words[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= ONE_DAY:
        return None
    return CellZone(offset_name(offset if words[0] == "+" else -offset), fixed=True)
