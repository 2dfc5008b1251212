"""ics. It writes every time in UTC, so it has no VTIMEZONE to write."""

from __future__ import annotations

from typing import Any

from common import measure
from ics import Calendar, Event
from ics.grammar.parse import ContentLine


def write(given: dict[str, Any]) -> bytes:
    """All of it."""
    calendar = Calendar(creator="-//benchmark//EN")
    for one in given["events"]:
        event = Event(
            uid=one["uid"],
            created=given["stamp"],
            last_modified=given["stamp"],
            begin=one["start"],
            end=one["end"],
            name=one["summary"],
            description=one["description"],
            location=one["location"],
            status="CONFIRMED",
            transparent=True,
        )
        event.extra.append(ContentLine("SEQUENCE", value="0"))
        event.extra.append(ContentLine("X-MICROSOFT-CDO-BUSYSTATUS", value="FREE"))
        for name, value in one["kept"].items():
            event.extra.append(ContentLine(name, value=value.replace("\n", "\\n")))
        calendar.events.add(event)
    return calendar.serialize().encode()


measure(write)
