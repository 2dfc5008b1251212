"""Reads a calendar back before it is delivered, and compares it with what it was made from.

The reader is an independent hand: ``icalendar`` parses the bytes (``ics.event``), and ``dateutil`` evaluates the
VTIMEZONE that stands in them. Every instant and every text must come out as it went in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from icsgen.calendar.entry import Entry
from icsgen.calendar.event import CANCELLED, categories_of, description, html_description, room_of
from icsgen.errors import VerifyError
from icsgen.ics.event import Event, Moment
from icsgen.ics.kept import ABSTRACT, KEY, SESSION, SPEAKERS, abstract_in, unpack_speakers
from icsgen.ics.lines import LIMIT, uri
from icsgen.ics.parse import CalendarFile, parse
from icsgen.model import AllDay, Programme, Session, Timed
from icsgen.times.zones import transitions

SAMPLE = 1_000
"""Events that are compared one and all; of more, that many, and those near a clock change."""
NEAR_A_CHANGE = timedelta(days=1)
_BEGIN = b"\r\nBEGIN:VEVENT\r\n"
_END = b"END:VCALENDAR\r\n"
_TOO_LONG = re.compile(rb"[^\n]{%d,}\n" % (LIMIT + 2))

_Value = object
"""Any value that two events can be compared by."""


class Verification(NamedTuple):
    """How much of a calendar was compared.

    >>> print(Verification(7, 7))
    7 of 7 verified
    """

    checked: int
    total: int

    def __str__(self) -> str:
        return f"{self.checked:,} of {self.total:,} verified"


def verify(
    data: bytes, programme: Programme, entries: Sequence[Entry], mode: Literal["auto", "all", "none"] = "auto"
) -> Verification:
    """Compare a calendar with the entries that it was made from, which stand in it in the same order.

    :raises VerifyError: it doesn't read back as it should; names the talk, what was written and what was read.
    """
    if mode == "none":
        return Verification(0, len(entries))
    begins = [at + 2 for at in _all(data, _BEGIN)]
    if len(begins) != len(entries):
        raise _error(f"{len(entries)} events went in, and {len(begins)} came out")
    if len({entry.uid for entry in entries}) != len(entries):
        raise _error("two events have the same UID")
    if not begins or data[-len(_END) :] != _END:
        raise _error("the calendar does not end as it should")
    chosen = range(len(entries)) if mode == "all" or len(entries) <= SAMPLE else _sample(entries)
    ends = [*begins[1:], len(data) - len(_END)]
    excerpt = b"".join([data[: begins[0]], *(data[begins[index] : ends[index]] for index in chosen), _END])
    if found := _TOO_LONG.search(excerpt):
        raise _error("a line is too long", text=found[0].decode(errors="replace"))
    file = parse(excerpt)
    if file.faults or file.truncated or len(file.events) != len(chosen):
        raise _error("the calendar is damaged", text="; ".join(fault.message for fault in file.faults[:3]))
    sessions = {session.title: session for session in programme.sessions}
    for index, event in zip(chosen, file.events, strict=True):
        entry = entries[index]
        _compare(entry, sessions.get(entry.talk.session), event, file)
    return Verification(len(chosen), len(entries))


def _all(data: bytes, what: bytes) -> Iterator[int]:
    at = data.find(what)
    while at >= 0:
        yield at
        at = data.find(what, at + len(what))


def _sample(entries: Sequence[Entry]) -> list[int]:
    last = len(entries) - 1
    chosen = {round(step * last / (SAMPLE - 1)) for step in range(SAMPLE)}
    changes: dict[str, list[datetime]] = {}
    for index, entry in enumerate(entries):
        when = entry.talk.when
        if isinstance(when, Timed):
            if when.zone not in changes:
                changes[when.zone] = [change.instant for change in transitions(when.zone)]
            row = changes[when.zone]
            if bisect_right(row, when.end + NEAR_A_CHANGE) != bisect_right(row, when.start - NEAR_A_CHANGE):
                chosen.add(index)
    return sorted(chosen)


def _compare(entry: Entry, session: Session | None, event: Event, file: CalendarFile) -> None:
    for name, written, read in _pairs(entry, session, event, file):
        if written != read:
            talk = entry.talk
            raise _error(
                f"{name} of {talk.title!r} was to be {_shown(written)}, and reads {_shown(read)}",
                origin=talk.origin or None,
                line=talk.line,
            )


def _pairs(
    entry: Entry, session: Session | None, event: Event, file: CalendarFile
) -> Iterator[tuple[str, _Value, _Value]]:
    talk, when = entry.talk, entry.talk.when
    if isinstance(when, AllDay):
        yield "the first day", Moment(when.first), event.start
        yield "the day after the last", Moment(when.last + timedelta(days=1)), event.end
    else:
        yield "the start", when.start, file.instant(event.start) if event.start is not None else None
        yield "the end", when.end, file.instant(event.end) if event.end is not None else None
    yield "the UID", entry.uid, event.uid
    yield "the title", CANCELLED + talk.title if entry.cancelled else talk.title, event.summary
    yield "the description", description(talk, session)[0], event.description
    yield "the room", room_of(talk, session), event.location
    yield "the link", uri(talk.url), event.url
    yield "the categories", categories_of(talk), event.categories
    yield "the status", "CANCELLED" if entry.cancelled else "CONFIRMED", event.status
    yield "the sequence", entry.sequence, event.sequence
    yield "the stamp", (entry.stamp, entry.stamp), (event.stamp, event.modified)
    yield "the video", uri(talk.video), event.text("CONFERENCE")
    yield "the HTML", html_description(talk, session) if talk.abstract_html else "", event.text("X-ALT-DESC")
    yield "the abstract", talk.abstract, abstract_in(event.description, event.text(ABSTRACT))
    yield "the speakers", talk.speakers, unpack_speakers(event.text(SPEAKERS))
    yield "the session", talk.session, event.text(SESSION)
    yield "the key", talk.key, event.text(KEY)


def _shown(value: _Value) -> str:
    shown = value.isoformat() if isinstance(value, datetime) else repr(value)
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


def _error(message: str, *, origin: str | None = None, line: int | None = None, text: str | None = None) -> VerifyError:
    return VerifyError(
        f"nothing was written, for it does not read back as it should: {message}",
        origin=origin,
        line=line,
        text=text,
        hint="this is a fault of icsgen, please report it with the source; --verify none writes it all the same",
    )
