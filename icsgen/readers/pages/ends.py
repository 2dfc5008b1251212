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
_END_MARKS = Pattern(
    r"(?:schedule|programme?|agenda|timetable|author\sinformation|related\sevents.*|more\sfrom\sthe\ssame.*"
    r"|(?:(?:workshop|program(?:me)?|scientific|local|steering)\s)?(?:organi[sz]ers|organi[sz]ing\scommittee|"
    r"organi[sz]ation|committee)"
    r"|invited\sspeakers|accepted\spapers|important\sdates|call\sfor\spapers|references|sponsors|contact(?:\sus)?|"
    r"past\seditions)\W*",
    re.IGNORECASE,
)


_FURTHEST = 14


def ends_above(lines: Sequence[Line], index: int) -> bool:
    """Whether another talk ends right above a time, or its own begins with it, as the page's elements tell."""
    above = _next(lines, range(index - 1, max(-1, index - _FURTHEST), -1))
    below = _next(lines, range(index + 1, min(len(lines), index + _FURTHEST)))
    return above == "end" and below not in ("end", None)


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
        if is_footer(text) or (_END_MARKS.fullmatch(text) and seen):
            return place
        if seen and line.kind == "heading" and not _AUTHOR_LIST.fullmatch(text) and label_of(text + ":") is None:
            return place
        seen = seen or not is_chrome(text)
    return len(lines)
