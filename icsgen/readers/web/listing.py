"""Tables that are lists: a column of times, the others say title, speaker, room."""

from __future__ import annotations

from collections.abc import Iterator

from icsgen.readers.markup.lines import row
from icsgen.readers.web.cells import Cell, entries_of, heading_lines, only_cell, row_lines
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined


def listed(laid: Laid, times: list[int], table: int) -> Iterator[Lined]:
    """Each row as a row, its time first. ``table`` is the table's number on the page."""
    width = laid.width
    others = [index for index in range(width) if index not in times]
    if not laid.head and (named := _named(laid, others, table)):
        yield named
    for position, cells in enumerate(laid.grid):
        if (alone := only_cell(cells)) and (alone.columns >= width > 1 or alone.header):
            yield from heading_lines(alone)
            continue
        rest = [_begun(cells, index) for index in others]
        if position < laid.head:
            yield from row_lines([cells[times[0]] or Cell(), *rest], table, header=True)
            continue
        time = laid.time_of(position, times)
        again = position > 0 and laid.grid[position - 1][times[0]] is cells[times[0]]
        filled = [cell for cell in rest if cell.lines]
        several = entries_of(filled[0]) if time.phrase and len(filled) == 1 else []
        for entry in several:
            yield from row_lines([time, entry], table, again=True)
        if not several:
            yield from row_lines([time, *rest], table, again=again)


def _begun(cells: list[Cell | None], index: int) -> Cell:
    """The cell in the column where it begins; in the others that it spans an empty one."""
    cell = cells[index]
    return Cell() if cell is None or (cell.columns > 1 and cell in cells[:index]) else cell


def _named(laid: Laid, others: list[int], table: int) -> Lined | None:
    """A head for columns that only the classes of their cells name."""
    heads = ["Time"]
    for index in others:
        roles = [cell.role for cell in laid.column(index) if cell.columns == 1]
        role = max(set(roles), key=roles.count, default="")
        heads.append(role.title() if roles.count(role) * 2 > len(roles) else "")
    if not any(heads[1:]):
        return None
    if "Title" not in heads and "" in heads:
        heads[heads.index("")] = "Title"
    return Lined(row(0, tuple(heads), table=table, header=True))
