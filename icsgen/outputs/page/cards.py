"""The talks of a site -> HTML: days, slots and cards.

There may be thousands, so these few functions put strings together by hand. Their rule: what they join is either
written here or has gone through ``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from urllib.parse import quote

from markupsafe import Markup, escape

from icsgen.model import Talk, Timed
from icsgen.outputs.page.view import Hour, Hours, Item, Placed, hues_of, safe_link, slots_of
from icsgen.outputs.page.words import Words


class Cards:
    """Makes them; what many of them share, names with their addresses and hours, is made once."""

    def __init__(self, rows: Sequence[Placed], hours: Hours, words: Words) -> None:
        self.hours = hours
        self.words = words
        talks = [one.item.talk for one in rows]
        self.pauses = 2 * sum(map(_is_bare, talks)) < len(talks)
        """Whether a talk that says nothing of itself is one: not where hardly any does."""
        self.hues = hues_of(talk.track for talk in talks if talk.track)
        several_sessions = len({talk.session for talk in talks if talk.session}) > 1
        self.facets = ("room", "track", *(["session"] if several_sessions else []), "type")
        self._anchors: dict[tuple[str, str], str] = {}
        self._clocks: dict[str, str] = {}
        self._say = {key: escape(words[key]) for key in _SAID}

    def day(self, day: str, rows: Sequence[Placed]) -> Markup:
        """A day of the programme."""
        heading = escape(self.words.day(date.fromisoformat(day)))
        pieces = [
            f'<section class="day" id="d-{day}" tabindex="-1" aria-labelledby="dh-{day}">\n'
            f'<h2 id="dh-{day}"><span data-date="{day}">{heading}</span></h2>\n<div class="slots">'
        ]
        texts = _escaped([_texts(one.item.talk) for one in rows])
        for start, group in slots_of(rows):
            head = self._clock(start) if start else f'<span data-t="all_day">{self._say["all_day"]}</span>'
            pieces.append(f'<section class="slot"><h3>{head}</h3>\n<ul>')
            pieces += [self._card(one, *next(texts)) for one in group]
            pieces.append("</ul></section>")
        pieces.append("</div></section>")
        return Markup("".join(pieces))

    def _card(self, one: Placed, title: str, *abstract: str) -> str:
        """A talk; its title and the paragraphs of its abstract have been escaped."""
        item, talk = one.item, one.item.talk
        short = item.id if item.id.isalnum() else escape(item.id)  # ids of ours need no escaping, edited ones may
        names = dict.fromkeys([one.name for one in talk.speakers if one.name])
        page, video = safe_link(talk.url), safe_link(talk.video)
        pause = self.pauses and _is_bare(talk)
        hue = f" hue{self.hues[talk.track]}" if talk.track else ""
        marks = f"{hue}{' off' if item.cancelled else ''}{' pause' if pause else ''}"
        return (
            f'<li><article class="talk{marks}" id="t-{short}">\n<h4 id="h-{short}" dir="auto">{title}</h4>'
            f"{self._flags(item) if item.cancelled or item.was else ''}"
            f"{self._speakers(names) if names else ''}"
            f'<p class="meta">{self._span(one)}{"".join(self._facets(talk))}</p>'
            f"{'' if pause else self._details(short, abstract, page, video)}"
            f'<button class="pick" type="button" aria-pressed="false" aria-labelledby="w-pick h-{short}"></button>\n'
            "</article></li>"
        )

    def _flags(self, item: Item) -> str:
        cancelled = f'<strong class="flag stop" data-t="cancelled">{self._say["cancelled"]}</strong>'
        moved = ""
        if item.was is not None and isinstance(item.talk.when, Timed):
            said = escape(self.words("moved", time=self._was(item.was, item.talk.when.start)))
            moved = f'<strong class="flag" data-t="moved" data-was="{self.hours.of(item.was).iso}">{said}</strong>'
        flags = f"{cancelled if item.cancelled else ''}{moved}"
        return f'<p class="flags">{flags}</p>' if flags else ""

    def _was(self, before: datetime, now: datetime) -> str:
        was = self.hours.of(before)
        return was.clock if was.day == self.hours.of(now).day else f"{self._long(was.day)} {was.clock}"

    def _long(self, day: str) -> str:
        return self.words.day(date.fromisoformat(day))

    def _speakers(self, names: Iterable[str]) -> str:
        return f'<p class="who">{", ".join([self._anchor("speaker", name) for name in names])}</p>'

    def _facets(self, talk: Talk) -> Iterator[str]:
        for kind in self.facets:
            if name := getattr(talk, kind):
                yield " "
                yield self._anchor(kind, name)

    def _anchor(self, kind: str, name: str) -> str:
        """The name, leading to all that it is the room, the speaker … of."""
        if (anchor := self._anchors.get((kind, name))) is None:
            look = "" if kind == "speaker" else f'class="{kind}" '
            anchor = f'<a {look}href="#{kind}={quote(name, safe="")}" data-f="{kind}" dir="auto">{escape(name)}</a>'
            self._anchors[kind, name] = anchor
        return anchor

    def _span(self, one: Placed) -> str:
        if one.start and one.end:
            return f'<span class="span">{self._clock(one.start)}–{self._clock(one.end)}</span>'
        when = one.item.talk.when
        if isinstance(when, Timed) or when.last == when.first:
            return ""
        last = when.last.isoformat()
        said = escape(self.words("until", day=self._long(last)))
        return f'<span class="span" data-until="{last}">{said}</span>'

    def _clock(self, hour: Hour) -> str:
        if (clock := self._clocks.get(hour.iso)) is None:
            clock = self._clocks[hour.iso] = f'<time datetime="{hour.iso}">{hour.clock}</time>'
        return clock

    def _details(self, short: str, abstract: Sequence[str], page: str, video: str) -> str:
        kind = "abstract" if abstract else "details"
        return (
            f'<details><summary aria-describedby="h-{short}"><span data-t="{kind}">{self._say[kind]}</span></summary>'
            + "".join([f'<p dir="auto">{paragraph}</p>' for paragraph in abstract])
            + f'<p class="links">{self._link(page, "talk_page", short)}{self._link(video, "video", short)}'
            f'<a href="talk/{short}.ics" data-t="one_file" aria-describedby="h-{short}">{self._say["one_file"]}</a>'
            "</p></details>"
        )

    def _link(self, address: str, key: str, short: str) -> str:
        if not address:
            return ""
        said = f'rel="noreferrer" data-t="{key}" aria-describedby="h-{short}">{self._say[key]}'
        return f'<a href="{escape(address)}" {said}</a> '


def _is_bare(talk: Talk) -> bool:
    """Whether it is like lunch, of which only when, where and what is known."""
    return not (talk.speakers or talk.abstract or talk.track or talk.url or talk.video)


def _texts(talk: Talk) -> list[str]:
    """The title, and the paragraphs of the abstract."""
    return [talk.title, *[part for part in map(str.strip, talk.abstract.split("\n\n")) if part]]


def _escaped(rows: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    r"""Rows of texts, escaped; all at once, which takes a third of the time that it takes one by one.

    No text of a talk holds the control characters that part them.

    >>> list(_escaped([["a & b", "c"], ["<d>"]]))
    [['a &amp; b', 'c'], ['&lt;d&gt;']]
    """
    together = str(escape("\1".join(["\0".join(row) for row in rows])))
    return (row.split("\0") for row in together.split("\1"))


_SAID = ("all_day", "cancelled", "abstract", "details", "talk_page", "video", "one_file")
