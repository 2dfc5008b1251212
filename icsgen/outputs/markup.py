"""HTML out: what is HTML is so by its type, and all other text is escaped where it is put in.

A pattern is HTML with places in braces. Whatever goes into a place and is not itself :class:`Markup` is escaped by
``markupsafe`` on its way in, so a title can be nothing but a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from markupsafe import Markup, escape


class Sentences(Protocol):
    """Texts by their keys."""

    def __getitem__(self, key: str) -> str: ...


class Said:
    """Texts by their keys, escaped: with ``t=Said(…)`` a pattern may have the place ``{t[key]}``."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences

    def __getitem__(self, key: str) -> Markup:
        return escape(self.sentences[key])


def fill(pattern: str, places: Mapping[str, object]) -> Markup:
    """The pattern with its places filled.

    >>> print(fill("<p>{text} {rest}</p>", {"text": "a & b", "rest": Markup("<b>")}))
    <p>a &amp; b <b></p>
    """
    return Markup(str.format_map(pattern, {name: _safe(value) for name, value in places.items()}))


def _safe(value: object) -> Markup | Said:
    return value if isinstance(value, Markup | Said) else escape(str(value))


def each(pattern: str, rows: Iterable[Mapping[str, object]]) -> Markup:
    """The pattern once for each row.

    >>> print(each("<li>{name}", [{"name": "A"}, {"name": "<b>"}]))
    <li>A<li>&lt;b&gt;
    """
    return together(fill(pattern, row) for row in rows)


def some(pattern: str, **places: object) -> Markup:
    """The pattern, or nothing if one of its places is empty.

    >>> print(some("<p>{text}</p>", text="a & b"), repr(str(some("<p>{text}</p>", text=""))))
    <p>a &amp; b</p> ''
    """
    return fill(pattern, places) if all(places.values()) else Markup("")


def together(pieces: Iterable[Markup]) -> Markup:
    """The pieces, one after the other.

    >>> print(together([Markup("<b>"), "<"]))
    <b>&lt;
    """
    return Markup("").join(pieces)
