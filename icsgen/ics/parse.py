"""Calendars in: iCalendar bytes to events as they stand. The sole user of the ``icalendar`` package.

What feeds in the wild get wrong is mended where it can only mean one thing, and listed as a :class:`Fault`:
folds inside UTF-8 characters, LF and stray CR, lines of a description that lost their fold, broken values,
a file that breaks off. :mod:`icsgen.ics.split` takes the bytes apart into components; the properties of each are
read by ``icalendar``.

Times come out as written (:class:`Moment`). :meth:`CalendarFile.instant` resolves them by the VTIMEZONE in
the file itself, which ``dateutil`` evaluates, independently of how icsgen knows zones.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

import icalendar
from icalendar.parser import unescape_backslash
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from icsgen.errors import FormatError
from icsgen.ics.loose_times import loose_time
from icsgen.ics.split import Block, Fault, split

MOST_OCCURRENCES = 1000
"""A recurring event is followed no further."""
_TZID = re.compile(r"^TZID(?:;[^:\n]*)?:(.*?)\s*$", re.MULTILINE | re.IGNORECASE)


class Moment(NamedTuple):
    """A DATE-TIME or DATE as written."""

    value: datetime | date
    """Naive wall time, or a date."""
    tzid: str = ""
    """``UTC`` if written with Z; empty if floating, or a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One VEVENT. Texts are unescaped; what is absent is empty."""

    line: int
    """Of its BEGIN."""
    uid: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    status: str = ""
    """Upper case."""
    categories: tuple[str, ...] = ()
    sequence: int = 0
    start: Moment | None = None
    end: Moment | None = None
    duration: timedelta | None = None
    stamp: datetime | None = None
    """DTSTAMP, in UTC."""
    modified: datetime | None = None
    """LAST-MODIFIED, in UTC."""
    recurrence_id: Moment | None = None
    recurring: bool = False
    """It has an RRULE or RDATE."""
    component: icalendar.Component = field(repr=False, compare=False)

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a property, as text, unescaped, in the order of the file."""
        return _texts(self.component, name)

    def text(self, name: str) -> str:
        """The first value of a property, as text; empty if it is absent."""
        return next(iter(_texts(self.component, name)), "")

    def parameters(self, name: str) -> tuple[dict[str, str], ...]:
        """The parameters of each value that :meth:`texts` gives, by upper-case name."""
        return tuple(
            {key.upper(): str(value) for key, value in (getattr(prop, "params", None) or {}).items()}
            for prop in _values(self.component, name)
        )


@dataclass(slots=True, kw_only=True)
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
        return wall.replace(tzinfo=zone, fold=0).astimezone(UTC) if zone is not None else None


def windows_zone(name: str) -> str:
    """The IANA name of a zone as Windows and Outlook call it; empty if it is none.

    >>> windows_zone("W. Europe Standard Time")
    'Europe/Berlin'
    """
    return WINDOWS_TO_OLSON.get(name, "")


def parse(content: bytes, *, origin: str | None = None) -> CalendarFile:
    """Read iCalendar bytes, as far as they go.

    :raises FormatError: there is no calendar and no component in it.
    """
    found = split(content)
    if found.empty:
        raise FormatError("this is no calendar: it has no BEGIN:VCALENDAR", origin=origin)
    file = CalendarFile(faults=found.faults, truncated=found.truncated)
    for block in found.blocks:
        if block.kind == "VEVENT":
            if (component := _component(block, file.faults)) is not None:
                file.events.append(_event(component, block.line, file.faults))
        elif block.kind == "VTIMEZONE":
            text = block.content().decode("utf-8", "replace")
            if match := _TZID.search(text):
                file.zones.setdefault(match[1].strip('"'), text)
        else:
            lost = block.kind == "VTODO"
            file.faults.append(Fault(block.line, f"{block.kind} is no event and was left out", lost=lost))
    head = _component(Block("VEVENT", 1, found.head), file.faults)  # an event takes errors one by one
    if head is not None:
        named = ((name, _texts(head, name)) for name in head)
        file.properties.update((name.upper(), texts[0]) for name, texts in named if texts)
    return file


def occurrences(file: CalendarFile, event: Event, overrides: Sequence[Event], until: datetime) -> list[Event]:
    """The single events that a recurring one stands for, from its start to ``until`` (UTC), overrides applied.

    At most :data:`MOST_OCCURRENCES`. Their times keep the TZID that they were written with. What recurs more
    often than daily is no programme, and could keep the expansion busy for hours.

    :raises FormatError: its rule cannot be followed.
    """
    import recurring_ical_events  # type: ignore[import-untyped]  # takes 40 ms, and few calendars need it

    if re.search(r"FREQ\s*=\s*(SECONDLY|MINUTELY|HOURLY)", event.text("RRULE"), re.IGNORECASE):
        raise FormatError("it recurs more often than daily", line=event.line)
    calendar = icalendar.Calendar()
    for one in (event, *overrides):
        calendar.add_component(one.component)
    start = event.start.value if event.start else until
    first = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    try:
        found = recurring_ical_events.of(calendar).between(first - timedelta(days=1), until)
    except (
        ValueError,
        TypeError,
        KeyError,
        OverflowError,
        AttributeError,
        recurring_ical_events.InvalidCalendar,
    ) as error:
        raise FormatError(f"its recurrence cannot be followed: {error}", line=event.line) from None
    return [_event(component, event.line, []) for component in found[:MOST_OCCURRENCES]]


