"""Tables of a page, row by row.

A row with a time becomes an anchor with the row's other cells; in a table whose columns are parallel (days, rooms,
tracks) one for each cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.anchors import is_deadline
from icsgen.readers.pages.clocks import Rival, as_range, relation
from icsgen.readers.pages.days import DayHeader, day_header
from icsgen.readers.pages.kinds import is_kind, is_type, kind_of
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.parallel import is_talk
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.pages.table_columns import EMPTY, Columns, columns_of, is_alone
from icsgen.readers.tabular.fields import header_of
from icsgen.times.dates import DateOrder, DateWords, find_dates
from icsgen.times.phrases import Phrase, find
from icsgen.times.zones import find_zone

_TITLING = ("session", "track", "type", "abstract", "speakers")
"""What a row is called by that has no title, the first that it has."""


def row_anchors(lines: Sequence[Line], order: DateOrder | None, found: Found) -> None:
    """Add the anchors of all rows, in the order of the page."""
    start = 0
    while start < len(lines):
        if lines[start].kind != "row":
            start += 1
            continue
        end = start
        while end < len(lines) and (
            lines[end].table == lines[start].table if lines[end].kind == "row" else lines[end].blank and end - start < 1
        ):
            end += 1
        _table(lines, range(start, end), order, found)
        start = end
    found.anchors.sort(key=lambda anchor: anchor.index)


def _table(lines: Sequence[Line], span: range, order: DateOrder | None, found: Found) -> None:
    rows = [lines[index] for index in span]
    columns = columns_of(rows, order)
    found.rival = _relate(rows, columns, order) or found.rival
    first = 1 if columns.heads and rows[0].cells == columns.heads else 0
    date: DateWords | None = None
    days: dict[int, DayHeader] = {}  # rows that head a day if talks stand below them
    for index in span[first:]:
        line = lines[index]
        if columns.date is not None and columns.date < len(line.cells):
            dates = find_dates(line.cells[columns.date], order)
            date = dates[0][0] if dates else date
        phrase, used, zone = _phrase(line, columns, order)
        if phrase is None and (day := _day_of(line, columns, order)):
            days[index] = day
        if phrase is None or is_deadline(line.text if phrase.date and phrase.end is None else "", phrase):
            continue
        if phrase.date is None and date is not None:
            phrase = replace(phrase, date=date)
        found.anchors += _talks(index, line, phrase, used, zone, columns)
        found.days |= days
        days.clear()


def _day_of(line: Line, columns: Columns, order: DateOrder | None) -> DayHeader | None:
    """The day that a row heads: 'Day 1' where the other rows have hours, and maybe a date in the next cell."""
    heads = [day_header(Line(line.number, cell.partition("\n")[0], "heading"), order) for cell in line.cells]
    first = heads[0] if columns.times[:1] == [0] and heads else None
    if first is None:
        return None
    dated = [head for head in heads if head is not None and head.words.month is not None]
    return first if first.words.month or len(dated) != 1 else dated[0]._replace(number=first.number)


def _relate(rows: Sequence[Line], columns: Columns, order: DateOrder | None) -> Rival | None:
    """Tell what two columns of hours are: starts and ends, or one hour in two zones, which the page may not name."""
    body = [row for row in rows if row.cells != columns.heads]
    singles = [_singles(row, columns, order) for row in body]
    several = [(row, found[0], found[1]) for row, found in zip(body, singles, strict=True) if len(found) > 1]
    if not several or columns.end in columns.times:
        columns.end = columns.end if columns.end in columns.times else None
        return None
    row, first, second = several[0]
    zones = [columns.zones.get(position, "") or phrase.zone for position, phrase in (first, second)]
    known = [find_zone(zone) for zone in zones]
    if not (known[0] and known[1]):
        if relation([(one[1], other[1]) for _, one, other in several]) != "alias":
            columns.end = second[0]
            return None
        if not any(known):
            columns.kept = first[0]
            return Rival(row, (first[1].text, second[1].text))
    elif known[0].zone == known[1].zone:
        columns.end = second[0]
        return None
    columns.kept = first[0] if known[0] else second[0]
    return None


def _singles(line: Line, columns: Columns, order: DateOrder | None) -> list[tuple[int, Phrase]]:
    """The row's first phrase of each column of times, with the column."""
    cells = ((position, line.cells[position]) for position in columns.times if position < len(line.cells))
    return [(position, phrase) for position, cell in cells for phrase in find(cell, order)[:1]]


