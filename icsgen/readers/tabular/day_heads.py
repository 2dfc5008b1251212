"""The day that stands over a column, alone or over the hours under it: 'Monday 3 June', 'Day 2', 'Tuesday 13'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from icsgen.patterns import Pattern
from icsgen.times.cells import CellDay, Order, read_cell

_MARKS = " *†‡¹²³"
"""What refers to a footnote."""
_IN_MONTH = Pattern(r"([^\W\d]{2,})\.?,? +(\d{1,2})(?:st|nd|rd|th|\.)?")
"""A weekday and the day of a month that is not named."""
_ROWS_BELOW = 4


def day_of(text: str, order: Order | None = None) -> CellDay | None:
    """The day that a header names, and nothing else.

    >>> day_of("Mon 12 Aug*").day, day_of("Tuesday 13").weekday, day_of("Room 13"), day_of("9:00")
    (12, 1, None, None)
    """
    text = text.rstrip(_MARKS)
    if (found := read_cell(text, order)) is not None:
        return found.day if found.start is None else None
    if match := _IN_MONTH.fullmatch(text):
        named = read_cell(match[1], order)
        if named is not None and named.day is not None and named.day.weekday is not None:
            return CellDay(day=int(match[2]), weekday=named.day.weekday)
    return None


def over_hours(cells: Sequence[Any], below: Sequence[Sequence[Any]]) -> CellDay | None:
    """The day of a row such as 'Sep-11, Hall A, Hall B', whose first cell is a day with hours under it."""
    first = next((index for index, cell in enumerate(cells) if cell not in ("", None)), None)
    if first is None or not isinstance(cells[first], str) or (day := day_of(cells[first].strip())) is None:
        return None
    others = [cell for cell in cells[first + 1 :] if cell not in ("", None)]
    if not others or not all(isinstance(cell, str) and read_cell(cell) is None for cell in others):
        return None
    under = (row[first] for row in below[:_ROWS_BELOW] if first < len(row) and row[first] not in ("", None))
    hour = read_cell(next(under, None))
    return day if hour is not None and hour.start is not None and hour.day is None else None
