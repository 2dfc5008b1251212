"""The talks of a table's cells: several in one cell, or beside each other where no head names the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import is_affiliation, people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.web.cells import Cell
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined, border, unseen
from icsgen.readers.web.parted import is_certain

_CREDITED = re.compile(r"\S\s+by\s+[^\W\d_]")
_OPENING = ("(", "[", "（")
_FEWEST = 2


def abreast(laid: Laid, others: Sequence[int]) -> list[int]:
    """The columns that hold talks beside each other, each with who speaks; none if a head names the columns."""
    if laid.head:
        return []
    found = [index for index in others if _holds_talks([one for one in laid.column(index) if one.columns == 1])]
    return found if len(found) >= _FEWEST else []


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


def listing_lines(time: Cell, cell: Cell, room: str = "") -> Iterator[Lined]:
    """A cell of several talks: its time, and below it all of them, as they stand."""
    yield border()
    yield unseen(time.number, time.text)
    if room:
        yield unseen(cell.number, f"Room: {room}")
    for one in cell.lines:
        yield Lined(one.line._replace(kind="text", level=0))
    yield border()


def are_several(cell: Cell) -> bool:
    """Whether the cell holds nothing but titles, and below each of them who speaks."""
    lines = cell.lines
    if len(lines) < 2 * _FEWEST or len(lines) % 2 or any(one.phrases() for one in lines):
        return False
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    return all(are_talk(*pair) for pair in pairs) and all(" " in title.line.text for title, _ in pairs[1:])


def _holds_talks(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells are talks with who speaks."""
    talks = sum(len(cell.lines) > 1 and are_talk(*titled(cell).lines[:2]) for cell in cells)
    return talks * 2 > len(cells)


def are_talk(title: Lined, people: Lined) -> bool:
    """Whether the two lines are a talk's title and who speaks."""
    text = title.line.text
    if not is_title(text) or text.endswith(":") or title.role == "speakers":
        return False
    if people_of(text) or is_affiliation(text) or room_of(text) is not None or label_of(f"{text}:") is not None:
        return False
    return people.role == "speakers" or bool(people_of(people.line.text))
