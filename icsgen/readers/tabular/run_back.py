"""Hours that run back to the morning under no new day: the day may have changed without a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from icsgen.readers.tabular.moments import Row

_NOON = timedelta(hours=12)
_FAR = timedelta(hours=3)


def runs_back(rows: Sequence[Row], starts: Sequence[timedelta | None], days: Sequence[date]) -> list[int]:
    """The rows that begin in the morning, below one that begins in the afternoon of what is taken for the same day.

    Not where a room or track begins there that was not named before, for it has its own morning. And nowhere if the
    rows stand in no order of time, as by their titles.
    """
    if not any(map(_open_day, rows)):
        return []
    timed = [(index, start) for index, start in enumerate(starts) if start is not None]
    known: set[str] = set()
    found: list[int] = []
    falls = 0
    for (before, one), (index, other) in pairwise(timed):
        known |= _places(rows[before])
        if not _open_day(rows[index]) or days[before] != days[index] or other >= one:
            continue
        falls += 1
        if one >= _NOON > other and one - other >= _FAR and _places(rows[index]) <= known:
            found.append(index)
    return found if falls <= max(2, len(timed) // 4) else []


def _open_day(row: Row) -> bool:
    """Whether its day is none that it states itself."""
    return row.carried or row.moment.day is None


def _places(row: Row) -> set[str]:
    return {place for place in (row.draft.room, row.draft.track) if place}
