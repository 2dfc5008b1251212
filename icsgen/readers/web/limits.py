"""What keeps a hostile page from eating the machine: its nesting is measured before it is parsed.

An HTML parser takes time in the square of the depth, and copies every formatting element that stays open into each
paragraph that follows. Browsers therefore stop nesting at 512 levels; a page that goes deeper is no programme.
"""

from __future__ import annotations

import re
from itertools import accumulate

from icsgen.errors import FormatError

DEEPEST = 512
"""Levels of elements, as in browsers."""
LONGEST_TEXT = 1_000_000
"""Characters that a reader sees without a tag between them."""
_COPIES = 2_000_000
"""Elements that open formatting may grow into."""
_NOT_NESTING = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|keygen"  # void
    "|p|li|dt|dd|td|th|tr|tbody|thead|tfoot|colgroup|option|optgroup|rt|rp|rb"  # closed by what follows
    "|path|circle|rect|line|polyline|polygon|use|stop|ellipse"  # drawings, mostly written as void
)
_TAG = re.compile(rf"<(/?)(?!(?:{_NOT_NESTING})(?![\w-]))[a-z]", re.IGNORECASE)
_REOPEN = frozenset(("p", "li", "td", "div"))
_REOPENING = re.compile(rf"<(?:{'|'.join(sorted(_REOPEN))})\b", re.IGNORECASE)
"""Elements in which open formatting goes on."""
_CAREFUL = re.compile(r"<(/?)([a-z][^\s/>]*)[^>]*?(/?)>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_CLOSED_BY_OTHERS = re.compile(rf"(?:{_NOT_NESTING})", re.IGNORECASE)


def check(text: str, origin: str) -> None:
    """Refuse a page that nests deeper than any page does.

    :raises FormatError: it does.
    """
    steps = [-1 if slash else 1 for slash in _TAG.findall(text)]
    highest = _highest(steps) if steps else 0
    if highest > DEEPEST or highest * len(_REOPENING.findall(text)) > _COPIES:
        _check_carefully(text, origin)


def _highest(steps: list[int]) -> int:
    """How far the sum rises above its lowest point so far: a stray closing tag closes nothing."""
    highest = lowest = 0
    for depth in accumulate(steps):
        if depth < lowest:
            lowest = depth
        elif depth - lowest > highest:
            highest = depth - lowest
    return highest


def _check_carefully(text: str, origin: str) -> None:
    """Again, with elements that close themselves left out, formatting counted apart."""
    nesting: list[int] = []
    formatting: list[int] = []
    paragraphs = 0
    for match in _CAREFUL.finditer(text):
        name = (match[2] or "").lower()
        paragraphs += name in _REOPEN
        if not name or match[3] or _CLOSED_BY_OTHERS.fullmatch(name):
            continue
        step = -1 if match[1] else 1
        (formatting if name in _FORMATTING else nesting).append(step)
    open_formatting = _highest(formatting) if formatting else 0
    if (nesting and _highest(nesting) > DEEPEST) or open_formatting * max(paragraphs, 1) > _COPIES:
        raise FormatError(
            f"its elements are nested more than {DEEPEST} deep",
            origin=origin,
            hint="save the page from a browser as text, and read that",
        )


def check_text(text: str, origin: str, line: int) -> None:
    """Refuse a text that is longer than any programme.

    :raises FormatError: it is.
    """
    if len(text) > LONGEST_TEXT and not text.isspace():
        raise FormatError(
            f"it shows a text of {len(text):,} characters without a break",
            origin=origin,
            line=line,
            text=text.strip()[:60],
            hint="this is data, not a programme: save the part of the page that is the programme",
        )
