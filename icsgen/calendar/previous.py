"""A feed of ours from an earlier run, read back: the database that its next revision starts from.

Hands and accidents change files, so this reads as far as it goes: an event that is damaged in part gives what
it has, one that has no time or no title any more gives its UID and SEQUENCE, and each is a Problem. A file
that breaks off is marked as such, for nobody knows what it lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from icsgen.calendar.expected import Expected, Known
from icsgen.calendar.feed import PRODID, Plan, Rendered
from icsgen.calendar.identity import DOMAIN
from icsgen.calendar.read_back import moment, talk_in
from icsgen.errors import RevisionError
from icsgen.ics import kept
from icsgen.ics.scan import Property, RawEvent, Scanned, scan
from icsgen.model import Problem, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEvent:
    """One event as it stands in a feed."""

    talk: Talk
    """As far as the feed tells; ``cancelled`` is the event's STATUS."""
    uid: str
    sequence: int
    stamp: datetime | None
    """DTSTAMP, UTC; ``None`` if it is unreadable."""
    raw: bytes
    """The VEVENT itself."""
    rendered: Rendered | None = None
    """What it would be written as, if ``raw`` is that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """One feed, or several of the same programme taken together."""

    origin: str
    """Where it was read, for messages."""
    programme: str
    """The programme's id; empty if the feed doesn't say."""
    name: str
    """What the calendar is called; several have no name in common."""
    events: tuple[OldEvent, ...]
    """No two have the same UID."""
    unreadable: dict[str, int]
    """UID to SEQUENCE of events that tell no more."""
    highest: int
    """The highest SEQUENCE in the feed, what is damaged or broken off included."""
    left: int | None
    """The highest SEQUENCE of an event that has left the feed."""
    skipped: tuple[str, ...] = ()
    """Marks of what the last reading skipped (``ics.kept``)."""
    breaks_off: str = ""
    """If the file is not whole: where it ends."""
    problems: tuple[Problem, ...] = ()
    parts: tuple[Previous, ...] = ()
    """The feeds that were taken together, as each was."""
    plan: Plan | None = None
    """By which ``rendered`` was rendered."""


def is_ours(content: bytes) -> bool:
    """Whether icsgen wrote this calendar, by its PRODID."""
    head = scan(content[:4096].rpartition(b"\n")[0] + b"\n")
    return head is not None and _is_ours(head)


def _is_ours(scanned: Scanned) -> bool:
    prodid = scanned.head.get("PRODID")
    return prodid is not None and prodid.text.strip() == PRODID


def read_previous(content: bytes, origin: str, expected: Expected | None = None) -> Previous:
    """Read one feed. Events that stand in it as ``expected`` are known, and not taken apart.

    :raises RevisionError: it is no calendar, or another program's.
    """
    scanned = scan(content)
    if scanned is None:
        raise RevisionError(
            "this is no calendar, so there is nothing to revise",
            origin=origin,
            hint="write to another file, or replace this one with --force",
        )
    if not _is_ours(scanned):
        author = scanned.head.get("PRODID")
        raise RevisionError(
            "another program wrote this calendar",
            origin=origin,
            text=author.text if author else None,
            hint="write to another file, or replace this one with --force",
        )
    return _Reader(scanned, origin, expected).read()


class _Reader:
    """One scanned feed on its way to a Previous."""

    def __init__(self, scanned: Scanned, origin: str, expected: Expected | None) -> None:
        self.scanned = scanned
        self.origin = origin
        self.expected = expected
        self.programme = scanned.head[kept.PROGRAMME].text if kept.PROGRAMME in scanned.head else ""
        self.problems = [self._problem(line, f"{what}; what it said is lost") for line, what in scanned.faults]
        self.events: dict[str, OldEvent] = {}
        self.unreadable: dict[str, int] = {}

    def read(self) -> Previous:
        head = self.scanned.head
        stated = _number(head.get(kept.HIGHEST)) or 0
        events = [(event, self._known(event)) for event in self.scanned.events]
        sequences = [
            known.rendered.entry.sequence if known else _number(event.properties.get("SEQUENCE")) or 0
            for event, known in events
        ]
        self.highest = max([stated, *sequences])
        if self.scanned.whole and stated > max(sequences, default=0):
            self.problems.append(self._problem(1, f"an event is missing from this feed, one with SEQUENCE {stated}"))
        for event, known in events:
            self._add(event, known)
        last = self.scanned.events[-1] if self.scanned.events else None
        return Previous(
            origin=self.origin,
            programme=self.programme,
            name=head["NAME"].text if "NAME" in head else "",
            events=tuple(self.events.values()),
            unreadable=self.unreadable,
            highest=self.highest,
            left=_number(head.get(kept.LEFT)),
            skipped=tuple(head[kept.SKIPPED].text.split("\n")) if kept.SKIPPED in head else (),
            breaks_off="" if self.scanned.whole else f"after {last.text('SUMMARY')!r}" if last else "at its head",
            problems=tuple(self.problems),
            plan=self.expected.plan if self.expected else None,
        )

    def _known(self, event: RawEvent) -> Known | None:
        return self.expected.known(event.raw, self.programme) if self.expected else None

    def _add(self, event: RawEvent, known: Known | None) -> None:
        if known is None or (known.rendered.entry.uid in self.events or known.rendered.entry.uid in self.unreadable):
            self._take_apart(event)
            return
        talk, rendered = known
        uid, sequence, stamp = rendered.entry.uid, rendered.entry.sequence, rendered.entry.stamp
        self.events[uid] = OldEvent(
            talk=talk, uid=uid, sequence=sequence, stamp=stamp, raw=event.raw, rendered=rendered
        )

    def _take_apart(self, event: RawEvent) -> None:
        uid = event.text("UID").strip()
        if not uid:
            self.problems.append(self._problem(event.line, "this event has lost its UID", event.text("SUMMARY")))
            return
        if not uid.endswith(f"@{DOMAIN}"):
            message = "icsgen did not write this event; it is left out"
            self.problems.append(self._problem(event.line, message, event.text("SUMMARY") or uid))
            return
        sequence = _number(event.properties.get("SEQUENCE"))
        if sequence is None or event.repeats:
            what = "ran into another" if event.repeats else "has no readable SEQUENCE"
            sequence = self.highest
            message = f"this event {what}; its SEQUENCE is taken for {sequence}, the highest of the feed"
            self.problems.append(self._problem(event.line, message, event.text("SUMMARY")))
        if uid in self.events or uid in self.unreadable:
            message = "this UID stands twice in the feed; took the later revision"
            self.problems.append(self._problem(event.line, message, uid))
            known = self.events[uid].sequence if uid in self.events else self.unreadable[uid]
            if known >= sequence:
                return
        self.events.pop(uid, None)
        self.unreadable.pop(uid, None)
        talk = talk_in(event)
        if talk is None:
            message = "this event has lost its title or its time; only its UID is taken over"
            self.problems.append(self._problem(event.line, message, event.text("SUMMARY") or uid))
            self.unreadable[uid] = sequence
            return
        stamp = moment(event.properties.get("DTSTAMP"))
        known_stamp = stamp if isinstance(stamp, datetime) else None
        self.events[uid] = OldEvent(talk=talk, uid=uid, sequence=sequence, stamp=known_stamp, raw=event.raw)

    def _problem(self, line: int, message: str, text: str = "") -> Problem:
        return Problem(message=message, kind="doubt", origin=self.origin, line=line, text=text)


def merged(feeds: Sequence[Previous], programme: str) -> Previous:
    """Several feeds of one programme, such as a folder of them, as one.

    An event that stands in several counts once: its latest revision, and of equal ones the longest, for a feed
    may carry shortened abstracts. ``programme`` is the id of the one that is to be revised.

    :raises RevisionError: they are of several programmes and none is this one.
    """
    ids = {feed.programme for feed in feeds}
    if len(ids) > 1:
        if programme not in ids:
            raise RevisionError(
                "these are feeds of several programmes, and none of this one",
                origin=feeds[0].origin,
                text=", ".join(sorted(ids)),
                hint="name the feed to revise",
            )
        feeds = [feed for feed in feeds if feed.programme == programme]
    events: dict[str, OldEvent] = {}
    unreadable: dict[str, int] = {}
    for feed in feeds:
        for event in feed.events:
            if event.uid not in events or _revision(event) > _revision(events[event.uid]):
                events[event.uid] = event
        for uid, sequence in feed.unreadable.items():
            unreadable[uid] = max(sequence, unreadable.get(uid, 0))
    broken = next((feed for feed in feeds if feed.breaks_off), feeds[0])
    return replace(
        broken,
        name=broken.name if len(feeds) == 1 else "",
        events=tuple(events.values()),
        unreadable={uid: sequence for uid, sequence in unreadable.items() if uid not in events},
        highest=max(feed.highest for feed in feeds),
        skipped=tuple(sorted(reduce(Counter.__and__, (Counter(feed.skipped) for feed in feeds)).elements())),
        left=max((feed.left for feed in feeds if feed.left is not None), default=None),
        problems=tuple(problem for feed in feeds for problem in feed.problems),
        parts=tuple(feeds),
    )


def _revision(event: OldEvent) -> tuple[int, int, bytes]:
    return event.sequence, len(event.raw), event.raw


def _number(prop: Property | None) -> int | None:
    text = prop.value.strip() if prop else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
