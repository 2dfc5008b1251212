"""ics (ics.py)."""

from __future__ import annotations

import ics
from common import answer, written


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with open(path, encoding="utf-8", newline="") as file:
        calendar = ics.Calendar(file.read())
    return [
        {
            "uid": event.uid,
            "start": written(event.begin.datetime.date() if event.all_day else event.begin.datetime),
            "end": written(event.end.datetime.date() if event.all_day else event.end.datetime),
            "summary": event.name or "",
            "description": event.description or "",
            "location": event.location or "",
        }
        for event in sorted(calendar.events, key=lambda event: (event.begin, event.end))
    ]


answer(read, Exception)
