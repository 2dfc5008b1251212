"""Days that are no dates ('Friday', 'Day 2', 'Tuesday 13'), counted from the first day, which ``--date`` gives."""

from __future__ import annotations

from datetime import date, timedelta

from icsgen.errors import TimeFault, YearError
from icsgen.times.cells import CellDay

DATE_HINT = "say which day it begins with: --date YYYY-MM-DD"
_DAY = timedelta(days=1)
_LONGEST_MONTH = 31
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def counted(day: CellDay, first: date | None) -> date:
    """The date of the day, on or after the first.

    :raises YearError: the first day is not given.
    :raises TimeFault: the weekday contradicts it.

    >>> counted(CellDay(day=13, weekday=1), date(2024, 8, 12))
    datetime.date(2024, 8, 13)
    """
    if first is None:
        raise YearError("a day without a date", hint=DATE_HINT)
    if day.day is not None:
        found = next(one for one in (first + n * _DAY for n in range(2 * _LONGEST_MONTH)) if one.day == day.day)
    elif day.number is not None:
        found = first + (day.number - 1) * _DAY
    else:
        assert day.weekday is not None
        return first + (day.weekday - first.weekday()) % 7 * _DAY
    if day.weekday is not None and found.weekday() != day.weekday:
        said = f"day {day.number} from {first}" if day.day is None else f"the {day.day} after {first}"
        raise TimeFault(f"{said} is a {_WEEKDAYS[found.weekday()]}, no {_WEEKDAYS[day.weekday]}", hint="correct --date")
    return found
