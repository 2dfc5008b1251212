"""Where on a page the talks hang: the time phrases that stand where a talk's time stands.

A phrase counts by its place. At the beginning of a line, at its end, alone, in a cell: it is a talk's time. In
running text it is not; a range there is reported. A single hour counts only at the beginning of a line, or with its
date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor, Found
from icsgen.readers.pages.beside import lasting, runs_to_24, with_pairs, without_aliases
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.clocks import apart
from icsgen.readers.pages.columns import join_columns, settle_beside
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.lengths import settle_lengths, without_hours
from icsgen.readers.pages.rooms import room_of, trailing_room
from icsgen.readers.pages.shape import is_prose
from icsgen.readers.pages.together import nest, settle_together
from icsgen.times.dates import DateOrder
from icsgen.times.phrases import Phrase, find

_DEADLINE = re.compile(
    r"\b(?:deadlines?|due|submissions?\s(?:deadline|due|open|close)|notification|camera[\s-]ready|closes?|"
    r"closing\sat|expires?|no\slater\sthan|abgabe"
    r"|(?:last|page)\s(?:updated?|modified|changed?)|updated\son)\b|©|copyright",
    re.IGNORECASE,
)
_ANYWHERE_ON_EARTH = re.compile(r"\b(?:AoE|anywhere\son\searth)\b", re.IGNORECASE)
"""The zone of deadlines: nothing begins there."""
_LED_BY_WORD = Pattern(
    r"\b(?:at|by|from|until|till|before|after|around|on|and|or|to|between|than|is|are|was|of|the|since|through|daily|"
    r"every|each|about|um|ab|bis|à|in)\s*$",
    re.IGNORECASE,
)
_CONTINUED = Pattern(
    r"\s*(?:\.\s+[A-Z]|[,;]?\s*(?:and|or|to|is|are|was|will|on|in|at|for|each|every|daily|the|of|by|until|which|"
    r"where|when|as|with)\s|\?|!|%)",
)
_STRONG_GAP = Pattern(r"(?:\s{2,}|\t|[|(\[:–—•·]|--?\s|\s[-–—])\s*$")
_OPEN = Pattern(r"\bopen\W*$|\b(?:opening|office)\shours\b", re.IGNORECASE)
_DAILY = Pattern(r"\W*(?:daily|every\sday|each\sday|täglich|tous\sles\sjours)\b", re.IGNORECASE)
_LONGEST_OPEN = 6 * 60
_INSIDE = Pattern(r"[\s,;|–—-]+(?P<rest>[^()\[\]]{2,80}?)\s*[)\]]\s*")
"""Behind a time, and within its bracket."""
_ENDS = re.compile(r"\W*(?:ends?|until|till|bis|fin)\b\W*(?:at\b\W*)?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:&|and|,|;|\+|/|und|et)\s*")
_OPENING = re.compile(
    r"[\s|*_#>•·●▪◦‣+\-–—\[(~^\u2190-\u21ff\u23e9-\u23fa\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f300-\U0001faff]*(?:\d{1,2}[.)]\s)?[\s|\[(]*"
)
_FROM = Pattern(
    r"\s*(?:from|between|at|starting\sat|ab|von|um|de|desde\slas?|(?:a\s)?las?|à\spartir\sde|das|às|(?:dalle|alle)?(?:\sore)?|ore|kl\.?|klo)\s+",
    re.IGNORECASE,
)
"""Words that begin a line with the time: 'From 9:00 to 9:30: Welcome'."""
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
    if numbered := _numbered(lines, found):
        from icsgen.readers.pages.bare_hours import bare_hours  # few pages need it

        bare, found.bare = bare_hours(lines, found.anchors, numbered)
        found.anchors = sorted([*found.anchors, *bare], key=lambda anchor: anchor.index)
    settle_together(lines, found)
    if any(anchor.place == "bare" for anchor in found.anchors):
        without_hours(found)
    joined = join_columns(lines, found.anchors)
    found.anchors, found.rival = joined.anchors, joined.rival
    found.spare |= joined.spare
    found.rival = settle_beside(lines, found.anchors) or found.rival
    nest(found)
    settle_lengths(lines, found)
    return found


def _numbered(lines: Sequence[Line], found: Found) -> list[int]:
    """The places of lines that begin with a number, and hold no time."""
    taken = {anchor.index for anchor in found.anchors}
    return [
        index
        for index, line in enumerate(lines)
        if line.text[:12].strip(" \t*•·●▪+-")[:1].isdigit() and index not in taken and line.kind != "row"
    ]


def _take(found: Found, index: int, line: Line, phrases: list[Phrase]) -> None:
    kept = without_aliases(line.text, phrases)
    if len(kept) < len(phrases):
        starts = {phrase.span[0] for phrase in kept}
        aliases = (phrase for phrase in phrases if phrase.span[0] not in starts)
        found.whole_day = found.whole_day or any(map(runs_to_24, aliases))
    phrases = with_pairs(line.text, kept)
    if _ENDS.fullmatch(line.text[: phrases[0].span[0]]) and phrases[0].end is None:
        found.ends.append((index, phrases[0].start))
        if _FLANKS.fullmatch(line.text[phrases[0].span[1] :]):
            found.spare.add(index)
        return
    if len(phrases) > 1 and (twins := _twins(index, line, phrases)):
        found.anchors += twins
        return
    if len(phrases) > 1 and (twins := _titled_twins(index, line, phrases)):
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


def _are_opening_hours(before: str, after: str, phrase: Phrase) -> bool:
    """Whether something is merely open at that time: 'Desk open 8:00-18:00', 'Library 9:00-17:00 daily'."""
    if phrase.end is None:
        return False
    if _DAILY.match(after):
        return True
    long = apart(phrase, replace(phrase, start=phrase.end)) > _LONGEST_OPEN
    return long and _OPEN.search(before) is not None


def is_deadline(beside: str, phrase: Phrase) -> bool:
    """Whether the time is one that something is due by, which is no talk's."""
    anywhere = phrase.end is None and _ANYWHERE_ON_EARTH.search(phrase.text) is not None
    return anywhere or _DEADLINE.search(beside) is not None


