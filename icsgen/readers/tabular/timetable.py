"""A timetable: the moments of all rows beside each other, settled into drafts.

What one row leaves open the others often tell. In this order:

1. the day: a blank one is the day above; 'Friday' and 'Day 2' count from ``--date``;
2. the year, by the rules of :mod:`icsgen.times.years`;
3. the half of the day: '9:00, 10:30, 12:00, 1:30' goes on after noon, and is reported.

What nothing tells is refused, with the option to type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from icsgen.errors import IcsgenError, TimeFault, YearError
from icsgen.model import Document, Policy, Problem
from icsgen.readers.draft import Findings
from icsgen.readers.tabular.counted_days import DATE_HINT, counted
from icsgen.readers.tabular.early_rows import in_order
from icsgen.readers.tabular.moments import Moment, Row
from icsgen.readers.tabular.row_halves import Halves
from icsgen.readers.tabular.run_back import runs_back
from icsgen.times.cells import CellClock, CellDay
from icsgen.times.dates import DateWords
from icsgen.times.worded_days import check_weekday
from icsgen.times.years import SettledYear, settle_year

ORDER_HINT = "say which comes first: --date-order dmy or --date-order mdy"
_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
_EVENING, _SMALL_HOURS = timedelta(hours=20), timedelta(hours=5)


def settle(rows: Sequence[Row], document: Document, policy: Policy, findings: Findings) -> None:
    """Give every draft its times; those that get one go to ``findings.drafts``, the others to its problems.

    Rows come in the order of the source and have a day, a start or both.

    :raises TimeFault: what a whole source leaves open: its day, its year, the order of day and month, am or pm.
    """
    _Timetable(rows, document, policy, findings).settle()


class _Timetable:
    def __init__(self, rows: Sequence[Row], document: Document, policy: Policy, findings: Findings) -> None:
        self.rows = rows
        self.document = document
        self.policy = policy
        self.findings = findings
        self.dates: dict[CellDay, date] = {}
        self.year: SettledYear | None = None

    def settle(self) -> None:
        self.rows = list(self._dated())
        self._settle_year()
        days = [self._day(row) for row in self.rows]
        days = list(self._past_midnight(days))
        moments = self._moments(days)
        back = set(runs_back(self.rows, [moment.start.at if moment.start else None for moment in moments], days))
        for index, (row, moment, day) in enumerate(zip(self.rows, moments, days, strict=True)):
            if index in back:
                self._problem(row, f"the hours run back, but no new day is named; took {day} again", "doubt")
            self._finish(row, moment, day)

    def _dated(self) -> Iterator[Row]:
        """The rows without those that state no day after one that did: nobody can tell which day they mean."""
        dated = False
        for row in self.rows:
            day = row.moment.day
            if dated and day is None and not row.moment.all_day:
                self._problem(row, "skipped: it states no day, as others do", "skipped")
                continue
            dated = dated or (day is not None and day.month is not None)
            yield row

    def _moments(self, days: Sequence[date]) -> list[Moment]:
        """What the rows say, with the half of the day settled."""
        halves = Halves(self.rows, days, self.document)
        settled = halves.all() if halves.needed else in_order(self.rows, days)
        found = []
        for row, (moment, doubt) in zip(self.rows, settled, strict=True):
            found.append(moment)
            if doubt:
                self._problem(row, doubt, "doubt")
        return found

    # -- days ---------------------------------------------------------------------------------------------

    def _settle_year(self) -> None:
        days = dict.fromkeys(
            day for row in self.rows for day in (row.moment.day, row.moment.end_day) if day is not None and day.month
        )
        if not any(day.year is None for day in days):
            return
        words = [_words(day) for day in days]
        self.year = settle_year(words, self.document, self.policy)
        self.findings.notes.append(f"year: {self.year.how}")

    def _day(self, row: Row) -> date:
        day = row.moment.day
        if day is None:
            if self.policy.date is None:
                raise self._at(row, YearError("no date is stated", hint=DATE_HINT))
            return self.policy.date
        return self._date(day, row)

    def _past_midnight(self, days: Sequence[date]) -> Iterator[date]:
        """The days, with those rows one later that go on after midnight under the heading of the evening."""
        last, evening, shift = None, False, timedelta(0)
        for row, day in zip(self.rows, days, strict=True):
            start = row.moment.start
            if not row.carried or day != last:
                evening, shift = False, timedelta(0)
            if start is not None:
                if evening and not shift and start.at < _SMALL_HOURS and start.sure:
                    shift = _DAY
                    self._problem(row, "after midnight under the day before; took the next day", "doubt")
                evening = evening or start.at >= _EVENING
            last = day
            yield day + shift

    def _date(self, day: CellDay, row: Row) -> date:
        known = self.dates.get(day)
        if known is None:
            try:
                known = self.dates[day] = self._settled(day)
            except TimeFault as error:
                raise self._at(row, error) from None
        return known

    def _settled(self, day: CellDay) -> date:
        if day.open:
            raise TimeFault("day and month could be either way round", hint=ORDER_HINT)
        if day.month is None:
            return counted(day, self.policy.date)
        year = self.year.year_of(_words(day)) if self.year and day.year is None else day.year
        assert year is not None
        return check_weekday(_words(day), year, self.document)

    def _at(self, row: Row, error: IcsgenError) -> IcsgenError:
        error.origin = error.origin or self.document.origin
        error.line = error.line or row.draft.line
        error.text = row.draft.source or error.text
        return error

    # -- times --------------------------------------------------------------------------------------------

    def _finish(self, row: Row, moment: Moment, day: date) -> None:
        draft = row.draft
        draft.zone = moment.zone
        draft.duration = moment.duration
        if moment.all_day and not _has_hours(moment):
            draft.days = (day, self._last_day(row, moment, day))
        elif moment.start is None:
            self._problem(row, "skipped: it has no time", "skipped")
            return
        else:
            if moment.all_day:
                self._problem(row, "it is marked as all day, but has hours; took the hours", "doubt")
            draft.start = _wall(day, moment.start, moment.offset)
            if moment.end is not None:
                self._set_end(row, moment, day)
        if self.year is not None and moment.day is not None and moment.day.year is None:
            draft.year_how = self.year.how
        self.findings.drafts.append(draft)

    def _last_day(self, row: Row, moment: Moment, day: date) -> date:
        last = self._date(moment.end_day, row) if moment.end_day else day
        if last > day and moment.end is not None and not moment.end.at:
            last -= _DAY  # 'until 0:00 of the next day'
        return max(day, last)

    def _set_end(self, row: Row, moment: Moment, day: date) -> None:
        assert moment.end is not None
        last = self._date(moment.end_day, row) if moment.end_day else day + moment.next_day * _DAY
        offset = moment.end_offset if moment.end_offset is not None else moment.offset
        end = _wall(last, moment.end, offset)
        start = row.draft.start
        assert start is not None
        if (end.tzinfo is None) != (start.tzinfo is None):
            self._problem(row, "one of start and end has an offset; took it for both", "doubt")
            end = end.replace(tzinfo=start.tzinfo) if start.tzinfo else end.astimezone(start.tzinfo)
        row.draft.end = end

    def _problem(self, row: Row, message: str, kind: str) -> None:
        draft = row.draft
        self.findings.problems.append(
            Problem(
                message=message,
                kind="doubt" if kind == "doubt" else "skipped",
                origin=self.document.origin,
                line=draft.line,
                where=draft.where,
                text=f"{draft.source} {draft.title}".strip(),
            )
        )


def _has_hours(moment: Moment) -> bool:
    """Whether the clocks say more than 'from midnight to midnight'."""
    return any(clock is not None and clock.at % _DAY for clock in (moment.start, moment.end))


def _words(day: CellDay) -> DateWords:
    return DateWords(day.year, day.month, day.day, day.weekday)


def _wall(day: date, clock: CellClock, offset: timedelta | None) -> datetime:
    zone: tzinfo | None = None if offset is None else timezone(offset) if offset else UTC
    return datetime.combine(day, _MIDNIGHT, zone) + clock.at
