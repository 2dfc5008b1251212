"""A column of a table, and what a sample of its cells shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from icsgen.readers.people import looks_like_person
from icsgen.readers.tabular.fields import Header
from icsgen.readers.tabular.moments import read_time
from icsgen.readers.tabular.vocabulary import Role
from icsgen.times.durations import duration_unit, parse_duration
from icsgen.times.zones import find_zone

_URL = re.compile(r"https?://|www\.|^/[\w-]+/")
_BOOLEAN = frozenset(("true", "false", "yes", "no", "1", "0", "y", "n", "x", "1.0", "0.0"))


class Column:
    """One column's header and what a sample of its cells holds."""

    def __init__(self, index: int, header: Header, cells: Sequence[object]) -> None:
        self.index = index
        self.header = header
        self.cells = [cell for cell in cells if cell is not None and cell != "" and cell != " "]
        self.fill = len(self.cells) / len(cells) if cells else 0.0

    def share(self, role: Role) -> float:
        """The share of the cells that say what the role needs."""
        if not self.cells:
            return 0.0
        if role == "duration":
            good = sum(parse_duration(cell, self.unit) is not None for cell in self.cells)
        elif role == "zone":
            good = sum(isinstance(cell, str) and find_zone(cell) is not None for cell in self.cells)
        elif role == "all day":
            good = sum(str(cell).strip().casefold() in _BOOLEAN for cell in self.cells)
        else:
            found = [read_time(role, cell, None) for cell in self.cells]
            wanted = "day" if role in ("date", "end date") else "start"
            good = sum(
                one is not None
                and (getattr(one, wanted) is not None or (role in ("start", "end") and one.day is not None))
                for one in found
            )
        return good / len(self.cells)

    @cached_property
    def unit(self) -> timedelta:
        """What a bare number counts, if this is a duration: as the header says, else as the numbers show."""
        said = self.header.unit
        return said if said != timedelta(minutes=1) or self.header.unit_said else duration_unit(self.cells)

    @cached_property
    def clocks(self) -> float:
        """The share of the cells that hold a clock time."""
        if not self.cells:
            return 0.0
        found = [read_time("when", cell, None) for cell in self.cells]
        return sum(one is not None and one.start is not None for one in found) / len(self.cells)

    @cached_property
    def days(self) -> float:
        """The share of the cells that hold a day with its month."""
        if not self.cells:
            return 0.0
        found = [read_time("when", cell, None) for cell in self.cells]
        return sum(one is not None and one.day is not None for one in found) / len(self.cells)

    @cached_property
    def texts(self) -> list[str]:
        """The cells that are text."""
        return [cell.strip() for cell in self.cells if isinstance(cell, str) and cell.strip()]

    @cached_property
    def links(self) -> float:
        """The share of the texts that are links."""
        return sum(_URL.search(text) is not None for text in self.texts) / len(self.texts) if self.texts else 0.0

    @cached_property
    def people(self) -> float:
        """The share of the texts that begin with a person's name."""
        if not self.texts:
            return 0.0
        return sum(looks_like_person(re.split(r"[,;\n(]", text)[0]) for text in self.texts) / len(self.texts)

    @cached_property
    def foreign(self) -> float:
        """The share of the texts in another script than ours, in which no capitals tell names."""
        if not self.texts:
            return 0.0
        return sum(not re.search("[A-Za-z]", text) for text in self.texts) / len(self.texts)

    @cached_property
    def length(self) -> float:
        """Of a text, on average."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @cached_property
    def is_text(self) -> bool:
        """Whether the cells are words, not numbers, times or links."""
        if len(self.texts) < 0.6 * len(self.cells) or not self.texts:
            return False
        words = sum(re.search(r"[^\W\d_]{2}", text) is not None for text in self.texts)
        return words >= 0.6 * len(self.texts) and self.links < 0.5 and self.clocks < 0.5 and self.days < 0.5

    @cached_property
    def distinct(self) -> float:
        """The share of different texts."""
        return len(set(self.texts)) / len(self.texts) if self.texts else 0.0


def identifies(column: Column) -> bool:
    """Whether the cells are ids: all different, and not just the numbers of the rows."""
    values = [str(cell).strip() for cell in column.cells]
    if column.fill < 0.9 or len(set(values)) < len(values):
        return False
    numbers = [float(value) for value in values if re.fullmatch(r"\d{1,6}(?:\.0)?", value)]
    if len(numbers) < len(values) or len(numbers) < 3:
        return True
    steps = {b - a for a, b in pairwise(numbers)}
    return len(steps) > 1 or numbers[0] > 1
