"""Panels behind tabs: days of a programme of which a browser shows one at a time.

All of them are the programme, though the page hides all but one. Which day a panel is often stands on its tab alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from icsgen.readers.web.cells import names_day
from icsgen.readers.web.elements import Attributes
from icsgen.readers.web.writer import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PANEL = re.compile(r"tab|pane|day", re.IGNORECASE)
_TABS = '[aria-controls], [href^="#"], [data-bs-target^="#"], [data-target^="#"]'
_HEADS = "h1, h2, h3, h4, h5, h6, caption, th"
_RANGE = re.compile(r"\d[\d:.h]*\s?(?:[ap]\.?m\.?)?\s?(?:[-–—]|to)\s?\d{1,2}[:.h]\d\d|\d[:.h]\d\d", re.IGNORECASE)
_FEWEST_TIMES = 2


class Panels:
    """The panels of a page, by the days on their tabs."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._days: dict[str, str] | None = None

    def day_of(self, node: LexborNode, attributes: Attributes) -> str:
        """What the panel's tab says, if that is a day and the panel does not say it itself; else empty."""
        if not _could_be(attributes) or not (name := attributes.get("id")):
            return ""
        return "" if _names_its_day(node) else self._tabs().get(name, "")

    def is_one(self, node: LexborNode, attributes: Attributes) -> bool:
        """Whether an element that is hidden is a day behind a tab, and no other version of what is seen."""
        if not (_could_be(attributes) or _is_like_its_neighbour(node, attributes)):
            return False
        if not has_times(node):
            return False
        return _names_its_day(node) or (attributes.get("id") or "") in self._tabs()

    def _tabs(self) -> dict[str, str]:
        """The days on tabs, by the id of what each shows."""
        if self._days is None:
            self._days = {}
            for node in self._tree.css(_TABS):
                text = squeezed(node.text() or "")
                if names_day(text):
                    self._days.setdefault(_target(node.attributes), text)
        return self._days


def has_times(node: LexborNode) -> bool:
    """Whether several times stand in it, as in a programme."""
    return sum(1 for _ in _RANGE.finditer(node.text(separator=" ") or "")) >= _FEWEST_TIMES


def _target(attributes: Attributes) -> str:
    names = (attributes.get(name) for name in ("aria-controls", "data-bs-target", "data-target", "href"))
    return next((name for name in names if name), "").lstrip("#")


def _could_be(attributes: Attributes) -> bool:
    return attributes.get("role") == "tabpanel" or _PANEL.search(attributes.get("class") or "") is not None


def _is_like_its_neighbour(node: LexborNode, attributes: Attributes) -> bool:
    """Whether an element of the same class stands right before or behind it."""
    words = (attributes.get("class") or "").split()
    if not words:
        return False
    for step in ("prev", "next"):
        other = getattr(node, step)
        while other is not None and other.tag == "-text":
            other = getattr(other, step)
        if other is not None and other.tag == node.tag and words[0] in (other.attributes.get("class") or "").split():
            return True
    return False


def _names_its_day(node: LexborNode) -> bool:
    head = node.css_first(_HEADS)
    return head is not None and names_day(squeezed(head.text() or ""))
