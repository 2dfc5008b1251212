"""Rows under one time that are one talk: the title in one, and who speaks in the row above or below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from icsgen.readers.pages.kinds import is_kind
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.web.cells import Cell
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.parted import is_certain

_FEWEST = 2


class _Pair(NamedTuple):
    """Two rows with one cell each."""

    position: int
    column: int
    """Which column the two stand in."""
    title: Cell
    people: Cell
    below: bool
    """Whether the people stand below the title."""


def join_rows(laid: Laid, time: int, others: list[int]) -> set[int]:
    """Put title and people into the first of their two rows. The rows that then say nothing of their own.

    A short title looks like a name: unless a name comes with a place, several pairs must stand in one order, and no
    others.
    """
    pairs = [
        _pair(laid, position, others)
        for start, end in _groups(laid, time)
        if end - start > 1
        for position in range(start, end, 2)
    ]
    told = [pair for pair in pairs if pair]
    alike = len(told) == len(pairs) >= _FEWEST and len({pair.below for pair in told}) == 1
    joined: set[int] = set()
    for pair in told:
        if alike or is_certain(people_of(pair.people.text)):
            named = replace(pair.people.lines[0], role="speakers")
            lines = [pair.title.lines[0], named, *pair.title.lines[1:]]
            laid.grid[pair.position][pair.column] = replace(pair.title, lines=lines)
            joined.add(pair.position + 1)
    return joined


def _groups(laid: Laid, time: int) -> Iterator[tuple[int, int]]:
    """From which row to which one time goes; a pause has a row of its own."""
    start = laid.head
    for position in range(laid.head + 1, len(laid.grid) + 1):
        above = laid.grid[position - 1][time]
        cell = laid.grid[position][time] if position < len(laid.grid) else None
        if position == len(laid.grid) or (cell is not None and cell is not above and cell.lines):
            yield start, position
            start = position


def _pair(laid: Laid, position: int, others: list[int]) -> _Pair | None:
    """The title and the people that are all of two rows."""
    if position + 1 >= len(laid.grid):
        return None
    first, second = (
        [(index, cell) for index in others if (cell := cells[index]) and cell.lines]
        for cells in laid.grid[position : position + 2]
    )
    if len(first) != 1 or len(second) != 1 or first[0][0] != second[0][0] or first[0][1] is second[0][1]:
        return None
    index, above = first[0]
    below = second[0][1]
    if _names(above) and _is_talk(below):
        return _Pair(position, index, below, above, below=False)
    return _Pair(position, index, above, below, below=True) if _is_talk(above) and _names(below) else None


def _names(cell: Cell) -> bool:
    return len(cell.lines) == 1 and bool(people_of(cell.text))


def _is_talk(cell: Cell) -> bool:
    text = cell.lines[0].line.text
    return is_title(text) and not people_of(text) and not is_kind(text) and room_of(text) is None
