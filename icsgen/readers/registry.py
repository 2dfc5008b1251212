"""Readers: what one is, which there are, and which one a document is for.

A reader is any object (a module will do) with what :class:`Reader` names. Built-in readers stand in the
table below; anybody else's are found by the entry point group ``icsgen.readers``. Each is imported when it
is first asked, so a reader's module imports its heavy libraries inside ``read``.
"""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from typing import NamedTuple, Protocol

from icsgen.errors import FormatError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.plugins import entry_points


class Reader(Protocol):
    """One format.

    To write one: decide in :meth:`sniff` by the content (the file name may break a tie), find drafts in
    :meth:`read`, and hand them to :func:`icsgen.readers.finish.finish`, which settles zone, hour and end by
    the same rules for every format. A reader that decodes ``document.content`` itself, and reports what it
    doubts there, says so by an attribute ``reads_bytes = True``.
    """

    summary: str
    """What it reads, in a few words, for ``icsgen formats``."""

    def sniff(self, document: Document) -> int:
        """How surely the document is in this format: 0 no; 1 a last resort; 50 it looks like it; 100 it says so.

        Must be quick and must not raise: it sees every document. Looks at the head of the content, not all.
        """

    def read(self, document: Document, policy: Policy) -> Reading:
        """Read it. Opens nothing, prints nothing.

        :raises IcsgenError: and nothing else, whatever the content.
        """


class Entry(NamedTuple):
    """A reader by name, not yet imported."""

    name: str
    module: str
    distribution: str

    def load(self) -> Reader:
        """Import it."""
        module, _, attribute = self.module.partition(":")
        found = importlib.import_module(module)
        return getattr(found, attribute) if attribute else found


_BUILT_IN: dict[str, str] = {
    # name: module, in the order of asking; the order decides nothing, confidence does
    "session-page": "icsgen.readers.session_page",
    "frab-xml": "icsgen.readers.frab_xml",
    "frab-json": "icsgen.readers.frab_json",
    "icalendar": "icsgen.readers.icalendar_file",
    "icsgen": "icsgen.readers.programme_file",
    "indico": "icsgen.readers.indico",
    "jcal": "icsgen.readers.icalendar_json",
    "jekyll-conference": "icsgen.readers.jekyll_conference",
    "miniconf": "icsgen.readers.miniconf",
    "pretalx": "icsgen.readers.pretalx",
    "records": "icsgen.readers.records",
    "sched": "icsgen.readers.sched",
    "sessionize": "icsgen.readers.sessionize",
    "table": "icsgen.readers.tables",
    "web-page": "icsgen.readers.web_page",
    "xcal": "icsgen.readers.icalendar_xml",
    "xlsx": "icsgen.readers.xlsx",
    "xml-records": "icsgen.readers.xml_records",
}

_ASKED_OF = {
    # What the head of a document must look like for a reader to be asked: importing all of them for each page
    # would be the larger part of the work. A reader that is not named here is asked of every document.
    "frab-xml": "xml",
    "frab-json": "json",
    "icalendar": "calendar",
    "icsgen": "yaml",  # of which JSON is a part
    "indico": "json",
    "jcal": "json",
    "jekyll-conference": "yaml",
    "miniconf": "yaml",
    "records": "json yaml",
    "pretalx": "json",
    "sched": "json",
    "sessionize": "json",
    "table": "table",
    "web-page": "html",
    "xcal": "xml",
    "xlsx": "binary",
    "xml-records": "xml",
}
_LOOKS = {
    "xml": re.compile(r"\s*<"),
    "json": re.compile(r"\s*[\[{]|\s*(?://|/\*|(?:import|export|const|let|var|window)\b|[\w.$]+\s*[(=])"),
    "yaml": re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:---|-\s|[\"'\w][^\n:]{0,60}:(?:\s|$)|[\[{])"),
    "table": re.compile(r"(?:[^\n]*\n){0,40}?[^\n]*(?:\t[^\n]*\t|;[^\n]*;|,\S[^\n]*,\S|, ?\"[^\n]*, ?\"|\|[^\n]*\|)"),
    "html": re.compile(
        r"(?s:.*?)<(?:!doctype html|html|head|body|table|tr|td|ul|ol|li|dl|div|section|article|main|details|p|h[1-6]"
        r"|time)\b",
        re.IGNORECASE,
    ),
    "calendar": re.compile(r"\s*BEGIN:|(?s:.{0,4000})BEGIN:(?:VCALENDAR|VEVENT)", re.IGNORECASE),
}


def built_in() -> dict[str, Entry]:
    """The readers of this distribution."""
    return {name: Entry(name, module, "icsgen") for name, module in _BUILT_IN.items()}


@lru_cache(maxsize=1)
def third_party() -> dict[str, Entry]:
    """The readers that other distributions supply."""
    return {name: Entry(name, module, distribution) for name, module, distribution in entry_points()}


def named(name: str) -> Entry:
    """The reader of that name.

    :raises FormatError: there is none; the message lists those there are.
    """
    entry = built_in().get(name) or third_party().get(name)
    if entry is None:
        raise FormatError(
            "no such reader", text=name, hint=f"one of {', '.join([*built_in(), *third_party()])} (icsgen formats)"
        )
    return entry


def _candidates(document: Document) -> list[Entry]:
    head = (document.text or "")[:8000]
    kinds = {kind for kind, look in _LOOKS.items() if look.match(head)} if document.text is not None else {"binary"}
    if document.name.lower().endswith((".csv", ".tsv")):
        kinds.add("table")
    asked = ((entry, _ASKED_OF.get(entry.name)) for entry in built_in().values())
    return [entry for entry, looks in asked if looks is None or kinds.intersection(looks.split())]


def choose(document: Document) -> Entry:
    """The reader that is surest of the document. Third parties are asked when no built-in one is certain.

    :raises FormatError: none recognises it, or two are equally sure.
    """
    votes = {entry: entry.load().sniff(document) for entry in _candidates(document)}
    if max(votes.values()) < 100:
        votes |= {entry: entry.load().sniff(document) for entry in third_party().values()}
    best = max(votes.values())
    winners = [entry for entry, vote in votes.items() if vote == best]
    if best <= 0:
        raise FormatError(
            "no reader recognises this content",
            origin=document.origin,
            hint="see icsgen formats; --reader NAME forces one",
        )
    if len(winners) > 1:
        names = " and ".join(entry.name for entry in winners)
        raise FormatError(
            f"could be read by {names}", origin=document.origin, hint=f"say which: --reader {winners[0].name}"
        )
    return winners[0]
