"""Tables that a copy has flattened to one cell a line: the clocks of a talk are brought together again.

Hours one below the other with nothing between are a start and its end, or one hour in several zones (``clocks`` tells
which). Of those the one whose zone is known stands: its own letters, or the head of its column. Where no zone is
known the page is for the user to settle. What is none of this is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.clocks import Rival, apart, as_range, relation
from icsgen.times.phrases import Phrase
from icsgen.times.zone_words import zones_in
from icsgen.times.zones import find_zone

if TYPE_CHECKING:
    from icsgen.readers.pages.anchor import Anchor

_BETWEEN = Pattern(r"[\s|–—−-]*(?:to|bis|à|[→⟶➔])?[\s|]*", re.IGNORECASE)
_DASHED = Pattern(r"[–—−→⟶➔-]|\bto\b|\bbis\b|à", re.IGNORECASE)
_HEAD = Pattern(r"(?:times?|start|begin|zeit|heure)?\W*(?P<zone>[A-Za-z][\w /+:-]{1,30}?)\W*(?:time)?", re.IGNORECASE)
_TIMELY = Pattern(
    r"\W*(?:(?:local|your|venue|my|event|conference)\s)?(?:times?|start|begin|hours?|(?:uhr)?zeit|heure|hora)\b.{0,30}",
    re.IGNORECASE,
)
_HEAD_REACH = 12
_LONGEST_HEAD = 60
_LONGEST_ALONE = 4 * 60
"""So many minutes a single start and its end may be apart that nothing but space parts."""


@dataclass(slots=True)
class Joined:
    """The anchors, each with all its clocks."""

    anchors: list[Anchor]
    spare: set[int] = field(default_factory=set)
    """Lines that are now nobody's."""
    rival: Rival | None = None


def join_columns(lines: Sequence[Line], anchors: list[Anchor]) -> Joined:
    """Bring together what stands in columns."""
    runs = _runs(lines, anchors)
    if not runs:
        return Joined(anchors)
    zones, heads = _zones_above(lines, runs[0][0].index, len(runs[0]))
    pairs = [(run[0].phrase, other.phrase) for run in runs for other in run[1:]]
    several = len({zone.zone for words in zones if words and (zone := find_zone(words))}) > 1
    kind = "alias" if several and not _dashed(lines, runs) else relation(pairs, dashed=_dashed(lines, runs))
    if kind == "range" and len(runs[0]) == 2:
        return _joined(anchors, runs, [replace(run[1], phrase=as_range(run[0].phrase, run[1].phrase)) for run in runs])
    if kind != "alias" or not _aliases(runs):
        return Joined(anchors)
    kept = next((place for place in range(len(zones)) if runs[0][place].phrase.zone or zones[place]), None)
    rival = None
    if kept is None:
        rival = Rival(runs[0][0].line, (runs[0][0].phrase.text, runs[0][1].phrase.text))
    settled = [replace(run[kept or 0], index=run[-1].index, zone=zones[kept or 0]) for run in runs]
    joined = _joined(anchors, runs, settled)
    joined.spare |= heads
    joined.rival = rival
    return joined


def _joined(anchors: Sequence[Anchor], runs: Sequence[Sequence[Anchor]], settled: Sequence[Anchor]) -> Joined:
    """The anchors with each run made one, which stands on its last line."""
    instead = {run[0].index: new for run, new in zip(runs, settled, strict=True)}
    gone = {other.index for run in runs for other in run[1:]}
    for run, new in zip(runs, settled, strict=True):
        new.line, new.room = run[0].line, next((one.room for one in run if one.room), "")
    return Joined(
        [instead.get(anchor.index, anchor) for anchor in anchors if anchor.index not in gone],
        {index for run in runs for index in range(run[0].index, run[-1].index)},
    )


def _runs(lines: Sequence[Line], anchors: Sequence[Anchor]) -> list[list[Anchor]]:
    """The anchors that stand together, none if they are not the same number everywhere."""
    runs: list[list[Anchor]] = []
    for one, other in pairwise(anchors):
        if not _touch(lines, one, other):
            continue
        if runs and runs[-1][-1] is one:
            runs[-1].append(other)
        else:
            runs.append([one, other])
    return runs if len({len(run) for run in runs}) == 1 else []


def _touch(lines: Sequence[Line], one: Anchor, other: Anchor) -> bool:
    return (
        one.place == other.place == "bare"
        and one.index < other.index
        and not (one.twin or other.twin or one.nested or other.nested)
        and (one.phrase.end is None) == (other.phrase.end is None)
        and other.phrase.date is None
        and one.phrase.start.valid
        and other.phrase.start.valid
        and all(_BETWEEN.fullmatch(line.text) for line in lines[one.index + 1 : other.index])
    )


def _dashed(lines: Sequence[Line], runs: Sequence[Sequence[Anchor]]) -> bool:
    """Whether every first is joined to its second by a dash."""
    return all(
        any(_DASHED.search(line.text) for line in lines[run[0].index + 1 : run[1].index])
        or lines[run[0].index].text.rstrip().endswith(("-", "–", "—"))
        for run in runs
    )


def _aliases(runs: Sequence[Sequence[Anchor]]) -> bool:
    """Whether each column is the first in another zone."""
    return all(
        relation([(run[0].phrase, run[place].phrase) for run in runs]) in ("alias", "range")
        for place in range(1, len(runs[0]))
    )


def settle_beside(lines: Sequence[Line], anchors: list[Anchor]) -> Rival | None:
    """Tell whether two hours beside each other are a start and an end, as they are taken for, or one in two zones."""
    beside = [anchor for anchor in anchors if anchor.phrase.spaced and anchor.phrase.end is not None]
    if not beside:
        return None
    pairs = [_parted(anchor.phrase) for anchor in beside]
    far_alone = len(pairs) == 1 and apart(*pairs[0]) > _LONGEST_ALONE
    if relation(pairs) != "alias" and not far_alone:
        return None
    zones, _ = _zones_above(lines, beside[0].index, 2)
    for anchor, pair in zip(beside, pairs, strict=True):
        kept = next((place for place in (0, 1) if pair[place].zone or zones[place]), 0)
        anchor.phrase, anchor.zone = replace(pair[kept], zone=pair[kept].zone or zones[kept]), zones[kept]
    if any(anchor.phrase.zone for anchor in beside):
        return None
    return Rival(beside[0].line, (str(pairs[0][0].start), str(pairs[0][1].start)))


def _parted(phrase: Phrase) -> tuple[Phrase, Phrase]:
    """The two clocks of a phrase, each by itself; the zone behind them is the second's."""
    assert phrase.end is not None
    return replace(phrase, end=None, zone=""), replace(phrase, start=phrase.end, end=None, date=phrase.end_date)


def _zones_above(lines: Sequence[Line], end: int, count: int) -> tuple[list[str], set[int]]:
    """For each of the columns the zone that its head above the table names, and where those heads stand."""
    heads: dict[int, str] = {}
    for index in range(max(0, end - _HEAD_REACH), end):
        text = lines[index].text.strip()
        if not text or len(text) > _LONGEST_HEAD:
            continue
        if len(words := zones_in(text)) == count:
            return words, {index}
        match = _HEAD.fullmatch(text)
        if match and find_zone(match["zone"]):
            heads[index] = match["zone"]
        elif _TIMELY.fullmatch(text):
            heads[index] = words[0] if len(words) == 1 else ""
    last = list(heads)[-count:]
    if len(last) < count:
        return [""] * count, set()
    return [heads[index] for index in last], set(last)
