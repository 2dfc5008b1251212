"""Where the lines below a talk stop being about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.chrome import is_chrome, is_footer
from icsgen.readers.pages.labels import label_of

_AUTHOR_LIST = Pattern(
    r"\W*(?:author\sinformation|authors?|about\sthe\sauthors?|speakers?|organi[sz]ers?|panelists?|bio(?:graphy)?)\W*",
    re.IGNORECASE,
)
_END_MARKS = frozenset(
    (
        *("schedule", "program", "programme", "agenda", "timetable", "author information", "invited speakers"),
        *("accepted papers", "important dates", "call for papers", "references", "sponsors", "contact", "contact us"),
        *("past editions", "organizers", "organizing committee", "organization", "committee"),
    )
)
"""Heads of what is no talk's; not as a pattern, since nearly every page asks."""
_END_STARTS = ("related events", "more from the same")
_OF_WHAT = ("workshop ", "program ", "programme ", "scientific ", "local ", "steering ")
_LONGEST_MARK = 60
_FURTHEST = 14


def ends_above(lines: Sequence[Line], index: int) -> bool:
    """Whether another talk ends right above a time, or its own begins with it, as the page's elements tell."""
    above = _next(lines, range(index - 1, max(-1, index - _FURTHEST), -1))
    below = _next(lines, range(index + 1, min(len(lines), index + _FURTHEST)))
    return above == "end" and below not in ("end", None)


def _is_end_mark(text: str) -> bool:
    """Whether the line is a head of what is no talk's: 'Scientific Committee:', 'References'."""
    if len(text) > _LONGEST_MARK and not text.lower().startswith(_END_STARTS):
        return False
    words = " ".join(text.lower().split()).replace("organis", "organiz").rstrip(" .:;,!?…-–—|*_#»>")
    rest = next((words.removeprefix(lead) for lead in _OF_WHAT if words.startswith(lead)), words)
    led = rest.startswith(("organiz", "committee")) and rest in _END_MARKS
    return led or words in _END_MARKS or words.startswith(_END_STARTS)


def _next(lines: Sequence[Line], places: range) -> str | None:
    """The kind of the first line there that is not blank."""
    return next((lines[at].kind for at in places if lines[at].kind == "end" or not lines[at].blank), None)


def cut(lines: Sequence[Line], *, titled: bool = False) -> int:
    """How many of the lines below a talk are still about it: a heading, a list of authors, a footer end them."""
    seen = titled
    for place, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            continue
        if is_footer(text) or (seen and _is_end_mark(text)):
            return place
        if seen and line.kind == "heading" and not _AUTHOR_LIST.fullmatch(text) and label_of(text + ":") is None:
            return place
        seen = seen or not is_chrome(text)
    return len(lines)
