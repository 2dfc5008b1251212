"""Hours under a name that does not say so: ``timing: 09:00-09:15``, in records of which none has a time otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from icsgen.readers.markup.trees import DEEPEST, Tree, line_of
from icsgen.readers.markup.yaml_trees import Mapping
from icsgen.readers.nested.record_fields import Fields
from icsgen.readers.tabular.fields import header_of
from icsgen.times.cells import read_cell

_FEWEST = 2
_ENOUGH = 0.5
"""The share of the records with that field in which it must hold a range of hours."""
_TIME = "time"


def unnamed_hours(records: Iterable[Fields]) -> str:
    """The one field without a known meaning that holds ranges of hours; empty if there is none, or several."""
    held: Counter[str] = Counter()
    ranges: Counter[str] = Counter()
    for fields in records:
        for key, value in fields.own.items():
            header = header_of(key)
            if isinstance(value, str) and not header.meanings and not header.aside:
                held[key] += 1
                ranges[key] += _is_range(value)
    found = [key for key, count in ranges.items() if count >= max(_FEWEST, _ENOUGH * held[key])]
    return found[0] if len(found) == 1 else ""


def with_time(tree: Tree, key: str, depth: int = 0) -> Tree:
    """The same tree, with that field called what it holds."""
    if depth > DEEPEST or not isinstance(tree, dict | list):
        return tree
    if isinstance(tree, list):
        return [with_time(one, key, depth + 1) for one in tree]
    made = Mapping((_TIME if name == key else name, with_time(one, key, depth + 1)) for name, one in tree.items())
    made.line = line_of(tree)
    return made


def _is_range(text: str) -> bool:
    found = read_cell(text)
    return found is not None and found.start is not None and found.end is not None
