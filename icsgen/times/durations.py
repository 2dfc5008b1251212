"""How long: '45', '00:45', '1h30', '90 minutes', 'PT1H', '1.5 hours', and the objects of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time, timedelta

from icsgen.patterns import Pattern

_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)
_LARGEST_FRACTION = 0.2
"""Of a day: nearly five hours. Half of what, is not known."""

_DURATION = Pattern(
    r"(?:(?P<h>\d{1,4}(?:[.,]\d{1,4})?)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\b\.?\s*(?:and|,)?\s*)?"
    r"(?:(?P<m>\d{1,6})\s*(?:(?:m|min|mins|minutes?|minuten|minutos|['′’])\.?)?)?",
    re.IGNORECASE,
)
_HOURS_GLUED = Pattern(r"(\d{1,6})\s*h\s*(\d{2}|\d{1,2}(?=\s*m))\s*(?:m(?:in(?:ute)?s?)?)?", re.IGNORECASE)
_ISO_DURATION = Pattern(r"P(?:(\d{1,3})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?", re.IGNORECASE)
_CLOCKLIKE = Pattern(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?")


def parse_duration(cell: object, unit: timedelta = timedelta(minutes=1)) -> timedelta | None:
    """A length from a minute to a day. ``unit`` is what a bare number counts; a small fraction counts days, as
    spreadsheets do.

    >>> [str(parse_duration(cell)) for cell in ("00:45", "45", "45 min", "1h30m", "PT1H", "1.5 hours", "soon")]
    ['0:45:00', '0:45:00', '0:45:00', '1:30:00', '1:00:00', '1:30:00', 'None']
    """
    if isinstance(cell, time):
        length: timedelta | None = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    elif isinstance(cell, timedelta):
        length = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        length = _counted(cell, unit)
    elif isinstance(cell, str):
        length = _duration_of(cell.strip(), unit)
    else:
        return None
    return length if length is not None and _ONE_MINUTE <= length <= _ONE_DAY else None


def _counted(number: float, unit: timedelta) -> timedelta | None:
    if not 0 < number < 10**9:
        return None
    if number < 1 and unit == _ONE_MINUTE:
        if number >= _LARGEST_FRACTION:
            return None
        unit = _ONE_DAY
    return timedelta(seconds=round(number * unit / timedelta(seconds=1)))


def duration_unit(cells: Iterable[object]) -> timedelta:
    """What the bare numbers of a column count, by how large they all are: hours, minutes, seconds or milliseconds.

    >>> [str(duration_unit(cells)) for cells in ([0.5, 1, 2], ["30", "45"], [1800, 2700], [898.2, 720])]
    ['1:00:00', '0:01:00', '0:00:01', '0:00:01']
    """
    numbers = [number for number in map(_number, cells) if number is not None]
    if any(number % 1 for number in numbers) and sorted(numbers)[len(numbers) // 2] >= 300:
        return timedelta(seconds=1)  # measured, as a recording is
    if not numbers or min(numbers) <= 0:
        return _ONE_MINUTE
    if min(numbers) > _LARGEST_FRACTION and max(numbers) < 5:
        return timedelta(hours=1)
    for unit, least in ((timedelta(milliseconds=1), 100_000), (timedelta(seconds=1), 300)):
        if min(numbers) >= least and all(not number * unit % _ONE_MINUTE for number in numbers) and max(numbers) > 1440:
            return unit
    return _ONE_MINUTE


def _number(cell: object) -> float | None:
    if isinstance(cell, str):
        return float(cell) if re.fullmatch(r"\s*\d{1,9}(?:\.\d{1,9})?\s*", cell, re.ASCII) else None
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) and cell < 10**9 else None


def _duration_of(text: str, unit: timedelta) -> timedelta | None:
    if not text or len(text) > 40:
        return None
    if (number := _number(text)) is not None:
        return _counted(number, unit)
    if match := _CLOCKLIKE.fullmatch(text):
        first, second, third = (int(part or 0) for part in match.groups())
        if first >= 24 and not match[3]:  # '45:00' counts minutes
            return timedelta(minutes=first, seconds=second)
        return timedelta(hours=first, minutes=second, seconds=third)
    if match := _HOURS_GLUED.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]))
    if (match := _ISO_DURATION.fullmatch(text)) and match.lastindex:
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(days=min(days, 9), hours=hours, minutes=minutes, seconds=seconds)
    if (match := _DURATION.fullmatch(text)) and (match["h"] or match["m"]):
        return timedelta(hours=float((match["h"] or "0").replace(",", ".")), minutes=int(match["m"] or 0))
    return None
