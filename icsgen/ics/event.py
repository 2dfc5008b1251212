"""One event as it stands in a file: the properties of a VEVENT. The sole user of the ``icalendar`` package.

Texts come out unescaped, times as written (:class:`Moment`). A broken value costs the event no other, and is a
:class:`~icsgen.ics.split.Fault`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import icalendar
from icalendar.parser import unescape_backslash
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from icsgen.ics.loose_times import loose_time
from icsgen.ics.split import Block, Fault


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
        """All values of a property (:func:`texts_of`)."""
        return texts_of(self.component, name)

    def text(self, name: str) -> str:
        """The first value of a property, as text; empty if it is absent."""
        return next(iter(texts_of(self.component, name)), "")

    def parameters(self, name: str) -> tuple[dict[str, str], ...]:
        """The parameters of each value that :meth:`texts` gives, by upper-case name."""
        return tuple(
            {key.upper(): str(value) for key, value in (getattr(prop, "params", None) or {}).items()}
            for prop in _values(self.component, name)
        )


def windows_zone(name: str) -> str:
    """The IANA name of a zone as Windows and Outlook call it; empty if it is none.

    >>> windows_zone("W. Europe Standard Time")
    'Europe/Berlin'
    """
    return WINDOWS_TO_OLSON.get(name, "")


def calendar_of(events: Iterable[Event]) -> icalendar.Calendar:
    """The events together, for a library that takes the package's own values."""
    calendar = icalendar.Calendar()
    for event in events:
        calendar.add_component(event.component)
    return calendar


def component_of(block: Block, faults: list[Fault]) -> icalendar.Component | None:
    """The component that a VEVENT's lines make; ``None``, and a fault, if they make none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of TZIDs that it guesses at; those are judged by their reader
            return icalendar.Event.from_ical(block.content())
    except OSError:  # TZID=America, a folder of the zone database, which zoneinfo opens as if it were a zone
        faults.append(Fault(block.line, f"this {block.kind} cannot be read: a TZID in it is no zone", lost=True))
        return None
    except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:  # VALUE=,DATE
        faults.append(Fault(block.line, f"this {block.kind} cannot be read: {error}", lost=True))
        return None


def event_of(component: icalendar.Component, line: int, faults: list[Fault]) -> Event:
    """The event that a component holds, with its broken values as faults."""
    for name, message in component.errors:
        moment = _moment(component, name) if name in ("DTSTART", "DTEND") else None
        if moment is not None:
            message = f"{message}; taken for {moment.value}"
        faults.append(Fault(line, f"{name or 'a line'} is broken: {message}"))
    sequence = texts_of(component, "SEQUENCE")
    return Event(
        line=line,
        uid=_text(component, "UID"),
        summary=_text(component, "SUMMARY"),
        description=_text(component, "DESCRIPTION"),
        location=_text(component, "LOCATION"),
        url=_text(component, "URL"),
        status=_text(component, "STATUS").upper(),
        categories=texts_of(component, "CATEGORIES"),
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


def _values(component: icalendar.Component, name: str) -> list[Any]:
    found = component.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _text(component: icalendar.Component, name: str) -> str:
    return next(iter(texts_of(component, name)), "")


def texts_of(component: icalendar.Component, name: str) -> tuple[str, ...]:
    """All values of a property, as text, unescaped, in the order of the file."""
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