def _phrase(line: Line, columns: Columns, order: DateOrder | None) -> tuple[Phrase | None, set[int], str]:
    """The row's time, the cells it takes, and the zone of its column."""
    singles = _singles(line, columns, order)
    if not singles:
        return _anywhere(line, order)
    ranges = [one for one in singles if one[1].end is not None]
    position, phrase = next((one for one in singles if one[0] == columns.kept), (ranges or singles)[0])
    ends = [other for place, other in singles if place == columns.end and place != position]
    if phrase.end is None and ends:
        phrase = as_range(phrase, ends[0])
    return phrase, set(columns.times), columns.zones.get(position, "")


def _anywhere(line: Line, order: DateOrder | None) -> tuple[Phrase | None, set[int], str]:
    """A time in a row of a table that has no column of times: alone in its cell."""
    for position, cell in enumerate(line.cells):
        for phrase in find(cell, order):
            if is_alone(cell, phrase) and (phrase.end is not None or phrase.date or position == 0):
                return phrase, {position}, ""
    return None, set(), ""


def _talks(index: int, line: Line, phrase: Phrase, used: set[int], zone: str, columns: Columns) -> list[Anchor]:
    cells = {
        position: cell.strip().replace("\t", " ")
        for position, cell in enumerate(line.cells)
        if position not in used and position != columns.date and not EMPTY.fullmatch(cell)
    }
    base = Anchor(index, line, phrase, "before", zone=zone)
    if columns.days and len(columns.days) > 1:
        beside = {columns.roles.get(p, "abstract"): text for p, text in cells.items() if p not in columns.days}
        return [
            _titled(replace(base, phrase=replace(phrase, date=columns.days[position].words), cells=beside), text)
            for position, text in cells.items()
            if position in columns.days
        ]
    if columns.parallel:
        if len(cells) == 1 and len(columns.parallel) > 1 and min(cells) == min(columns.parallel):
            return [_titled(base, text) for text in cells.values()]
        return [_in_parallel(base, text, columns.parallel.get(position, "")) for position, text in cells.items()]
    fields: dict[str, str] = {}
    loose: list[str] = []
    for position, text in cells.items():
        role = columns.roles.get(position)
        if role and role != "title":
            fields[role] = f"{fields[role]}, {text}" if role in fields else text
        elif role == "title":
            loose.insert(0, text)
        else:
            loose.append(text)
    if not loose and fields:
        loose = [fields.pop(_titling(fields))]
    parts = [text.partition("\n") for text in loose]
    if len(parts) > 1 and all(is_talk(first, rest.partition("\n")[0]) for first, _, rest in parts):
        return [_titled(replace(base, cells=fields), text) for text in loose]
    lines = [line.strip() for _, _, rest in parts for line in rest.split("\n") if line.strip()]
    return [replace(base, title="\t".join(first for first, _, _ in parts), below=tuple(lines), cells=fields)]


def _titling(fields: Mapping[str, str]) -> str:
    """Which cell is the title in a row that has none: beside a kind of talk what names no speaker, else the first."""
    kind = fields.get("type", "")
    speakers = fields.get("speakers", "").partition("\n")[0]
    talk = kind_of(kind) and (is_kind(kind) or not is_type(kind))
    if talk and speakers and is_title(speakers) and not people_of(speakers) and not is_name(speakers, strict=False):
        return "speakers"
    return next((role for role in _TITLING if role in fields), next(iter(fields)))


def _titled(base: Anchor, text: str) -> Anchor:
    """With the cell's first line for its title, and the others below it."""
    first, *rest = text.split("\n")
    return replace(base, title=first, below=tuple(line.strip() for line in rest if line.strip()))


def _in_parallel(base: Anchor, text: str, head: str) -> Anchor:
    room = room_of(head) or (head if header_of(head).fit("room") else "")
    return replace(_titled(base, text), room=room, track="" if room else head)
