"""Time phrases in a line of text: 'Tue 20 July 19:00 - 19:20 PDT', '8:30 a.m.–Noon', '12h00', '9.00–9.30 Uhr'.

:func:`find` names every range of clocks and every single clock with what belongs to it: the date or weekday
beside it, and the zone's words behind it. It does not say whether a phrase is the time of a talk; that depends
on where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from icsgen.times.clock import Token, find_clocks
from icsgen.times.dates import DateOrder, names_a_month
from icsgen.times.phrase import Phrase
from icsgen.times.phrase_line import PhraseLine

__all__ = ["Phrase", "find"]

_SAID = re.compile(r"\b(?:uhr|uur|kl)\b", re.IGNORECASE)
_LONGEST_LEAD = 20
"""So much may stand before an hour written '9.15' without a date in it."""
_LONGEST_KEPT = 60
"""A line of so many characters may be a time alone, and those come again: talks run in parallel, days are alike."""


def find(line: str, order: DateOrder | None = None) -> list[Phrase]:
    """Every time phrase of the line, in order.

    >>> [(str(p.start), str(p.end), p.zone) for p in find("Wed 16 Jul 11 a.m. PDT — 1:30 p.m. PDT")]
    [('11:00 a.m.', '1:30 p.m.', 'PDT')]
    >>> [(str(p.end), p.end_date[:3]) for p in find("2025-05-06 23:30 - 2025-05-07 00:30")]
    [('0:30', (2025, 5, 7))]
    >>> find("[ Room 314 - 315 ]"), find("a ratio of 3.14 to 2.71")
    ([], [])
    """
    return list(_known(line, order)) if len(line) <= _LONGEST_KEPT else _search(line, order)


@lru_cache(maxsize=4096)
def _known(line: str, order: DateOrder | None) -> tuple[Phrase, ...]:
    return tuple(_search(line, order))


def _search(line: str, order: DateOrder | None) -> list[Phrase]:
    tokens = list(find_clocks(line))
    if not tokens or _are_nothing(line, tokens):
        return []
    return PhraseLine(line, tokens, order).phrases()


def _are_nothing(line: str, tokens: list[Token]) -> bool:
    """Most numbers in sentences that could be hours are none: years, '3.14'. Looked at first, since lines are many."""
    if any(token.kind not in ("dot", "four") or token.clock.half for token in tokens):
        return False
    if len(tokens) == 1 and tokens[0].kind == "four":
        return True
    before = line[: tokens[0].start].strip()
    return len(before) > _LONGEST_LEAD and not names_a_month(before) and not _SAID.search(line)
