"""Tables that are lists: a column of times, the others say title, speaker, room.

A cell left of the times that spans several rows is the session of these, or their day: 'Session 1, 09:00–10:30'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from icsgen.readers.markup.lines import row
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.shape import is_prose
from icsgen.readers.web.abreast import abreast, are_several, entries_of, listing_lines, titled
from icsgen.readers.web.cells import IN_TABLE, Cell, Table, clock_text, heading_lines, row_lines
from icsgen.readers.web.grid import distinct, only_cell
from icsgen.readers.web.groups import holds_sessions, meaning, session_end, session_lines
from icsgen.readers.web.joined import join_rows
from icsgen.readers.web.laid import Laid
from icsgen.readers.web.lined import Lined, border, unseen
from icsgen.readers.web.parted import is_certain

_NUMBER = re.compile(r"(?:#|no\.?|nr\.?)?\s?(\d{1,4})[.):]?", re.IGNORECASE)
_GOES_ON = frozenset(("speakers", "affiliation", "abstract"))
"""Classes of cells that hold no talk of their own."""


def listed(laid: Laid, times: list[int], table: Table) -> Iterator[Lined]:
    """Each row as a row, its time first."""
    width = laid.width
    groups = [index for index in range(times[0]) if holds_sessions(laid, index, times[0])]
    others = [
        index for index in range(width) if index not in times and index not in groups and not _numbers(laid, index)
    ]
    title = next((index for index in others if meaning(laid, index) == "title"), None)
    beside = abreast(laid, others)
    number = table.number
    named = None if laid.head or beside else _named(laid, others, number)
    if named is not None:
        yield named
    joined = join_rows(laid, times[0], others)
    for position, cells in enumerate(laid.grid):
        if position in joined:
            continue
        if (alone := only_cell(cells)) and (alone.columns >= width > 1 or alone.header):
            if groups:
                yield border(IN_TABLE)
            yield from heading_lines(alone)
            continue
        rest = [_told(cells, index, title) for index in others]
        if position < laid.head:
            yield from row_lines([cells[times[0]] or Cell(), *rest], number, header=True)
            continue
        for index in groups:
            yield from session_lines(laid, position, index, table)
        time = laid.time_of(position, times)
        if (end := session_end(laid, position, groups)) and time.phrase and time.phrase.end is None:
            time = Cell(lines=[unseen(time.number, f"{time.text} – {clock_text(end)}")], phrase=time.phrase)
        again = position > 0 and laid.grid[position - 1][times[0]] is cells[times[0]]
        filled = [cell for cell in rest if cell.lines]
        if again and position > laid.head and all(cell.role in _GOES_ON for cell in filled):
            yield from _more(filled)
            continue
        side_by_side = distinct([cell for index in beside if (cell := cells[index]) and cell.lines]) if beside else []
        if not laid.head and named is None:
            rest = _without_prose(rest)
        yield from _talks(time, rest, side_by_side, number, again=again)


def _talks(time: Cell, rest: list[Cell], beside: list[Cell], table: int, *, again: bool) -> Iterator[Lined]:
    """The talks of a row: each of the cells ``beside`` each other, or one."""
    filled = [cell for cell in rest if cell.lines]
    if time.phrase and len(beside) > 1:
        shared = [cell for cell in filled if not any(cell is one for one in beside)]
        for cell in beside:
            yield from _alone(time, cell, [time, titled(cell), *shared], table, again=True)
    elif time.phrase and len(filled) == 1:
        yield from _alone(time, filled[0], [time, *map(titled, rest)], table, again=again)
    else:
        whole = [titled(cell) for cell in rest] if len(filled) == 1 else rest
        yield from row_lines([time, *whole], table, again=again)


def _without_prose(cells: list[Cell]) -> list[Cell]:
    """The cells without running text beside a title, which is put below it: no head says what it is."""
    first = next((at for at, cell in enumerate(cells) if cell.lines), len(cells))
    prose = [at for at in range(first + 1, len(cells)) if cells[at].lines and is_prose(cells[at].lines[0].line.text)]
    if not prose:
        return cells
    told = [one for at in prose for one in cells[at].lines]
    kept = [Cell() if at in prose else cell for at, cell in enumerate(cells)]
    kept[first] = replace(cells[first], lines=[*cells[first].lines, *told])
    return kept


def _alone(time: Cell, cell: Cell, whole: list[Cell], table: int, *, again: bool) -> Iterator[Lined]:
    """The talks of the one cell beside a time: several, or one on the ``whole`` row."""
    if are_several(cell):
        yield from listing_lines(time, cell)
    elif entries := entries_of(cell):
        for entry in entries:
            yield from row_lines([time, entry], table, again=True)
    else:
        yield from row_lines(whole, table, again=again)


def _more(cells: list[Cell]) -> Iterator[Lined]:
    """What a row below says of the talk whose time spans it too: who speaks, what about."""
    for cell in cells:
        for one in cell.lines:
            yield Lined(one.line._replace(kind="text", level=0), role=one.role or cell.role)


def _numbers(laid: Laid, index: int) -> bool:
    """Whether the column does nothing but count the rows, or gives the papers' numbers; bare numbers can be rooms."""
    found: list[int] = []
    for cell in laid.column(index, laid.head):
        if cell.columns > 1:
            continue
        match = _NUMBER.fullmatch(cell.text)
        if match is None:
            return False
        found.append(int(match[1]))
    if len(found) < 2:
        return False
    means = meaning(laid, index)
    return means == "key" or (means == "" and found == list(range(1, len(found) + 1)))


def _told(cells: list[Cell | None], index: int, title: int | None) -> Cell:
    """The cell in one of the columns that it spans, that of titles or the first; in the others an empty one."""
    cell = cells[index]
    if cell is None or cell.columns < 2:
        return cell or Cell()
    at = title if title is not None and cells[title] is cell else cells.index(cell)
    return cell if index == at else Cell()


# -- heads --------------------------------------------------------------------------------------------------------


def _are_people(column: list[Cell]) -> bool:
    """Whether the cells name people, and most of them surely."""
    if len(column) < 2 or any(len(cell.lines) > 1 for cell in column):
        return False
    named = [people_of(cell.text) for cell in column]
    return all(named) and sum(map(is_certain, named)) * 2 >= len(named)


def _named(laid: Laid, others: list[int], table: int) -> Lined | None:
    """A head for columns that only their cells name: by classes, or by holding nothing but people."""
    heads = ["Time"]
    for index in others:
        column = [cell for cell in laid.column(index) if cell.columns == 1]
        roles = [cell.role for cell in column]
        role = max(set(roles), key=roles.count, default="")
        heads.append(role.title() if roles.count(role) * 2 > len(roles) else "")
        if not heads[-1] and _are_people(column):
            heads[-1] = "Speakers"
    if not any(heads[1:]) or (heads.count("") == 0 and "Title" not in heads):
        return None
    if "Title" not in heads and "" in heads:
        heads[heads.index("")] = "Title"
    return Lined(row(0, tuple(heads), table=table, header=True))
