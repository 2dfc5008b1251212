"""A table laid out, each cell at every place that it spans: which of its columns hold times, and what its head says."""

from __future__ import annotations

from icsgen.readers.tabular.fields import header_of
from icsgen.readers.web.cells import LONGEST_TIME, Cell, names_day, whole_of
from icsgen.readers.web.grid import Grid, turned
from icsgen.readers.web.lined import unseen

_MEANT = frozenset(("title", "speakers", "abstract", "type", "url", "duration", "session"))
"""Roles that say that a column holds part of a talk; rooms and tracks also stand side by side."""
_FURTHEST_TIME = 6
"""Columns from the left in which times are looked for."""


class Laid:
    """The places of a table. ``head`` is how many rows at the top name the columns."""

    def __init__(self, grid: Grid, head: int) -> None:
        self.grid = grid
        self.head = head

    def settle(self) -> list[int]:
        """The columns of times, none if there are none. The head is settled too; times across are turned round."""
        if self._times_across():
            self.grid = turned(self.grid)
            self.head = 1
        times = self._time_columns()
        if times:
            self.head = self._head()
        return times

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.grid[0])

    def column(self, index: int, start: int = 0) -> list[Cell]:
        """The cells of a column that say something, from a row on."""
        return [cell for cells in self.grid[start:] if (cell := cells[index]) is not None and cell.lines]

    def heading_of(self, column: int) -> str:
        """What the head says of the column."""
        words = dict.fromkeys(cell.text for cells in self.grid[: self.head] if (cell := cells[column]) is not None)
        return " ".join(word for word in words if word)

    def days_across(self) -> bool:
        """Whether the columns are days."""
        self.head = self.head or 1
        return sum(names_day(self.heading_of(index)) for index in range(self.width)) > 1

    def side_by_side(self, times: list[int]) -> list[int]:
        """The columns that hold talks side by side; none if the columns are parts of one talk."""
        columns = [index for index in range(self.width) if index not in times and self.column(index, self.head)]
        if not self.head or len(columns) < 2:
            return []
        roles = []
        for index in columns:
            meanings = header_of(self.heading_of(index)).meanings
            roles.append(meanings[0][0] if meanings else "")
        if any(names_day(self.heading_of(index)) for index in columns):
            return columns
        parts = [role for role in roles if role in _MEANT]
        if parts and (len(set(parts)) == len(parts) or {"title", "speakers"} <= set(parts)):
            return []
        named = [role for role in roles if role]
        return columns if len(set(named)) < len(named) or len(named) * 2 <= len(roles) else []

    def time_of(self, position: int, times: list[int]) -> Cell:
        """The time of a row; of a start and an end in columns of their own the range."""
        cells = [cell for index in times if (cell := self.grid[position][index]) is not None]
        if len(cells) == 2 and cells[0] is not cells[1] and cells[0].phrase and cells[1].phrase:
            first, second = cells
            return Cell(lines=[unseen(first.number, f"{first.text} – {second.text}")], phrase=first.phrase)
        return whole_of(cells[0]) if cells else Cell()

    def _times_across(self) -> bool:
        """Whether the first row holds times, and the first column none."""
        first = [cell for cell in self.grid[0][1:] if cell is not None]
        times = sum(cell.phrase is not None for cell in first)
        return times > 1 and times >= len(first) - 1 and not any(cell.phrase for cell in self.column(0, 1))

    def _time_columns(self) -> list[int]:
        """The columns that hold times and little else: one, or one for the start and one for the end."""
        found = []
        for index in range(min(self.width, _FURTHEST_TIME)):
            column = [cell for cell in self.column(index) if cell.columns < self.width or self.width == 1]
            times = sum(cell.phrase is not None for cell in column)
            if times and times * 5 >= len(column) * 3 - 3:
                found.append(index)
        return found[:2] if len(found) == 2 and found[1] == found[0] + 1 and self._are_ends(*found) else found[:1]

    def _are_ends(self, first: int, second: int) -> bool:
        """Whether the second column holds the ends of what starts in the first."""
        pairs = [
            (a.phrase, b.phrase) for cells in self.grid if (a := cells[first]) and (b := cells[second]) and a is not b
        ]
        both = [(a, b) for a, b in pairs if a and b]
        return bool(both) and all(a.end is None and b.end is None for a, b in both)

    def _head(self) -> int:
        """How many rows at the top name the columns."""
        head = 0
        for cells in self.grid[: max(self.head, 2)]:
            filled = [cell for cell in cells if cell is not None and cell.lines]
            if any(cell.phrase for cell in filled) or len({id(cell) for cell in filled}) < min(2, self.width):
                break
            worded = sum(bool(header_of(cell.text).meanings) for cell in filled)
            if not (
                head < self.head
                or all(cell.header for cell in filled)
                or worded * 2 >= len(filled)
                or _name_places(filled)
            ):
                break
            head += 1
        return head


def _name_places(filled: list[Cell]) -> bool:
    """A first row without a time over a column of times."""
    return all(len(cell.text) <= LONGEST_TIME for cell in filled) and any(names_day(cell.text) for cell in filled)
