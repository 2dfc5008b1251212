"""Where on a page the talks hang: the time phrases that stand where a talk's time stands.

A phrase counts by its place. At the beginning of a line, at its end, alone, in a cell: it is a talk's time. In
running text it is not; a range there is reported. A single hour counts only at the beginning of a line, or with its
date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.beside import lasting, runs_to_24, with_pairs, without_aliases
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.clocks import Rival
from icsgen.readers.pages.columns import join_columns, settle_beside
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.rooms import room_of, trailing_room
from icsgen.readers.pages.shape import is_prose
from icsgen.times.clock import Clock
from icsgen.times.dates import DateOrder
from icsgen.times.phrases import Phrase, find

Place = Literal["bare", "before", "after", "labelled"]
"""Where the title is: on other lines; behind the time on its line; before it there; below a labelled time."""


@dataclass(slots=True)
class Anchor:
    """A talk's time in its place on the page."""

    index: int
    """Of its line in the list of lines."""
    line: Line
    phrase: Phrase
    place: Place
    title: str = ""
    """What stands on the line beside the time."""
    room: str = ""
    beside: str = ""
    """What stands on a bare time's line: a room, or a site's button."""
    below: tuple[str, ...] = ()
    """The lines below the title in its cell."""
    cells: dict[str, str] = field(default_factory=dict)
    """What other cells of its row hold, by what they are."""
    zone: str = ""
    """From the head of its column."""
    track: str = ""
    ends: Clock | None = None
    """From a line of its own: '(ends 6:00 PM)'."""
    nested: bool = False
    """It is written as a part of the one above: '[10:15] A title'."""
    twin: bool = False
    """The same talk once more: the second of 'Tue 7:00 AM -- 7:45 AM & Tue 6:00 PM -- 6:45 PM'."""


@dataclass(slots=True)
class Found:
    """What the search found."""

    anchors: list[Anchor]
    asides: list[tuple[Line, Phrase]]
    """Ranges in running text."""
    ends: list[tuple[int, Clock]] = field(default_factory=list)
    """Lines that say when the talk above them ends."""
    spare: set[int] = field(default_factory=set)
    """Lines that the time of another line has taken in."""
    whole_day: bool = False
    """Beside a time the page gives it again, in another zone, on a clock that runs to 24."""
    rival: Rival | None = None
    """Two hours for each talk, in zones that nothing tells."""


_DEADLINE = re.compile(
    r"\b(?:deadlines?|due|submissions?\s(?:deadline|due|open|close)|notification|camera[\s-]ready|closes?|"
    r"closing\sat|expires?|no\slater\sthan|abgabe"
    r"|(?:last|page)\s(?:updated?|modified|changed?)|updated\son)\b|©|copyright",
    re.IGNORECASE,
)
_ANYWHERE_ON_EARTH = re.compile(r"\b(?:AoE|anywhere\son\searth)\b", re.IGNORECASE)
"""The zone of deadlines: nothing begins there."""
_LED_BY_WORD = re.compile(
    r"\b(?:at|by|from|until|till|before|after|around|on|and|or|to|between|than|is|are|was|of|the|since|through|daily|"
    r"every|each|about|um|ab|bis|à|in)\s*$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\s*(?:\.\s+[A-Z]|[,;]?\s*(?:and|or|to|is|are|was|will|on|in|at|for|each|every|daily|the|of|by|until|which|"
    r"where|when|as|with)\s|\?|!|%)",
)
_FEWEST_WEAK = 3
_STRONG_GAP = re.compile(r"(?:\s{2,}|\t|[|(\[:–—•·]|--?\s|\s[-–—])\s*$")
_ENDS = re.compile(r"\W*(?:ends?|until|till|bis|fin)\b\W*(?:at\b\W*)?", re.IGNORECASE)
_NESTED = re.compile(r"\s*\[")
_JOINT = re.compile(r"\s*(?:&|and|,|;|\+|/|und|et)\s*")
_OPENING = re.compile(
    r"[\s|*_#>•·●▪◦‣+\-–—\[(~^\u2190-\u21ff\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]*(?:\d{1,2}[.)]\s)?[\s|\[(]*"
)
_FLANKS = re.compile(r"[\s|*_)\]>,.;:•·\-–—]*")


