"""Tables that stand beside each other in one sheet: 'Time, Talk, Time, Talk', each with a room or a day above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from icsgen.readers.tabular.heading import Heading, SheetRow
from icsgen.readers.tabular.vocabulary import Role

_TIMES: tuple[Role, ...] = ("start", "when", "date")


class Block(NamedTuple):
    """One of the tables."""

    rows: list[SheetRow]
    label: str
    """What stands right above its header, if that is one text: a room, a day."""


def blocks_of(rows: Sequence[SheetRow], heading: Heading) -> list[Block]:
    """The tables; none if the sheet is one table. They are told by a header that begins anew, word for word."""
    words = [header.text.casefold() for header in heading.headers]
    first = next((index for index, word in enumerate(words) if word), 0)
    starts = [index for index, word in enumerate(words) if word and word == words[first]]
    if len(starts) < 2 or not heading.headers[first].meanings:
        return []
    ends = [*starts[1:], len(words)]
    contents = [[word for word in words[start:end] if word] for start, end in zip(starts, ends, strict=True)]
    headers = heading.headers[starts[0] : ends[0]]
    if len(contents[0]) < 2 or any(one != contents[0] for one in contents):
        return []
    if not any(header.fit(role) >= 2 for header in headers for role in _TIMES):
        return []
    return [_block(rows, heading.index, start, end) for start, end in zip(starts, ends, strict=True)]


def _block(rows: Sequence[SheetRow], header: int, start: int, end: int) -> Block:
    above = [cell for cell in rows[header - 1][1][start:end] if cell not in ("", None)] if header > 0 else []
    label = above[0] if len(above) == 1 and isinstance(above[0], str) else ""
    cells = [(number, cells[start:end]) for number, cells in rows[max(header, 0) :]]
    return Block([row for row in cells if any(cell not in ("", None) for cell in row[1])], label)
