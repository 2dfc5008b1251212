"""iCalendar files (RFC 5545): other people's feeds, to merge, split, filter and mend, and feeds of ours.

A time's zone is, in this order: Z; its TZID, if that is or ends in an IANA or Windows name; the VTIMEZONE in the
file; for floating times X-WR-TIMEZONE; else ``--tz``. A recurring event becomes one talk for each date, for a
year at most. A feed of ours is taken apart again into the fields that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from icsgen.errors import NoTimeError
from icsgen.ics import kept
from icsgen.ics.event import Event, Moment
from icsgen.ics.parse import CalendarFile, parse
from icsgen.model import Document, Policy, Problem, Reading, Session, Speaker
from icsgen.readers import icalendar_ours
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.icalendar_times import Clock
from icsgen.readers.markup.html_text import is_html, plain_line, text_and_html
from icsgen.times.zones import find_zone

summary = "iCalendar files (.ics)"
reads_bytes = True

_CALENDAR = re.compile(r"^\s*BEGIN:(VCALENDAR|VEVENT)", re.IGNORECASE | re.MULTILINE)
_OTHER = re.compile(r"\s*BEGIN:V[A-Z]+\s*$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")


def sniff(document: Document) -> int:
    """By its first component."""
    head = document.text[:8000] if document.text is not None else document.content[:8000].decode("utf-8", "replace")
    found = _CALENDAR.search(head)
    if found is None:
        return 80 if _OTHER.match(head) else 0  # a piece of a calendar, and no page
    return 100 if found[1].upper() == "VCALENDAR" else 90


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: there is no calendar in it.
    :raises NoTimeError: no event in it has a time.
    """
    file = parse(document.content, origin=document.origin)
    reader = _Reader(document, file)
    reader.take(file.events)
    if policy.tz is None:
        reader.leave_unknown_zones()
    of = file.properties.get
    if not reader.drafts:
        raise NoTimeError(
            f"none of its {len(file.events)} events has a time" if file.events else "the calendar has no event",
            origin=document.origin,
            line=reader.problems[0].line if reader.problems else None,
            hint="looked for VEVENT with DTSTART",
        )
    findings = Findings(
        drafts=reader.drafts,
        title=plain_line(of("X-WR-CALNAME") or of("NAME") or ""),
        zone=reader.clock.zone,
        zone_how="in X-WR-TIMEZONE",
        sessions=tuple(reader.sessions.values()),
        id=of(kept.PROGRAMME, ""),
        description=text_and_html(of("X-WR-CALDESC") or of("DESCRIPTION") or "")[0],
        url=of("URL", ""),
        revised=max((event.modified for event in file.events if event.modified), default=None),
        problems=reader.problems,
        truncated=file.truncated,
    )
    return finish(document, findings, policy)


