"""Talks that are stated and settled, and still look like a slip of whoever typed them: they stand, and are doubted.

A wrong half of the day makes a lunch of thirteen hours ('12:30 AM - 1:30 PM'); a wrong digit in a date sets one talk
apart from all others; a talk that is called off may say so in its title alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from icsgen.model import Problem, Talk, Timed
from icsgen.patterns import Pattern
from icsgen.times.zones import to_local

LONGEST_BY_HALVES = timedelta(hours=12)
"""What lasts longer on one day, by a clock of twelve hours, has one of its halves wrong."""
FURTHEST, NEAR = timedelta(days=60), timedelta(days=14)
"""So far one talk stands from the others, none of which is further than so from its next."""
_FEWEST = 6
"""Fewer talks are no programme that one could stand apart from."""

_WORDS = r"(?:cancell?ed|withdrawn|abgesagt|annul[ée]e?|cancelad[oa]|annullat[oa])"
_CANCELLED = Pattern(rf"\W*{_WORDS}\b", re.IGNORECASE)
_IN_BRACKETS = Pattern(rf"[\[(]\s*{_WORDS}\s*[\])]", re.IGNORECASE)
_HALF = Pattern(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE)


def doubts(talks: Sequence[Talk]) -> Iterator[Problem]:
    """What may be a slip in these talks."""
    for talk in talks:
        if not talk.cancelled and _says_cancelled(talk.title):
            yield _doubt(
                talk, "its title says that it is cancelled, and nothing else does: --skip title=… leaves it out"
            )
    timed = [(talk, talk.when) for talk in talks if isinstance(talk.when, Timed)]
    for talk, when in timed:
        lasts = when.end - when.start
        if lasts > LONGEST_BY_HALVES and _on_one_day(when) and _HALF.search(talk.settled.source):
            yield _doubt(talk, f"it lasts {lasts / timedelta(hours=1):.3g} hours: are its halves of the day right?")
    if len(timed) < _FEWEST:
        return
    timed.sort(key=lambda one: one[1].start)
    gaps = [after.start - before.start for (_, before), (_, after) in pairwise(timed)]
    for (lone, _), gap, others in ((timed[0], gaps[0], gaps[1:]), (timed[-1], gaps[-1], gaps[:-1])):
        if gap > FURTHEST and max(others) <= NEAR:
            yield _doubt(lone, f"it stands {gap.days} days from all other talks: is its date right?")


def _says_cancelled(title: str) -> bool:
    if _CANCELLED.match(title):
        return True
    return ("(" in title or "[" in title) and _IN_BRACKETS.search(title) is not None  # most titles need no search


def _on_one_day(when: Timed) -> bool:
    return to_local(when.start, when.zone).date() == to_local(when.end, when.zone).date()


def _doubt(talk: Talk, message: str) -> Problem:
    return Problem(
        message=message,
        kind="doubt",
        origin=talk.origin,
        line=talk.line,
        where=talk.where,
        text=f"{talk.settled.source} {talk.title}".strip(),
    )
