"""Text of a conference session, day or workshop page, saved or pasted, plain or with light markup.

:func:`read_lines` works in this order, on lines that a front-end has made (``lines`` for text, another for web pages):

1. find the anchors: the places where a talk's time stands (``pages.anchors``, ``pages.rows``);
2. tell whether the title is above the time or below it (``pages.layout``);
3. cut the page into the talks' blocks and read each (``pages.blocks``);
4. settle the days and hours (``pages.dating``), and let ``draft.finish`` settle zones and ends.

Every range of hours that the page shows ends as a talk or as a Problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from icsgen.errors import NoTimeError
from icsgen.model import Document, Policy, Reading
from icsgen.readers.finish import finish
from icsgen.readers.markup.lines import Line, lines_of
from icsgen.readers.pages.anchors import find_anchors
from icsgen.readers.pages.page import Page, read_page

summary = "text of a conference session, day or workshop page: plain, Markdown, reStructuredText"

_CLOCK = re.compile(r"\d\s?(?:[:.h]\s?\d\d\b|[ap]\.?m\b)", re.IGNORECASE)
_TAG = re.compile(r"<(?:html|head|body|table|tr|td|div|ul|li|p|span|time)\b", re.IGNORECASE)
_OTHER = re.compile(r"\s*(?:[\[{]|<\?xml|<!doctype|<html|BEGIN:V)", re.IGNORECASE)
_TEXT_NAME = re.compile(r"\.(?:txt|text|md|markdown|mdown|rst|rest|asc|adoc|org)$", re.IGNORECASE)
_HEAD = 200_000


def sniff(document: Document) -> int:
    """How surely the document is such a page."""
    if document.text is None:
        return 0
    head = document.text[:_HEAD]
    if _OTHER.match(head):
        return 1
    tags = len(_TAG.findall(head[:50_000]))
    if tags > 8:
        return 5
    named = _TEXT_NAME.search(document.name) is not None
    if _CLOCK.search(head) is None:
        return 10 if named else 2
    return 60 if named else 30


def read(document: Document, policy: Policy) -> Reading:
    """Read the page.

    :raises IcsgenError: it gives no time, or one that cannot be settled.
    """
    return read_lines(document, lines_of(document), policy)


def read_lines(
    document: Document, lines: Sequence[Line], policy: Policy, *, title: str = "", zone: str = "", url: str = ""
) -> Reading:
    """Read a page that is lines already. ``title``, ``zone`` and ``url`` are what the front-end knows of the page.

    :raises IcsgenError: it gives no time, or one that cannot be settled.
    """
    page = Page(document, list(lines), policy, title=title, zone=zone, url=url)
    found = find_anchors(page.lines, None)
    if not found.anchors and not any(line.kind == "row" for line in page.lines):
        first = next((line for line, _ in (*found.asides, *found.bare)), None)
        raise NoTimeError(
            "no time of a talk is on the page",
            origin=document.origin,
            line=first.number if first else None,
            text=first.text.strip() if first else None,
            hint="looked for an hour or a range of hours at the beginning or the end of a line, beside a title",
        )
    return finish(document, read_page(page, found), policy)