def _anchor(index: int, line: Line, phrase: Phrase) -> Anchor | None:
    text = line.text
    before, after = text[: phrase.span[0]], text[phrase.span[1] :]
    opening = _OPENING.fullmatch(before) is not None
    dated = phrase.date is not None
    if is_deadline(before, phrase):
        return None
    if opening:
        return _leading(index, line, phrase, after)
    if _FROM.fullmatch(_OPENING.sub("", before, count=1)) and _is_led(after, single=phrase.end is None):
        return _leading(index, line, phrase, after)
    rest, room = trailing_room(after)
    closing = _FLANKS.fullmatch(rest) is not None and "." not in rest.strip(" ")[:1]
    label = label_of(before) if before.rstrip().endswith((":", "：")) else None
    if label and closing and (label.role in ("time", "session") or (not label.rest and dated)) and not label.rest:
        return Anchor(index, line, phrase, "labelled", room=room or "")
    if is_prose(before) or _LED_BY_WORD.search(before) or _are_opening_hours(before, after, phrase):
        return None
    if closing and (dated or phrase.end is not None or _STRONG_GAP.search(before)):
        return Anchor(index, line, phrase, "after", undecorated(before).rstrip(" ,;:-–—(["), room or "")
    if phrase.end is not None and _STRONG_GAP.search(before) and not is_prose(text):
        title = undecorated(before).rstrip(" ,;:-–—([")
        if before.rstrip()[-1:] in ("(", "[") and (inside := _INSIDE.fullmatch(rest)):  # 'Kites (9:00-9:30, Hall B)'
            place = room_of(inside["rest"])
            return Anchor(index, line, phrase, "after", title if place else f"{title} ({inside['rest']})", place or "")
        return Anchor(index, line, phrase, "after", f"{title}  {rest.lstrip(' ,;:-–—)]|')}", room or "")
    return None


def _leading(index: int, line: Line, phrase: Phrase, after: str) -> Anchor | None:
    """A line that begins with a time."""
    rest, room = trailing_room(after)
    behind = undecorated(rest).strip(" \t•·,;:–—-")
    if room is None and behind and (place := room_of(behind)) is not None:
        return Anchor(index, line, phrase, "bare", room=place, beside=behind, loose=phrase.weak)
    if (label := label_of(behind)) and label.role in ("moderators", "speakers") and label.rest:
        return Anchor(index, line, phrase, "bare", room=room or "", below=(behind,))
    if any(char >= "\u2600" for char in rest) and not any(map(str.isalnum, rest)) and "🔗" not in rest:
        return Anchor(index, line, phrase, "before", rest.strip(), room or "")  # '10:15 ☕'
    if _FLANKS.fullmatch(rest) or (behind and is_chrome(behind)):
        if phrase.end is None and rest.lstrip().startswith(("?", "!")):
            return None
        return Anchor(index, line, phrase, "bare", room=room or "", beside=behind, loose=phrase.weak)
    listed = after[:2] == ", " and after[2:3].isupper() and not is_prose(after)
    if _CONTINUED.match(after) or (phrase.end is None and after[:1] in (".", ",") and not phrase.date and not listed):
        return None
    if after[:1].isalnum():
        return None
    loose = phrase.end is None and not phrase.date and after.lstrip(" :-–—|)]>•·")[:1].islower()
    ends, title = lasting(phrase, after)
    return Anchor(index, line, phrase, "before", title.strip(), "", ends=ends, loose=loose or phrase.weak)


def _is_led(after: str, *, single: bool) -> bool:
    """Whether what stands behind 'from 9:00 to 9:30' is a title, and no sentence that goes on."""
    rest = after.lstrip(" :–—|,-")
    parted = after.lstrip()[:1] in (":", "–", "—", "|", "-", ",")
    return bool(rest) and (rest[0].isupper() or (parted and not single)) and not is_prose(after) and rest[-1] != "."


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


def _titled_twins(index: int, line: Line, phrases: list[Phrase]) -> list[Anchor]:
    """A title with all the ranges at which it is given: 'Posters (13:00-14:00 & 15:00-16:00) - Hall A'."""
    text = line.text
    gaps = [text[one.span[1] : other.span[0]] for one, other in pairwise(phrases)]
    before, after = text[: phrases[0].span[0]], text[phrases[-1].span[1] :]
    title = undecorated(before).rstrip(" ,;:-–—([")
    ranges = all(phrase.end is not None for phrase in phrases) and all(map(_JOINT.fullmatch, gaps))
    if not ranges or not title or is_prose(text) or not _STRONG_GAP.search(before) or is_deadline(before, phrases[0]):
        return []
    rest, room = trailing_room(after)
    behind = rest.lstrip(" )]").rstrip()
    whole = f"{title} {behind}" if any(map(str.isalnum, behind)) else title
    return [Anchor(index, line, phrase, "after", whole, room or "") for phrase in phrases]


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
