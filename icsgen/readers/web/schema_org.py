"""Events that a page describes to machines: schema.org's Event, as JSON-LD or microdata.

Microdata is brought into the shape of JSON-LD, and both are read alike. An event that has parts with times is the
programme, not one of its talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from icsgen.errors import FormatError
from icsgen.model import Document, Problem, Speaker
from icsgen.readers.draft import Draft, Findings
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree
from icsgen.readers.persons import persons
from icsgen.readers.stated import stated_day, stated_time
from icsgen.times.durations import parse_duration

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_EVENT = re.compile(r"(?:https?://schema\.org/)?\w*Event", re.IGNORECASE)
_PARTS = ("subEvent", "subEvents", "event", "events", "hasPart")
_NO_TALKS = frozenset(("PublicationEvent", "OnDemandEvent", "SaleEvent"))
_LONGEST_TALK = timedelta(hours=24)
_SCRIPTS = 'script[type="application/ld+json"]'
_SAID = "chema.org"
"""No page describes an event without it. To find that it is not there takes far less than to ask the tree."""
_COMMENTED = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>)\s*$"
)
_URLS = frozenset(("a", "link", "area"))
_SOURCES = frozenset(("img", "audio", "video", "iframe", "embed", "source"))


@dataclass(slots=True)
class _Event:
    """An event as it is described, and the line of its start in the source."""

    tree: dict[str, Tree]
    line: int
    parts: list[_Event] = field(default_factory=list)


def described(tree: LexborHTMLParser, document: Document, source: str) -> Findings:
    """All events of the page that have a time; drafts are empty if there are none."""
    findings = Findings(drafts=[])
    place = _Lines(source)
    events: list[_Event] = []
    if _SAID not in source and "ld+json" not in source:
        return findings
    for node in tree.css(_SCRIPTS):
        text = _COMMENTED.sub("", node.text() or "")
        try:
            found = json_tree(Document(origin=document.origin, name="", content=b"", text=text))
        except FormatError as error:
            findings.notes.append(f"what the page says for machines (JSON-LD) cannot be read: {error.message}")
            continue
        events += _events(found, place)
    if not events:
        events = _events(_microdata(tree), place)
    for event in _leaves(events, findings):
        draft = _draft(event, len(findings.drafts) + 1)
        if draft is None:
            continue
        findings.drafts.append(draft)
        if _word(event.tree.get("eventStatus")) == "EventPostponed":
            message = "the page says for machines that it is postponed"
            findings.problems.append(
                Problem(
                    message=message,
                    kind="doubt",
                    origin=document.origin,
                    line=draft.line,
                    where=draft.where,
                    text=draft.title,
                )
            )
    return findings


class _Lines:
    """The line of a word in the source, each looked for behind the one before."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.counted = 0
        self.number = 1
        self.budget = 20 * len(source) + 1_000_000

    def of(self, word: str) -> int:
        if word and self.budget > 0:
            found = self.source.find(word, self.at)
            self.budget -= (found if found >= 0 else len(self.source)) - self.at
            if found >= 0:
                self.number += self.source.count("\n", self.counted, found)
                self.at = found + len(word)
                self.counted = found
        return self.number


# -- the tree of events -----------------------------------------------------------------------------------------


def _events(tree: Tree, place: _Lines) -> list[_Event]:
    """Events in the order of the source, each with those that are part of it. Without recursion."""
    top: list[_Event] = []
    stack: list[tuple[Tree, list[_Event]]] = [(tree, top)]
    while stack:
        node, into = stack.pop()
        if isinstance(node, list):
            stack += [(one, into) for one in reversed(node)]
            continue
        if not isinstance(node, dict):
            continue
        if _is_event(node):
            event = _Event(node, place.of(str(node.get("startDate") or "")))
            into.append(event)
            into = event.parts
        stack += [(value, into) for value in reversed(node.values()) if isinstance(value, dict | list)]
    return top


def _is_event(node: dict[str, Tree]) -> bool:
    kinds = node.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    return any(_EVENT.fullmatch(name) and _word(name) not in _NO_TALKS for name in names)


def _leaves(events: list[_Event], findings: Findings) -> Iterator[_Event]:
    """The events that have no parts; the first that has some gives the programme its title."""
    stack = list(reversed(events))
    while stack:
        event = stack.pop()
        if not any(_has_time(part) for part in event.parts):
            yield event
            continue
        if not findings.title:
            findings.title = plain_line(_text(event.tree.get("name")))
            findings.url = _text(event.tree.get("url"))
            findings.description = text_and_html(_text(event.tree.get("description")))[0]
        stack += reversed(event.parts)


def _has_time(event: _Event) -> bool:
    return bool(event.tree.get("startDate")) or any(part.tree.get("startDate") for part in event.parts)


