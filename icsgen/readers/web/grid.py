"""A table as a grid: every place with the cell that covers it."""

from __future__ import annotations

from typing import TypeAlias

from icsgen.readers.web.cells import Cell, Table

_MOST_COLUMNS = 100
_MOST_CELLS = 500_000

Grid: TypeAlias = "list[list[Cell | None]]"


def grid_of(table: Table) -> Grid | None:
    """Every place with the cell that covers it; ``None`` if it is too large for a timetable."""
    grid: Grid = [[] for _ in table.rows]
    places = 0
    for position, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while column < len(grid[position]) and grid[position][column] is not None:
                column += 1
            if cell.rows == cell.columns == 1 and column == len(grid[position]) < _MOST_COLUMNS:
                grid[position].append(cell)
                places += 1
                column += 1
                continue
            cell.rows = min(cell.rows, len(table.rows) - position)
            cell.columns = min(cell.columns, _MOST_COLUMNS)
            places += cell.rows * cell.columns
            if places > _MOST_CELLS or column + cell.columns > _MOST_COLUMNS:
                return None
            for below in grid[position : position + cell.rows]:
                below += [None] * (column + cell.columns - len(below))
                below[column : column + cell.columns] = [cell] * cell.columns
            column += cell.columns
    grid = [cells for cells in grid if any(cells)]
    width = max(map(len, grid), default=0)
    if not width or width * len(grid) > 2 * _MOST_CELLS:
        return None
    return _narrowed([cells + [None] * (width - len(cells)) for cells in grid])


def _narrowed(grid: Grid) -> Grid:
    """The grid without columns that say nothing of their own: a page that is laid out in twelfths has few columns."""
    width = len(grid[0])
    kept = [index for index in range(width) if not index or any(cells[index] is not cells[index - 1] for cells in grid)]
    if len(kept) == width:
        return grid
    grid = [[cells[index] for index in kept] for cells in grid]
    for cells in grid:
        for cell in distinct(cells):
            cell.columns = sum(other is cell for other in cells)
    return grid


def turned(grid: Grid) -> Grid:
    """The grid with its rows as columns."""
    for cell in {id(cell): cell for cells in grid for cell in cells if cell}.values():
        cell.rows, cell.columns = cell.columns, cell.rows
    return [list(column) for column in zip(*grid, strict=True)]


def only_cell(cells: list[Cell | None]) -> Cell | None:
    """The cell of a row that is the only one to say anything, and says no time."""
    only = None
    for cell in cells:
        if cell is None or cell is only or not cell.lines:
            continue
        if only is not None:
            return None
        only = cell
    return only if only is not None and only.phrase is None else None


def distinct(cells: list[Cell | None]) -> list[Cell]:
    """Each cell once, in order."""
    return list({id(cell): cell for cell in cells if cell is not None}.values())
