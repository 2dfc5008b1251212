"""What a value of a structured source says about time, as a draft takes it.

ISO 8601 with and without an offset (also ``2020-07-05_13:00:00``), Unix times, and whatever else
:mod:`icsgen.times.cells` reads: 'Jul 18, 2019 9:00 AM'. Open orders such as 5/3/2019 are no time here: a format
that is read by its own rules has no such thing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from icsgen.readers.markup.trees import Tree
from icsgen.times.cells import parse_duration, read_cell
from icsgen.times.zones import find_zone


def stated_time(value: Tree, *, day: date | None = None) -> tuple[datetime | None, str]:
    """The time, aware if its offset is stated, and the zone's words if it names one. ``day`` is for a bare clock.

    >>> stated_time("2020-07-05_13:00:00"), stated_time("09:30", day=date(2024, 6, 24))
    ((datetime.datetime(2020, 7, 5, 13, 0), ''), (datetime.datetime(2024, 6, 24, 9, 30), ''))
    >>> stated_time("2020-07-05T13:00:00Z"), stated_time("soon")
    ((datetime.datetime(2020, 7, 5, 13, 0, tzinfo=datetime.timezone.utc), ''), (None, ''))
    """
    if isinstance(value, str) and len(value) > 10:
        try:
            found = datetime.fromisoformat(value.strip().replace("_", "T", 1))
        except ValueError:
            pass
        else:
            return found.replace(microsecond=0), ""
    if value is None or isinstance(value, bool) or (isinstance(value, int | float) and value < 100_000_000):
        return None, ""
    if isinstance(value, int | float) and value > 100_000_000_000:
        value /= 1000  # milliseconds, as JavaScript counts
    cell = read_cell(value)
    if cell is None or cell.start is None:
        return None, ""
    on = cell.day.as_date() if cell.day and not cell.day.open else None if cell.day else day
    if on is None:
        return None, ""
    at = datetime.combine(on, time()) + cell.start.at
    if cell.fixed and (stated := find_zone(cell.zone)) and stated.offset is not None:
        return at.replace(tzinfo=timezone(stated.offset) if stated.offset else UTC), ""
    return at, cell.zone


def stated_day(value: Tree) -> date | None:
    """The date, if all of it is stated.

    >>> stated_day("2024-06-24"), stated_day("24 June 2024"), stated_day("Monday")
    (datetime.date(2024, 6, 24), datetime.date(2024, 6, 24), None)
    """
    if not isinstance(value, str):
        return None
    cell = read_cell(value)
    return cell.day.as_date() if cell and cell.day and not cell.day.open else None


def stated_length(value: Tree) -> timedelta | None:
    """A duration; a bare number counts minutes.

    >>> stated_length(30), stated_length("1h"), stated_length(0)
    (datetime.timedelta(seconds=1800), datetime.timedelta(seconds=3600), None)
    """
    if value is None or isinstance(value, bool):
        return None
    found = parse_duration(value)
    return found if found else None
