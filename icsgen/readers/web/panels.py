"""Panels behind tabs: days or tracks of a programme of which a browser shows one at a time.

All of them are the programme, though the page hides all but one. Which day a panel is often stands on its tab alone.
What shows the same again, for a phone or on another zone's clock, is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.sessions import session_line
from icsgen.readers.web.cells import names_day
from icsgen.readers.web.elements import Attributes
from icsgen.readers.web.seen import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Kind = Literal["panel", "unclear", ""]
"""What is hidden: a part of the programme, perhaps one, or none."""
_PANEL = re.compile(r"tab|pane|day", re.IGNORECASE)
_TABS = '[aria-controls], [href^="#"], [data-bs-target^="#"], [data-target^="#"]'
_HEADS = "h1, h2, h3, h4, h5, h6, caption, th"
_TIME = re.compile(r"\d\s?(?:[:.h]\s?\d\d|[ap]\.?m\b)", re.IGNORECASE)
_FEWEST_TIMES = 2
_NO_WORDS = re.compile(r"[\W\d_]+")
_MOST_TEXT = 50_000_000
"""Characters of hidden elements that are looked through: panels in panels in panels are no programme."""
_SHORTEST = 4
"""Characters of a text by which two versions are compared, without its times: those may be on another clock."""


class Panels:
    """The panels of a page, by their tabs."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._labels: dict[str, str] | None = None
        self._budget = _MOST_TEXT

    def label_of(self, node: LexborNode, attributes: Attributes) -> str:
        """What the panel's tab says: a day that the panel does not say itself, or a track or room; else empty.

        ``attributes`` have an id.
        """
        label = self._tabs().get(attributes["id"] or "", "")
        if not label or not _could_be(attributes):
            return ""
        telling = names_day(label) or session_line(label) or room_of(label) is not None
        return label if telling and not _names_its_day(node) else ""

    def kind(self, node: LexborNode, attributes: Attributes) -> Kind:
        """What an element that is hidden is. Its neighbours are of its class if it is a panel without a tab."""
        if self._budget < 0:
            return ""
        text = node.text(separator=" ") or ""
        self._budget -= len(text)
        if len(_TIME.findall(text)) < _FEWEST_TIMES:
            return ""
        alike = [one for one in _neighbours(node) if _are_alike(node, one)]
        if not (_could_be(attributes) or alike):
            return ""
        own = _texts(node)
        if own and any(len(own & _texts(one)) * 5 >= len(own) * 3 for one in alike):
            return ""
        behind_tab = _could_be(attributes) and (attributes.get("id") or "") in self._tabs()  # and no dialog
        return "panel" if behind_tab or attributes.get("role") == "tabpanel" or _names_its_day(node) else "unclear"

    def _tabs(self) -> dict[str, str]:
        """What tabs say, by the id of what each shows."""
        if self._labels is None:
            self._labels = {}
            for node in self._tree.css(_TABS):
                self._labels.setdefault(_target(node.attributes), _said(node))
        return self._labels


def _said(node: LexborNode) -> str:
    """What the tab says, without what it says again for a narrow screen: 'Friday 3 May' and '3 May'."""
    parts = [squeezed(part) for part in (node.text(separator="\n") or "").split("\n")]
    kept = [part for part in parts if part and not any(part != other and part in other for other in parts)]
    return " ".join(dict.fromkeys(kept))


def _target(attributes: Attributes) -> str:
    """The id that the tab opens; what it says to ears of its panel comes last, since pages copy that from elsewhere."""
    names = [attributes.get(name) or "" for name in ("data-bs-target", "data-target", "href")]
    opened = next((name[1:] for name in names if len(name) > 1 and name[0] == "#"), "")
    return opened or attributes.get("aria-controls") or ""


def _could_be(attributes: Attributes) -> bool:
    return attributes.get("role") == "tabpanel" or _PANEL.search(attributes.get("class") or "") is not None


def _names_its_day(node: LexborNode) -> bool:
    head = node.css_first(_HEADS)
    return head is not None and names_day(squeezed(head.text() or ""))


def _texts(node: LexborNode) -> set[str]:
    texts = (_NO_WORDS.sub(" ", text).strip() for text in (node.text(separator="\n") or "").split("\n"))
    return {text for text in texts if len(text) >= _SHORTEST}


def _neighbours(node: LexborNode) -> Iterator[LexborNode]:
    """The elements right before and behind."""
    for other, step in ((node.prev, "prev"), (node.next, "next")):
        while other is not None and other.tag == "-text":
            other = getattr(other, step)
        if other is not None:
            yield other


def _are_alike(one: LexborNode, other: LexborNode) -> bool:
    """Whether both are elements of one class."""
    first, second = ((node.attributes.get("class") or "").split() for node in (one, other))
    return one.tag == other.tag and bool(first) and first[0] in second
