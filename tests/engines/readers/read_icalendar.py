"""icalendar, with the zones that it knows itself."""

from __future__ import annotations

import icalendar
from common import answer, written


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    return [
        {
            "uid": str(event["UID"]),
            "start": written(event.start),
            "end": written(event.end),
            "summary": str(event["SUMMARY"]),
            "description": str(event.get("DESCRIPTION", "")),
            "location": str(event.get("LOCATION", "")),
        }
        for event in calendar.events
    ]


answer(read, ValueError)
