"""ical. It is spared the X- properties."""

from __future__ import annotations

from typing import Any

from common import measure
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import Timezone


def write(given: dict[str, Any]) -> bytes:
    """All of it."""
    calendar = Calendar(prodid="-//benchmark//EN")
    for one in given["events"]:
        event = Event(
            uid=one["uid"],
            dtstamp=given["stamp"],
            dtstart=one["start"],
            dtend=one["end"],
            sequence=0,
            last_modified=given["stamp"],
            status="CONFIRMED",
            transparency="TRANSPARENT",
            summary=one["summary"],
            description=one["description"],
            location=one["location"],
        )
        calendar.events.append(event)
    calendar.timezones.append(Timezone.from_tzif(given["zone"]))
    return IcsCalendarStream.calendar_to_ics(calendar).encode()


measure(write)
