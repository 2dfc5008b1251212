"""What calendar apps take, and what the maker of a calendar should be told where one exceeds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from icsgen.calendar.entry import Entry
from icsgen.calendar.event import description
from icsgen.model import Programme

LONGEST_DESCRIPTION = 8_000
"""Characters. Google cuts near there."""
LARGEST = 900_000
"""Octets. Google silently loses events of a feed past about 1 MB."""
MOST_EVENTS = 1_000


class Notice(NamedTuple):
    """Something about a calendar that its maker should be told."""

    message: str
    hint: str = ""
    """What can be done about it."""


def notices_of(programme: Programme, entries: Iterable[Entry]) -> tuple[Notice, ...]:
    """The entries whose descriptions some app will cut."""
    sessions = {session.title: session for session in programme.sessions}
    long = [
        entry.talk.title
        for entry in entries
        if len(description(entry.talk, sessions.get(entry.talk.session))[0]) > LONGEST_DESCRIPTION
    ]
    return tuple(
        Notice(f"the description is over {LONGEST_DESCRIPTION:,} characters: {title!r}", "Google cuts near there")
        for title in long
    )


def notices_on_size(
    octets: int, events: int, *, name: str = "the calendar", way_out: str = "--split makes several"
) -> tuple[Notice, ...]:
    """Whether a calendar is larger than every app takes."""
    if octets <= LARGEST and events <= MOST_EVENTS:
        return ()
    size = f"{octets / 1000:,.0f} kB" if octets > LARGEST else f"{events:,} events"
    return (Notice(f"{name} is large: {size}", f"Google loses events past about 1 MB; {way_out}"),)
