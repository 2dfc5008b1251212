"""The events that a programme would have: what stands so in a feed need not be taken apart.

Most of a programme is as it was, and its events must be rendered anyway, to see whether they changed. So they are
rendered first, with the UID, the SEQUENCE and the stamp that stand in the feed. Where that gives the very bytes
that stand there, to read them would give the talk that they were made from. What differs in a byte is read as ever.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, Rendered, plan
from icsgen.calendar.identity import first_entries, programme_id
from icsgen.calendar.read_back import as_read_back
from icsgen.model import Programme, Talk, Timed

_OPENING = re.compile(
    rb"BEGIN:VEVENT\r\nUID:([^\r\n]+)\r\nDTSTAMP:(\d{8}T\d{6}Z)\r\n(?:DT[^\r\n]+\r\n){2}SEQUENCE:(\d{1,9})\r\n"
)
"""Of an event as ``event`` writes it."""
_NAMES = 3
_ANY = datetime.min
"""A stamp, for entries that are yet to get one from the feed."""


class Known(NamedTuple):
    """An event that stands in a feed as it would be written."""

    talk: Talk
    """What reading it would give, and besides where the source has it."""
    rendered: Rendered


class Expected:
    """The events of a programme as its calendars would have them."""

    def __init__(self, programme: Programme, options: FeedOptions) -> None:
        self.programme = programme
        self.name = programme_id(programme)
        self.entries = first_entries(programme, stamp=_ANY)
        self.plan = plan(programme, self.entries, options)
        """By which they are rendered."""
        self._named: dict[str, dict[str, tuple[Entry, Talk]]] = {}

    def known(self, raw: bytes, name: str) -> Known | None:
        """The event, if these bytes are what would be written in a feed of the programme of that id; else none."""
        opening = _OPENING.match(raw)
        if opening is None:
            return None
        uid, stamp, sequence = (part.decode("utf-8", "replace") for part in opening.groups())
        expected = self._entries(name or self.name).get(uid)
        if expected is None:
            return None
        entry, talk = expected
        try:
            entry = replace(entry, sequence=int(sequence), stamp=datetime.fromisoformat(stamp))
        except ValueError:  # the 32nd of a month
            return None
        rendered = self.plan.render(entry)
        return Known(talk, rendered) if rendered.data == raw and _tells_zone(rendered) else None

    def _entries(self, name: str) -> dict[str, tuple[Entry, Talk]]:
        """By UID each entry with its talk as a feed gives it back, but for those of which a feed gives less back.

        A programme has had a few ids at most; a folder of feeds that have each another is not worth the work.
        """
        if name not in self._named and len(self._named) < _NAMES:
            self._named[name] = self._named_so(name)
        return self._named.get(name, {})

    def _named_so(self, name: str) -> dict[str, tuple[Entry, Talk]]:
        entries = self.entries
        if name != self.name:
            entries = first_entries(replace(self.programme, id=name), stamp=_ANY)
        talks = as_read_back(self.programme)
        both = zip(entries, talks, strict=True)
        return {entry.uid: (entry, talk) for entry, talk in both if not talk.abstract_html}


def _tells_zone(rendered: Rendered) -> bool:
    """Whether the event says where its talk's clock hangs: not if that has its hours in UTC for another reason."""
    when = rendered.entry.talk.when
    return not isinstance(when, Timed) or rendered.timezone is not None or when.zone == "UTC"
