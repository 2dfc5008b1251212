"""Which half of the day the hours of a table are in, where neither 'am' nor 'pm' is written.

Tables are mostly written for 24 hours, so hours stand as they are unless the rows show a clock that goes round at noon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from icsgen.errors import HourError
from icsgen.model import Document
from icsgen.readers.tabular.moments import Moment, Row
from icsgen.times.cells import CellClock

_HOUR = timedelta(hours=1)
_NOON = timedelta(hours=12)
_NEAR = timedelta(hours=3)
"""So much later a row still follows the one before it."""
_MORNING = timedelta(hours=7)
"""The earliest that a programme without 'am' and 'pm' begins."""


class Halves:
    """The halves of all rows, one row after the other.

    Where an hour above 12 is written, all run to 24. Else the clock goes round at noon if early hours (1 to 6) come
    after late ones: then early hours are of the afternoon, and a late one that follows the row before it in the same
    room is of the evening.
    """

    def __init__(self, rows: Sequence[Row], days: Sequence[date], document: Document) -> None:
        self.rows, self.days, self.document = rows, days, document
        clocks = [clock for row in rows for clock in (row.moment.start, row.moment.end) if clock is not None]
        unspoken = [clock for clock in clocks if not clock.spoken]
        self.spoken = len(unspoken) < len(clocks)
        self.needed = False
        if not any(clock.at < _HOUR or clock.at >= _NOON + _HOUR for clock in unspoken):
            early = [clock for clock in unspoken if _is_early(clock)]
            if self.spoken:
                self.needed = bool(early) or any(not clock.sure for clock in unspoken)
            else:
                self.needed = bool(early) and self._crosses_noon(all(clock.sure for clock in early))
        self._before: dict[date, timedelta] = {}
        self._before_here: dict[tuple[date, str], timedelta] = {}
        self._said = False

    def _crosses_noon(self, sure: bool) -> bool:
        """Whether early hours come after late ones on some day. ``sure``: they are written '01:30', as of 24 hours.

        :raises HourError: they do not, and could be of the morning or of the afternoon.
        """
        last: dict[date, timedelta] = {}
        first_early: Row | None = None
        for row, day in zip(self.rows, self.days, strict=True):
            for clock in (row.moment.start, row.moment.end):
                if clock is None:
                    continue
                if _is_early(clock):
                    if last.get(day, timedelta(0)) >= _MORNING:
                        return True
                    first_early = first_early or row
                last[day] = clock.at
        if sure:
            return False
        assert first_early is not None
        raise HourError(
            "this could be in the morning or in the afternoon",
            origin=self.document.origin,
            line=first_early.draft.line,
            text=first_early.draft.source,
            hint="write am or pm, or the hours to 24",
        )

    def all(self) -> list[tuple[Moment, str]]:
        """What each row says in its halves, and what is to be reported of it."""
        return [self._of(index) for index in range(len(self.rows))]

    def _of(self, index: int) -> tuple[Moment, str]:
        row, day = self.rows[index], self.days[index]
        here = (day, row.draft.room)
        first = day not in self._before
        known = timedelta(0) if first and self._is_morning_below(index) else _MORNING
        before = self._before.get(day, known)
        start = self._placed(row.moment.start, before, self._before_here.get(here))
        end = self._placed(row.moment.end, start.at if start else before, start.at if start else None)
        moment = replace(row.moment, start=start, end=end)
        if start is not None:
            self._before[day] = self._before_here[here] = max(start.at, end.at if end else start.at)
        if (
            moment == row.moment
            and start is not None
            and self.spoken
            and _is_early(start)
            and (first or before >= _MORNING)
        ):
            return moment, f"neither am nor pm is written; took it for {str(start.at)[:-3]}, as it stands"
        if self._said or moment == row.moment:
            return moment, ""
        self._said = True
        moved = start if start != row.moment.start else end
        assert moved is not None
        return moment, f"neither am nor pm is written; took it for {str(moved.at)[:-3]}, after noon"

    def _is_morning_below(self, index: int) -> bool:
        """Whether a row below on the same day says that it is before noon: then this one is of the morning as well."""
        below = zip(self.rows[index + 1 :], self.days[index + 1 :], strict=True)
        starts = (row.moment.start for row, day in below if day == self.days[index])
        return any(start is not None and start.at < _NOON and not _is_early(start) for start in starts)

    def _placed(self, clock: CellClock | None, before: timedelta, here: timedelta | None) -> CellClock | None:
        if clock is None or clock.spoken or clock.exact or clock.at >= _NOON or (self.spoken and clock.sure):
            return clock
        later = replace(clock, at=clock.at + _NOON, sure=True)
        if _is_early(clock):
            return later if before >= _MORNING or not self.spoken else clock
        follows = here is not None and here >= _NOON and here <= later.at <= here + _NEAR
        return later if follows else clock


def _is_early(clock: CellClock) -> bool:
    """Whether it is written as an hour from 1 to 6, and nothing says of which half."""
    return not clock.spoken and not clock.exact and clock.at < _MORNING
