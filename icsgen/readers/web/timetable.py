"""Timetables: rooms or days side by side beside a column of times. A cell that spans rows lasts as long as they do."""

from __future__ import annotations

from collections.abc import Iterator

from icsgen.readers.markup.lines import row
from icsgen.readers.web.abreast import are_several, entries_of, listing_lines, titled
from icsgen.readers.web.cells import Cell, Table, clock_text, heading_line, heading_lines, row_lines
from icsgen.readers.web.grid import distinct, only_cell
from icsgen.readers.web.groups import day_lines, holds_days
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined, unseen
from icsgen.times.phrases import Phrase

_FURTHEST = 120
"""Minutes that an entry without an end may last until the next row; one that spans rows lasts as long as they do."""


class Timetable:
    """A table whose columns ``beside`` the ``times`` hold talks side by side."""

    def __init__(self, laid: Laid, times: list[int], beside: list[int], table: Table) -> None:
        self.laid = laid
        self.grid = laid.grid
        self.head = laid.head
        self.times = times
        self.days = [index for index in range(times[0]) if holds_days(laid, index)]
        self.beside = [index for index in beside if index not in self.days]
        self.number = table.number
        self.doubts = table.doubts
        self.doubts_rows = False

    def by_room(self) -> Iterator[Lined]:
        """Each cell as a row of its own, with its room."""
        yield Lined(row(0, ("Time", "Title", "Room"), table=self.number, header=True))
        self._continue()
        for position in range(self.head, len(self.grid)):
            for index in self.days:
                yield from day_lines(self.laid, position, index)
            if heading := self._heads(position):
                yield from heading_lines(heading)
                continue
            placed = [(index, cell) for index in self.beside if (cell := self._begun(position, index))]
            for cell in distinct([cell for _, cell in placed]):
                own = [index for index, one in placed if one is cell]
                room = self.laid.heading_of(own[0]) if len(own) < len(self.beside) else ""
                yield from self._timed(self._lasting(position, cell), cell, room, placed=True)

    def by_day(self) -> Iterator[Lined]:
        """Each column under its day as a heading."""
        self._continue()
        for index in self.beside:
            head = next((cell for cells in self.grid[: self.head] if (cell := cells[index]) and cell.lines), None)
            if head is not None:
                yield heading_line(head, self.laid.heading_of(index), 3)
            for position in range(self.head, len(self.grid)):
                cell = self._begun(position, index)
                if cell is not None and cell.phrase is None and not self._heads(position):
                    yield from self._timed(self._lasting(position, cell), cell)

    def _heads(self, position: int) -> Cell | None:
        """The cell that is all of the row, the place of its time included."""
        alone = only_cell(self.grid[position])
        return alone if alone is not None and alone is self.grid[position][self.times[0]] else None

    def _timed(self, time: Cell, cell: Cell, room: str = "", *, placed: bool = False) -> Iterator[Lined]:
        """The talks of the cell; ``placed`` in a table with a column for the room."""
        if time.phrase is None:
            message = "stands in a row of the timetable that has no time, so no event"
            self.doubts.append((cell.number, cell.text, message))
            return
        if are_several(cell):
            yield from listing_lines(time, cell, room)
            return
        others = [Cell(lines=[unseen(0, room)] if room else [])] if placed else []
        for entry in entries_of(cell) or [titled(cell)]:
            yield from row_lines([time, entry, *others], self.number)

    def _continue(self) -> None:
        """A row without a time goes on with what stands above it: speakers below titles."""
        for position in range(self.head + 1, len(self.grid)):
            cells = self.grid[position]
            time = cells[self.times[0]]
            if time is not None and (time.lines or time is self.grid[position - 1][self.times[0]]):
                continue
            for index in self.beside:
                above, cell = self.grid[position - 1][index], cells[index]
                if cell is None or not cell.lines or above is None or not above.lines or above is cell:
                    continue
                if not any(one is each for one in cell.lines for each in above.lines):
                    above.lines += cell.lines
                cells[index] = above

    def _begun(self, position: int, index: int) -> Cell | None:
        """The cell that begins at the place, if it says anything."""
        cell = self.grid[position][index]
        begins = position == 0 or self.grid[position - 1][index] is not cell
        return cell if cell is not None and cell.lines and begins else None

    def _lasting(self, position: int, cell: Cell) -> Cell:
        """The time of a cell: from its first row to the end of its last."""
        first = self.laid.time_of(position, self.times)
        below = min(position + cell.rows, len(self.grid))
        last = self.laid.time_of(below - 1, self.times)
        if first.phrase is None or last.phrase is None:
            return first
        end = last.phrase.end
        after = self.laid.time_of(below, self.times).phrase if self._is_day_of(position, below) else None
        if end is None and after is not None and (cell.rows > 1 or _minutes_between(first.phrase, after) <= _FURTHEST):
            end = after.start
            self._doubt_rows(first)
        if end is None or (last is first and first.phrase.end is not None):
            return first
        zone = first.phrase.zone or last.phrase.zone
        text = f"{clock_text(first.phrase.start)} – {clock_text(end)} {zone}".strip()
        return Cell(lines=[unseen(first.number, text)], phrase=first.phrase)

    def _is_day_of(self, position: int, below: int) -> bool:
        """Whether the row below is there, and of the same day."""
        return below < len(self.grid) and all(
            (day := self.grid[below][index]) is None or not day.lines or day is self.grid[position][index]
            for index in self.days
        )

    def _doubt_rows(self, time: Cell) -> None:
        if not self.doubts_rows:
            self.doubts_rows = True
            message = "the timetable states no ends; took each entry to last until the next row"
            self.doubts.append((time.number, time.text, message))


def _minutes_between(first: Phrase, after: Phrase) -> int:
    """From the one start to the next, on a clock of 12 hours if that is how they are written."""
    open_ = first.start.open and after.start.open
    return (after.start.minutes() - first.start.minutes()) % (12 * 60 if open_ else 24 * 60)
