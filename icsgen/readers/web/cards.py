"""Talks that a page shows as cards: an element of their own, with the time, the title and the rest in any order.

The smallest element that holds one time and one title is a talk. Its lines are put into the order in which a reader
of lines expects them: time, title, the rest; what classes and labels name (people, room, track, type) is kept aside,
since the page says what it is. Where one time stands beside several titles of the same rank, the talks are parallel and
each gets the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from icsgen.model import Speaker, Talk
from icsgen.readers.pages.days import day_header
from icsgen.readers.people import people
from icsgen.readers.web.lasting import lasting, length_of
from icsgen.readers.web.lined import Lined, border, has_digit, names_noon, unseen
from icsgen.readers.web.occasions import Occasion, occasions
from icsgen.times.phrases import Phrase

_MOST_LINES = 400
_MOST_PARALLEL = 40
_ASIDE = frozenset(("speakers", "affiliation", "room", "track", "type"))
_NEVER_TITLES = frozenset(("speakers", "affiliation", "room"))
"""A heading in an element of these is none; one in an element for a type or a track can be the talk's: all of it is."""
_LONGEST_PART = 300
_CLOCK = re.compile(r"\d\s?(?:[:.h]\s?\d\d|[ap]\.?m\b)", re.IGNORECASE)


@dataclass(slots=True)
class Card:
    """What the page itself says of one talk, by the line of its time."""

    number: int
    title: str
    time: Phrase | None = None
    url: str = ""
    plain: bool = True
    """It has nothing but its time, its title and parts that the page names."""
    speakers: list[tuple[str, str]] = field(default_factory=list)
    """Names with affiliations."""
    parts: dict[str, list[str]] = field(default_factory=dict)
    """Other texts by role."""

    def take(self, role: str, text: str) -> None:
        """Keep a part."""
        if role == "speakers":
            self.speakers.append((text, ""))
        elif role == "affiliation":
            if self.speakers:
                self.speakers[-1] = (self.speakers[-1][0], text)
        else:
            self.parts.setdefault(role, []).append(text)

    def people(self) -> tuple[Speaker, ...]:
        """Its speakers."""
        return tuple(one for name, place in self.speakers for one in people(name, place))

    def text(self, role: str, between: str = ", ") -> str:
        """All its texts of that role."""
        return between.join(self.parts.get(role, ()))

    def complete(self, talk: Talk) -> Talk:
        """The talk with what the page says of it."""
        abstract = "\n\n".join(part for part in (self.text("abstract", "\n\n"), talk.abstract) if part)
        return replace(
            talk,
            title=self.title if self.speakers else talk.title,
            speakers=self.people() or talk.speakers,
            room=self.text("room") or talk.room,
            track=self.text("track") or talk.track,
            type=self.text("type") or talk.type,
            abstract=abstract,
        )

    def is_of(self, talk: Talk) -> bool:
        """Whether the talk is the one of the card."""
        return talk.title in self.title or self.title in talk.title


def carded(lines: list[Lined]) -> tuple[list[Lined], list[Card]] | None:
    """The lines of an element as one talk, or parallel ones, with what is said of each; ``None`` if it is none."""
    if not 2 <= len(lines) <= _MOST_LINES:
        return None
    titles = _titles(lines)
    if not titles or len(titles) > _MOST_PARALLEL:
        return None
    times = [index for index, one in enumerate(lines) if one.line.kind != "row" and _is_time(one)]
    if len(titles) == 1 and (found := occasions(lines, times)):
        return _twice(lines, titles[0], found)
    if len(times) != 1 or len(lines[times[0]].phrases()) != 1 or times[0] in titles:
        return None
    time = times[0]
    if len(titles) > 1:
        return _parallel(lines, time, titles)
    card, said = _card(
        lines[time], lines[titles[0]], [one for index, one in enumerate(lines) if index not in (time, titles[0])]
    )
    return [border(), *card, border()], [said]


def _twice(lines: list[Lined], title: int, found: list[Occasion]) -> tuple[list[Lined], list[Card]]:
    """One talk at two hours, which are two entries of one title."""
    taken = {title}.union(*(one.lines for one in found))
    others = [one for index, one in enumerate(lines) if index not in taken]
    written: list[Lined] = []
    cards: list[Card] = []
    head = lines[title]
    for occasion in found:
        card, said = _card(occasion.time, head, others)
        card.insert(2, unseen(occasion.time.line.number, f"Type: {occasion.kind}"))
        said.plain = False
        written += [border(), *card, border()]
        cards.append(said)
        head, others = replace(head, seen=()), [replace(one, seen=()) for one in others]
    return written, cards


