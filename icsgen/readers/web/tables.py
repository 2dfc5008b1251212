"""Tables as lines: row by row, and timetables that put rooms or days side by side turned into one list.

A table is one of these, told by where its times stand and what its head says:

1. a list: one column of times, the others say title, speaker, room. Each row is a row;
2. rooms side by side: a column of times, a column for each room or track. Each cell is a row of its own, with its room;
3. days side by side: the same with a column for each day. Each column follows under its day as a heading;
4. rooms above each other, times across: turned round, then 2;
5. none of them, a table for layout or without times in a column: its cells one after the other.

A cell that spans rows lasts as long as they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icsgen.readers.markup.lines import Line, row
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.web.cells import (
    IN_TABLE,
    LONGEST_TIME,
    Cell,
    Grid,
    Table,
    clock_text,
    distinct,
    entries_of,
    grid_of,
    heading_line,
    heading_lines,
    names_day,
    only_cell,
    only_time,
    row_lines,
    shown_cells,
    turned,
    whole_of,
)
from icsgen.readers.web.lined import Lined, border, unseen

_MEANT = frozenset(("title", "speakers", "abstract", "type", "url", "duration", "session"))
"""Roles that say that a column holds part of a talk; rooms and tracks also stand side by side."""


def lines_of(table: Table) -> list[Lined]:
    """The table as lines, in an order in which a reader of lines understands them."""
    laid = _Laid(table)
    lines = list(_named_again(laid.lines()))
    if laid.ordered and lines:
        for one in lines:
            one.seen = ()
        lines[0].seen = tuple(each for cells in table.rows for each in shown_cells(cells))
        lines.append(border(IN_TABLE))
    return [*table.caption, *lines]


def _named_again(lines: Iterable[Lined]) -> Iterator[Lined]:
    """Other lines part the rows of a table for a reader of lines: the columns are named again behind them."""
    heads: list[Line] = []
    parted = False
    for one in lines:
        if one.line.kind != "row":
            parted = True
        elif one.line.header:
            heads.append(one.line)
        elif parted:
            parted = False
            if heads:
                yield border()
            yield from map(Lined, heads)
        yield one


class _Laid:
    """A table laid out: each cell at every place that it spans."""

    def __init__(self, table: Table) -> None:
        self.number = table.number
        self.doubts = table.doubts
        grid = grid_of(table)
        self.grid: Grid = grid or []
        self.flow = [cell for cells in table.rows for cell in cells]
        for cell in self.flow:
            cell.phrase = only_time(cell)
        self.head = table.head
        self.doubts_rows = False
        self.ordered = False
        """Its lines come in another order than they stand in, row by row."""

    def lines(self) -> Iterator[Lined]:
        if not self.grid or not any(cell.phrase for cell in self.flow) or self._is_layout():
            yield from self._flowing()
            return
        if self._times_across():
            self.grid = turned(self.grid)
            self.head = 1
        times = self._time_columns()
        if not times:
            yield from self._by_column() if self._days_across() else self._flowing()
            return
        self.ordered = True
        self.head = self._head(times)
        beside = self._side_by_side(times)
        if not beside:
            yield from self._listed(times)
        elif self._days_across():
            yield from self._by_day(times, beside)
        else:
            yield from self._by_room(times, beside)

    # -- what kind of table -------------------------------------------------------------------------------

    def _is_layout(self) -> bool:
        """Other tables stand in it, or whole programmes in single cells."""
        return any(one.line.kind == "row" for cell in self.flow for one in cell.lines) or len(self.flow) < 2

    @property
    def width(self) -> int:
        return len(self.grid[0])

    def _column(self, index: int, start: int = 0) -> list[Cell]:
        return [cell for cells in self.grid[start:] if (cell := cells[index]) is not None and cell.lines]

    def _times_across(self) -> bool:
        """Whether the first row holds times, and the first column none."""
        first = [cell for cell in self.grid[0][1:] if cell is not None]
        times = sum(cell.phrase is not None for cell in first)
        return times > 1 and times >= len(first) - 1 and not any(cell.phrase for cell in self._column(0, 1))

    def _time_columns(self) -> list[int]:
        """The columns that hold times and little else: one, or one for the start and one for the end."""
        found = []
        for index in range(min(self.width, 6)):
            column = [cell for cell in self._column(index) if cell.columns < self.width or self.width == 1]
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

    def _head(self, times: list[int]) -> int:
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
                or self._names_places(filled)
            ):
                break
            head += 1
        return head

    def _names_places(self, filled: list[Cell]) -> bool:
        """A first row without a time over a column of times."""
        return all(len(cell.text) <= LONGEST_TIME for cell in filled) and any(names_day(cell.text) for cell in filled)

    def _heading_of(self, column: int) -> str:
        words = dict.fromkeys(cell.text for cells in self.grid[: self.head] if (cell := cells[column]) is not None)
        return " ".join(word for word in words if word)

    def _side_by_side(self, times: list[int]) -> list[int]:
        """The columns that hold talks side by side; none if the columns are parts of one talk."""
        columns = [index for index in range(self.width) if index not in times and self._column(index, self.head)]
        if not self.head or len(columns) < 2:
            return []
        roles = []
        for index in columns:
            meanings = header_of(self._heading_of(index)).meanings
            roles.append(meanings[0][0] if meanings else "")
        if any(names_day(self._heading_of(index)) for index in columns):
            return columns
        parts = [role for role in roles if role in _MEANT]
        if parts and len(set(parts)) == len(parts):
            return []
        named = [role for role in roles if role]
        return columns if len(set(named)) < len(named) or len(named) * 2 <= len(roles) else []

    def _days_across(self) -> bool:
        self.head = self.head or 1
        return sum(names_day(self._heading_of(index)) for index in range(self.width)) > 1

    # -- lines --------------------------------------------------------------------------------------------

    def _flowing(self) -> Iterator[Lined]:
        for cell in self.flow:
            yield from cell.lines

    def _by_column(self) -> Iterator[Lined]:
        """Days side by side whose cells say the times themselves."""
        for index in range(self.width):
            done: set[int] = set()
            for position, cells in enumerate(self.grid):
                cell = cells[index]
                if cell is None or id(cell) in done:
                    continue
                done.add(id(cell))
                if position < self.head and cell.lines:
                    yield heading_line(cell, cell.text, 3)
                else:
                    yield from cell.lines

    def _listed(self, times: list[int]) -> Iterator[Lined]:
        if not self.head and (named := self._named(times)):
            yield named
        for position, cells in enumerate(self.grid):
            own = distinct(cells)
            if (alone := only_cell(own)) and (alone.columns >= self.width > 1 or alone.header):
                yield from heading_lines(alone)
                continue
            rest = self._columns(position, times)
            if position < self.head:
                yield from row_lines([cells[times[0]] or Cell(), *rest], self.number, header=True)
                continue
            time = self._time_of(position, times)
            again = position > 0 and self.grid[position - 1][times[0]] is cells[times[0]]
            filled = [cell for cell in rest if cell.lines]
            several = entries_of(filled[0]) if time.phrase and len(filled) == 1 else []
            for entry in several:
                yield from row_lines([time, entry], self.number, again=True)
            if not several:
                yield from row_lines([time, *rest], self.number, again=again)

    def _columns(self, position: int, times: list[int]) -> list[Cell]:
        """The cells of a row beside its time, each in the column where it begins."""
        cells = self.grid[position]
        return [
            cell if (cell := cells[index]) is not None and cell not in cells[:index] else Cell()
            for index in range(self.width)
            if index not in times
        ]

    def _named(self, times: list[int]) -> Lined | None:
        """A head for columns that only the classes of their cells name."""
        heads = ["Time"]
        for index in range(self.width):
            if index not in times:
                roles = [cell.role for cell in self._column(index) if cell.columns == 1]
                role = max(set(roles), key=roles.count, default="")
                heads.append(role.title() if roles.count(role) * 2 > len(roles) else "")
        if not any(heads[1:]):
            return None
        if "Title" not in heads and "" in heads:
            heads[heads.index("")] = "Title"
        return Lined(row(0, tuple(heads), table=self.number, header=True))

    def _time_of(self, position: int, times: list[int]) -> Cell:
        """The time of a row; of a start and an end in columns of their own the range."""
        cells = [cell for index in times if (cell := self.grid[position][index]) is not None]
        if len(cells) == 2 and cells[0] is not cells[1] and cells[0].phrase and cells[1].phrase:
            first, second = cells
            return Cell(lines=[unseen(first.number, f"{first.text} – {second.text}")], phrase=first.phrase)
        return whole_of(cells[0]) if cells else Cell()

    def _by_room(self, times: list[int], beside: list[int]) -> Iterator[Lined]:
        yield Lined(row(0, ("Time", "Title", "Room"), table=self.number, header=True))
        self._continue(times, beside)
        for position in range(self.head, len(self.grid)):
            if heading := self._heads(position, times):
                yield from heading_lines(heading)
                continue
            placed = [(index, cell) for index in beside if (cell := self._begun(position, index))]
            for cell in distinct([cell for _, cell in placed]):
                own = [index for index, one in placed if one is cell]
                room = self._heading_of(own[0]) if len(own) < len(beside) else ""
                place = Cell(lines=[unseen(0, room)] if room else [])
                yield from self._timed(self._lasting(position, times, cell), cell, place)

    def _by_day(self, times: list[int], beside: list[int]) -> Iterator[Lined]:
        self._continue(times, beside)
        for index in beside:
            head = next((cell for cells in self.grid[: self.head] if (cell := cells[index]) and cell.lines), None)
            if head is not None:
                yield heading_line(head, self._heading_of(index), 3)
            for position in range(self.head, len(self.grid)):
                cell = self._begun(position, index)
                if cell is not None and cell.phrase is None and not self._heads(position, times):
                    yield from self._timed(self._lasting(position, times, cell), cell)

    def _heads(self, position: int, times: list[int]) -> Cell | None:
        """The cell that is all of the row, the place of its time included."""
        alone = only_cell(distinct(self.grid[position]))
        return alone if alone is not None and alone is self.grid[position][times[0]] else None

    def _timed(self, time: Cell, cell: Cell, *others: Cell) -> Iterator[Lined]:
        if time.phrase is None:
            message = "stands in a row of the timetable that has no time, so no event"
            self.doubts.append((cell.number, cell.text, message))
            return
        for entry in entries_of(cell) or [cell]:
            yield from row_lines([time, entry, *others], self.number)

    def _continue(self, times: list[int], beside: list[int]) -> None:
        """A row without a time goes on with what stands above it: speakers below titles."""
        for position in range(self.head + 1, len(self.grid)):
            cells = self.grid[position]
            time = cells[times[0]]
            if time is not None and (time.lines or time is self.grid[position - 1][times[0]]):
                continue
            for index in beside:
                above, cell = self.grid[position - 1][index], cells[index]
                if cell is None or not cell.lines or above is None or not above.lines or above is cell:
                    continue
                if not any(one is each for one in cell.lines for each in above.lines):
                    above.lines += cell.lines
                cells[index] = above

    def _begun(self, position: int, index: int) -> Cell | None:
        """The cell that begins at the place, if it says anything."""
        cell = self.grid[position][index]
        return cell if cell is not None and cell.lines and self._begins(position, cell, index) else None

    def _begins(self, position: int, cell: Cell, index: int) -> bool:
        return position == 0 or self.grid[position - 1][index] is not cell

    def _lasting(self, position: int, times: list[int], cell: Cell) -> Cell:
        """The time of a cell: from its first row to the end of its last."""
        first = self._time_of(position, times)
        below = min(position + cell.rows, len(self.grid))
        last = self._time_of(below - 1, times)
        if first.phrase is None or last.phrase is None:
            return first
        end = last.phrase.end
        if end is None and below < len(self.grid) and (after := self._time_of(below, times).phrase):
            end = after.start
            self._doubt_rows(first)
        if end is None or (last is first and first.phrase.end is not None):
            return first
        zone = first.phrase.zone or last.phrase.zone
        text = f"{clock_text(first.phrase.start)} – {clock_text(end)} {zone}".strip()
        return Cell(lines=[unseen(first.number, text)], phrase=first.phrase)

    def _doubt_rows(self, time: Cell) -> None:
        if not self.doubts_rows:
            self.doubts_rows = True
            message = "the timetable states no ends; took each entry to last until the next row"
            self.doubts.append((time.number, time.text, message))
