"""Which elements of a page a reader sees, and what is said of those that are hidden and tell times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icsgen.readers.web.elements import Attributes, is_hidden
from icsgen.readers.web.panels import Panels
from icsgen.readers.web.seen import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CLOCK = re.compile(r"\d\s?(?:[:.h]\s?\d\d|[ap]\.?m)", re.IGNORECASE)


@dataclass(slots=True)
class _Hidden:
    """What is hidden and could be a part of the programme, with its likes: a dialog for each talk is one thing."""

    number: int
    words: str
    count: int = 0

    def doubt(self) -> tuple[int, str, str]:
        """Line, words and sentence."""
        if self.count > 1:
            message = f"the page hides {self.count} parts that hold times, the first from here on; they were not read"
        else:
            message = "the page hides a part that holds times from here on; it was not read"
        return self.number, self.words, message


class Sight:
    """The eyes that a page is walked with."""

    def __init__(self, panels: Panels) -> None:
        self._panels = panels
        self._hidden: dict[tuple[str, str], _Hidden] = {}

    def sees(self, tag: str, node: LexborNode, attributes: Attributes, *, in_heading: bool, line: int) -> bool:
        """Whether the element is read. A button is if it is the head of a talk that unfolds, and no control."""
        if tag == "button":
            return in_heading or _CLOCK.search(node.text() or "") is not None
        if not is_hidden(node, attributes):
            return True
        kind = self._panels.kind(node, attributes)
        if kind == "unclear":
            words = squeezed(node.text(separator=" ") or "")[:60]
            self._hidden.setdefault((tag, attributes.get("class") or words), _Hidden(line, words)).count += 1
        return kind == "panel"

    def doubts(self) -> list[tuple[int, str, str]]:
        """Of each sort of what was not seen but could be a part of the programme: line, words and sentence."""
        return [hidden.doubt() for hidden in self._hidden.values()]
