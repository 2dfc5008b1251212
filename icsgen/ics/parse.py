"""Calendars in: iCalendar bytes to events as they stand.

What feeds in the wild get wrong is mended where it can only mean one thing, and listed as a :class:`Fault`:
folds inside UTF-8 characters, LF and stray CR, lines of a description that lost their fold, broken values,
a file that breaks off. :mod:`icsgen.ics.split` takes the bytes apart into components, :mod:`icsgen.ics.event`
reads the properties of each.

Times come out as written. :meth:`CalendarFile.instant` resolves them by the VTIMEZONE in
the file itself, which ``dateutil`` evaluates, independently of how icsgen knows zones.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from icsgen.errors import FormatError
from icsgen.ics.event import Event, Moment, component_of, event_of, texts_of
from icsgen.ics.split import Block, Fault, split
from icsgen.patterns import Pattern

_TZID = re.compile(r"^TZID(?:;[^:\n]*)?:(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
_ENDLESS = Pattern(
    r"\bFREQ\s*=\s*(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY)|\bINTERVAL\s*=\s*0*(?:;|\s|$)", re.IGNORECASE
)
"""Rules by which no zone's clocks change, and which would be followed for hours."""


@dataclass(slots=True, kw_only=True, eq=False)
class CalendarFile:
    """All that a file holds. Several VCALENDARs in one file count as one."""

    properties: dict[str, str] = field(default_factory=dict)
    """Of the VCALENDAR, by upper-case name; the first of each."""
    events: list[Event] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    """The text of each VTIMEZONE by its TZID."""
    faults: list[Fault] = field(default_factory=list)
    truncated: bool = False
    """The file breaks off within a component."""
    _evaluated: dict[str, tzinfo | None] = field(default_factory=dict, repr=False)

    def zone(self, tzid: str) -> tzinfo | None:
        """The file's own VTIMEZONE, evaluated by ``dateutil``; ``None`` if there is none or it is broken."""
        if tzid not in self._evaluated:
            self._evaluated[tzid] = _evaluate(self.zones[tzid], tzid) if tzid in self.zones else None
        return self._evaluated[tzid]

    def instant(self, moment: Moment) -> datetime | None:
        """The moment in UTC by nothing but the file; ``None`` if it is floating, a date, or has no VTIMEZONE.

        An hour that comes twice means the first (RFC 5545 §3.3.5).
        """
        wall = moment.value
        if not isinstance(wall, datetime):
            return None
        if moment.tzid == "UTC":
            return wall.replace(tzinfo=UTC)
        zone = self.zone(moment.tzid) if moment.tzid else None
        if zone is None:
            return None
        try:
            return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
        except (ValueError, OverflowError, IndexError):  # only then its rules are followed
            self._evaluated[moment.tzid] = None  # and never again: dateutil keeps the lock that it took
            return None


def parse(content: bytes, *, origin: str | None = None) -> CalendarFile:
    """Read iCalendar bytes, as far as they go.

    :raises FormatError: there is no calendar and no component in it, or nothing but faults.
    """
    try:
        found = split(content)
    except FormatError as error:
        error.origin = origin
        raise
    if found.empty:
        raise FormatError("this is no calendar: it has no BEGIN:VCALENDAR", origin=origin)
    file = CalendarFile(faults=found.faults, truncated=found.truncated)
    for block in found.blocks:
        if block.kind == "VEVENT":
            if (component := component_of(block, file.faults)) is not None:
                file.events.append(event_of(component, block.line, file.faults))
        elif block.kind == "VTIMEZONE":
            text = block.content().decode("utf-8", "replace")
            if match := _TZID.search(text):
                file.zones.setdefault(match[1].strip('"'), text)
        else:
            lost = block.kind == "VTODO"  # a to-do may have been somebody's talk; a VJOURNAL or VFREEBUSY was none
            file.faults.append(Fault(block.line, f"{block.kind} is no event and was left out", lost=lost))
    head = component_of(Block("VEVENT", 1, found.head), file.faults)  # an event takes errors one by one
    if head is not None:
        named = ((name, texts_of(head, name)) for name in head)
        file.properties.update((name.upper(), texts[0]) for name, texts in named if texts)
    return file


def _evaluate(text: str, tzid: str) -> tzinfo | None:
    from dateutil.tz import tzical  # only where a time has a TZID

    if _ENDLESS.search(text):
        return None
    try:
        return tzical(io.StringIO(text)).get(tzid)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError):
        return None
