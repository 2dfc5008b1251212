"""Moments: what the time fields of one row or record say together.

:mod:`icsgen.readers.tabular.timetable` then looks at all rows at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from icsgen.readers.draft import Draft
from icsgen.readers.markup.html_text import plain_line
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.cell_time import LONGEST_CELL
from icsgen.times.cells import CellClock, CellDay, CellTime, Order, from_serial, parse_duration, read_cell

_ALL_DAY = frozenset(("all day", "all-day", "allday", "whole day", "ganztägig", "toute la journée", "todo el día"))
_SEVERAL = re.compile(r"\s+[/|]\s+|\s*[\n;]\s*|\s*\((?=\d)")
_UNIX = re.compile(r"[12]\d{9}(?:\d{3})?", re.ASCII)
"""Seconds since 1970, or milliseconds."""
_IN_WORDS = re.compile(r"(?<=(?:GMT|UTC)[+-]\d{4})\s*\([^()]+\)$")
"""The zone once more, behind its offset: 'GMT+0200 (Central European Summer Time)'."""
_TRUE = frozenset(("true", "yes", "1", "y", "x", "wahr", "ja", "oui", "sí", "si", "all day"))


@dataclass(frozen=True, slots=True)
class Moment:
    """What one row says about its time."""

    day: CellDay | None = None
    start: CellClock | None = None
    end: CellClock | None = None
    end_day: CellDay | None = None
    next_day: bool = False
    duration: timedelta | None = None
    zone: str = ""
    offset: timedelta | None = None
    """Ahead of UTC, where it is written with the start."""
    end_offset: timedelta | None = None
    all_day: bool = False
    unread: str = ""
    """A cell for the start or the day that says nothing about time."""


@dataclass(slots=True)
class Row:
    """A draft without its times, and what its row says of them."""

    draft: Draft
    moment: Moment
    carried: bool = False
    """The day is not of the row itself, but of one above it."""


class MomentReader:
    """Reads the time fields of rows that all have the same ones."""

    def __init__(
        self,
        roles: Sequence[Role],
        *,
        zones: Sequence[str] = (),
        units: Sequence[timedelta] = (),
        order: Order | None = None,
    ) -> None:
        self.roles = tuple(roles)
        self.zones = tuple(zones) or ("",) * len(self.roles)
        self.units = tuple(units) or (timedelta(minutes=1),) * len(self.roles)
        self.order = order
        self._known: dict[tuple[object, ...], Moment] = {}

    def read(self, cells: tuple[object, ...]) -> Moment:
        """The moment in these cells, one for each role."""
        try:
            known = self._known.get(cells)
        except TypeError:  # a list or dict of a record
            return Moment(unread=str(cells))
        if known is None:
            known = self._known[cells] = _together(self.roles, self.zones, self.units, cells, self.order)
        return known


def _together(
    roles: Sequence[Role],
    zones: Sequence[str],
    units: Sequence[timedelta],
    cells: Sequence[object],
    order: Order | None,
) -> Moment:
    moment, odd = Moment(), ""
    for role, zone, unit, cell in zip(roles, zones, units, cells, strict=True):
        if cell is None or cell == "":
            continue
        moment = _with(moment, role, zone, unit, cell, order)
        if role == "date" and moment.unread:
            odd, moment = odd or moment.unread, replace(moment, unread="")
    if odd and (moment.day is None or not moment.day.month):  # a number of the day, say, beside its date
        moment = replace(moment, unread=moment.unread or odd)
    return moment


def _with(moment: Moment, role: Role, zone: str, unit: timedelta, cell: object, order: Order | None) -> Moment:
    if role == "duration":
        return replace(moment, duration=parse_duration(cell, unit))
    if role == "zone":
        return replace(moment, zone=str(cell).strip())
    if role == "all day":
        return replace(moment, all_day=is_true(cell))
    if is_all_day(cell):
        return replace(moment, all_day=True)
    found = read_time(role, cell, order)
    if found is None:
        # an end that cannot be read is no end; a start or a day that cannot be read is not somebody else's
        return moment if role in ("end", "end date") else replace(moment, unread=moment.unread or str(cell).strip())
    if zone and not found.zone and found.start:
        found = replace(found, zone=zone)
    return _ended(moment, found) if role in ("end", "end date") else _started(moment, found)


def is_all_day(cell: object) -> bool:
    """Whether a cell for an hour says that there is none."""
    return isinstance(cell, str) and cell.strip().casefold() in _ALL_DAY


def is_true(cell: object) -> bool:
    """Whether a cell says yes."""
    return str(cell).strip().casefold() in _TRUE


def read_time(role: Role, cell: object, order: Order | None) -> CellTime | None:
    """The cell, read as what its field is for: a bare number is a day or a serial only where it stands for one."""
    found = read_cell(cell, order)
    if found is not None:
        return found
    if isinstance(cell, str) and (found := _inside(cell, order)) is not None:
        return found
    if isinstance(cell, str) and _UNIX.fullmatch(cell.strip()) and role in ("start", "end", "when", "date", "end date"):
        return read_cell(int(cell))
    number = _number(cell)
    if number is None:
        return None
    if role in ("date", "end date") and number == int(number) and 1 <= number <= 31:
        return CellTime(CellDay(number=int(number)))
    if role == "end" and number == int(number) and 1 <= number <= 24:
        return CellTime(start=CellClock(timedelta(hours=number), sure=number > 12))
    if number >= 20_000 or (0 < number < 1 and role not in ("date", "end date")):
        return from_serial(number)
    return None


def _inside(cell: str, order: Order | None) -> CellTime | None:
    """A time that is marked up ('15<sup>th</sup> May'), or the first of one that is said in several zones."""
    if match := _IN_WORDS.search(cell[:LONGEST_CELL]):  # as JavaScript shows a date
        return read_cell(cell[: match.start()], order)
    if "<" in cell:
        cell = plain_line(cell)
        if (marked := read_cell(cell, order)) is not None:
            return marked
    parts = [part for part in _SEVERAL.split(cell[:LONGEST_CELL]) if part.strip(" )")]
    if not 1 < len(parts) < 6:
        return None
    found = [read_cell(part.strip(" )"), order) for part in parts]
    if all(one is not None and one.start is not None and one.zone for one in found):
        return found[0]
    return None


def _number(cell: object) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if 0 <= cell < 10**6 else None  # not what is no number, nor what is too large for one
    if isinstance(cell, str) and len(cell) < 24:
        text = cell.strip().replace(",", ".", 1)
        if text.replace(".", "", 1).isdigit() and text.isascii():
            return float(text)
    return None


def _started(moment: Moment, found: CellTime) -> Moment:
    day = moment.day
    if found.day is not None:
        joined = day.joined(found.day) if day is not None else found.day
        day = joined if joined is not None else _finer(day, found.day)
    return replace(
        moment,
        day=day,
        start=found.start or moment.start,
        end=found.end or moment.end,
        end_day=found.end_day or moment.end_day,
        next_day=found.next_day or moment.next_day,
        zone=moment.zone if found.fixed or not found.zone else found.zone,
        offset=_offset(found) if found.fixed else moment.offset,
        end_offset=_offset(found) if found.fixed and found.end else moment.end_offset,
    )


def _finer(day: CellDay | None, other: CellDay) -> CellDay:
    """Of two days stated for one start, the one that says more."""
    if day is None or (other.year is not None and other.day is not None):
        return other
    return day


def _ended(moment: Moment, found: CellTime) -> Moment:
    return replace(
        moment,
        end=found.start or moment.end,
        end_day=found.day or moment.end_day,
        next_day=found.next_day or moment.next_day,
        zone=moment.zone or ("" if found.fixed else found.zone),
        end_offset=_offset(found) if found.fixed else moment.end_offset,
    )


def _offset(found: CellTime) -> timedelta:
    """Of a zone that :func:`icsgen.times.zones.offset_name` wrote."""
    if found.zone == "UTC":
        return timedelta(0)
    hours, minutes = found.zone[4:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return -offset if found.zone[3] == "-" else offset
