"""The times of iCalendar events: which zone a TZID means, and what a recurring event's dates are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone

from icsgen.errors import FormatError
from icsgen.ics.event import Event, Moment, windows_zone
from icsgen.ics.parse import CalendarFile
from icsgen.ics.recurrence import occurrences
from icsgen.readers.draft import Draft
from icsgen.times.zones import find_zone, instants, is_fixed, utc_offset

FURTHEST = timedelta(days=366)
"""How far a recurring event is followed from its first day."""

_MIDNIGHT = time(0)
_IANA_AT_THE_END = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Za-z][A-Za-z0-9_+-]*){1,2}$")
_DISPLAYED = re.compile(
    r"\((?:UTC|GMT)(?:(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d))?\)\s*(?P<places>.+)", re.IGNORECASE
)
"""A zone as a list of Windows shows it: '(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna'."""
_ASIDE = re.compile(r"\s*\([^)]*\)$|\s+\d$")
_LIC_LOCATION = re.compile(r"^X-LIC-LOCATION:(.*?)\s*$", re.MULTILINE | re.IGNORECASE)

Doubt = Callable[[Event, str], None]
"""Takes note of what was assumed for an event."""


class Clock:
    """What the times of one file mean."""

    def __init__(self, file: CalendarFile, doubt: Doubt) -> None:
        self.file = file
        self.doubt = doubt
        self._names: dict[str, str] = {}
        self._contradicted: set[str] = set()
        stated = file.properties.get("X-WR-TIMEZONE", "")
        self.zone = self.name_of(stated) if stated else ""
        """Of the floating times, by X-WR-TIMEZONE."""

    def name_of(self, tzid: str) -> str:
        """The IANA name that a TZID means; empty if only the file's own VTIMEZONE tells, or nothing does."""
        if tzid not in self._names:
            self._names[tzid] = self._find(tzid)
        return self._names[tzid]

    def _find(self, tzid: str) -> str:
        if windows := windows_zone(tzid) or windows_zone(_ASIDE.sub("", tzid)):
            return windows
        found = _IANA_AT_THE_END.search(tzid)
        location = _LIC_LOCATION.search(self.file.zones.get(tzid, ""))
        for words in (found[0] if found else "", location[1] if location else ""):
            stated = find_zone(words) if words else None
            if stated and "/" in stated.zone:
                return stated.zone
        stated = find_zone(tzid)
        if stated and (is_fixed(stated.zone) or (stated.offset is None and tzid not in self.file.zones)):
            return stated.zone
        if tzid not in self.file.zones and (place := _displayed(tzid)):
            return place
        return ""  # an abbreviation is left to what settles abbreviations everywhere, unless a VTIMEZONE tells

    def set(self, event: Event, draft: Draft) -> None:
        """Give the draft its times."""
        start, end = event.start, event.end
        assert start is not None
        draft.source = _shown("DTSTART", start) + (f", {_shown('DTEND', end)}" if end else "")
        if not isinstance(start.value, datetime):
            draft.days = (start.value, _last_day(start.value, end, event.duration))
            return
        if (days := _marked_days(event)) is not None:
            draft.days = days
            return
        draft.start, draft.zone = self._resolved(event, start)
        if end is None:
            if event.duration and event.duration > timedelta(0):
                draft.duration, draft.end_how = event.duration, "by DURATION"
        elif not isinstance(end.value, datetime):
            self.doubt(event, "its start is a time and its end a date; the end was passed over")
        elif end != start:  # without length, it has no end that says anything
            draft.end, zone = self._resolved(event, end)
            if draft.end.tzinfo is None and zone and zone != draft.zone and (found := instants(draft.end, zone)):
                draft.end = found[0]
            if (draft.end.tzinfo is None) == (draft.start.tzinfo is None) and draft.end < draft.start:
                self.doubt(event, "its end stands before its start; taken for the next day if that makes it short")

    def _resolved(self, event: Event, moment: Moment) -> tuple[datetime, str]:
        """Aware where the file settles the instant, else naive; and the zone in words."""
        wall = moment.value
        assert isinstance(wall, datetime)
        if moment.tzid == "UTC":
            return wall.replace(tzinfo=UTC), ""
        zone = self.name_of(moment.tzid) if moment.tzid else self.zone
        by_file = self.file.instant(moment)
        if not zone:
            if by_file is None:
                return wall, moment.tzid
            return by_file.astimezone(timezone(wall.replace(tzinfo=UTC) - by_file)), ""
        if by_file is not None and utc_offset(by_file, zone) != wall.replace(tzinfo=UTC) - by_file:
            self._contradiction(event, moment.tzid, zone)
        found = instants(wall, zone)
        if len(found) > 1:
            self.doubt(event, "this hour comes twice; took the first, as RFC 5545 §3.3.5 has it")
            return found[0].astimezone(timezone(utc_offset(found[0], zone))), zone
        return wall, zone if moment.tzid else ""

    def _contradiction(self, event: Event, tzid: str, zone: str) -> None:
        if tzid not in self._contradicted:
            self._contradicted.add(tzid)
            self.doubt(event, f"the file's VTIMEZONE {tzid} is not as the clocks of {zone} go; took the clocks")

    def dates(self, event: Event, overrides: Sequence[Event]) -> list[Event]:
        """A recurring event as single ones, with what its bound or a fault left out reported."""
        assert event.start is not None
        first = event.start.value
        until = datetime(first.year, first.month, first.day, tzinfo=UTC) + FURTHEST
        try:
            found = occurrences(event, overrides, until)
        except FormatError as error:
            self.doubt(event, f"{error.message}; only its first date was taken")
            return [event]
        self.doubt(event, f"recurs: {len(found)} dates up to {until:%Y-%m-%d}, where icsgen stops at the latest")
        return found


