"""Times that hand-made calendars write in other forms of ISO 8601: '2024-05-01T13:00' for 20240501T130000."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from icsgen.patterns import Pattern

_LOOSE = Pattern(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"(?:[Tt ]?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<offset>[Zz]|[+-]\d\d:?\d\d)?)?"
)


def loose_time(text: str) -> tuple[datetime | date, bool] | None:
    """The time, naive, and whether it is in UTC; ``None`` if the text is anything else.

    >>> loose_time("2024-05-01T13:00:00Z")
    (datetime.datetime(2024, 5, 1, 13, 0), True)
    >>> loose_time("20240501T13:00"), loose_time("2024-05-01"), loose_time("1 May, noon")
    ((datetime.datetime(2024, 5, 1, 13, 0), False), (datetime.date(2024, 5, 1), False), None)
    """
    match = _LOOSE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match["hour"] is None:
            return day, False
        wall = datetime(
            day.year, day.month, day.day, int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
        )
        offset = match["offset"]
        if offset is None or offset in "Zz":
            return wall, offset is not None
        ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
        there = timezone(-ahead if offset[0] == "-" else ahead)
        return wall.replace(tzinfo=there).astimezone(UTC).replace(tzinfo=None), True
    except (ValueError, OverflowError):
        return None