def find_anchors(lines: Sequence[Line], order: DateOrder | None) -> Found:
    """Every anchor of the page in text lines, and every range in running text. Rows are left to ``rows``."""
    found = Found([], [])
    for index, line in enumerate(lines):
        if line.kind == "row":
            continue
        phrases = find(line.text, order)
        if phrases:
            _take(found, index, line, phrases)
    _without_weak(found)
    _with_titles(lines, found)
    joined = join_columns(lines, found.anchors)
    found.anchors, found.spare, found.rival = joined.anchors, joined.spare, joined.rival
    found.rival = settle_beside(lines, found.anchors) or found.rival
    _nest(found)
    return found


def _without_weak(found: Found) -> None:
    """Hours written '9.15' count if at least three lines begin so, each later than the one before it."""
    weak = [anchor for anchor in found.anchors if anchor.phrase.weak]
    starts = [anchor.phrase.start for anchor in weak]
    rising = all((one.hour, one.minute) < (other.hour, other.minute) for one, other in pairwise(starts))
    if weak and (len(weak) < _FEWEST_WEAK or not rising or not all(7 <= start.hour <= 22 for start in starts)):
        found.anchors = [anchor for anchor in found.anchors if not anchor.phrase.weak]


def _with_titles(lines: Sequence[Line], found: Found) -> None:
    """What looks like a room beside a time is its title where nothing else can be, or most times have theirs there."""
    places = [-1, *(anchor.index for anchor in found.anchors), len(lines)]
    usual = sum(anchor.place == "before" for anchor in found.anchors) > sum(bool(one.beside) for one in found.anchors)
    for anchor, before, after in zip(found.anchors, places, places[2:], strict=False):
        near = lines[before + 1 : anchor.index] if before >= 0 else []
        if anchor.beside and (usual or all(line.blank for line in (*near, *lines[anchor.index + 1 : after]))):
            anchor.place, anchor.title = "before", anchor.beside
            anchor.room = "" if anchor.room == anchor.beside else anchor.room


def _nest(found: Found) -> None:
    """Join what belongs together: parts in brackets to what they are a part of, ends to the talks above them."""
    parent: Anchor | None = None
    for anchor in found.anchors:
        anchor.nested = (
            _NESTED.match(anchor.line.text) is not None and parent is not None and anchor.phrase.date is None
        )
        if not anchor.nested:
            parent = anchor if anchor.phrase.date is not None and anchor.phrase.end is None else None
    for place, (index, clock) in enumerate(found.ends):
        above = [anchor for anchor in found.anchors if anchor.index < index]
        if above:
            _end(found, above, index, clock, place)


def _end(found: Found, above: list[Anchor], index: int, clock: Clock, place: int) -> None:
    """The line '(ends 6:00 PM)': it ends the part above it and what that is a part of.

    A second such line below one time ends another entry of that time, which begins behind the first.
    """
    last = above[-1]
    before = found.ends[place - 1][0] if place else -1
    if last.place == "bare" and not last.nested and before > last.index:
        again = replace(last, index=before, ends=clock)
        found.anchors.insert(found.anchors.index(last) + 1, again)
        return
    last.ends = last.ends or clock
    while above and above[-1].nested:
        above.pop()
    if above and above[-1].phrase.end is None:
        above[-1].ends = above[-1].ends or clock


def _take(found: Found, index: int, line: Line, phrases: list[Phrase]) -> None:
    kept = without_aliases(line.text, phrases)
    if len(kept) < len(phrases):
        starts = {phrase.span[0] for phrase in kept}
        aliases = (phrase for phrase in phrases if phrase.span[0] not in starts)
        found.whole_day = found.whole_day or any(map(runs_to_24, aliases))
    phrases = with_pairs(line.text, kept)
    if _ENDS.fullmatch(line.text[: phrases[0].span[0]]) and phrases[0].end is None:
        found.ends.append((index, phrases[0].start))
        return
    if len(phrases) > 1 and (twins := _twins(index, line, phrases)):
        found.anchors += twins
        return
    if len(phrases) > 1 and (several := _several(index, line, phrases)):
        found.anchors += several
        return
    for phrase in phrases:
        anchor = _anchor(index, line, phrase)
        if anchor is not None:
            found.anchors.append(anchor)
            break
    else:
        found.asides += [(line, phrase) for phrase in phrases if phrase.end is not None]
        return
    others = [other for other in phrases if other is not phrase and other.end is not None]
    found.asides += [(line, other) for other in others]


