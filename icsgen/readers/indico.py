"""Indico's HTTP export: ``/export/event/ID.json`` in all details, ``/export/timetable/ID.json``, and category exports.

Times are triples of date, time and zone. Contributions are the talks; a session block is a talk only where none of
its contributions has a time, and the event only where nothing in it has one. Breaks are talks of the type 'Break'.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeAlias

from icsgen.errors import FormatError, NoTimeError
from icsgen.model import Document, Policy, Reading, Session
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree, opens_json, peek_json, records_in
from icsgen.readers.persons import persons, words
from icsgen.readers.stated import stated_length, stated_time

summary = "Indico exports (event with contributions or sessions, timetable, category)"

Record: TypeAlias = dict[str, Tree]

_EVENT_KINDS = ("meeting", "conference", "simple_event", "lecture")
_DAY_KEY = re.compile(r"\d{8}")
_HEAD = re.compile(r'"results"\s*:\s*[\[{].{0,4000}?"(?:startDate|_fossil|entryType)"', re.DOTALL)


def sniff(document: Document) -> int:
    """By its results with start dates; a damaged file by its head."""
    if not opens_json(document):
        return 0
    tree = peek_json(document)
    if tree is None:
        return 90 if _HEAD.search((document.text or "")[:20_000]) else 0
    return 95 if _events(tree) or _timetables(tree) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON, or no results in it.
    :raises NoTimeError: nothing in it has a time.
    """
    tree = json_tree(document)
    reader = _Reader(document)
    events, timetables = _events(tree), _timetables(tree)
    if not events and not timetables:
        raise FormatError(
            "there is no event in it",
            origin=document.origin,
            hint="looked for 'results' with a startDate or a timetable",
        )
    for event in events:
        reader.event(event)
    for number, timetable in timetables.items():
        reader.findings.id = f"indico-{number}"
        for day in timetable.values():
            for entry in records_in(day):
                reader.entry(entry, "")
    if len(events) == 1:
        reader.programme(events[0])
    elif events:
        reader.findings.title = plain_line(words(events[0], "category"))
    if not reader.findings.drafts:
        raise NoTimeError(
            "nothing in it has a time", origin=document.origin, hint="looked for startDate with date and time"
        )
    return finish(document, reader.findings, policy)


def _events(tree: Tree) -> list[Record]:
    results = tree.get("results") if isinstance(tree, dict) else None
    if results is None and isinstance(tree, dict) and "startDate" in tree and "title" in tree:
        results = [tree]
    return [one for one in results if isinstance(one, dict) and "startDate" in one] if isinstance(results, list) else []


