"""Tables drawn with '+---+' and bars, as reStructuredText has them: cells may reach over rows and columns.

A cell is found from its upper left corner: along the rule to the right, down, back to the left, and up. What reaches
over several rows stands in the first of them, what reaches over several columns in the first of those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ACROSS = frozenset("-=+")


class GridRow(NamedTuple):
    """A row of the table."""

    line: int
    """Its first line, counted from the table's first."""
    cells: list[str]
    header: bool


_LARGEST = 300_000
"""Characters of a table that is taken apart."""


def grid_rows(drawn: Sequence[str]) -> list[GridRow]:
    """The rows of the table; none if its cells do not cover it, as where its bars are not in line.

    >>> [row.cells for row in grid_rows(["+---+---+", "| a | b |", "+---+   |", "| c |   |", "+---+---+"])]
    [['a', 'b'], ['c', '']]
    """
    width = max(map(len, drawn))
    if width * len(drawn) > _LARGEST:
        return []
    block = [text.ljust(width) for text in drawn]
    boxes = _boxes(block)
    if sum((bottom - top) * (right - left) for top, left, bottom, right in boxes) != (len(block) - 1) * (width - 1):
        return []
    lefts = sorted({left for _, left, _, _ in boxes})
    rule = next((at for at, text in enumerate(block) if text.startswith("+=")), 0)
    rows: dict[int, list[str]] = {}
    for top, left, bottom, right in boxes:
        lines = (text[left + 1 : right].strip() for text in block[top + 1 : bottom])
        cells = rows.setdefault(top, [""] * len(lefts))
        cells[lefts.index(left)] = "\n".join(filter(None, lines)).replace("\\\n", "").rstrip("\\")
    return [GridRow(top + 1, cells, top < rule) for top, cells in sorted(rows.items())]


def _boxes(block: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Top, left, bottom and right of every cell."""
    corners, seen = [(0, 0)], set()
    boxes = []
    while corners:
        top, left = corner = min(corners)
        corners.remove(corner)
        if corner in seen or (box := _box(block, top, left)) is None:
            continue
        seen.add(corner)
        boxes.append(box)
        corners += [(top, box[3]), (box[2], left), (box[2], box[3])]
    return boxes


def _box(block: Sequence[str], top: int, left: int) -> tuple[int, int, int, int] | None:
    """The smallest cell whose upper left corner stands there."""
    for right in range(left + 1, len(block[top])):
        if block[top][right] not in _ACROSS:
            return None
        if block[top][right] == "+" and (bottom := _bottom(block, top, left, right)) is not None:
            return top, left, bottom, right
    return None


def _bottom(block: Sequence[str], top: int, left: int, right: int) -> int | None:
    for bottom in range(top + 1, len(block)):
        if block[bottom][right] not in "|+":
            return None
        closed = set(block[bottom][left : right + 1]) <= _ACROSS and block[bottom][left] == "+"
        if closed and block[bottom][right] == "+" and all(line[left] in "|+" for line in block[top + 1 : bottom]):
            return bottom
    return None