# -- components -----------------------------------------------------------------------------------------------


def _component(block: Block, faults: list[Fault]) -> icalendar.Component | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of TZIDs that it guesses at; those are judged by their reader
            return icalendar.Event.from_ical(block.content())
    except (ValueError, IndexError, KeyError) as error:
        faults.append(Fault(block.line, f"this {block.kind} cannot be read: {error}", lost=True))
        return None


def _event(component: icalendar.Component, line: int, faults: list[Fault]) -> Event:
    for name, message in component.errors:
        moment = _moment(component, name) if name in ("DTSTART", "DTEND") else None
        if moment is not None:
            message = f"{message}; taken for {moment.value}"
        faults.append(Fault(line, f"{name or 'a line'} is broken: {message}"))
    sequence = _texts(component, "SEQUENCE")
    return Event(
        line=line,
        uid=_text(component, "UID"),
        summary=_text(component, "SUMMARY"),
        description=_text(component, "DESCRIPTION"),
        location=_text(component, "LOCATION"),
        url=_text(component, "URL"),
        status=_text(component, "STATUS").upper(),
        categories=_texts(component, "CATEGORIES"),
        sequence=int(sequence[0]) if sequence and sequence[0].isdecimal() and len(sequence[0]) < 10 else 0,
        start=_moment(component, "DTSTART"),
        end=_moment(component, "DTEND"),
        duration=_duration(component),
        stamp=_stamp(component, "DTSTAMP"),
        modified=_stamp(component, "LAST-MODIFIED"),
        recurrence_id=_moment(component, "RECURRENCE-ID"),
        recurring="RRULE" in component or "RDATE" in component,
        component=component,
    )


# -- values ---------------------------------------------------------------------------------------------------


def _values(component: icalendar.Component, name: str) -> list[Any]:
    found = component.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _text(component: icalendar.Component, name: str) -> str:
    return next(iter(_texts(component, name)), "")


def _texts(component: icalendar.Component, name: str) -> tuple[str, ...]:
    texts: list[str] = []
    for value in _values(component, name):
        if isinstance(value, icalendar.vBroken):
            texts.append(str(value))
        elif hasattr(value, "cats"):
            texts.extend(str(one) for one in value.cats)
        elif isinstance(value, icalendar.vUnknown):
            texts.append(unescape_backslash(str(value)))  # it comes as it stands in the file
        elif isinstance(value, str):
            texts.append(str(value))
        else:
            ical = value.to_ical()
            texts.append(ical.decode("utf-8", "replace") if isinstance(ical, bytes) else str(ical))
    return tuple(texts)


def _moment(component: icalendar.Component, name: str) -> Moment | None:
    for value in _values(component, name):
        if isinstance(value, icalendar.vBroken):
            if (loose := loose_time(str(value))) is not None:
                return Moment(loose[0], "UTC" if loose[1] else str(value.params.get("TZID", "")).strip('"'))
            continue
        found = getattr(value, "dt", None)
        if isinstance(found, datetime):
            tzid = str(value.params.get("TZID", "")).strip('"')
            if not tzid:
                tzid = "UTC" if found.tzinfo is not None else ""
            elif found.tzinfo is UTC and value.to_ical().endswith(b"Z"):
                tzid = "UTC"  # RFC 5545 §3.3.5: Z is UTC; some add a TZID to it all the same
            return Moment(found.replace(tzinfo=None, fold=0), tzid)
        if isinstance(found, date):
            return Moment(found)
    return None


def _duration(component: icalendar.Component) -> timedelta | None:
    for value in _values(component, "DURATION"):
        found = getattr(value, "dt", None) if not isinstance(value, icalendar.vBroken) else None
        if isinstance(found, timedelta):
            return found
    return None


def _stamp(component: icalendar.Component, name: str) -> datetime | None:
    moment = _moment(component, name)
    if moment is None or not isinstance(moment.value, datetime):
        return None
    return moment.value.replace(tzinfo=UTC) if moment.tzid == "UTC" else None


def _evaluate(text: str, tzid: str) -> tzinfo | None:
    from dateutil.tz import tzical  # only where a time has a TZID

    try:
        return tzical(io.StringIO(text)).get(tzid)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        return None
