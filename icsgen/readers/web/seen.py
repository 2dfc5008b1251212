"""What a reader sees of a page, once it is walked; and its text as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from icsgen.readers.markup.lines import Line
from icsgen.readers.web.cards import Card
from icsgen.readers.web.lined import Lined


@dataclass(slots=True)
class Seen:
    """What a reader sees of a page."""

    page: list[Lined] = field(default_factory=list)
    """In the order in which a reader of lines expects them."""
    visible: list[tuple[int, str]] = field(default_factory=list)
    """As they stand, in the order in which they stand."""
    cards: list[Card] = field(default_factory=list)
    """What the page itself says of talks."""
    struck: list[Line] = field(default_factory=list)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, words and sentence of what the page leaves open."""
    notes: list[str] = field(default_factory=list)
    """How it was understood, a sentence each."""


def squeezed(text: str) -> str:
    """The text with every run of white space as one space, and none at its ends."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    elif "  " not in text and text[:1] != " " and text[-1:] != " " and text.isprintable():
        return text  # the space is the only white space that is printable
    return " ".join(text.split())
