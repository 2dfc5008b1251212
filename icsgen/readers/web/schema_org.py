"""Events that a page describes to machines: schema.org's Event, as JSON-LD or microdata.

Microdata is brought into the shape of JSON-LD, and both are read alike. An event that has parts with times is the
programme, not one of its talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from icsgen.errors import FormatError
from icsgen.model import Document, Problem
from icsgen.readers.draft import Findings
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree, json_tree
from icsgen.readers.web.described_event import draft_of, last_word, text_of
from icsgen.readers.web.microdata import microdata

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_EVENT = re.compile(r"(?:https?://schema\.org/)?\w*Event", re.IGNORECASE)
_PARTS = ("subEvent", "subEvents", "event", "events", "hasPart")
_NO_TALKS = frozenset(("PublicationEvent", "OnDemandEvent", "SaleEvent"))
_SCRIPTS = 'script[type="application/ld+json"]'
_SAID = "chema.org"
"""No page describes an event without it. To find that it is not there takes far less than to ask the tree."""
_COMMENTED = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>)\s*$"
)


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
        events = _events(microdata(tree), place)
    for event in _leaves(events, findings):
        draft = draft_of(event.tree, event.line, len(findings.drafts) + 1)
        if draft is None:
            continue
        findings.drafts.append(draft)
        if last_word(event.tree.get("eventStatus")) == "EventPostponed":
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
    return any(_EVENT.fullmatch(name) and last_word(name) not in _NO_TALKS for name in names)


def _leaves(events: list[_Event], findings: Findings) -> Iterator[_Event]:
    """The events that have no parts; the first that has some gives the programme its title."""
    stack = list(reversed(events))
    while stack:
        event = stack.pop()
        if not any(_has_time(part) for part in event.parts):
            yield event
            continue
        if not findings.title:
            findings.title = plain_line(text_of(event.tree.get("name")))
            findings.url = text_of(event.tree.get("url"))
            findings.description = text_and_html(text_of(event.tree.get("description")))[0]
        stack += reversed(event.parts)


def _has_time(event: _Event) -> bool:
    return bool(event.tree.get("startDate")) or any(part.tree.get("startDate") for part in event.parts)
