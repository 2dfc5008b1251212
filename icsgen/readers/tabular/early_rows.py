"""Early hours in a table of 24 hours: '1:00' between '11:00' and '14:15', and '12:30-2:00'.

One that runs back below the row before it on its day is of the afternoon if it stands in order then, and told. Whatever
runs back and stands nowhere is as it is written, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from icsgen.readers.tabular.moments import Moment, Row
from icsgen.times.cells import CellClock
from icsgen.times.halves import is_of_afternoon

_HOUR = timedelta(hours=1)
_NOON = 12 * _HOUR
_MORNING = 7 * _HOUR
_LONGEST = 8 * _HOUR

Settled = tuple[Moment, str]
"""What a row says, with the half of the day settled, and what is to be told."""


def in_order(rows: Sequence[Row], days: Sequence[date]) -> list[Settled]:
    """The moments of rows whose hours run to 24."""
    ordered = _stand_in_order(rows, days)
    settled: list[Settled] = []
    last: dict[date, timedelta] = {}
    for place, (row, day) in enumerate(zip(rows, days, strict=True)):
        moment, told = row.moment, ""
        if moment.start is not None and _is_early(moment.start):
            following = _below(rows, days, place)
            moment, told = _start(moment, moment.start, last.get(day), following, ordered=ordered)
        moment, told_too = _end(moment)
        if moment.start is not None:
            last[day] = moment.start.at
        settled.append((moment, told or told_too))
    return settled


def _below(rows: Sequence[Row], days: Sequence[date], place: int) -> list[CellClock]:
    """The starts of the same day's rows below that one, as far as the day goes on."""
    moments = takewhile(lambda at: days[at] == days[place], range(place + 1, len(rows)))
    return [start for at in moments if (start := rows[at].moment.start) is not None]


def _start(
    moment: Moment, start: CellClock, before: timedelta | None, following: Sequence[CellClock], *, ordered: bool
) -> Settled:
    back = before is not None and start.at < before
    as_written = f"neither am nor pm is written; took it for {_shown(start.at)}, as it stands" if back else ""
    if not ordered or start.sure:
        return moment, as_written if ordered or not start.sure else ""
    below = [(_minutes(clock.at), _is_early(clock)) for clock in following]
    if not is_of_afternoon(_minutes(start.at), _minutes(before) if before is not None else None, below):
        return moment, as_written
    later = start.at + _NOON
    end = moment.end
    if end is not None and not end.sure and end.at < _NOON:
        end = replace(end, at=end.at + _NOON, sure=True)
    told = f"neither am nor pm is written; took it for {_shown(later)}, after noon"
    return replace(moment, start=replace(start, at=later, sure=True), end=end), told


def _end(moment: Moment) -> Settled:
    """'12:30-2:00' ends after noon."""
    start, end = moment.start, moment.end
    if start is None or end is None or end.sure or moment.end_day is not None or moment.next_day:
        return moment, ""
    later = end.at + _NOON
    if end.at >= start.at or not timedelta(0) < later - start.at <= _LONGEST:
        return moment, ""
    told = f"neither am nor pm is written; took the end for {_shown(later)}, after noon"
    return replace(moment, end=replace(end, at=later, sure=True)), told


def _stand_in_order(rows: Sequence[Row], days: Sequence[date]) -> bool:
    """Whether each day's rows stand by their hours, but for some early ones."""
    last: dict[date, timedelta] = {}
    known = falls = 0
    for row, day in zip(rows, days, strict=True):
        start = row.moment.start
        if start is None or _is_early(start):
            continue
        known += 1
        falls += start.at < last.get(day, start.at)
        last[day] = start.at
    return falls <= max(2, known // 4)


def _is_early(clock: CellClock) -> bool:
    """Whether it is an hour from 1 to 6 of which nobody says whether it is of the morning."""
    return not clock.spoken and not clock.exact and _HOUR <= clock.at < _MORNING


def _minutes(at: timedelta) -> int:
    return int(at.total_seconds()) // 60


def _shown(at: timedelta) -> str:
    minutes = _minutes(at)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
