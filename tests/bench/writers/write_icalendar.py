"""icalendar: build, then ``to_ical()``."""

from __future__ import annotations

from typing import Any

from common import measure
from icalendar import Calendar, Event, Timezone, vText


def write(given: dict[str, Any]) -> bytes:
    """All of it."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//benchmark//EN")
    calendar.add_component(Timezone.from_ical(given["timezone"]))
    for one in given["events"]:
        event = Event()
        event.add("uid", one["uid"])
        event.add("dtstamp", given["stamp"])
        event.add("dtstart", one["start"])
        event.add("dtend", one["end"])
        event.add("sequence", 0)
        event.add("last-modified", given["stamp"])
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("x-microsoft-cdo-busystatus", "FREE")
        event.add("summary", one["summary"])
        event.add("description", one["description"])
        event.add("location", one["location"])
        for name, value in one["kept"].items():
            event.add(name, vText(value))
        calendar.add_component(event)
    return calendar.to_ical()


measure(write)
