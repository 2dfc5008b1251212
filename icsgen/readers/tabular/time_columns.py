"""Which columns of a table say when: by their headers, and by the hours and days they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icsgen.readers.tabular.column import Column
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.zones import find_zone, settle_zone, utc_offset

_ENOUGH = 0.5
"""The share of a column's cells that must be what its header says."""


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column that says something about time."""

    role: Role
    index: int
    zone: str = ""
    unit: timedelta = timedelta(minutes=1)


def time_columns(columns: Sequence[Column], tz: str | None) -> list[TimeColumn]:
    """The columns that say when. ``tz`` chooses where the same times stand in several zones."""
    return _Choice(columns, tz).chosen()


class _Choice:
    def __init__(self, columns: Sequence[Column], tz: str | None) -> None:
        self.columns = columns
        self.tz = tz
        self.used: set[int] = set()

    def _free(self) -> list[Column]:
        return [column for column in self.columns if column.index not in self.used]

    def _by_words(self, role: Role, least: float) -> list[Column]:
        return by_words(self._free(), role, least)

    def chosen(self) -> list[TimeColumn]:
        """The columns of time, in the order in which what they say is put together."""
        found: list[TimeColumn] = []
        start, end = self._time("start"), self._time("end")
        date = self._time("date")
        if start is None or start.clocks < _ENOUGH:
            when = self._time("when") or self._by_content(date)
            if when is not None and date is None and start is not None and start.clocks < _ENOUGH:
                date = start
            start = start if when is None else None
        else:
            when = None
        if start is None and when is None and date is not None and date.clocks >= _ENOUGH:
            when, date = date, None
        if date is None and not any(c is not None and c.days >= _ENOUGH for c in (start, when)):
            date = self._days_by_content()
        if date is not None and any(c is not None and min(c.days, c.clocks) >= 0.9 for c in (start, when)):
            self.used.add(date.index)  # the day that something was written, or the same day again
            date = None
        chosen: list[tuple[Role, Column | None]] = [
            ("date", date),
            ("date", self._beside(date)),
            ("when", when),
            ("start", start),
            ("end", end),
        ]
        chosen += [(role, self._time(role)) for role in ("end date", "duration", "zone", "all day")]
        for role, column in chosen:
            if column is not None:
                self.used.add(column.index)
                unit = column.unit if role == "duration" else timedelta(minutes=1)
                found.append(TimeColumn(role, column.index, column.header.zone, unit))
        return found

    def _beside(self, date: Column | None) -> Column | None:
        """A second column of days, such as weekdays beside the dates, that proves the first."""
        if date is None:
            return None
        others = (c for c in self._by_words("date", 2) if c is not date and c.share("date") == 1 and c.clocks == 0)
        return next(others, None)

    def _time(self, role: Role) -> Column | None:
        fitting = [c for c in self._by_words(role, 0.5) if c.share(role) >= _ENOUGH]
        # a word that fits another time role better is left to that one
        fitting = [c for c in fitting if c.header.meanings[0][0] == role or c.header.fit(role) >= 2] or fitting
        return self._in_zone(fitting) if fitting else None

    def _in_zone(self, fitting: list[Column]) -> Column:
        """Of several columns with the same times, that in the zone of ``--tz``, else the first that says its zone."""
        best = [c for c in fitting if c.header.fit("start") == fitting[0].header.fit("start")]
        zoned = [c for c in best if c.header.zone]
        if self.tz and zoned:
            chosen = settle_zone(self.tz)
            for column in zoned:
                stated = find_zone(column.header.zone)
                if stated and (chosen in (stated.zone, *stated.others) or stated.offset in offsets(chosen)):
                    return column
            return next((c for c in best if not c.header.zone), zoned[0])
        return zoned[0] if zoned else fitting[0]

    def _by_content(self, date: Column | None) -> Column | None:
        """A column of clock times under a header that does not say so."""
        if date is not None and date.clocks >= _ENOUGH:
            return None
        free = (c for c in self._free() if c is not date and not c.header.aside)
        return next((c for c in free if c.cells and c.clocks >= 0.7), None)

    def _days_by_content(self) -> Column | None:
        """A column of days under a header that does not say so, or that may mean an hour as well: 'When'."""
        open_to_days = (
            c for c in self._free() if not c.header.meanings or c.header.fit("date") or c.header.fit("when")
        )
        free = (c for c in open_to_days if not c.header.aside)
        return next((c for c in free if c.cells and c.days >= 0.7 and c.clocks < _ENOUGH), None)


def by_words(columns: Sequence[Column], role: Role, least: float) -> list[Column]:
    """The columns whose words fit the role, the best first; empty ones are left out."""
    fitting = [c for c in columns if c.header.fit(role) >= least and c.cells]
    return sorted(fitting, key=lambda c: (-c.header.fit(role), c.index))


def offsets(zone: str) -> set[timedelta]:
    """What a zone is ahead of UTC in winter and in summer."""
    return {utc_offset(datetime(2024, month, 1, tzinfo=UTC), zone) for month in (1, 7)}
