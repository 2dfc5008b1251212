"""vobject."""

from __future__ import annotations

from typing import Any

import vobject
from common import measure


def write(given: dict[str, Any]) -> bytes:
    """All of it."""
    calendar = vobject.iCalendar()
    stamp = given["stamp"].replace(tzinfo=vobject.icalendar.utc)
    for one in given["events"]:
        event = calendar.add("vevent")
        event.add("uid").value = one["uid"]
        event.add("dtstamp").value = stamp
        event.add("dtstart").value = one["start"]
        event.add("dtend").value = one["end"]
        event.add("sequence").value = "0"
        event.add("last-modified").value = stamp
        event.add("status").value = "CONFIRMED"
        event.add("transp").value = "TRANSPARENT"
        event.add("x-microsoft-cdo-busystatus").value = "FREE"
        event.add("summary").value = one["summary"]
        event.add("description").value = one["description"]
        event.add("location").value = one["location"]
        for name, value in one["kept"].items():
            event.add(name.lower()).value = value
    return calendar.serialize().encode()


measure(write)
