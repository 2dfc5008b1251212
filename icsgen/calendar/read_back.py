"""A VEVENT of ours back to the talk that it was made from, as far as it tells."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icsgen.calendar.event import CANCELLED
from icsgen.errors import HourError, ZoneError
from icsgen.ics import kept
from icsgen.ics.lines import uri
from icsgen.ics.scan import Property, RawEvent, scan
from icsgen.model import AllDay, Programme, Talk, Timed, When
from icsgen.times.zones import to_utc

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_TZID = re.compile(r'(?:^|;)TZID="?([^;"]+)', re.IGNORECASE)


def as_read_back(programme: Programme) -> tuple[Talk, ...]:
    """The talks as a feed will give them back: in their session's room, and with addresses in their proper form."""
    rooms = {session.title: session.room for session in programme.sessions if session.room}
    return tuple(_read_back(talk, rooms.get(talk.session, "")) for talk in programme.talks)


def _read_back(talk: Talk, room: str) -> Talk:
    room, url, video = talk.room or room, uri(talk.url), uri(talk.video)
    if (room, url, video) == (talk.room, talk.url, talk.video):
        return talk
    return replace(talk, room=room, url=url, video=video)


def talk_of(raw: bytes) -> Talk | None:
    """The talk that a VEVENT of ours tells of; ``None`` if it has no title or no time."""
    scanned = scan(b"BEGIN:VCALENDAR\r\n" + raw)
    return talk_in(scanned.events[0]) if scanned and scanned.events else None


def talk_in(event: RawEvent) -> Talk | None:
    """The same, of an event that has been taken apart."""
    when = _when(event)
    cancelled = event.text("STATUS").strip().upper() == "CANCELLED"
    title = event.text("SUMMARY")
    if cancelled:
        title = title.removeprefix(CANCELLED)
    if when is None or not title.strip():
        return None
    url = event.properties.get("URL")
    video = event.properties.get("CONFERENCE")
    return Talk(
        title=title,
        when=when,
        speakers=kept.unpack_speakers(event.text(kept.SPEAKERS)),
        abstract=kept.abstract_in(event.text("DESCRIPTION"), event.text(kept.ABSTRACT)),
        session=event.text(kept.SESSION),
        room=event.text("LOCATION"),
        track=event.text(kept.TRACK),
        type=event.text(kept.TYPE),
        tags=tuple(event.text(kept.TAGS).split("\n")),
        url=url.value if url else "",
        video=video.value if video else "",
        key=event.text(kept.KEY),
        cancelled=cancelled,
    )


def _when(event: RawEvent) -> When | None:
    start, end = moment(event.properties.get("DTSTART")), moment(event.properties.get("DTEND"))
    if isinstance(start, datetime) and isinstance(end, datetime) and end > start:
        zone = _TZID.search(event.properties["DTSTART"].parameters)
        return Timed(start=start, end=end, zone=zone[1] if zone else "UTC")
    if isinstance(start, datetime) or isinstance(end, datetime) or start is None or end is None or end <= start:
        return None
    return AllDay(first=start, last=end - timedelta(days=1))


def moment(prop: Property | None) -> datetime | date | None:
    """A DATE, or a DATE-TIME in UTC; ``None`` if it is unreadable or says no zone."""
    match = _DATE.fullmatch(prop.value.strip()) if prop else None
    if prop is None or match is None:
        return None
    try:
        if match[4] is None:
            return date(int(match[1]), int(match[2]), int(match[3]))
        wall = datetime(*(int(part) for part in match.groups()[:6]))  # type: ignore[arg-type]
        if match[7]:
            return wall.replace(tzinfo=UTC)
        zone = _TZID.search(prop.parameters)
        # RFC 5545 §3.3.5: with a TZID an hour that comes twice means the first
        return to_utc(wall, zone[1], repeated_hour="first") if zone else None
    except (ValueError, OverflowError, ZoneError, HourError):  # the 32nd; the last night of 9999; no such zone or hour
        return None
