"""MiniConf and ACL-conference site data, JSON or YAML: calendars, plenaries, tutorials, workshops, paper sessions.

These files nest: an item has a list of sessions with times; a session, keyed by its id, has papers or events; a
booklet has lists by kind. So the tree is walked down: what has a start of its own is a talk, unless something
inside it has one too, and then it is the session of that; what stands above says title, people and abstract.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Reading, Session
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.data import data_of
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, line_of, records_in
from icsgen.readers.miniconf_fields import (
    ABSTRACT,
    END,
    KEY,
    PAGE,
    START,
    TITLE,
    TYPE,
    VIDEO,
    Record,
    people_of,
    room_of,
    title_of,
)
from icsgen.readers.miniconf_signs import sniff as sniff
from icsgen.readers.nested.record_index import Index
from icsgen.readers.persons import words
from icsgen.readers.stated import stated_day, stated_length, stated_time

summary = "MiniConf and ACL site data (JSON, YAML): calendars, plenaries, tutorials, sessions"

_PARTS = ("papers", "events", "items", "talks", "contributions", "presentations", "posters")
_DEEPEST = 12


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON or YAML.
    :raises NoTimeError: nothing in it has a start time.
    """
    tree, doubts = data_of(document)
    walker = _Walker(document, tree)
    walker.walk(tree, _Above(), 0)
    findings = walker.findings
    findings.problems += doubts
    if isinstance(tree, dict):
        findings.zone = words(tree, "timezone", "time_zone", "tz")
    findings.sessions = tuple(walker.sessions.values())
    if not findings.drafts:
        raise NoTimeError(
            "nothing in it has a start time",
            origin=document.origin,
            text=findings.problems[0].text if findings.problems else None,
            hint="looked for start_time or start with a date, in items, their sessions, and sessions by id",
        )
    return finish(document, findings, policy)


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above a record."""

    title: str = ""
    key: str = ""
    """An id."""
    group: str = ""
    """The name of the list or mapping it is in: 'plenaries'."""
    session: str = ""
    """A session with a time of its own."""
    place: tuple[str, ...] = ()
    record: Record | None = None
    """The item that a session is one of several of."""
    several: bool = False


class _Walker:
    def __init__(self, document: Document, tree: Tree) -> None:
        self.document = document
        self.tree = tree
        self.findings = Findings(drafts=[])
        self.sessions: dict[str, Session] = {}

    @cached_property
    def index(self) -> Index:
        """What the ids in the file stand for."""
        return Index.of(self.tree)

    def walk(self, tree: Tree, above: _Above, depth: int) -> None:
        """Find what has a start in this tree."""
        if depth > _DEEPEST:
            return
        if isinstance(tree, list):
            for number, one in enumerate(tree, start=1):
                if isinstance(one, dict):
                    self._record(one, replace(above, place=(*above.place, f"{above.group or 'item'} {number}")), depth)
        elif isinstance(tree, dict):
            self._record(tree, above, depth)

    def _record(self, record: Record, above: _Above, depth: int) -> None:
        stated = words(record, *START)
        if not stated:
            if any(name in record for name in START):
                title = plain_line(words(record, *TITLE)) or above.title or above.key
                self.findings.skip(
                    self.document, "it has no start", line=line_of(record), where=" / ".join(above.place), text=title
                )
                return
            self._below(record, self._extended(record, above), depth)
            return
        before = len(self.findings.drafts)
        title = plain_line(words(record, *TITLE)) or above.title
        self._below(record, replace(above, session=title, title=title, record=None), depth)
        if len(self.findings.drafts) == before:
            self._draft(record, above)
        elif title and title not in self.sessions:
            self.sessions[title] = Session(
                title=title, moderators=people_of(record), room=room_of(record), track=words(record, "track")
            )

    def _parts(self, session: Record, place: tuple[str, ...]) -> str:
        """The talks without a time of their own that a session holds, or names by their ids: a line for each."""
        lines = []
        for name in _PARTS:
            held = session.get(name)
            held = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
            talks = [(one, one if isinstance(one, dict) else self.index.talk(one)) for one in held]
            for one, talk in talks if any(talk for _, talk in talks) else ():
                if talk is None:
                    reason = "this names a talk that is not in this file"
                    where = " / ".join((*place, name))
                    self.findings.skip(self.document, reason, where=where, text=str(one)[:200])
                elif title := title_of(talk)[0]:
                    people = ", ".join(person.name for person in people_of(talk))
                    lines.append(f"- {title} ({people})" if people else f"- {title}")
        return "\n".join(lines)

    def _extended(self, record: Record, above: _Above) -> _Above:
        title = plain_line(words(record, *TITLE))
        if not title:
            return replace(above, key=words(record, *KEY) or above.key)
        timed = [inner for value in record.values() for inner in records_in(value) if words(inner, *START)]
        place = (*above.place[:-1], f"{above.place[-1]} {title}") if above.place else (title,)
        return replace(
            above,
            title=title,
            key=words(record, *KEY) or above.key,
            record=record,
            several=len(timed) > 1,
            place=place,
        )

    def _below(self, record: Record, above: _Above, depth: int) -> None:
        for name, value in record.items():
            if isinstance(value, list):
                self.walk(value, replace(above, group=name), depth + 1)
            elif isinstance(value, dict):
                # a mapping by id, or one of its members
                key = name if words(value, *START) else above.key
                self.walk(value, replace(above, group=name, key=key, place=(*above.place, name)), depth + 1)

    def _draft(self, record: Record, above: _Above) -> None:
        item = above.record or {}
        start, zone = stated_time(words(record, *START), day=stated_day(words(record, "date", "day")))
        where = " / ".join(above.place)
        source = " – ".join(text for text in (words(record, *START), words(record, *END)) if text)
        title, speakers = title_of(record)
        if item:
            title = f"{above.title}: {title}" if title and above.several and title != above.title else above.title
        title = title or ": ".join(part for part in (above.title, words(record, "track")) if part) or above.key
        if start is None:
            self.findings.skip(
                self.document, "its start has no date", line=line_of(record), where=where, text=f"{source} {title}"
            )
            return
        abstract, abstract_html = text_and_html(words(record, *ABSTRACT) or words(item, *ABSTRACT))
        if parts := self._parts(record, above.place):
            abstract, abstract_html = f"{abstract}\n\n{parts}".strip(), ""
        key = words(record, *KEY) or above.key
        page = words(record, *PAGE) or words(item, *PAGE)
        self.findings.drafts.append(
            Draft(
                title=title,
                start=start,
                end=stated_time(words(record, *END), day=start.date())[0],
                duration=stated_length(words(record, "duration")),
                zone=zone or words(record, "timezone", "time_zone"),
                speakers=speakers or people_of(record) or people_of(item),
                abstract=abstract,
                abstract_html=abstract_html,
                session=above.session or words(record, "session"),
                room=room_of(record) or room_of(item),
                track=words(record, "track"),
                type=words(record, *TYPE) or words(item, *TYPE),
                url=page if "://" in page else "",
                video=words(record, *VIDEO) or words(item, *VIDEO),
                key=f"{key}/{title_of(record)[0]}" if above.several and key == above.key else key,
                line=line_of(record),
                where=where,
                source=source,
            )
        )
