"""The cells of a table: what each is by itself, and the lines that cells become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icsgen.readers.markup.lines import Line, row
from icsgen.readers.pages.labels import label_of
from icsgen.readers.web.lasting import lasting, length_of
from icsgen.readers.web.lined import Lined, border, unseen
from icsgen.times.clock import Clock
from icsgen.times.dates import find_dates, weekday_of
from icsgen.times.phrases import Phrase, find

LONGEST_TIME = 60
"""Characters of a cell that can be nothing but a time."""
_FIRST_WORD = re.compile(r"\s*([^\W\d_]{2,12})\b")
_NUMBERED_DAY = re.compile(r"\s*(?:day|tag|jour|día)\s?\d{1,2}\b", re.IGNORECASE)
IN_TABLE = 5
"""The level of a heading that is a row of a table."""
_PAUSE = re.compile(
    r"\b(?:break|coffee|tea|lunch|dinner|breakfast|pause|pausa|mittag\w*|kaffee\w*|café|déjeuner)\b", re.IGNORECASE
)
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


def whole_of(cell: Cell) -> Cell:
    """A time on one line, with the end that a length beside it gives; who chairs then on a line of its own."""
    phrase = cell.phrase
    if phrase is None:
        return cell
    text = cell.text
    rest = (text[: phrase.span[0]] + text[phrase.span[1] :]).strip()
    if _is_chair(rest):
        return Cell(lines=[unseen(cell.number, phrase.text), unseen(cell.number, rest)], phrase=phrase)
    length = length_of(rest)
    if len(cell.lines) == 1 and length is None:
        return cell
    said = lasting(phrase, length) if length else text
    return Cell(lines=[unseen(cell.number, said)], phrase=find(said)[0] if length else phrase)


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
    return phrases[0] if letters <= 3 or letters * 5 <= len(text) or _is_chair(rest) else None


def _is_chair(text: str) -> bool:
    label = label_of(text) if text else None
    return label is not None and label.role == "moderators"


def names_day(text: str) -> bool:
    """Whether the text is a day: a date, a weekday, 'Day 2'."""
    if len(text) > LONGEST_TIME:
        return False
    word = _FIRST_WORD.match(text)
    return bool((word and weekday_of(word[1]) is not None) or _NUMBERED_DAY.match(text) or find_dates(text))


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
