"""ical (Home Assistant's)."""

from __future__ import annotations

from common import answer, written
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with open(path, encoding="utf-8", newline="") as file:
        calendar = IcsCalendarStream.calendar_from_ics(file.read())
    return [
        {
            "uid": event.uid or "",
            "start": written(event.dtstart),
            "end": written(event.dtend),
            "summary": event.summary or "",
            "description": event.description or "",
            "location": event.location or "",
        }
        for event in calendar.events
    ]


answer(read, CalendarParseError)