def _titles(lines: list[Lined]) -> list[int]:
    """The lines that are titles: said to be so, else headings that are no days, if they are all of one rank."""
    said: dict[int, int] = {}
    for index, one in enumerate(lines):
        if one.role == "title":
            said.setdefault(one.owner, index)
    if said:
        return list(said.values())
    headings = [
        index
        for index, one in enumerate(lines)
        if one.line.kind == "heading" and one.role not in _NEVER_TITLES and day_header(one.line, None) is None
    ]
    if headings:
        return headings if len({lines[index].line.level for index in headings}) == 1 else []
    return _left(lines)


def _left(lines: list[Lined]) -> list[int]:
    """The one line that is left over where classes name all others, among them a time and a room or people."""
    roles = {one.role for one in lines}
    left = [index for index, one in enumerate(lines) if not one.role]
    named = "time" in roles and not _ASIDE.isdisjoint(roles)
    return left if named and len(left) == 1 and not lines[left[0]].phrases() else []


def _is_time(one: Lined) -> bool:
    """Whether the line is the time of something: a range, or an hour that stands alone or in an element for it."""
    phrases = one.phrases()
    if len(phrases) != 1:
        return len(phrases) > 1
    others = len(one.line.text) - len(phrases[0].text)
    return phrases[0].end is not None or one.role == "time" or others <= 3


def _card(time: Lined, title: Lined, others: list[Lined]) -> tuple[list[Lined], Card]:
    """One talk: its time alone, its title, then the rest."""
    phrase = time.phrases()[0]
    text = time.line.text
    beside = [part.strip(" ,;:|·•–—-()[]") for part in (text[: phrase.span[0]], text[phrase.span[1] :])]
    lengths = [part for part in beside if length_of(part)]
    lengths += [one.line.text for one in others if one.role == "duration"]
    length = next(filter(None, map(length_of, lengths)), None)
    others = [one for one in others if one.role != "duration" or not length_of(one.line.text)]
    lines = [time.said(lasting(phrase, length)), title.said(title.line.text)]
    said = Card(time.line.number, title.line.text)
    said.time = next(iter(lines[0].phrases()), None)
    said.url = next((url for text, url in title.line.links if url.startswith("http") and text in said.title), "")
    lines[0].card = said
    for part in beside:
        if any(map(str.isalnum, part)) and part not in lengths:
            one = time.said(part)
            one.seen = ()
            lines.append(one)
    for one in others:
        if _is_aside(one):
            said.take(one.role, one.line.text)
            lines[0].seen += one.seen
        else:
            lines.append(one.said(one.line.text) if one.line.kind == "heading" else one)
    said.plain = len(lines) == 2 and len(lines[0].phrases()) == 1
    return lines, said


def _is_aside(one: Lined) -> bool:
    """Whether the page says what the line is, so that nobody has to find out. An abstract with a time is read."""
    if one.role == "abstract":
        return one.line.kind in ("text", "item") and not tells_time(one.line.text)
    return one.role in _ASIDE and len(one.line.text) <= _LONGEST_PART


def tells_time(text: str) -> bool:
    """Whether there could be an hour in the text."""
    return names_noon(text) or (has_digit(text) and _CLOCK.search(text) is not None)


def _parallel(lines: list[Lined], time: int, titles: list[int]) -> tuple[list[Lined], list[Card]] | None:
    """One time beside several talks, each from its title to the next."""
    if time > titles[0]:
        return None
    if any(one.line.kind == "heading" for index, one in enumerate(lines[: titles[0]]) if index != time):
        return None
    found = [one for index, one in enumerate(lines[: titles[0]]) if index != time]
    cards: list[Card] = []
    for title, after in zip(titles, [*titles[1:], len(lines)], strict=True):
        card, said = _card(lines[time], lines[title], lines[title + 1 : after])
        if cards:
            card[0].seen = ()
        found += card
        cards.append(said)
    return [border(), *found, border()], cards
