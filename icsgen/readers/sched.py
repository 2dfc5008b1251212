"""Sched's API export: a JSON list of sessions with ``event_key``, ``event_start`` and ``event_end``.

Its times are the event's own wall-clock times; the zone is not in the export. (Sched's .ics and .csv exports are
read as iCalendar and as a table.)
"""

from __future__ import annotations

from datetime import datetime

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree, opens_json, peek_json, records_in
from icsgen.readers.persons import persons, words
from icsgen.readers.stated import stated_day, stated_time

summary = "Sched's API export (JSON)"

_OURS = ("event_start", "event_start_time", "event_key", "event_type", "event_start_year")


def sniff(document: Document) -> int:
    """By the fields of its first session; a damaged file by its head."""
    if not opens_json(document):
        return 0
    tree = peek_json(document)
    if tree is None:
        head = (document.text or "")[:20_000]
        return 90 if '"event_key"' in head and '"event_start"' in head else 0
    records = _records(tree)
    return 95 if records and sum(name in records[0] for name in _OURS) >= 2 else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON.
    :raises NoTimeError: no session has a start.
    """
    findings = Findings(drafts=[])
    records = _records(json_tree(document))
    for number, record in enumerate(records, start=1):
        draft = _draft(record, f"session {number}")
        if draft.start is None or words(record, "active").upper() == "N":
            reason = "it has no usable event_start" if draft.start is None else "it is not active, so not published"
            findings.skip(document, reason, where=draft.where, text=f"{draft.source} {draft.title}".strip())
        else:
            findings.drafts.append(draft)
    if not findings.drafts:
        raise NoTimeError(
            f"none of its {len(records)} sessions has a time", origin=document.origin, hint="looked for event_start"
        )
    return finish(document, findings, policy)


def _records(tree: Tree) -> list[dict[str, Tree]]:
    if isinstance(tree, dict):
        tree = next((tree[name] for name in ("sessions", "events", "data") if isinstance(tree.get(name), list)), [])
    return records_in(tree) if isinstance(tree, list) else []


def _draft(record: dict[str, Tree], where: str) -> Draft:
    start, zone = _time(record, "start")
    abstract, abstract_html = text_and_html(words(record, "description"))
    speakers = persons(record.get("speakers")) or persons(record.get("artists"))
    return Draft(
        title=plain_line(words(record, "name", "title")),
        start=start,
        end=_time(record, "end")[0],
        zone=zone or words(record, "timezone", "event_timezone"),
        speakers=speakers,
        abstract=abstract,
        abstract_html=abstract_html,
        room=words(record, "venue"),
        track=words(record, "event_type"),
        type=words(record, "event_subtype"),
        url=words(record, "url", "event_url"),
        video=words(record, "video_stream", "stream_url"),
        key=words(record, "event_key", "id"),
        where=where,
        source=" – ".join(words(record, name) for name in ("event_start", "event_end") if words(record, name)),
    )


def _time(record: dict[str, Tree], end: str) -> tuple[datetime | None, str]:
    """``event_start``, else ``start_date`` with ``start_time``."""
    found = stated_time(record.get(f"event_{end}"))
    if found[0] is None:
        day = stated_day(record.get(f"{end}_date") or record.get("start_date"))
        found = stated_time(record.get(f"{end}_time") or record.get(f"event_{end}_time"), day=day)
    return found
