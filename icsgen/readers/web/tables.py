"""Tables as lines: row by row, and timetables that put rooms or days side by side turned into one list.

A table is one of these, told by where its times stand and what its head says (:mod:`icsgen.readers.web.laid`):

1. a list: one column of times, the others say title, speaker, room. Each row is a row;
2. rooms side by side: a column of times, a column for each room or track. Each cell is a row of its own, with its room;
3. days side by side: the same with a column for each day. Each column follows under its day as a heading;
4. rooms above each other, times across: turned round, then 2;
5. none of them, a table for layout or without times in a column: its cells one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from icsgen.readers.markup.lines import Line
from icsgen.readers.web.cells import IN_TABLE, Cell, Table, heading_line, only_time, shown_cells
from icsgen.readers.web.grid import grid_of
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined, border
from icsgen.readers.web.listing import listed
from icsgen.readers.web.timetable import Timetable


def lines_of(table: Table) -> list[Lined]:
    """The table as lines, in an order in which a reader of lines understands them."""
    cells = [cell for row in table.rows for cell in row]
    for cell in cells:
        cell.phrase = only_time(cell)
    if not any(cell.phrase for cell in cells) or _is_layout(cells) or not (grid := grid_of(table)):
        return [*table.caption, *_flowing(cells)]
    laid = Laid(grid, table.head)
    times = laid.settle()
    if not times:
        parts = _by_column(laid) if laid.days_across() else _flowing(cells)
        return [*table.caption, *_named_again(parts)]
    lines = list(_named_again(_in_order(laid, times, table)))
    if lines:
        for one in lines:
            one.seen = ()
        lines[0].seen = tuple(each for row in table.rows for each in shown_cells(row))
        lines.append(border(IN_TABLE))
    return [*table.caption, *lines]


def _in_order(laid: Laid, times: list[int], table: Table) -> Iterator[Lined]:
    """A table with a column of times: its lines come in another order than they stand in."""
    beside = laid.side_by_side(times)
    if not beside:
        return listed(laid, times, table)
    timetable = Timetable(laid, times, beside, table)
    return timetable.by_day() if laid.days_across() else timetable.by_room()


def _is_layout(cells: list[Cell]) -> bool:
    """Other tables stand in it, or whole programmes in single cells."""
    return len(cells) < 2 or any(one.line.kind == "row" for cell in cells for one in cell.lines)


def _flowing(cells: list[Cell]) -> Iterator[Lined]:
    for cell in cells:
        yield from cell.lines


def _by_column(laid: Laid) -> Iterator[Lined]:
    """Days side by side whose cells say the times themselves."""
    for index in range(laid.width):
        done: set[int] = set()
        for position, cells in enumerate(laid.grid):
            cell = cells[index]
            if cell is None or id(cell) in done:
                continue
            done.add(id(cell))
            if position < laid.head and cell.lines:
                yield heading_line(cell, cell.text, 3)
            else:
                yield from cell.lines


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
