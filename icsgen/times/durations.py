"""How long: '45', '00:45', '1h30', '90 minutes', 'PT1H', '1.5 hours', and the objects of a spreadsheet."""

from __future__ import annotations

import re
from datetime import time, timedelta

_ONE_DAY = timedelta(days=1)

_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\b\.?\s*(?:and|,)?\s*)?"
    r"(?:(?P<m>\d+)\s*(?:(?:m|min|mins|minutes?|minuten|minutos|['′’])\.?)?)?",
    re.IGNORECASE,
)
_HOURS_GLUED = re.compile(r"(\d+)\s*h\s*(\d{2})", re.IGNORECASE)
_ISO_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.IGNORECASE)
_CLOCKLIKE = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?")


def parse_duration(cell: object, unit: timedelta = timedelta(minutes=1)) -> timedelta | None:
    """A length of at most a day. ``unit`` is what a bare number counts.

    >>> [str(parse_duration(cell)) for cell in ("00:45", "45", "45 min", "1h30", "PT1H", "1.5 hours", "soon")]
    ['0:45:00', '0:45:00', '0:45:00', '1:30:00', '1:00:00', '1:30:00', 'None']
    """
    if isinstance(cell, time):
        length: timedelta | None = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    elif isinstance(cell, timedelta):
        length = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        length = cell * unit if -(10**6) < cell < 10**6 else None
    elif isinstance(cell, str):
        length = _duration_of(cell.strip(), unit)
    else:
        return None
    return length if length is not None and timedelta(0) < length <= _ONE_DAY else None


def _duration_of(text: str, unit: timedelta) -> timedelta | None:
    if not text or len(text) > 40:
        return None
    if re.fullmatch(r"\d{1,5}(?:\.\d+)?", text):
        return float(text) * unit
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
