"""Lines of their own below a time that belong to it: how long the talk takes ('30m', '1h'), and the zone ('EDT')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.beside import lasting
from icsgen.times.clock import DAY
from icsgen.times.durations import parse_duration
from icsgen.times.zone_words import is_plain

_LENGTH = Pattern(
    r"\W{0,3}(?P<length>\d{1,3}\s?(?:m|mins?|minutes)|\d\s?(?:h|hrs?|hours?)(?:\s?\d{1,2}\s?(?:m|mins?|minutes)?)?)\W{0,3}",
    re.IGNORECASE,
)
_LONGEST = 14
"""Characters of such a line."""


def settle_lengths(lines: Sequence[Line], found: Found) -> None:
    """Take the lines in that belong to the times above them."""
    bare = [anchor for anchor in found.anchors if anchor.place == "bare" and not anchor.twin]
    for anchor in bare:
        index = next((at for at in range(anchor.index + 1, len(lines)) if not lines[at].blank), None)
        if index is None:
            continue
        text = lines[index].text.strip()
        if index == anchor.index + 1 and not anchor.phrase.zone and text[:1].isupper() and is_plain(text):
            anchor.phrase = replace(anchor.phrase, zone=text)
            found.spare.add(index)
        elif anchor.phrase.end is None and anchor.ends is None and (length := _length(text)):
            anchor.ends, _ = lasting(anchor.phrase, f"({length})")
            found.spare.add(index)
    if found.anchors:
        _spare_repeated(lines, found)


def _length(text: str) -> str:
    """What the whole line says of how long something takes, empty if it says anything else."""
    match = _LENGTH.fullmatch(text) if len(text) <= _LONGEST and text[:2].strip("(~ ")[:1].isdigit() else None
    return match["length"] if match and parse_duration(match["length"]) else ""


def without_hours(found: Found) -> None:
    """'1h' alone on its line is a length, and no hour of the night, where the other times are written with colons."""
    maybe = [anchor for anchor in found.anchors if anchor.place == "bare" and _is_hours(anchor)]
    others = [anchor for anchor in found.anchors if ":" in anchor.phrase.text]
    if maybe and len(others) > len(maybe) and not any("h" in anchor.phrase.text for anchor in others):
        found.anchors = [anchor for anchor in found.anchors if anchor not in maybe]


def _is_hours(anchor: Anchor) -> bool:
    phrase = anchor.phrase
    return phrase.end is None and phrase.date is None and phrase.start.hour <= 8 and bool(_length(anchor.line.text))


def _spare_repeated(lines: Sequence[Line], found: Found) -> None:
    """Lines below a range that say once more how long it is."""
    bounds = [anchor.index for anchor in found.anchors[1:]] + [len(lines)]
    for anchor, end in zip(found.anchors, bounds, strict=True):
        last = anchor.phrase.end
        if last is None:
            continue
        minutes = (last.minutes() - anchor.phrase.start.minutes()) % DAY
        for index in range(anchor.index + 1, min(end, anchor.index + 6)):
            length = _length(lines[index].text.strip())
            if length and parse_duration(length) == timedelta(minutes=minutes):
                found.spare.add(index)
                break
