"""Days that got no talk, though what stands below their headings looks like hours: '10-11 | Kickoff'."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line

_HOURS = Pattern(
    r"[\s*•·●▪|+-]{0,6}(?P<a>\d{1,2})(?:[.:h]\d\d)?\s?(?:-{1,2}|[–—−])\s?(?P<b>\d{1,2})(?:[.:h]\d\d)?(?=\W*(?:$|[\s:|,]\W*[^\W\d_]))"
)


def empty_days(lines: Sequence[Line], headers: Collection[int], talks: Collection[int]) -> list[tuple[Line, Line]]:
    """The headings without talks, each with the first line below that looks like one. All are given by their places."""
    found: list[tuple[Line, Line]] = []
    for head, end in pairwise([*sorted(headers), len(lines)]):
        below = range(head + 1, end)
        if any(place in talks for place in below):
            continue
        likely = next((lines[place] for place in below if _looks_like_hours(lines[place])), None)
        if likely is not None:
            found.append((lines[head], likely))
    return found


def _looks_like_hours(line: Line) -> bool:
    text = next(filter(str.strip, line.cells), "") if line.kind == "row" else line.text
    match = _HOURS.match(text) if text.lstrip(" *|•-")[:1].isdigit() else None
    return match is not None and int(match["a"]) <= 24 and int(match["b"]) <= 24 and match["a"] != match["b"]