def _anchor(index: int, line: Line, phrase: Phrase) -> Anchor | None:
    text = line.text
    before, after = text[: phrase.span[0]], text[phrase.span[1] :]
    opening = _OPENING.fullmatch(before) is not None
    dated = phrase.date is not None
    if _DEADLINE.search(before) or (phrase.end is None and _ANYWHERE_ON_EARTH.search(phrase.text)):
        return None
    if opening:
        return _leading(index, line, phrase, after)
    rest, room = trailing_room(after)
    closing = _FLANKS.fullmatch(rest) is not None and "." not in rest.strip(" ")[:1]
    label = label_of(before) if before.rstrip().endswith((":", "：")) else None
    if label and closing and (label.role in ("time", "session") or (not label.rest and dated)) and not label.rest:
        return Anchor(index, line, phrase, "labelled", room=room or "")
    if is_prose(before) or _LED_BY_WORD.search(before):
        return None
    if closing and (dated or phrase.end is not None or _STRONG_GAP.search(before)):
        return Anchor(index, line, phrase, "after", undecorated(before).rstrip(" ,;:-–—(["), room or "")
    if phrase.end is not None and _STRONG_GAP.search(before) and not is_prose(text):
        return Anchor(
            index,
            line,
            phrase,
            "after",
            f"{undecorated(before).rstrip(' ,;:-–—([')}  {rest.lstrip(' ,;:-–—)]|')}",
            room or "",
        )
    return None


def _leading(index: int, line: Line, phrase: Phrase, after: str) -> Anchor | None:
    """A line that begins with a time."""
    rest, room = trailing_room(after)
    behind = undecorated(rest).strip(" \t•·,;:–—-")
    if room is None and behind and (place := room_of(behind)) is not None:
        return Anchor(index, line, phrase, "bare", room=place, beside=behind)
    if _FLANKS.fullmatch(rest) or (behind and is_chrome(behind)):
        if phrase.end is None and rest.lstrip().startswith(("?", "!")):
            return None
        return Anchor(index, line, phrase, "bare", room=room or "", beside=behind)
    listed = after[:2] == ", " and after[2:3].isupper() and not is_prose(after)
    if _CONTINUED.match(after) or (phrase.end is None and after[:1] in (".", ",") and not phrase.date and not listed):
        return None
    if after[:1].isalnum() or (phrase.end is None and not phrase.date and after.lstrip(" :-–—|)]>•·")[:1].islower()):
        return None
    ends, title = lasting(phrase, after)
    return Anchor(index, line, phrase, "before", title.strip(), "", ends=ends)


def _goes_on(text: str) -> bool:
    """Whether the text goes on with a sentence, and is no title: 'in Room 2'."""
    return text[:1].islower() and _LED_BY_WORD.fullmatch(text.split()[0]) is not None


def _twins(index: int, line: Line, phrases: list[Phrase]) -> list[Anchor]:
    """A line of nothing but times: the same talk given more than once."""
    text = line.text
    gaps = [text[one.span[1] : other.span[0]] for one, other in pairwise(phrases)]
    rest, room = trailing_room(text[phrases[-1].span[1] :])
    if not (
        _OPENING.fullmatch(text[: phrases[0].span[0]]) and all(map(_JOINT.fullmatch, gaps)) and _FLANKS.fullmatch(rest)
    ):
        return []
    zone = phrases[-1].zone
    return [
        Anchor(index, line, replace(phrase, zone=phrase.zone or zone), "bare", room=room or "", twin=place > 0)
        for place, phrase in enumerate(phrases)
    ]


def _several(index: int, line: Line, phrases: list[Phrase]) -> list[Anchor]:
    """A line that holds a row of talks: '9:00-9:30 One 9:30-10:00 Two'; none if it is anything else."""
    text = line.text
    if not all(phrase.end is not None for phrase in phrases) or not _OPENING.fullmatch(text[: phrases[0].span[0]]):
        return []
    bounds = [phrase.span[0] for phrase in phrases[1:]] + [len(text)]
    titles = [text[phrase.span[1] : bound].strip(" ,;|") for phrase, bound in zip(phrases, bounds, strict=True)]
    if not all(any(char.isalpha() for char in title) for title in titles) or any(map(is_prose, titles[:-1])):
        return []
    if any(_LED_BY_WORD.search(title) for title in titles[:-1]) or any(map(_goes_on, titles[1:])):
        return []
    return [Anchor(index, line, phrase, "before", title) for phrase, title in zip(phrases, titles, strict=True)]
