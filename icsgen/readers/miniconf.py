"""MiniConf and ACL-conference site data, JSON or YAML: calendars, plenaries, tutorials, workshops, paper sessions.

These files nest: an item has a list of sessions with times; a session, keyed by its id, has papers or events; a
booklet has lists by kind. So the tree is walked down: what has a start of its own is a talk, unless something
inside it has one too, and then it is the session of that; what stands above says title, people and abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Reading, Session, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.finish import finish
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree, line_of, opens_json, peek_json, records_in, yaml_tree
from icsgen.readers.persons import persons, words
from icsgen.readers.stated import stated_day, stated_length, stated_time

summary = "MiniConf and ACL site data (JSON, YAML): calendars, plenaries, tutorials, sessions"

Record: TypeAlias = dict[str, Tree]

_MARKS = (("calendarId", "start"), ("virtualsite_url", "starttime"), ("eventtype", "starttime"))
_START = ("start_time", "start", "startTime", "starttime", "start_date", "begin")
_END = ("end_time", "end", "endTime", "endtime", "end_date", "finish")
_TITLE = ("long_name", "display_name", "title", "name", "session_name", "short_title")
_PEOPLE = (
    "presenter",
    "presenters",
    "speaker_name",
    "speakers",
    "speaker",
    "authors",
    "organizers",
    "hosts",
    "chair",
    "chairs",
)
_ABSTRACT = ("abstract", "desc", "description", "summary", "tldr")
_VIDEO = ("zoom_link", "zoom", "livestream_link", "video_link", "presentation_link")
_PAGE = ("link", "url", "website", "href")
_ROOM = ("room", "room_name", "location", "venue")
_KEY = ("UID", "id", "uid")
_TYPE = ("type", "eventtype", "event_type")
_TIME_KEY = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?start_?[tT]ime["']?[ \t]*:[ \t]*(?:["']?\d{4}-|~|null|$)""", re.MULTILINE
)
_NEST = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?["']?(?:sessions|events|plenaries|papers|UID|zoom_link)["']?[ \t]*:"""
    r"""|^["']?[\w.&+ -]{1,40}["']?:[ \t]*\n[ \t]+""",
    re.MULTILINE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ITALIC = re.compile(r"<i>(.*?)</i>", re.IGNORECASE | re.DOTALL)
_DEEPEST = 12


def sniff(document: Document) -> int:
    """By a calendar's ``calendarId``, a virtual site's fields, or start times that are nested as in these files."""
    if opens_json(document):
        tree = peek_json(document)
        if isinstance(tree, dict) and isinstance(tree.get("results"), list):
            tree = tree["results"]  # of a virtual site's API
        if isinstance(tree, list) and tree and isinstance(tree[0], dict):
            if any(key in tree[0] and start in tree[0] for key, start in _MARKS):
                return 90
            return 75 if any(_is_nested(one) for one in tree[:20] if isinstance(one, dict)) else 0
        return 70 if isinstance(tree, dict) and _is_nested(tree) else 0
    head = (document.text or "")[:50_000]
    return 75 if _TIME_KEY.search(head) and _NEST.search(head) else 0


def _is_nested(record: Record) -> bool:
    """Whether a record without a start of its own has some inside, with their dates."""
    if any(name in record for name in _START):
        return False
    inside = (inner.get("start_time") for value in record.values() for inner in _inside(value, 4))
    return any(stated_time(value)[0] is not None for value in inside)


def _inside(tree: Tree, depth: int) -> Iterator[Record]:
    if isinstance(tree, dict):
        yield tree
    if depth:
        for inner in records_in(tree)[:20]:
            yield from _inside(inner, depth - 1)
        if isinstance(tree, dict):
            for value in tree.values():
                if isinstance(value, list):
                    for inner in records_in(value)[:20]:
                        yield from _inside(inner, depth - 1)


def read(document: Document, policy: Policy) -> Reading:
    """Read it.

    :raises FormatError: damaged JSON or YAML.
    :raises NoTimeError: nothing in it has a start time.
    """
    tree = json_tree(document) if opens_json(document) else yaml_tree(document)
    walker = _Walker(document)
    walker.walk(tree, _Above(), 0)
    findings = walker.findings
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
    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings = Findings(drafts=[])
        self.sessions: dict[str, Session] = {}

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
        stated = words(record, *_START)
        if not stated:
            if any(name in record for name in _START):
                title = plain_line(words(record, *_TITLE)) or above.title or above.key
                self.findings.skip(
                    self.document, "it has no start", line=line_of(record), where=" / ".join(above.place), text=title
                )
                return
            self._below(record, self._extended(record, above), depth)
            return
        before = len(self.findings.drafts)
        title = plain_line(words(record, *_TITLE)) or above.title
        self._below(record, replace(above, session=title, title=title, record=None), depth)
        if len(self.findings.drafts) == before:
            self._draft(record, above)
        elif title and title not in self.sessions:
            self.sessions[title] = Session(
                title=title, moderators=_people(record), room=_room(record), track=words(record, "track")
            )

    def _extended(self, record: Record, above: _Above) -> _Above:
        title = plain_line(words(record, *_TITLE))
        if not title:
            return replace(above, key=words(record, *_KEY) or above.key)
        timed = [inner for value in record.values() for inner in records_in(value) if words(inner, *_START)]
        place = (*above.place[:-1], f"{above.place[-1]} {title}") if above.place else (title,)
        return replace(
            above,
            title=title,
            key=words(record, *_KEY) or above.key,
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
                key = name if words(value, *_START) else above.key
                self.walk(value, replace(above, group=name, key=key, place=(*above.place, name)), depth + 1)

    def _draft(self, record: Record, above: _Above) -> None:
        item = above.record or {}
        start, zone = stated_time(words(record, *_START), day=stated_day(words(record, "date", "day")))
        where = " / ".join(above.place)
        source = " – ".join(text for text in (words(record, *_START), words(record, *_END)) if text)
        title, speakers = _title(record)
        if item:
            title = f"{above.title}: {title}" if title and above.several and title != above.title else above.title
        title = title or ": ".join(part for part in (above.title, words(record, "track")) if part) or above.key
        if start is None:
            self.findings.skip(
                self.document, "its start has no date", line=line_of(record), where=where, text=f"{source} {title}"
            )
            return
        abstract, abstract_html = text_and_html(words(record, *_ABSTRACT) or words(item, *_ABSTRACT))
        key = words(record, *_KEY) or above.key
        page = words(record, *_PAGE) or words(item, *_PAGE)
        self.findings.drafts.append(
            Draft(
                title=title,
                start=start,
                end=stated_time(words(record, *_END), day=start.date())[0],
                duration=stated_length(words(record, "duration")),
                zone=zone or words(record, "timezone", "time_zone"),
                speakers=speakers or _people(record) or _people(item),
                abstract=abstract,
                abstract_html=abstract_html,
                session=above.session or words(record, "session"),
                room=_room(record) or _room(item),
                track=words(record, "track"),
                type=words(record, *_TYPE) or words(item, *_TYPE),
                url=page if "://" in page else "",
                video=words(record, *_VIDEO) or words(item, *_VIDEO),
                key=f"{key}/{_title(record)[0]}" if above.several and key == above.key else key,
                line=line_of(record),
                where=where,
                source=source,
            )
        )


def _title(record: Record) -> tuple[str, tuple[Speaker, ...]]:
    """The title; what a calendar puts below it in italics are its people."""
    text = words(record, *_TITLE)
    first, *rest = _BREAK.split(text)
    italic = _ITALIC.search(" ".join(rest))
    if italic and first.strip():
        return plain_line(first), persons(plain_line(italic[1]))
    return plain_line(text), ()


def _people(record: Record) -> tuple[Speaker, ...]:
    for name in _PEOPLE:
        value = record.get(name)
        if isinstance(value, dict) and "members" in value:
            value = value["members"]
        if found := persons(value):
            return found
    return ()


def _room(record: Record) -> str:
    """A place, and not the page that calendars put there."""
    room = words(record, *_ROOM)
    return "" if "://" in room or room.endswith(".html") else room
