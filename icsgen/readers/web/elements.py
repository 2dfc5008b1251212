"""Elements of HTML: which a reader sees, which break lines, which may hold a talk, and what their attributes say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


Attributes: TypeAlias = Mapping[str, "str | None"]
"""Of one element."""


def _names(row: str) -> frozenset[str]:
    return frozenset(row.split())


UNSEEN = _names(
    "script style template noscript head iframe object embed svg math canvas audio video map datalist select nav dialog"
    " textarea -comment -doctype !doctype"
)
"""What nobody sees as text of the page; the menus among it say nothing of talks."""
MARKDOWN_IN = _names("body html div section article main details center blockquote header footer aside figure")
"""Right inside these the text of a Markdown page is Markdown."""
_BLOCKS = _names(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary ul br"
)
_ENTRIES = _names("div li article section details dd")
_OF_TABLES = _names("table caption thead tbody tfoot tr td th")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = _names("ul ol menu dir")
_MARKING = _LISTS | frozenset(_HEADINGS) | _names("li pre dl dt hr")
_PARTS = _names("span time em strong b i small cite address a")
_ATTRIBUTED = _PARTS | _ENTRIES | frozenset(_HEADINGS) | _names("p abbr")
_APART = _names("span a time label button small strong b")
_MARKING_UP = _names("a b strong i em cite")
_STRUCK = _names("del s strike")
TIMED = _names("time abbr")
"""What machines read of these is a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What sort of element a tag makes."""

    block: bool
    """It breaks lines."""
    marking: bool
    """A block that makes its lines more than text: headings, items, text as it stands."""
    heading: int
    """The level of a heading, 0 if it is none."""
    listing: bool
    """It holds items."""
    entry: bool
    """It may hold one talk."""
    of_table: bool
    part: bool
    """Inline, and a class may name it as one part of a talk."""
    attributed: bool
    """Its attributes are read."""
    marking_up: bool
    """Inline, and sets one part of a line apart from the other."""
    apart: bool
    """Inline, but set apart by style: two of them side by side are two words."""
    struck: bool


def _sort(tag: str) -> Sort:
    return Sort(
        block=tag in _BLOCKS,
        marking=tag in _MARKING,
        heading=_HEADINGS.get(tag, 0),
        listing=tag in _LISTS,
        entry=tag in _ENTRIES,
        of_table=tag in _OF_TABLES,
        part=tag in _PARTS,
        attributed=tag in _ATTRIBUTED,
        marking_up=tag in _MARKING_UP,
        apart=tag in _APART,
        struck=tag in _STRUCK,
    )


SORTS = {tag: _sort(tag) for tag in _BLOCKS | _OF_TABLES | _ATTRIBUTED | _APART | _STRUCK}
OTHER = _sort("")
"""Of every other element: it is its text."""

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAY_HIDE = frozenset(("hidden", "aria-hidden", "style", "role"))
_MENUS = ("toolbar", "navigation", "menu")
_NO_DECORATION = "h1, main, table"
_WIDEST = 1000


def is_hidden(node: LexborNode, attributes: Attributes) -> bool:
    """Whether its attributes or its inline style hide the element, or it is a decoration."""
    return (
        ("hidden" in attributes and attributes["hidden"] != "until-found")
        or _HIDING.search(attributes.get("style") or "") is not None
        or (attributes.get("role") or "") in _MENUS
        or (attributes.get("aria-hidden") == "true" and node.css_first(_NO_DECORATION) is None)
    )


def machine_value(tag: str, attributes: Attributes) -> str:
    """What machines read there: ``<time datetime>``, RDFa's ``content``, hCalendar's ``title``."""
    if tag == "time":
        return attributes.get("datetime") or ""
    if tag == "abbr":
        return (attributes.get("title") or "") if "dt" in (attributes.get("class") or "") else ""
    if "datatype" not in attributes:
        return ""
    return (attributes.get("content") or "") if "date" in (attributes["datatype"] or "").lower() else ""


def spanned(value: str | None) -> int:
    """A ``rowspan`` or ``colspan``, within what browsers allow."""
    return min(max(int(value), 1), _WIDEST) if value and value.isdecimal() and len(value) < 6 else 1
