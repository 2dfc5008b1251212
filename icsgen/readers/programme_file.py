"""icsgen's own format, JSON or YAML: everything a programme holds, to edit by hand or by program.

``icsgen show --json`` writes it, ``icsgen formats --schema`` prints its JSON Schema, and what was written reads back
the same. Its shape is in :mod:`icsgen.readers.programme_shape`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timezone
from typing import TYPE_CHECKING, Any

from icsgen.errors import FormatError, NoTimeError
from icsgen.model import AllDay, Document, Policy, Problem, Programme, Reading, Session, Speaker, Talk, Timed, zones_of
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.data import data_of
from icsgen.readers.markup.trees import Tree, line_of, opens_json, peek_json, records_in
from icsgen.readers.stated import stated_day, stated_length, stated_time
from icsgen.times.zones import utc_offset

if TYPE_CHECKING:
    from icsgen.readers.programme_shape import Person, ProgrammeRecord, SessionRecord, TalkRecord

summary = "icsgen's own format, JSON or YAML (icsgen formats --schema)"

_MARK = re.compile(r"""^["']?icsgen["']?\s*:\s*\d""", re.MULTILINE)
_JSON_MARK = re.compile(r'"icsgen"\s*:\s*\d')


def sniff(document: Document) -> int:
    """By its mark, ``icsgen: 1``."""
    if opens_json(document):
        tree = peek_json(document)
        if tree is None:
            return 90 if _JSON_MARK.search((document.text or "")[:4000]) else 0
        return 100 if isinstance(tree, dict) and "icsgen" in tree else 0
    return 100 if _MARK.search((document.text or "")[:20_000]) else 0


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged, or not of the format's shape; names the field.
    :raises NoTimeError: no talk has a time.
    """
    tree, doubts = data_of(document)
    record = _shaped(document, tree)
    lines = [line_of(talk) for talk in records_in(tree.get("talks"))]
    findings = Findings(
        drafts=[],
        title=record.title,
        zone=record.timezone,
        zone_how="as the programme's timezone",
        sessions=[_session(one) for one in record.sessions],
        id=record.id,
        description=record.description,
        url=record.url,
        revised=_revised(record.revised),
        problems=[
            *(
                Problem(message=p.message, kind=p.kind, origin=p.origin, line=p.line, where=p.where, text=p.text)
                for p in record.problems
            ),
            *doubts,
        ],
        truncated=record.truncated,
    )
    for number, talk in enumerate(record.talks, start=1):
        _take(document, findings, talk, f"talk {number}", lines[number - 1])
    if not findings.drafts:
        raise NoTimeError(
            f"none of its {len(record.talks)} talks has a time", origin=document.origin, hint="looked for start or day"
        )
    return finish(document, findings, policy)


def _shaped(document: Document, tree: Tree) -> ProgrammeRecord:
    import msgspec  # only for files of this format

    from icsgen.readers.programme_shape import VERSION, ProgrammeRecord

    version = tree.get("icsgen") if isinstance(tree, dict) else None
    if str(version) > str(VERSION) and str(version).isdecimal():
        raise FormatError(f"version {version} of the format is newer than this icsgen", origin=document.origin)
    try:
        # not strict: YAML's booleans and numbers come as text
        return msgspec.convert(tree, ProgrammeRecord, strict=opens_json(document))
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise FormatError(
            f"{path.strip('`') or '$'}: {message}", origin=document.origin, hint="see icsgen formats --schema"
        ) from None


def _take(document: Document, findings: Findings, talk: TalkRecord, where: str, line: int | None) -> None:
    start, zone = stated_time(talk.start)
    day = stated_day(talk.day)
    source = " – ".join(text for text in (talk.start or talk.day, talk.end or talk.duration or talk.last_day) if text)
    if start is None and day is None:
        findings.skip(
            document, "it has no usable start or day", line=line, where=where, text=f"{source} {talk.title}".strip()
        )
        return
    findings.drafts.append(
        Draft(
            title=talk.title,
            start=start,
            end=stated_time(talk.end, day=start.date())[0] if start else None,
            duration=stated_length(talk.duration),
            days=(day, stated_day(talk.last_day) or day) if start is None and day is not None else None,
            zone=talk.timezone or zone,
            speakers=_people(talk.speakers),
            abstract=talk.abstract,
            abstract_html=talk.abstract_html,
            session=talk.session,
            room=talk.room,
            track=talk.track,
            type=talk.type,
            tags=tuple(talk.tags),
            url=talk.url,
            video=talk.video,
            key=talk.key,
            cancelled=talk.cancelled,
            line=line,
            where=where,
            source=source,
        )
    )


def _session(record: SessionRecord) -> Session:
    return Session(
        title=record.title,
        moderators=_people(record.moderators),
        description=record.description,
        room=record.room,
        track=record.track,
        url=record.url,
    )


def _people(records: Iterable[str | Person]) -> tuple[Speaker, ...]:
    return tuple(
        Speaker(name=one) if isinstance(one, str) else Speaker(name=one.name, affiliation=one.affiliation, url=one.url)
        for one in records
    )


def _revised(text: str) -> datetime | None:
    found, _ = stated_time(text)
    return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None


# -- writing --------------------------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    import msgspec  # not needed to list the formats

    from icsgen.readers.programme_shape import ProgrammeRecord

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ProgrammeRecord)}


def dump(what: Reading | Programme) -> bytes:
    """A reading, or a bare programme, in this format: UTF-8 JSON, indented. It reads back the same."""
    import msgspec  # as above

    from icsgen.readers.programme_shape import VERSION, ProblemRecord, ProgrammeRecord, SessionRecord

    reading = what if isinstance(what, Reading) else Reading(programme=what)
    programme = reading.programme
    zone = next(iter(zones_of(programme.talks)), "")
    record = ProgrammeRecord(
        icsgen=VERSION,
        title=programme.title,
        id=programme.id,
        description=programme.description,
        url=programme.url,
        revised=programme.revised.isoformat() if programme.revised else "",
        timezone=zone,
        sessions=[
            SessionRecord(
                title=one.title,
                moderators=_records_of(one.moderators),
                description=one.description,
                room=one.room,
                track=one.track,
                url=one.url,
            )
            for one in programme.sessions
        ],
        talks=[_record_of(talk, zone) for talk in programme.talks],
        problems=[
            ProblemRecord(message=p.message, kind=p.kind, origin=p.origin, line=p.line, where=p.where, text=p.text)
            for p in reading.problems
        ],
        truncated=reading.truncated,
    )
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def _record_of(talk: Talk, zone: str) -> TalkRecord:
    from icsgen.readers.programme_shape import TalkRecord

    record = TalkRecord(
        title=talk.title,
        speakers=_records_of(talk.speakers),
        abstract=talk.abstract,
        abstract_html=talk.abstract_html,
        session=talk.session,
        room=talk.room,
        track=talk.track,
        type=talk.type,
        tags=list(talk.tags),
        url=talk.url,
        video=talk.video,
        key=talk.key,
        cancelled=talk.cancelled,
    )
    when = talk.when
    if isinstance(when, AllDay):
        record.day = when.first.isoformat()
        record.last_day = when.last.isoformat() if when.last != when.first else None
    else:
        record.start, record.end = _local(when.start, when), _local(when.end, when)
        record.timezone = when.zone if when.zone != zone else ""
    return record


def _local(instant: datetime, when: Timed) -> str:
    """By the zone's clocks, with the offset, so that an hour that comes twice is told apart."""
    return instant.astimezone(timezone(utc_offset(instant, when.zone))).isoformat()


def _records_of(people: Iterable[Speaker]) -> list[str | Person]:
    from icsgen.readers.programme_shape import Person

    return [
        Person(name=one.name, affiliation=one.affiliation, url=one.url) if one.affiliation or one.url else one.name
        for one in people
    ]
