"""Days in records: one in a title, several marked in one record, and the hour at which a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from icsgen.patterns import Pattern
from icsgen.readers.markup.trees import Tree
from icsgen.readers.nested.record_fields import Fields
from icsgen.readers.nested.record_leaf import Around, Leaf
from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.moments import is_true, read_time
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.cells import read_cell

_APART = Pattern(r"\s*[:|()\[\]–—]\s*|\s+-\s+|,\s+")
_CLOCKS = frozenset(("start", "when"))


def day_in(title: str) -> str:
    """The date that stands apart in a title; empty if none does.

    >>> day_in("Warm-up: March 27"), day_in("Day 2 (4 May 2027)"), day_in("What 11 September 2001 changed")
    ('March 27', '4 May 2027', '')
    """
    dated = [part for part in _APART.split(title) if (found := read_cell(part)) and found.day and found.day.month]
    return dated[0] if len(dated) == 1 else ""


def states_hour(role: Role, value: Tree) -> bool:
    """Whether a field of that role holds a clock time."""
    found = read_time(role, value, None)
    return found is not None and found.start is not None


def is_day(role: Role, value: Tree) -> bool:
    """Whether 'when' is only a day, which is that of all inside."""
    found = read_time(role, value, None) if role == "when" else None
    return found is not None and found.day is not None and found.start is None


def begins_a_day(fields: Fields) -> bool:
    """Whether a record without a name states a day and the hour at which it begins, and no end."""
    said = list(fields.times())
    if fields.title or not any(role == "date" for role, _, _ in said):
        return False
    clocks = [found for role, _, value in said if role in _CLOCKS and (found := read_time(role, value, None))]
    return len(clocks) == 1 and clocks[0].end is None and not any(role in ("end", "duration") for role, _, _ in said)


def later_ones(leaves: Sequence[Leaf], depth: int) -> list[Leaf]:
    """Of talks under the hour of their day those that cannot begin with it: all but the first of each room.

    ``depth`` is how much is said of time outside of the talks, down to that hour.
    """
    seen: set[tuple[object, ...]] = set()
    later = []
    for leaf in leaves:
        if leaf.fields.has_clock or any(role in _CLOCKS for role, _, _ in leaf.around.times[depth:]):
            continue
        place = tuple(leaf.fields.role(role) or leaf.around.label(role) for role in ("room", "track"))
        if place in seen:
            later.append(leaf)
        seen.add(place)
    return later


def flagged_days(fields: Fields, around: Around) -> list[Around]:
    """What is around a record that marks its days, ``day1: true, day2: true``: once for each of these."""
    marked = [
        header.number
        for key, value in fields.own.items()
        if (header := header_of(key)).number is not None and header.fit("date") >= 2 and is_true(value) and value != 1
    ]
    return [replace(around, times=(*around.times, ("date", "day", f"Day {number}"))) for number in marked]