def _timetables(tree: Tree) -> dict[str, Record]:
    """By the number of the event."""
    results = tree.get("results") if isinstance(tree, dict) else None
    return {
        number: days
        for number, days in (results.items() if isinstance(results, dict) else ())
        if isinstance(days, dict) and days and all(_DAY_KEY.fullmatch(day) for day in days)
    }


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Findings(drafts=[])
        self.sessions: dict[str, Session] = {}

    def programme(self, event: Record) -> None:
        """What the one event says of all."""
        findings = self.findings
        findings.title = plain_line(words(event, "title"))
        findings.url = words(event, "url")
        findings.id = findings.url.rstrip("/") or words(event, "id")
        findings.description = text_and_html(words(event, "description"))[0]
        findings.sessions = tuple(self.sessions.values())

    def event(self, event: Record) -> None:
        """An event of the export: its contributions and sessions, else itself."""
        before = len(self.findings.drafts)
        place = f"event {words(event, 'id')}"
        for contribution in records_in(event.get("contributions")):
            self._contribution(contribution, plain_line(words(contribution, "session")), place)
        for block in records_in(event.get("sessions")):
            self._block(block, place)
        if len(self.findings.drafts) == before:
            draft = self._draft(event, f"e{words(event, 'id')}", place)
            draft.speakers = draft.speakers or persons(event.get("chairs"))
            self._keep(draft)
        self.findings.sessions = tuple(self.sessions.values())

    def _block(self, block: Record, place: str) -> None:
        session = next(iter(records_in([block.get("session")])), {})
        title = plain_line(words(session, "title") or words(block, "title"))
        slot = plain_line(words(block, "slotTitle") or words(block, "title"))
        self._session(title, block, session)
        before = len(self.findings.drafts)
        place = f"{place} / {title}"
        for contribution in records_in(block.get("contributions")):
            self._contribution(contribution, title, place)
        if len(self.findings.drafts) == before:
            draft = self._draft(block, f"s{words(block, 'id') or words(session, 'id')}", place)
            draft.title = title if slot in ("", title) else f"{title}: {slot}"
            draft.type = words(session, "type") or "Session"
            self._keep(draft)

    def _session(self, title: str, block: Record, session: Record) -> None:
        if title and title not in self.sessions:
            self.sessions[title] = Session(
                title=title,
                moderators=persons(
                    block.get("conveners") or session.get("sessionConveners") or session.get("conveners")
                ),
                description=text_and_html(words(session, "description") or words(block, "description"))[0],
                room=words(block, "room", "roomFullname"),
                url=words(session, "url"),
            )

    def _contribution(self, contribution: Record, session: str, place: str) -> None:
        draft = self._draft(contribution, f"c{words(contribution, 'id')}", place)
        draft.session = session
        parts = records_in(contribution.get("subContributions"))
        if parts:
            rows = [_part(one) for one in parts]
            draft.abstract = "\n\n".join(text for text in (draft.abstract, "\n".join(rows)) if text)
            draft.abstract_html = ""
        self._keep(draft)

    def entry(self, entry: Record, session: str) -> None:
        """An entry of a timetable: a session with entries, a contribution, or a break."""
        kind = words(entry, "entryType")
        inner = [one for one in records_in(entry.get("entries")) if words(one, "entryType")]
        title = plain_line(words(entry, "title"))
        if kind == "Session":
            self._session(title, entry, {})
            self.findings.sessions = tuple(self.sessions.values())
        if inner:
            for one in inner:
                self.entry(one, title)
            return
        number = words(entry, "contributionId", "sessionSlotId") or words(entry, "id").lstrip("bcs")
        draft = self._draft(entry, f"{kind[:1].lower()}{number}", f"{session} / {title}" if session else title)
        draft.session = session
        if kind == "Session":
            slot = plain_line(words(entry, "slotTitle"))
            draft.title = title if slot in ("", title) else f"{title}: {slot}"
        draft.type = draft.type or ("" if kind == "Contribution" else kind)
        self._keep(draft)

    def _draft(self, record: Record, key: str, place: str) -> Draft:
        start, zone = _time(record.get("startDate"))
        abstract, abstract_html = text_and_html(words(record, "description"))
        return Draft(
            title=plain_line(words(record, "title")),
            start=start,
            end=_time(record.get("endDate"))[0],
            duration=stated_length(record.get("duration")),
            zone=zone,
            speakers=persons(record.get("speakers"))
            or persons(record.get("presenters"))
            or persons(record.get("conveners")),
            abstract=abstract,
            abstract_html=abstract_html,
            room=words(record, "room", "roomFullname") or words(record, "location"),
            track=plain_line(words(record, "track")),
            type=plain_line(words(record, "type")) if words(record, "type") not in _EVENT_KINDS else "",
            url=words(record, "url"),
            key=key if len(key) > 1 else "",
            where=place,
            source=" – ".join(text for text in map(_shown, (record.get("startDate"), record.get("endDate"))) if text),
        )

    def _keep(self, draft: Draft) -> None:
        if draft.start is None:
            self.findings.skip(self.document, "it is not scheduled", where=draft.where, text=draft.title)
        else:
            self.findings.drafts.append(draft)


def _time(value: Tree) -> tuple[datetime | None, str]:
    """A triple of date, time and zone; some instances write one ISO text."""
    if not isinstance(value, dict):
        return stated_time(value)
    start, zone = stated_time(f"{words(value, 'date')}T{words(value, 'time')}")
    return start, zone or (words(value, "tz") if start is not None and start.tzinfo is None else "")


def _shown(value: Tree) -> str:
    return (
        " ".join(words(value, name) for name in ("date", "time", "tz") if words(value, name))
        if isinstance(value, dict)
        else ""
    )


def _part(record: Record) -> str:
    who = ", ".join(one.name for one in persons(record.get("speakers")))
    title = plain_line(words(record, "title"))
    return f"- {title} ({who})" if who else f"- {title}"