class _Reader:
    """One file's events on their way to drafts."""

    def __init__(self, document: Document, file: CalendarFile) -> None:
        self.document = document
        self.drafts: list[Draft] = []
        self.sessions: dict[str, Session] = {}
        self.problems: list[Problem] = []
        self.clock = Clock(file, lambda event, message: self._problem(event, message, "doubt"))
        self.ours = kept.PROGRAMME in file.properties
        for fault in file.faults:
            kind: Literal["skipped", "doubt"] = "skipped" if fault.lost else "doubt"
            self.problems.append(
                Problem(message=fault.message, kind=kind, origin=document.origin, line=fault.line, text=fault.text)
            )

    def take(self, events: Iterable[Event]) -> None:
        """Make a draft of each event that the file means."""
        events = self._once(events)
        recurring = {event.uid for event in events if event.recurring and event.uid and event.start}
        overrides: dict[str, list[Event]] = {}
        for event in events:
            if event.recurrence_id is not None and event.uid in recurring:
                overrides.setdefault(event.uid, []).append(event)
        for event in events:
            if event.recurring and event.start:
                for one in self.clock.dates(event, overrides.get(event.uid, [])):
                    self._event(one, _key_of_date(one))
            elif event.recurrence_id is None or event.uid not in recurring:
                self._event(event, _key_of_date(event) if event.recurrence_id else event.uid)

    def leave_unknown_zones(self) -> None:
        """Leave out what stands in a zone that nobody knows, if it is the exception; else the file is refused."""
        unknown = [draft for draft in self.drafts if _is_in_no_zone(draft)]
        if not 0 < len(unknown) * 2 < len(self.drafts):
            return
        for draft in unknown:
            self.problems.append(
                Problem(
                    message=f"skipped: unknown zone {draft.zone!r}; --tz says which it is",
                    kind="skipped",
                    origin=self.document.origin,
                    line=draft.line,
                    where=draft.where,
                    text=f"{draft.source} {draft.title}",
                )
            )
        self.drafts = [draft for draft in self.drafts if not _is_in_no_zone(draft)]

    def _once(self, events: Iterable[Event]) -> list[Event]:
        """Without repeats: equals are one, and a revision stands for those before it (RFC 5546 §2.1.4)."""
        events = list(events)
        latest: dict[tuple[str, str, Moment | None], Event] = {}
        for event in events:
            same = (event.uid, event.summary, event.recurrence_id)
            if event.uid and (same not in latest or latest[same].sequence < event.sequence):
                latest[same] = event
        kept_events: list[Event] = []
        seen: set[object] = set()
        for event in events:
            newest = latest.get((event.uid, event.summary, event.recurrence_id), event)
            whole = (
                event.uid,
                event.summary,
                event.recurrence_id,
                event.start,
                event.end,
                event.duration,
                event.location,
            )
            if event.sequence < newest.sequence or (event.uid and whole in seen):
                self._problem(event, f"stands once more on line {newest.line}; taken once", "doubt")
                continue
            seen.add(whole)
            kept_events.append(event)
        return kept_events

    def _event(self, event: Event, key: str) -> None:
        if event.start is None:
            self._problem(event, "skipped: it has no usable DTSTART", "skipped")
            return
        draft = Draft(
            title=plain_line(event.summary),
            speakers=_speakers(event),
            session=event.text(kept.SESSION),
            track=event.text(kept.TRACK),
            type=event.text(kept.TYPE),
            url=event.url if _ADDRESS.match(event.url) else "",
            video=event.text("CONFERENCE"),
            key=key,
            cancelled=event.status == "CANCELLED",
            line=event.line,
            where=f"UID {event.uid}" if event.uid else "",
        )
        if _ADDRESS.fullmatch(event.location.strip()):
            draft.video = draft.video or event.location.strip()
        else:
            draft.room = event.location
        if self.ours:
            session = icalendar_ours.set_texts(event, draft)
            if session.title:
                self.sessions.setdefault(session.title, session)
        else:
            draft.tags = event.categories
            draft.abstract, draft.abstract_html = _description(event)
        if not draft.title:
            draft.title = plain_line(draft.abstract.partition("\n")[0]) or plain_line(event.location)
            if draft.title:
                self._problem(event, "it has no SUMMARY; called it by its description or place", "doubt")
        self.clock.set(event, draft)
        self.drafts.append(draft)

    def _problem(self, event: Event, message: str, kind: Literal["skipped", "doubt"]) -> None:
        problem = Problem(
            message=message,
            kind=kind,
            origin=self.document.origin,
            line=event.line,
            where=f"UID {event.uid}" if event.uid else "",
            text=event.summary,
        )
        if problem not in self.problems[-1:]:  # start and end may say the same
            self.problems.append(problem)


def _is_in_no_zone(draft: Draft) -> bool:
    """Whether its zone has a name that means nothing."""
    return draft.start is not None and draft.start.tzinfo is None and bool(draft.zone) and find_zone(draft.zone) is None


def _key_of_date(event: Event) -> str:
    """Of one date of a recurring event: it has no id but the date that the rule gave it."""
    moment = event.recurrence_id or event.start
    return f"{event.uid}/{moment.value:%Y%m%dT%H%M}" if moment and event.uid else ""


def _description(event: Event) -> tuple[str, str]:
    text, html = text_and_html(event.description)
    other = event.text("X-ALT-DESC")
    if not html and is_html(other):
        plain, html = text_and_html(other)
        text = text or plain
    return text, html


def _speakers(event: Event) -> tuple[Speaker, ...]:
    if packed := event.text(kept.SPEAKERS):
        return kept.unpack_speakers(packed)
    # 'invalid:nomail' is how schedule exports name a speaker without inviting anybody
    pairs = zip(event.texts("ATTENDEE"), event.parameters("ATTENDEE"), strict=True)
    return tuple(
        Speaker(name=given["CN"]) for value, given in pairs if value.lower() == "invalid:nomail" and given.get("CN")
    )