def is_whole(draft: Draft) -> bool:
    """Whether the draft is too long for a talk: it is the conference itself."""
    if draft.days is not None:
        return True
    return draft.start is not None and draft.end is not None and _span(draft) > _LONGEST_TALK


def _span(draft: Draft) -> timedelta:
    assert draft.start is not None
    assert draft.end is not None
    return draft.end.replace(tzinfo=None) - draft.start.replace(tzinfo=None)


# -- one event ----------------------------------------------------------------------------------------------------


def _draft(event: _Event, number: int) -> Draft | None:
    """The event as a draft; ``None`` if it has no start."""
    tree = event.tree
    begins, ends = _text(tree.get("startDate")), _text(tree.get("endDate"))
    start, _ = stated_time(begins)
    end, _ = stated_time(ends)
    first, last = stated_day(begins), stated_day(ends)
    if start is None and first is None:
        return None
    if start is not None and end is not None and (start.tzinfo is None) != (end.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    abstract, abstract_html = text_and_html(_text(tree.get("description")))
    url, key = _text(tree.get("url")), _text(tree.get("@id"))
    room, video = _place(tree.get("location"))
    return Draft(
        title=plain_line(_text(tree.get("name"))),
        start=start,
        end=end,
        duration=_length(tree.get("duration")),
        days=_days(first, last) if start is None else None,
        speakers=_people(tree),
        abstract=abstract,
        abstract_html=abstract_html,
        room=room,
        video=video,
        url=url if url.startswith("http") else "",
        key=key if not key.startswith("_:") else "",
        tags=_tags(tree.get("keywords")),
        cancelled=_word(tree.get("eventStatus")) == "EventCancelled",
        line=event.line,
        where=f"schema.org event {number}",
        source=" – ".join(part for part in (begins, ends) if part),
    )


def _days(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, max(first, last or first)) if first is not None else None


def _length(value: Tree) -> timedelta | None:
    return parse_duration(value) if isinstance(value, str) else None


def _people(tree: dict[str, Tree]) -> tuple[Speaker, ...]:
    for name in ("performer", "performers", "speaker", "actor", "contributor"):
        if found := persons(tree.get(name)):
            return found
    return ()


def _place(value: Tree) -> tuple[str, str]:
    """Room and link to join, of a location in any of its shapes."""
    room = video = ""
    for place in value if isinstance(value, list) else [value]:
        if isinstance(place, str):
            room = room or plain_line(place)
        elif isinstance(place, dict):
            kind = _word(place.get("@type"))
            if kind == "VirtualLocation":
                video = video or _text(place.get("url"))
            else:
                room = room or plain_line(_text(place.get("name")) or _address(place.get("address")))
    return room, video


def _address(value: Tree) -> str:
    if isinstance(value, dict):
        return ", ".join(text for name in ("streetAddress", "addressLocality") if (text := _text(value.get(name))))
    return _text(value)


def _tags(value: Tree) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(one for one in value if isinstance(one, str))
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else ()


def _text(value: Tree) -> str:
    """A text in any of JSON-LD's shapes: bare, ``{"@value": …}``, the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("name")
    return value.strip() if isinstance(value, str) else ""


def _word(value: Tree) -> str:
    """The last part of a schema.org address: 'EventCancelled'."""
    return _text(value).rstrip("/").rsplit("/", 1)[-1]


# -- microdata ------------------------------------------------------------------------------------------------------


def _microdata(tree: LexborHTMLParser) -> list[Tree]:
    """The items of the page in the shape of JSON-LD; those that are a property of another stand in it."""
    items: dict[int, dict[str, Tree]] = {}
    top: list[Tree] = []
    for node in tree.css("[itemscope], [itemprop]"):
        attributes = node.attributes
        value: Tree
        if "itemscope" in attributes:
            value = items[node.mem_id] = {"@type": attributes.get("itemtype") or ""}
        else:
            value = _property(node)
        names = (attributes.get("itemprop") or "").split()
        owner = _owner(node, items) if names else None
        if owner is None:
            top.append(value)
            continue
        for name in names:
            owner[name] = (
                [*was, value] if isinstance(was := owner.get(name), list) else value if was is None else [was, value]
            )
    return top


def _owner(node: LexborNode, items: dict[int, dict[str, Tree]]) -> dict[str, Tree] | None:
    above = node.parent
    while above is not None:
        if above.mem_id in items:
            return items[above.mem_id]
        above = above.parent
    return None


def _property(node: LexborNode) -> str:
    attributes = node.attributes
    if content := attributes.get("content"):
        return content
    tag = node.tag or ""
    name = "href" if tag in _URLS else "src" if tag in _SOURCES else "datetime" if tag == "time" else ""
    return (attributes.get(name) or "") if name and attributes.get(name) else " ".join((node.text() or "").split())
