"""The columns of a page's table: which hold the time, the title, people, and whether they are days, rooms or tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.days import DayHeader, day_header
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.tabular.fields import header_of, plain_words
from icsgen.readers.tabular.vocabulary import MEANINGS
from icsgen.times.dates import DateOrder
from icsgen.times.phrases import Phrase, find
from icsgen.times.zone_words import is_plain, zones_in
from icsgen.times.zones import find_zone

_KNOWN = ("title", "speakers", "room", "abstract", "type", "track", "session", "url", "affiliation")
_LONGEST_ROOM = 4
"""Words of a room's name; in a column headed 'Aula' more of them are a title."""
EMPTY = Pattern(r"[\W_]*")
"""A cell that says nothing."""


@dataclass(slots=True)
class Columns:
    """What the columns of a table are."""

    times: list[int]
    roles: dict[int, str]
    """Of the columns that have a known role."""
    parallel: dict[int, str]
    """Columns beside each other, with their heads."""
    days: dict[int, DayHeader]
    """Columns that are days."""
    zones: dict[int, str]
    """Zones that the heads of time columns name."""
    date: int | None = None
    heads: tuple[str, ...] = ()
    end: int | None = None
    """The column of ends."""
    kept: int | None = None
    """Of columns that give one hour in several zones, the one that stands."""


def columns_of(rows: Sequence[Line], order: DateOrder | None) -> Columns:
    """What the columns of the table are, by their heads and by what stands in them."""
    width = max(len(row.cells) for row in rows)
    timed = [position for position, cell in enumerate(rows[0].cells) if find(cell, order)]
    # Markdown calls the first row a head even where it is a talk: '| 9:00 - 9:30 | Opening |'
    head = rows[0].cells if not timed or (rows[0].header and not _begins(rows[0], timed, order)) else ()
    columns = Columns([], {}, {}, {}, {}, None, ())
    known = False
    for position, text in enumerate(head):
        header = header_of(text)
        role = header.meanings[0][0] if header.meanings else ""
        if header.zone:
            columns.zones[position] = header.zone
        elif "time" in text.lower() and (zones := zones_in(text)):
            columns.zones[position] = zones[0]
            known = True
        elif is_plain(text.strip()) or text.strip() in ("PT", "ET", "CT", "MT"):
            columns.zones[position] = text.strip()
            known = True
        known = known or bool(role) or bool(header.zone)
        if role == "date":
            columns.date = position
        elif role == "end":
            columns.end = position
        elif role in _KNOWN:
            columns.roles[position] = role
        elif day := day_header(Line(rows[0].number, text), order):
            columns.days[position] = day
    if head and (rows[0].header or known or columns.days or not any(map(str.strip, head[:1]))):
        columns.heads = head
    else:
        columns.roles, columns.date = {}, None
    _time_columns(columns, rows, width, order)
    for position in columns.times:
        words = columns.heads[position].strip() if position < len(columns.heads) else ""
        if words and position not in columns.zones and find_zone(words):
            columns.zones[position] = words  # a city
    if columns.heads:
        if "title" not in columns.roles.values():
            for position in _rooms(columns, rows):
                del columns.roles[position]  # its talks stand below it
        _parallel(columns, width)
    return columns


def _time_columns(columns: Columns, rows: Sequence[Line], width: int, order: DateOrder | None) -> None:
    """The columns whose cells are nothing but times."""
    body = [row for row in rows if row.cells != columns.heads][:60]
    for position in range(width):
        filled = timed = 0
        for row in body:
            cell = row.cells[position].strip() if position < len(row.cells) else ""
            if EMPTY.fullmatch(cell):
                continue
            filled += 1
            timed += any(is_alone(cell, phrase) for phrase in find(cell, order))
        role = columns.roles.get(position)
        if timed and timed * 2 >= filled and role in (None, "track", "session", "type"):
            columns.times.append(position)


def _begins(row: Line, timed: Sequence[int], order: DateOrder | None) -> bool:
    """Whether the row begins with a range of hours, and has no others, as heads of several columns would."""
    return list(timed) == [0] and any(one.end and is_alone(row.cells[0], one) for one in find(row.cells[0], order))


def is_alone(cell: str, phrase: Phrase) -> bool:
    """Whether the cell says hardly anything but the time."""
    rest = cell[: phrase.span[0]] + cell[phrase.span[1] :]
    return sum(map(str.isalpha, rest)) <= 12


def _rooms(columns: Columns, rows: Sequence[Line]) -> list[int]:
    """Columns that are each one room's, headed by its name, and no column of rooms: 'Main Stage', 'Aula'."""
    found = []
    for position, role in columns.roles.items():
        if role != "room":
            continue
        cells = [
            row.cells[position].strip() for row in rows if position < len(row.cells) and row.cells != columns.heads
        ]
        filled = [cell for cell in cells if not EMPTY.fullmatch(cell)]
        if sum(room_of(cell) is not None for cell in filled) * 2 >= len(filled):
            continue
        titles = sum(len(cell.split()) > _LONGEST_ROOM for cell in filled)
        if plain_words(columns.heads[position]) not in MEANINGS or titles * 2 > len(filled):
            found.append(position)
    return found


def _parallel(columns: Columns, width: int) -> None:
    """Columns under heads that are neither known fields nor times, two or more: rooms or tracks."""
    others = [
        p
        for p in range(width)
        if p not in columns.times and p not in columns.roles and p != columns.date and p not in columns.days
    ]
    heads = {p: columns.heads[p].strip() for p in others if p < len(columns.heads)}
    named = {p: text for p, text in heads.items() if text and not EMPTY.fullmatch(text)}
    if len(columns.days) > 1:
        columns.parallel = {}
    elif len(named) > 1 and "title" not in columns.roles.values():
        columns.parallel = named
    elif "title" not in columns.roles.values() and len(named) + len(columns.roles) > 0:
        alike = [role for role in ("room", "track", "session") if list(columns.roles.values()).count(role) > 1]
        if alike and not named:
            columns.parallel = {p: columns.heads[p] for p, role in columns.roles.items() if role == alike[0]}
            for position in columns.parallel:
                del columns.roles[position]
