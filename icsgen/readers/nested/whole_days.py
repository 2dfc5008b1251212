"""Events of whole days, as the interfaces of calendars have them: they end on the day after the last."""

from __future__ import annotations

from datetime import date, timedelta

from icsgen.readers.markup.trees import Tree


def whole_day(value: dict[str, Tree]) -> date | None:
    """The day of ``{"date": "2024-05-08"}``, in which nothing but a zone stands beside it."""
    if (
        not set(value) <= {"date", "timeZone", "dateTime"}
        or value.get("dateTime")
        or not isinstance(value.get("date"), str)
    ):
        return None
    try:
        return date.fromisoformat(value["date"])
    except ValueError:
        return None


def day_before(start: Tree, end: Tree) -> str:
    """The day before the end, if both are dates without an hour and the end is after the start."""
    try:
        first, after = date.fromisoformat(str(start)), date.fromisoformat(str(end))
    except ValueError:
        return ""
    return (after - timedelta(days=1)).isoformat() if after > first else ""
