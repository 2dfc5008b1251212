"""The cells of a table: what each is by itself, how spans fill a grid, and the lines that cells become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from icsgen.readers.markup.lines import Line, row
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.web.lasting import lasting, length_of
from icsgen.readers.web.lined import Lined, border, unseen
from icsgen.readers.web.parted import is_certain
from icsgen.times.clock import Clock
from icsgen.times.dates import find_dates, weekday_of
from icsgen.times.phrases import Phrase, find

LONGEST_TIME = 60
"""Characters of a cell that can be nothing but a time."""
_MOST_COLUMNS = 100
_MOST_CELLS = 500_000
_FIRST_WORD = re.compile(r"\s*([^\W\d_]{2,12})\b")
_NUMBERED_DAY = re.compile(r"\s*(?:day|tag|jour|día)\s?\d{1,2}\b", re.IGNORECASE)
IN_TABLE = 5
"""The level of a heading that is a row of a table."""
_PAUSE = re.compile(
    r"\b(?:break|coffee|tea|lunch|dinner|breakfast|pause|pausa|mittag\w*|kaffee\w*|café|déjeuner)\b", re.IGNORECASE
)
_CREDITED = re.compile(r"\S\s+by\s+[^\W\d_]")
_OPENING = ("(", "[", "（")
_NOTHING = Line(0, "")
_HAS_CLOCK = re.compile(r"\d|noon|midnight", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Cell:
    """A cell."""

    header: bool = False
    rows: int = 1
    """How many rows it spans."""
    columns: int = 1
    role: str = ""
    """What its class says that it holds."""
    lines: list[Lined] = field(default_factory=list)
    phrase: Phrase | None = None
    """The time that the cell is, if it is one and nothing else."""

    @property
    def text(self) -> str:
        """All of it in one line."""
        if len(self.lines) == 1:
            return self.lines[0].line.text
        return " ".join(one.line.text for one in self.lines)

    @property
    def number(self) -> int:
        """Its line in the source, 0 if it is empty."""
        return self.lines[0].line.number if self.lines else 0


@dataclass(slots=True)
class Table:
    """A table with the cells of its rows."""

    number: int
    """Which of the page's, from 1."""
    rows: list[list[Cell]] = field(default_factory=list)
    head: int = 0
    """How many rows stand in its ``thead``."""
    caption: list[Lined] = field(default_factory=list)
    in_head: bool = False
    """While it is read: whether its ``thead`` is open."""
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    """Once it is read: line, words and sentence of what it leaves open."""
    notes: list[str] = field(default_factory=list)
    """Once it is read: how it was understood, a sentence each."""


Grid: TypeAlias = "list[list[Cell | None]]"


def whole_of(cell: Cell) -> Cell:
    """A time on one line, with the end that a length beside it gives."""
    phrase = cell.phrase
    if phrase is None:
        return cell
    text = cell.text
    length = length_of(text[: phrase.span[0]] + text[phrase.span[1] :])
    if len(cell.lines) == 1 and length is None:
        return cell
    said = lasting(phrase, length) if length else text
    return Cell(lines=[unseen(cell.number, said)], phrase=find(said)[0] if length else phrase)


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


def only_time(cell: Cell) -> Phrase | None:
    """The time that the cell is, if it is one and nothing else."""
    text = cell.text
    if not text or len(text) > LONGEST_TIME or not _HAS_CLOCK.search(text):
        return None
    phrases = find(text)
    if not phrases:
        return None
    rest = text[: phrases[0].span[0]] + text[phrases[0].span[1] :]
    letters = sum(map(str.isalpha, rest))
    if cell.columns > 1:
        return None if letters else phrases[0]  # 'Tea' beside the hours of a row is what it is
    return phrases[0] if letters <= 3 or letters * 5 <= len(text) else None


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


def entries_of(cell: Cell) -> list[Cell]:
    """The talks of a cell that holds several, each on its line with who gives it; none if it holds one."""
    credited = sum(_CREDITED.search(one.line.text) is not None for one in cell.lines)
    if credited < 2 or credited * 5 < len(cell.lines) * 3:
        return []
    return [Cell(lines=[one]) for one in cell.lines]


def titled(cell: Cell) -> Cell:
    """The cell with its title first, where it names the people above it: 'Ann Lee (MIT)', 'On knots'."""
    if len(cell.lines) < 2:
        return cell
    said = next((one for one in cell.lines if one.role == "title"), None)
    if said is not None and cell.lines[0].role == "speakers":
        return replace(cell, lines=[said, *(one for one in cell.lines if one is not said)])
    first, second = cell.lines[0].line.text, cell.lines[1].line.text
    if (
        not is_certain(people_of(first))
        or second[:1] in _OPENING
        or not is_title(second)
        or people_of(second)
        or room_of(second) is not None
    ):
        return cell
    people = replace(cell.lines[0], role="speakers")
    return replace(cell, lines=[cell.lines[1], people, *cell.lines[2:]])


def names_day(text: str) -> bool:
    """Whether the text is a day: a date, a weekday, 'Day 2'."""
    if len(text) > LONGEST_TIME:
        return False
    word = _FIRST_WORD.match(text)
    return bool((word and weekday_of(word[1]) is not None) or _NUMBERED_DAY.match(text) or find_dates(text))


def distinct(cells: list[Cell | None]) -> list[Cell]:
    """Each cell once, in order."""
    return list({id(cell): cell for cell in cells if cell is not None}.values())


def clock_text(clock: Clock) -> str:
    """The clock as a page writes it."""
    hour = f"{clock.hour:02d}" if clock.padded else str(clock.hour)
    return f"{hour}:{clock.minute:02d}{f' {clock.half}' if clock.half else ''}"


def heading_line(cell: Cell, text: str, level: int) -> Lined:
    """A heading made of a cell."""
    return Lined(Line(cell.number, text, "heading", level), shown_cells([cell]))


def heading_lines(cell: Cell) -> Iterator[Lined]:
    """A row that is one cell: what it says is said of the rows below it."""
    yield border()
    pause = _PAUSE.search(cell.text) is not None
    for one in cell.lines:
        yield one.said(one.line.text) if pause else Lined(one.line._replace(kind="heading", level=IN_TABLE), one.seen)


def row_lines(cells: list[Cell], table: int, *, header: bool = False, again: bool = False) -> Iterator[Lined]:
    """One row: of each cell its first line; the other lines of its cells follow.

    ``again``: its time stands in an earlier row.
    """
    firsts = [cell.lines[0].line if cell.lines else _NOTHING for cell in cells]
    number = next((line.number for line in firsts[again:] if line.number), firsts[0].number)
    links = tuple([link for line in firsts for link in line.links])
    yield Lined(row(number, tuple([line.text for line in firsts]), table=table, header=header, links=links))
    for cell in cells:
        if len(cell.lines) > 1:
            for one in cell.lines[1:]:
                yield Lined(one.line._replace(kind="text", level=0), role=one.role)


def shown_cells(cells: list[Cell]) -> tuple[tuple[int, int, str], ...]:
    """What of the page is seen of these cells: one line, or each cell's lines where one has several."""
    shown = [seen for cell in cells if (seen := [each for one in cell.lines for each in one.seen])]
    if shown and all(len(one) == 1 for one in shown):
        count, number, _ = shown[0][0]
        return ((count, number, " | ".join([one[0][2] for one in shown])),)
    return tuple(each for one in shown for each in one)
