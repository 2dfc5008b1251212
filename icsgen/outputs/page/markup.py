"""HTML out: what is HTML is so by its type, and all other text is escaped where it is put in.

A shell is an HTML file with places in braces, which :func:`fill` fills as ``str.format`` does. ``markupsafe`` escapes
every value on its way in that is not itself :class:`Markup`, so a title can be nothing but a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup

from icsgen.outputs.page.words import HERE


@lru_cache(maxsize=2)
def _shell(name: str) -> Markup:
    return Markup(HERE.joinpath(name).read_text("utf-8").removesuffix("\n"))


def fill(shell: str, **places: object) -> Markup:
    """The HTML file of that name with its places filled."""
    return _shell(shell).format(**places)


def each(pattern: str, rows: Iterable[Mapping[str, object]]) -> Markup:
    """The pattern once for each row.

    >>> print(each("<li>{name}", [{"name": "A"}, {"name": "<b>"}]))
    <li>A<li>&lt;b&gt;
    """
    piece = Markup(pattern)
    return Markup("").join(piece.format(**row) for row in rows)


def some(pattern: str, **places: object) -> Markup:
    """The pattern, or nothing if one of its places is empty.

    >>> print(some("<p>{text}</p>", text="a & b"), repr(str(some("<p>{text}</p>", text=""))))
    <p>a &amp; b</p> ''
    """
    return Markup(pattern).format(**places) if all(places.values()) else Markup("")


def cut(text: str, length: int) -> str:
    """The text, or its first words if it is noticeably longer.

    >>> cut("one two three four five", 12)
    'one two...'
    """
    return text if len(text) <= length + 5 else text[: length - 3].rsplit(" ", 1)[0] + "..."
