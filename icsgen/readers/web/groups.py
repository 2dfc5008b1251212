"""Columns left of the times that name the session or the day of the rows that they span."""

from __future__ import annotations

from collections.abc import Iterator

from icsgen.readers.tabular.fields import header_of
from icsgen.readers.web.cells import IN_TABLE, Table, heading_line, names_day
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined, border
from icsgen.times.clock import Clock


def meaning(laid: Laid, index: int) -> str:
    """What part of a talk the column's head names, empty if none."""
    meanings = header_of(laid.heading_of(index)).meanings
    return meanings[0][0] if meanings else ""


def holds_sessions(laid: Laid, index: int, times: int) -> bool:
    """Whether the column, left of the ``times``, names sessions or days: its cells span the rows that are theirs.

    A day may also stand in its first row alone, above empty cells.
    """
    column = laid.column(index, laid.head)
    shared = any(cells[index] is cells[times] is not None for cells in laid.grid[: laid.head])
    means = "" if shared else meaning(laid, index)  # one head over both is that of the times
    again = means == "title" and any(meaning(laid, other) == "title" for other in range(index + 1, laid.width))
    if not column or not (means in ("", "session") or again):  # 'Topic' beside 'Title'
        return False
    return any(cell.rows > 1 and cell.columns == 1 for cell in column) or all(names_day(cell.text) for cell in column)


def holds_days(laid: Laid, index: int) -> bool:
    """Whether the column, left of the times, names nothing but days."""
    column = laid.column(index, laid.head)
    return bool(column) and all(names_day(cell.text) for cell in column)


def session_lines(laid: Laid, position: int, index: int, table: Table) -> Iterator[Lined]:
    """The heading that begins with the row, without its hours, which are those of its talks."""
    cell = laid.grid[position][index]
    above = laid.grid[position - 1][index] if position else None
    if cell is above or (cell is not None and not cell.lines and cell.rows == 1):
        return
    yield border(IN_TABLE)
    headed = False
    for one in cell.lines if cell is not None and cell.columns == 1 else ():
        text = one.line.text
        for phrase in reversed(one.phrases()):
            text = f"{text[: phrase.span[0]].rstrip(' ,;:(–-')} {text[phrase.span[1] :].lstrip(' ,;:)')}".strip()
            table.notes.append(f"line {one.line.number}: {phrase.text} are the hours of a session, not of one talk")
        if text:
            line = one.said(text).line
            yield Lined(line if headed else line._replace(kind="heading", level=IN_TABLE))
            headed = True


def day_lines(laid: Laid, position: int, index: int) -> Iterator[Lined]:
    """The heading of the day that begins with the row."""
    cell = laid.grid[position][index]
    if cell is not None and cell.lines and not (position and laid.grid[position - 1][index] is cell):
        yield border(IN_TABLE)
        yield heading_line(cell, cell.text, 3)


def session_end(laid: Laid, position: int, groups: list[int]) -> Clock | None:
    """When the session ends, in the last of its rows."""
    below = laid.grid[position + 1] if position + 1 < len(laid.grid) else None
    for index in groups:
        cell = laid.grid[position][index]
        if cell is None or cell.rows < 2 or (below is not None and below[index] is cell):
            continue
        ends = [phrase.end for one in cell.lines for phrase in one.phrases() if phrase.end is not None]
        if len(ends) == 1:
            return ends[0]
    return None