def _displayed(tzid: str) -> str:
    """The zone of the first known place in a name that Windows shows, if its clocks keep the offset before it.

    >>> _displayed("(UTC+01:00) Amsterdam, Berlin, Bern"), _displayed("(UTC-05:00) Eastern Time (US & Canada)")
    ('Europe/Amsterdam', 'America/New_York')
    >>> _displayed("(UTC+02:00) Amsterdam, Berlin, Bern")
    ''
    """
    match = _DISPLAYED.fullmatch(tzid.strip())
    if match is None:
        return ""
    offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    offset = -offset if match["sign"] == "-" else offset
    for words in _ASIDE.sub("", match["places"]).split(","):
        stated = find_zone(words.strip())
        if stated and offset == min(utc_offset(datetime(2024, month, 1, tzinfo=UTC), stated.zone) for month in (1, 7)):
            return stated.zone
    return ""


def _marked_days(event: Event) -> tuple[date, date] | None:
    """First and last day of an event from midnight to midnight that Outlook marks as one of whole days."""
    start, end = event.start, event.end
    if event.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() != "TRUE" or start is None or end is None:
        return None
    if start.tzid != end.tzid or not isinstance(start.value, datetime) or not isinstance(end.value, datetime):
        return None
    if start.value.time() != _MIDNIGHT or end.value.time() != _MIDNIGHT or end.value <= start.value:
        return None
    return start.value.date(), end.value.date() - timedelta(days=1)


def _last_day(first: date, end: Moment | None, duration: timedelta | None) -> date:
    """DTEND of whole days is the day after the last (RFC 5545 §3.6.1)."""
    if end is not None:
        value = end.value
        last = value.date() if isinstance(value, datetime) else value - timedelta(days=1)
    else:
        try:
            last = first + (duration or timedelta(days=1)) - timedelta(days=1)
        except OverflowError:  # a length of a million days
            last = first
    return max(first, last)


def _shown(name: str, moment: Moment) -> str:
    zone = "Z" if moment.tzid == "UTC" else f" {moment.tzid}" if moment.tzid else ""
    return f"{name} {moment.value.isoformat()}{zone}"
