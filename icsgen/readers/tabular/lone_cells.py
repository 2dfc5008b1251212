"""What a cell says that stands alone in its row, above or between the talks: a day, or the zone of all times."""

from __future__ import annotations

import re
from typing import Any

from icsgen.times.cells import CellDay, Order, read_cell
from icsgen.times.dates import find_dates
from icsgen.times.zone_words import zones_in
from icsgen.times.zones import find_zone

_LONGEST = 120
"""Characters; what is longer is prose."""
_OF_TIMES = re.compile(r"\b(?:times?|timezone|hours|uhrzeit|zeiten|zeitzone|horaires?|heures?|horas?)\b", re.IGNORECASE)
_IN_PASSING = ("updat", "version", "as of", "deadline", "generated", "printed", "export", "last ", "draft")


def lone_day(cell: Any, order: Order | None) -> CellDay | None:
    """The day that the cell names, also in words around it, such as a title.

    >>> lone_day("Monday 3 June 2024", None).day, lone_day("Last updated 3 June 2024", None)
    (3, None)
    """
    found = read_cell(cell, order)
    if found is not None:
        return found.day if found.start is None else None
    if isinstance(cell, str) and len(cell) < _LONGEST and not any(word in cell.casefold() for word in _IN_PASSING):
        dates = find_dates(cell, order)
        if len(dates) == 1 and dates[0][0].until is None and dates[0][0].day:
            words = dates[0][0]
            return CellDay(words.month, words.day, words.year, words.weekday)
    return None


def lone_zone(text: str, *, alone: bool = False) -> str:
    """The zone of all times, if the text says so. ``alone``: it stands among hours, and need be nothing but a zone.

    >>> lone_zone("All times in CEST"), lone_zone("Time zone: Europe/Vienna"), lone_zone("CEST Prague")
    ('CEST', 'Europe/Vienna', '')
    """
    if alone and (stated := find_zone(text)):
        return stated.text
    if len(text) > _LONGEST or not _OF_TIMES.search(text):
        return ""
    zones = zones_in(text)
    return zones[0] if len(zones) == 1 else ""
