"""vobject, which Radicale and many scripts use."""

from __future__ import annotations

import vobject
from common import answer, written


def read(path: str) -> list[dict[str, str]]:
    """The events of one file."""
    with open(path, encoding="utf-8", newline="") as file:
        calendar = vobject.readOne(file.read(), validate=True)
    return [
        {
            "uid": event.uid.value,
            "start": written(event.dtstart.value),
            "end": written(event.dtend.value),
            "summary": event.summary.value,
            "description": event.description.value if hasattr(event, "description") else "",
            "location": event.location.value if hasattr(event, "location") else "",
        }
        for event in calendar.contents.get("vevent", [])
    ]


answer(read, vobject.base.ParseError, vobject.base.ValidateError, ValueError, KeyError)
