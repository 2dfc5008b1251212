"""What keeps a hostile page from eating the machine: its nesting is measured before it is parsed.

An HTML parser takes time in the square of the depth, and copies every formatting element that stays open into each
paragraph that follows. Browsers therefore stop nesting at 512 levels; a page that goes deeper is no programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from operator import sub
from typing import NoReturn

from icsgen.errors import FormatError

DEEPEST = 512
"""Levels of elements, as in browsers."""
LONGEST_TEXT = 1_000_000
"""Characters that a reader sees without a tag between them."""
_COPIES = 2_000_000
"""Elements that open formatting may grow into."""
_NOT_NESTING = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "option", "rt", "rp"),
        *("path", "circle", "rect", "line", "polyline", "polygon", "use", "stop", "ellipse"),
    )
)
"""Void elements, those that the next one closes, and drawings, which are mostly written as void."""
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)")
_REOPEN = frozenset(("p", "li", "td", "div"))
"""Elements in which open formatting goes on."""
_CAREFUL = re.compile(r"<(/?)([a-z][^\s/>]*)[^>]*?(/?)>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)


def check(text: str, origin: str) -> None:
    """Refuse a page that nests deeper than any page does.

    :raises FormatError: it does.
    """
    tags = _TAG.findall(text)
    depths = list(accumulate(map(_Weights().__getitem__, tags), initial=0))
    highest = max(depths) - min(depths)  # never less than the deepest nesting, and soon told
    if highest > DEEPEST or (highest * len(tags) > _COPIES and highest * _reopening(tags) > _COPIES):
        _check_carefully(text, origin)


def _reopening(tags: Iterable[str]) -> int:
    """How many of the tags begin elements in which open formatting goes on."""
    return sum(tag.lower() in _REOPEN for tag in tags)


class _Weights(dict[str, int]):
    """How far each tag leads down, once it was asked for."""

    def __missing__(self, tag: str) -> int:
        name = tag.lower()
        self[tag] = weight = 0 if name.lstrip("/") in _NOT_NESTING else -1 if name[0] == "/" else 1
        return weight


def _highest(steps: Iterable[int]) -> int:
    """How far the sum rises above its lowest point so far: a stray closing tag closes nothing."""
    depths = list(accumulate(steps, initial=0))
    highest: int = max(map(sub, depths, accumulate(depths, min)))
    return highest


def _check_carefully(text: str, origin: str) -> None:
    """Again, with elements that close themselves left out, formatting counted apart."""
    nesting: list[int] = []
    formatting: list[int] = []
    paragraphs = 0
    for match in _CAREFUL.finditer(text):
        name = (match[2] or "").lower()
        paragraphs += name in _REOPEN
        if not name or match[3] or name in _NOT_NESTING:
            continue
        step = -1 if match[1] else 1
        (formatting if name in _FORMATTING else nesting).append(step)
    open_formatting = _highest(formatting)
    if _highest(nesting) > DEEPEST or open_formatting * max(paragraphs, 1) > _COPIES:
        raise FormatError(
            f"its elements are nested more than {DEEPEST} deep",
            origin=origin,
            hint="save the page from a browser as text, and read that",
        )


def refuse_text(text: str, origin: str, line: int) -> NoReturn:
    """Refuse a text that is longer than any programme.

    :raises FormatError: always.
    """
    raise FormatError(
        f"it shows a text of {len(text):,} characters without a break",
        origin=origin,
        line=line,
        text=text.strip()[:60],
        hint="this is data, not a programme: save the part of the page that is the programme",
    )
