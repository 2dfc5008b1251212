"""Cells: what one cell of a table, or one value of a record, says about time.

:func:`read_cell` gives all that is in a cell; the ``parse_…`` functions ask for one kind. A day may lack its year,
or be only a weekday or a 'Day 2'. '5/3/2019' has two readings until :func:`date_order` has found the order from its
column as a whole. A clock without 'am' or 'pm' may be open too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from icsgen.errors import TimeFault
from icsgen.times.cell_time import LONGEST_CELL, CellTime, from_serial, read_cell
from icsgen.times.cellwords import CellClock, CellDay, Order
from icsgen.times.durations import parse_duration

__all__ = [
    "CellClock", "CellDay", "CellTime", "Order", "date_order", "from_serial", "parse_clock", "parse_date",
    "parse_datetime", "parse_duration", "parse_range", "read_cell",
]  # fmt: skip

ORDER_HINT = "say which comes first: --date-order dmy or --date-order mdy"
_FIGURES = re.compile(r"(?<![\d/-])\d{1,2}([/-])\d{1,2}(?:\1(?:\d{4}|\d\d))?(?![\d/:-])")
_ORDERS: tuple[Order, Order] = ("dmy", "mdy")


def parse_date(cell: object, order: Order | None = None) -> CellDay | None:
    """The day that the cell names and nothing else.

    :raises TimeFault: month and day could be the other way round, and ``order`` does not say.

    >>> parse_date("17th Sep").day, parse_date("2024-03-18").as_date(), parse_date("5/3/2019", "mdy").month
    (17, datetime.date(2024, 3, 18), 5)
    """
    found = read_cell(cell, order)
    if found is None or found.day is None or found.start is not None:
        return None
    return _settled(found.day, cell)


def _settled(day: CellDay, cell: object) -> CellDay:
    if day.open:
        raise TimeFault("day and month could be either way round", text=str(cell), hint=ORDER_HINT)
    return day


def parse_clock(cell: object) -> CellClock | None:
    """The one clock time that the cell holds and nothing else but a zone.

    >>> parse_clock("8:30 a.m.").at, parse_clock("Noon").at, parse_clock("9.15").sure
    (datetime.timedelta(seconds=30600), datetime.timedelta(seconds=43200), False)
    """
    found = read_cell(cell)
    return found.start if found and found.day is None and found.end is None else None


def parse_range(cell: object) -> tuple[CellClock, CellClock] | None:
    """The two clock times of a range, whatever day and zone stand with them.

    >>> start, end = parse_range("11:45–1:00 pm")
    >>> start.at, end.at
    (datetime.timedelta(seconds=42300), datetime.timedelta(seconds=46800))
    """
    found = read_cell(cell)
    return (found.start, found.end) if found and found.start and found.end else None


def parse_datetime(cell: object, order: Order | None = None) -> CellTime | None:
    """A day with a clock time, whatever else of time stands with them.

    :raises TimeFault: month and day could be the other way round, and ``order`` does not say.
    """
    found = read_cell(cell, order)
    if found is None or found.day is None or found.start is None:
        return None
    _settled(found.day, cell)
    return found


def date_order(column: Iterable[object]) -> tuple[Order | None, str]:
    """The order of day and month in figures, found from a column as a whole, and what showed it.

    1. A number over 12, or a weekday beside the date, that only one order allows.
    2. Days that follow each other in one order and lie a month apart in the other.

    No order: nothing settles it, or nothing needs it.

    >>> date_order(["5/3/2019", "5/13/2019"])[0], date_order(["5/3/2019"])[0]
    ('mdy', None)
    >>> date_order(["5/3/2019", "5/4/2019", "5/5/2019"])
    ('mdy', 'these are days that follow each other')
    """
    cells = {cell.strip() for cell in column if isinstance(cell, str) and _FIGURES.search(cell[:LONGEST_CELL])}
    days: dict[Order, set[date]] = {"dmy": set(), "mdy": set()}
    allowed: dict[Order, bool] = {"dmy": True, "mdy": True}
    for cell in cells:
        for order in _ORDERS:
            found = read_cell(cell, order)
            for day in (found.day, found.end_day) if found else ():
                if day and day.month and day.day:
                    date_ = date(day.year or 2000, day.month, day.day)
                    days[order].add(date_)
                    if day.year and day.weekday is not None and date_.weekday() != day.weekday:
                        allowed[order] = False
            if found is None and read_cell(cell) is not None:
                allowed[order] = False
    if allowed["dmy"] != allowed["mdy"]:
        return "dmy" if allowed["dmy"] else "mdy", "only this order fits every date"
    if allowed["dmy"]:
        for order, other in (_ORDERS, _ORDERS[::-1]):
            if _one_event(days[order]) and _months_apart(days[other]):
                return order, "these are days that follow each other"
    return None, ""


def _one_event(days: set[date]) -> bool:
    ordered = sorted(days)
    return len(ordered) > 1 and all((b - a).days <= 3 for a, b in pairwise(ordered))


def _months_apart(days: set[date]) -> bool:
    return all((b - a).days >= 28 for a, b in pairwise(sorted(days)))
