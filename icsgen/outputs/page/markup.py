"""HTML out: what is HTML is so by its type, and all other text is escaped where it is put in.

A shell is an HTML file with places in braces, and so is every smaller pattern. Whatever goes into a place and is not
itself :class:`Markup` is escaped by ``markupsafe`` on its way in, so a title can be nothing but a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from icsgen.outputs.page.words import HERE, Words


def fill(pattern: str, places: Mapping[str, object]) -> Markup:
    """The pattern with its places filled. Of words, ``{t[key]}`` is a sentence.

    >>> print(fill("<p>{text} {rest}</p>", {"text": "a & b", "rest": Markup("<b>")}))
    <p>a &amp; b <b></p>
    """
    safe = {name: _Said(value) if isinstance(value, Words) else _safe(value) for name, value in places.items()}
    return Markup(str.format_map(pattern, safe))


def _safe(value: object) -> Markup:
    return value if isinstance(value, Markup) else escape(str(value))


class _Said:
    """The sentences of a language, escaped."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def __getitem__(self, key: str) -> Markup:
        return escape(self.words[key])


@lru_cache(maxsize=2)
def shell(name: str) -> str:
    """The HTML file of that name."""
    return HERE.joinpath(name).read_text("utf-8").removesuffix("\n")


def each(pattern: str, rows: Iterable[Mapping[str, object]]) -> Markup:
    """The pattern once for each row.

    >>> print(each("<li>{name}", [{"name": "A"}, {"name": "<b>"}]))
    <li>A<li>&lt;b&gt;
    """
    return Markup("").join([fill(pattern, row) for row in rows])


def some(pattern: str, **places: object) -> Markup:
    """The pattern, or nothing if one of its places is empty.

    >>> print(some("<p>{text}</p>", text="a & b"), repr(str(some("<p>{text}</p>", text=""))))
    <p>a &amp; b</p> ''
    """
    return fill(pattern, places) if all(places.values()) else Markup("")


def cut(text: str, length: int) -> str:
    """The text, or its first words if it is noticeably longer.

    >>> cut("one two three four five", 12)
    'one two...'
    """
    return text if len(text) <= length + 5 else text[: length - 3].rsplit(" ", 1)[0] + "..."
