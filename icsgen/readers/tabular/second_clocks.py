"""Columns that hold hours beside those that are read: an end, the same hours in another zone, or a second showing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal, NamedTuple, TypeAlias

from icsgen.errors import ZoneError
from icsgen.model import Document, Problem
from icsgen.readers.tabular.column import Column
from icsgen.readers.tabular.fields import Header
from icsgen.readers.tabular.moments import read_time
from icsgen.readers.tabular.time_columns import TimeColumn, offsets
from icsgen.readers.tabular.vocabulary import TIME_ROLES
from icsgen.times.zones import find_zone, settle_zone

_HOUR = timedelta(hours=1)
_HALF = timedelta(hours=12)
_DAY = timedelta(days=1)
_LONGEST = timedelta(hours=8)
_ENOUGH = 0.7
_FEWEST = 2
_PROOF = 3
"""Rows with the same hours twice that prove two zones; fewer may be two showings."""

Pair: TypeAlias = tuple[timedelta, timedelta]
Kind: TypeAlias = Literal["end", "alias", "contrary", "other"]


class SecondClock(NamedTuple):
    """A column with hours that is none of those that are read."""

    column: int
    header: str
    kind: Kind
    apart: timedelta = timedelta(0)
    """Of an alias, from the column that is read."""
    beside: str = ""
    """The header of the column that is read."""


def second_clocks(
    columns: Sequence[Column], times: Sequence[TimeColumn], rows: Sequence[Sequence[object]], tz: str | None
) -> list[SecondClock]:
    """What the columns are that hold hours and have no other meaning.

    Those are left out that have the hours of a stated zone, unless ``--tz`` makes them contradict those that are read.
    """
    taken = {column.index for column in times}
    first = next((columns[one.index] for one in times if one.role in ("start", "when")), None)
    if first is None:
        return []
    twice = sum(column.days >= _ENOUGH for column in columns if column.header.fit("date")) > 1
    ended = any(one.role in ("end", "duration") for one in times)
    found = []
    for column in columns:
        if column.index in taken or not _may_be_clock(column):
            continue
        pairs = list(_pairs(rows, first.index, column.index))
        kind, apart = _relation(pairs, may_end=not ended and not column.header.text)
        if kind == "alias" and not first.header.zone and column.header.zone and tz:
            if -apart % _DAY in _ahead(tz, column.header.zone):
                continue
            kind = "contrary"
        elif kind == "alias" and (not apart or first.header.zone or column.header.zone):
            continue
        if kind == "alias" and (twice or len(pairs) < _PROOF or not _named_alike(first.header, column.header)):
            kind = "other"
        ended = ended or kind == "end"
        found.append(SecondClock(column.index, column.header.text, kind, apart, first.header.text))
    return found


def told(columns: Sequence[SecondClock], document: Document) -> list[Problem]:
    """What is to be said of the columns that are not read.

    :raises ZoneError: one has the same hours in another zone, and neither says in which.
    """
    problems = []
    for column in columns:
        if column.kind == "alias":
            raise ZoneError(
                f"columns {column.beside!r} and {column.header!r} hold the same hours, {str(column.apart)[:-3]} apart, "
                "and neither says its zone",
                origin=document.origin,
                hint=f"name the zones in the header, as in '{column.beside} (CEST)', or take one column out",
            )
        if column.kind == "contrary":
            raise ZoneError(
                f"the hours of column {column.header!r} contradict those of {column.beside!r} in the zone of --tz",
                origin=document.origin,
                hint=f"give the zone of {column.beside!r} by --tz",
            )
        said = repr(column.header) if column.header else str(column.column + 1)
        message = f"column {said} holds hours too; it is not read"
        problems.append(Problem(message=message, kind="doubt", origin=document.origin))
    return problems


def _named_alike(one: Header, other: Header) -> bool:
    return all(one.fit(role) == other.fit(role) for role in ("when", "start"))


def _ahead(tz: str, other: str) -> set[timedelta]:
    """How much of a day the one zone can be ahead of the other."""
    stated = find_zone(other)
    assert stated is not None
    theirs = offsets(stated.zone) if stated.offset is None else {stated.offset}
    return {(one - two) % _DAY for one in offsets(settle_zone(tz)) for two in theirs}


def _may_be_clock(column: Column) -> bool:
    header = column.header
    if header.aside or not column.cells or (header.meanings and header.meanings[0][0] not in TIME_ROLES):
        return False
    if 2 in (header.fit("start"), header.fit("end")):  # of the session, where each talk has its own
        return False
    one = read_time("when", column.cells[0], None)
    return one is not None and one.start is not None and column.clocks >= _ENOUGH


def _pairs(rows: Sequence[Sequence[object]], first: int, second: int) -> Iterator[Pair]:
    for row in rows:
        if max(first, second) < len(row):
            one, other = read_time("when", row[first], None), read_time("when", row[second], None)
            if one is not None and other is not None and one.start is not None and other.start is not None:
                days = [found.day.as_date() if found.day else None for found in (one, other)]
                later = (days[1] - days[0]) if days[0] and days[1] else timedelta(0)
                yield one.start.at, other.start.at + later


def _relation(pairs: Sequence[Pair], *, may_end: bool) -> tuple[Kind, timedelta]:
    if len(pairs) < _FEWEST:
        return "other", timedelta(0)
    shifts = {(other - one) % _HALF for one, other in pairs}
    if may_end and not (len(shifts) == 1 and not min(shifts) % _HOUR) and _are_ranges(pairs):
        return "end", timedelta(0)
    apart = min((other - one) % _DAY for one, other in pairs)
    if len(shifts) == 1 and (not apart or apart >= _HOUR):
        return "alias", apart
    return "other", timedelta(0)


def _are_ranges(pairs: Sequence[Pair]) -> bool:
    """Whether the second hour is soon after the first; where one row in twenty is not, it may be a slip."""
    slips = sum(not timedelta(0) < end - start <= _LONGEST for start, end in pairs)
    return slips * 20 <= len(pairs)
