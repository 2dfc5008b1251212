"""Cells: what one cell of a table, or one value of a record, says about time.

:func:`read_cell` gives all that is in a cell. A day may lack its year, or be only a weekday or a 'Day 2'. '5/3/2019'
has two readings until :func:`date_order` has found the order from its column as a whole. A clock without 'am' or 'pm'
may be open too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from icsgen.times.cell_time import LONGEST_CELL, CellTime, from_serial, read_cell
from icsgen.times.cellwords import CellClock, CellDay, Order
from icsgen.times.durations import parse_duration

__all__ = ["CellClock", "CellDay", "CellTime", "Order", "date_order", "from_serial", "parse_duration", "read_cell"]

_FIGURES = re.compile(r"(?<![\d/-])\d{1,2}([/-])\d{1,2}(?:\1(?:\d{4}|\d\d))?(?![\d/:-])")
_ORDERS: tuple[Order, Order] = ("dmy", "mdy")


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
