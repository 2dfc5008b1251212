"""The lines of a page that head its days, and those that give the hours of a whole day."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.days import DayHeader, day_header
from icsgen.readers.pages.sessions import is_generic
from icsgen.times.dates import DateOrder, find_dates

_LONGEST_HEADER = 160
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months, as long as they can be."""
_SHORTEST_WEEKDAY = 5
"""Letters of a weekday of which one is missing."""
_LONGEST_SLIP = 40
"""A longer line that no day can be read from heads none."""


class OpeningHours(NamedTuple):
    """What the search for a whole day's hours gives."""

    headers: dict[int, DayHeader]
    """Lines like 'Day 1 - Monday 8 July, 9:00 - 17:00': they head a day and are no talk."""
    talks: list[Anchor]
    """The other anchors."""
    notes: list[str]


def opening_hours(anchors: Sequence[Anchor], order: DateOrder | None) -> OpeningHours:
    """Part the hours of whole days from those of talks."""
    found = OpeningHours({}, [], [])
    for anchor, following in zip_longest(anchors, anchors[1:]):
        date = anchor.phrase.date
        parted = following is not None and following.phrase.date is None and anchor.phrase.end is not None
        title = anchor.title
        if parted and not date and anchor.place == "after" and (named := find_dates(title, order)):
            date, span = named[0]
            title = "" if _is_place(title[: span[0]]) and _is_place(title[span[1] :]) else title
        if parted and date and date.month and anchor.place == "after" and is_generic(title):
            found.headers[anchor.index] = DayHeader(date)
            found.notes.append(f"line {anchor.line.number}: the hours of a whole day, not of one talk")
        else:
            found.talks.append(anchor)
    return found


def _is_place(text: str) -> bool:
    """Whether a date's line says beside it at most where: '| Lehar 3, Vienna |'."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) <= 5 and all(word[0].isupper() for word in words) and ":" not in text


def never_days(headers: Mapping[int, DayHeader], anchors: Sequence[Anchor]) -> list[int]:
    """Which of the headers name a day that no year has, and head no talk that would need it: a slip in a banner."""
    places = sorted(headers)
    found = []
    for at, following in zip_longest(places, places[1:]):
        words = headers[at].words
        if words.month is None or words.day is None or words.day <= _LENGTHS[words.month - 1]:
            continue
        below = (one for one in anchors if at < one.index and (following is None or one.index < following))
        if all(one.phrase.date is not None and one.phrase.date.month is not None for one in below):
            found.append(at)
    return found


def _may_head_a_day(text: str) -> bool:
    """Whether a short line has a number, and begins with a word as long as a weekday's, or with the number."""
    first = text.split(maxsplit=1)[0].strip(",.") if text.strip() else ""
    return any(map(str.isdigit, text)) and (
        first[:1].isdigit() or (first.isalpha() and len(first) >= _SHORTEST_WEEKDAY)
    )


def day_headers(lines: Sequence[Line], anchored: Collection[int], order: DateOrder | None) -> dict[int, DayHeader]:
    """The lines that head days, by their place; a row does if it says the same in all its cells."""
    headers: dict[int, DayHeader] = {}
    for index, line in enumerate(lines):
        if index in anchored or not line.text or len(line.text) > _LONGEST_HEADER:
            continue
        if line.kind == "row":
            filled = {cell for cell in line.cells if cell.strip()}
            if len(filled) != 1:
                continue
            line = Line(line.number, filled.pop(), "heading")
        header = day_header(line, order)
        if header is None and len(line.text) <= _LONGEST_SLIP and _may_head_a_day(line.text):
            from icsgen.readers.pages.misspelt import misspelt_day  # few pages need it

            header = misspelt_day(line.text.strip(), order)
        if header is not None:
            headers[index] = header
    return headers
