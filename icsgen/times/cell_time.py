"""What one cell says about time, read as a whole or not at all: '9:00–10:30 PDT' is a time, 'Lunch 12:00' is not.

:func:`read_cell` takes text, numbers (Unix times) and the date and time objects of a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from icsgen.times.cellwords import NOON, ONE_DAY, CellClock, CellDay, CellZone, Joint, Order, Word, words_of
from icsgen.times.zones import offset_name

LONGEST_CELL = 120
"""A longer cell is prose, not a time."""
_SERIAL_EPOCH = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class CellTime:
    """All that one cell says."""

    day: CellDay | None = None
    start: CellClock | None = None
    end: CellClock | None = None
    end_day: CellDay | None = None
    next_day: bool = False
    """The end is said to be on the next day."""
    zone: str = ""
    """The zone in the cell's words."""
    fixed: bool = False
    """``zone`` is an offset that is part of the time, as in ISO 8601."""


def read_cell(cell: object, order: Order | None = None) -> CellTime | None:
    """What the cell says about time; ``None`` if it is empty or anything in it is not about time.

    >>> read_cell("Tue 20 July 19:00 - 19:20 PDT").zone
    'PDT'
    >>> read_cell("Lunch 12:00") is None
    True
    """
    if isinstance(cell, str):
        text = cell.strip()
        return _read_text(text, order) if text and len(text) <= LONGEST_CELL else None
    if isinstance(cell, bool) or cell is None:
        return None
    return _read_object(cell)


def _read_object(cell: object) -> CellTime | None:
    if isinstance(cell, datetime):
        zone = offset_name(offset) if (offset := cell.utcoffset()) is not None else ""
        clock = replace(_clock_of(cell.time()), exact=True)
        return CellTime(_day_of(cell), clock, zone=zone, fixed=bool(zone))
    if isinstance(cell, date):
        return CellTime(_day_of(cell))
    if isinstance(cell, time):
        return CellTime(start=_clock_of(cell))
    if isinstance(cell, timedelta) and timedelta(0) <= cell <= ONE_DAY:
        return CellTime(start=CellClock(cell))
    if isinstance(cell, int | float) and 10**9 <= cell < 4 * 10**12:
        return _read_object(datetime.fromtimestamp(cell if cell < 10**11 else cell / 1000, UTC))
    return None


def _day_of(value: date) -> CellDay:
    return CellDay(value.month, value.day, value.year)


def _clock_of(value: time) -> CellClock:
    return CellClock(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))


def from_serial(number: float) -> CellTime | None:
    """A spreadsheet's number as a time: whole days since 1899-12-30, the fraction a clock.

    >>> from_serial(43588.5).day.as_date(), from_serial(0.375).start.at
    (datetime.date(2019, 5, 3), datetime.timedelta(seconds=32400))
    """
    if not 0 <= number < 80_000:  # until 2119
        return None
    days, fraction = divmod(number, 1)
    clock = CellClock(timedelta(minutes=round(fraction * 24 * 60)))
    if days == 0:
        return CellTime(start=clock)
    if days < 20_000:  # before 1954
        return None
    return CellTime(_day_of(_SERIAL_EPOCH + timedelta(days=days)), clock if fraction else None)


@lru_cache(maxsize=16384)
def _read_text(text: str, order: Order | None) -> CellTime | None:
    try:
        return _Assembly().read(words_of(text, order))
    except _NotATime:
        return None


class _NotATime(Exception):
    """The words do not make a time."""


class _Assembly:
    """The words of one cell, put together one by one."""

    def __init__(self) -> None:
        self.days: list[CellDay] = []
        self.clocks: list[CellClock] = []
        self.zone: CellZone | None = None
        self.number: int | None = None
        self.joint = False
        self.next_day = False

    def read(self, words: Iterable[Word | None]) -> CellTime:
        for word in words:
            match word:
                case CellDay():
                    self._day(word)
                case CellClock():
                    self._clock(word)
                case CellZone():
                    if self.zone is not None and self.zone.words != word.words:
                        raise _NotATime
                    self.zone = word
                case Joint(next_day=True):
                    self.next_day = True
                case Joint() if self.days or self.clocks or self.number is not None:
                    self.joint = True
                case int():
                    self._number(word)
                case _:
                    raise _NotATime
        return self._result()

    def _day(self, day: CellDay) -> None:
        if self.number is not None:  # the 3 of '3–5 May'
            if not self.joint or day.day is None or self.days:
                raise _NotATime
            self.days.append(replace(day, day=self.number, weekday=None))
            self.number = None
        elif self.days and (both := self.days[-1].joined(day)):
            self.days[-1] = both
            if len(self.days) == 2 and day.year and self.days[0].year is None:  # 'May 3–5, 2024'
                self.days[0] = replace(self.days[0], year=day.year)
            return
        self.days.append(day)
        self.joint = self.joint and bool(self.clocks)  # 'clock to day clock' goes on

    def _clock(self, clock: CellClock) -> None:
        if self.number is not None:  # the 9 of '9–10 am'
            if not self.joint or not self.number <= 24:
                raise _NotATime
            self.clocks.append(CellClock(timedelta(hours=self.number), self.number > 12 or self.number == 0))
            self.number = None
        elif self.clocks and not self.joint:
            raise _NotATime
        self.clocks.append(clock)
        self.joint = False

    def _number(self, number: int) -> None:
        if self.joint and len(self.clocks) == 1 and number <= 24:  # the 10 of '9:00–10'
            self._clock(CellClock(timedelta(hours=number), number > 12 or number == 0))
        elif self.joint and len(self.days) == 1 and not self.clocks and self.days[0].day:  # the 5 of 'May 3–5'
            self.days.append(replace(self.days[0], day=number, weekday=None))
            self.joint = False
        elif self.number is None and not self.joint:
            self.number = number
        else:
            raise _NotATime

    def _result(self) -> CellTime:
        if self.number is not None or len(self.days) > 2 or len(self.clocks) > 2 or not (self.days or self.clocks):
            raise _NotATime
        start, end = (*self.clocks, None, None)[:2]
        day, end_day = (*self.days, None, None)[:2]
        if not all(one.day or one.weekday is not None or one.number for one in self.days):  # a bare year
            raise _NotATime
        if not all(map(_exists, self.days)):  # '3–0 June'
            raise _NotATime
        if start and end:
            start, end = _halves(start, end)
        return CellTime(
            day,
            start,
            end,
            end_day,
            self.next_day,
            self.zone.words if self.zone else "",
            self.zone.fixed if self.zone else False,
        )


def _exists(day: CellDay) -> bool:
    if day.day is None:
        return True
    try:
        return bool(date(day.year or 2000, day.month or 1, day.day))  # 2000 has a 29 February
    except ValueError:
        return False


def _halves(start: CellClock, end: CellClock) -> tuple[CellClock, CellClock]:
    """What one 'am' or 'pm' says about the other side: the shortest span that begins before it ends.

    '11:45–1:00 pm' begins in the morning, '1–2 pm' does not. Beside '13:00' there is nothing to say.
    """
    if start.sure == end.sure:
        return start, end
    known, unknown = (start, end) if start.sure else (end, start)
    if not known.spoken:  # the hours run to 24
        return replace(start, sure=True), replace(end, sure=True)
    both = (unknown.at % NOON, unknown.at % NOON + NOON)
    if start.sure:
        later = [at for at in both if at > known.at]
        return start, CellClock(min(later, default=both[0]), spoken=known.spoken)
    earlier = [at for at in both if at < known.at]
    return CellClock(max(earlier, default=both[1]), spoken=known.spoken), end
