"""The calendars of a site: each a choice of the same VEVENTs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, Rendered, assemble, plan
from icsgen.calendar.limits import LARGEST
from icsgen.model import Programme
from icsgen.outputs.memory import ALL

OPENINGS = (400, 200, 100, 0)
"""Characters of an abstract that ``all.ics`` carries where it would be too large otherwise, the first that fits."""
_BEGIN, _END = b"\r\nBEGIN:VEVENT\r\n", b"\r\nEND:VEVENT"


class Calendars:
    """Assembles them. ``base`` is the site's address, ``ids`` gives the id of each UID."""

    def __init__(self, programme: Programme, options: FeedOptions, base: str, ids: Mapping[str, str]) -> None:
        self.programme = programme
        self.options = options
        self.base = base
        self.ids = ids

    def feed(self, file: str, events: Sequence[Rendered], name: str, kept: tuple[tuple[str, str], ...] = ()) -> bytes:
        """One that can be subscribed to; ``kept`` is what else it keeps of itself."""
        address = self.base + quote(file)
        return self._assemble(events, replace(self.options, name=name, feed_url=address, kept=kept))

    def single(self, event: Rendered) -> bytes:
        """One talk, to be imported."""
        return b"".join(assemble(self.programme, [event], self.options, name=event.entry.talk.title))

    def bare(self, events: Sequence[Rendered]) -> bytes:
        """Any choice, to be read back."""
        return self._assemble(events, self.options)

    def shortened(self, events: Sequence[Rendered], before: tuple[int, bytes] | None) -> tuple[int, bytes]:
        """``all.ics`` with as much of each abstract as Google takes, and how much that is.

        ``before`` is the same of the last publication: that length stays while it fits, lest every event changes
        when one does, and so do the events that stand in it in the same revision. It may be older than the whole
        calendar, if somebody was killed between the two.
        """
        render = plan(self.programme, [one.entry for one in events], self.options).render
        length, content = 0, b""
        for length in (length for length in OPENINGS if before is None or length <= before[0]):
            blocks = events_in(before[1]) if before and length == before[0] else {}
            chosen = [
                Rendered(one.entry, block, one.timezone)
                if _revision(block := blocks.get(one.entry.uid, b"")) == _revision(one.data)
                else render(self._shorten(one.entry, length))
                for one in events
            ]
            content = self.feed(ALL, chosen, self.options.name)
            if len(content) <= LARGEST:
                break
        return length, content

    def _shorten(self, entry: Entry, length: int) -> Entry:
        abstract = _opening(entry.talk.abstract, length, f"{self.base}#t-{self.ids[entry.uid]}")
        return replace(entry, talk=replace(entry.talk, abstract=abstract, abstract_html=""))

    def _assemble(self, events: Sequence[Rendered], options: FeedOptions) -> bytes:
        return b"".join(assemble(self.programme, events, options))


def events_in(content: bytes) -> dict[str, bytes]:
    """The VEVENTs of a calendar of ours by UID, as they stand there. UIDs of ours are too short to be folded."""
    found: dict[str, bytes] = {}
    for rest in content.split(_BEGIN)[1:]:
        body, end, _ = rest.partition(_END)
        first, _, _ = body.partition(b"\r\n")
        if end and first.startswith(b"UID:"):
            found[first[4:].decode(errors="replace")] = b"BEGIN:VEVENT\r\n" + body + b"\r\nEND:VEVENT\r\n"
    return found


def _revision(event: bytes) -> bytes:
    """Of a VEVENT of ours what comes before its description: which event it is, when, in which revision, its title."""
    return event.partition(b"\r\nDESCRIPTION:")[0]


def _opening(abstract: str, length: int, address: str) -> str:
    if len(abstract) <= length:
        return abstract
    words = abstract[:length].rpartition(" ")[0].rstrip()
    return f"{words} …\n\n{address}" if words else address
