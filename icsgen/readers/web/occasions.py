"""A talk that is given, and stands as a poster at another hour: one card with two times, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from icsgen.readers.pages.kinds import is_several, is_type
from icsgen.readers.web.lined import Lined

_STANDING = re.compile(r"\b(?:poster|demo|demonstration|q\s?&\s?a)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:presentation|talk|oral|spotlight|paper)\b", re.IGNORECASE)
_AROUND = " \t:,;–—-()[]|·•"


class Occasion(NamedTuple):
    """One of the two."""

    time: Lined
    kind: str
    lines: frozenset[int]
    """The lines that it takes."""


def occasions(lines: Sequence[Lined], times: Sequence[int]) -> list[Occasion]:
    """What the lines with times are the hours of, if they are the two; none if the card is anything else."""
    if len(times) != 2:
        return []
    found = [occasion for index in times if (occasion := _occasion(lines, index))]
    kinds = [one.kind for one in found]
    if len(found) != 2 or not any(map(_STANDING.search, kinds)):
        return []
    return found if any(_GIVEN.search(kind) and not _STANDING.search(kind) for kind in kinds) else []


def _occasion(lines: Sequence[Lined], index: int) -> Occasion | None:
    """The time with its kind, which stands beside it or on the line above it."""
    phrases = lines[index].phrases()
    if len(phrases) != 1:
        return None
    first, last = phrases[0].span
    text = lines[index].line.text
    taken = {index}
    kind = f"{text[:first].strip(_AROUND)} {text[last:].strip(_AROUND)}".strip()
    if not kind and index and not lines[index - 1].phrases():
        kind = lines[index - 1].line.text.strip(_AROUND)
        taken.add(index - 1)
    if not is_type(kind) or is_several(kind):
        return None
    return Occasion(lines[index].said(phrases[0].text), kind, frozenset(taken))
