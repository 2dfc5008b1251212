"""Talks that a page shows as cards: an element of their own, with the time, the title and the rest in any order.

The smallest element that holds one time and one title is a talk. Its lines are put into the order in which a reader of lines
expects them: time, title, people, room, the rest; each part alone on its line. Where one time stands beside
several titles of the same rank, the talks are parallel and each gets the time.
"""

from __future__ import annotations

from icsgen.readers.pages.days import day_header
from icsgen.readers.web.hints import LABELS
from icsgen.readers.web.lined import Lined

_MOST_LINES = 400
_MOST_PARALLEL = 40


def carded(lines: list[Lined]) -> list[Lined] | None:
    """The lines of an element as one card or several parallel ones; ``None`` if they are none."""
    if not 2 <= len(lines) <= _MOST_LINES:
        return None
    titles = _titles(lines)
    if not titles or len(titles) > _MOST_PARALLEL:
        return None
    times = [index for index, one in enumerate(lines) if one.line.kind != "row" and _is_time(one)]
    if len(times) != 1:
        return None
    time = times[0]
    if len(titles) == 1:
        return _card(lines[time], lines, titles[0], [index for index in range(len(lines)) if index not in (time, titles[0])])
    return _parallel(lines, time, titles)


def _titles(lines: list[Lined]) -> list[int]:
    """The lines that are titles: said to be so, else headings that are no days."""
    said = [index for index, one in enumerate(lines) if one.role == "title"]
    if said:
        return said
    headings = [index for index, one in enumerate(lines) if one.line.kind == "heading" and day_header(one.line, None) is None]
    lowest = max((lines[index].line.level for index in headings), default=0)
    return headings if all(lines[index].line.level == lowest for index in headings) else []


def _is_time(one: Lined) -> bool:
    """Whether the line is the time of something: a range, or an hour in an element for it."""
    phrases = one.phrases()
    if len(phrases) != 1:
        return len(phrases) > 1
    letters = len(one.line.text) - len(phrases[0].text)
    return phrases[0].end is not None or one.role == "time" or letters <= 3


def _card(time: Lined, lines: list[Lined], title: int, others: list[int]) -> list[Lined] | None:
    """One talk: its time alone, its title, then the rest with labels."""
    phrases = time.phrases()
    if len(phrases) != 1:
        return None
    phrase = phrases[0]
    text = time.line.text
    if title == lines.index(time):
        return None
    card = [time.said(phrase.text), lines[title].said(lines[title].line.text)]
    rest = [part for part in (text[: phrase.span[0]], text[phrase.span[1] :]) if any(map(str.isalnum, part))]
    card += [_bare(time, part) for part in rest]
    labelled = [_labelled(lines[index]) for index in others]
    return [*card, *sorted(labelled, key=lambda one: not one.line.text.startswith("Speakers: "))]


def _parallel(lines: list[Lined], time: int, titles: list[int]) -> list[Lined] | None:
    """One time beside several talks: below or beside it, each from its title to the next."""
    if time > titles[0] or len(lines[time].phrases()) != 1:
        return None
    before = [index for index in range(titles[0]) if index != time]
    if any(lines[index].line.kind == "heading" for index in before):
        return None
    cards: list[Lined] = [lines[index] for index in before]
    for title, after in zip(titles, [*titles[1:], len(lines)], strict=True):
        card = _card(lines[time], lines, title, list(range(title + 1, after)))
        if card is None:
            return None
        cards += card
    return cards


def _bare(time: Lined, part: str) -> Lined:
    one = time.said(part.strip(" ,;:|·•–—-()[]"))
    one.seen = ()
    return one


def _labelled(one: Lined) -> Lined:
    label = LABELS.get(one.role)
    text = one.line.text
    if label and not text.lower().startswith((label.lower(), label[:-1].lower())):
        text = f"{label}: {text}"
    return one.said(text) if label or one.line.kind == "heading" else one
