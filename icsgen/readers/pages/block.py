"""What is known of one talk while its lines are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.chrome import is_chrome, undecorated, without_tails
from icsgen.readers.pages.kinds import kind_of
from icsgen.readers.pages.labels import Label
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.shape import is_open, is_prose
from icsgen.readers.pages.titles import split_title

_URL = Pattern(r"https?://[^\s()\[\]<>]+")
_LONGEST_FIELDS = {"room": 100, "session": 150, "type": 60, "track": 100}
"""Characters of what a label names; more is text."""


@dataclass(slots=True, eq=False)
class Block:
    """What is known of one talk."""

    title: str = ""
    type: str = ""
    room: str = ""
    session: str = ""
    url: str = ""
    video: str = ""
    track: str = ""
    speakers: list[Speaker] = field(default_factory=list)
    moderators: list[Speaker] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    in_abstract: bool = False
    title_next: bool = False
    """Its kind stood in brackets, as sites print it: what follows is the title, even if it looks like a name."""
    chair_next: bool = False
    """'Chair:' stood alone on its line: the next one names who it is."""
    listed: list[Line] = field(default_factory=list)
    """Titles of talks that stand under its time without times of their own."""
    others: list[Block] = field(default_factory=list)
    """Talks beside it at the same time."""
    guessed: tuple[Speaker, ...] = ()
    """Those of the speakers that nothing but their look in the title makes such."""
    unsure: bool = False
    """What is listed may be people."""

    def take_title(self, text: str, *, whole: bool = False) -> None:
        """The title, with whatever stands on its line. ``whole``: the line is a title by its place."""
        if "://" in text and (match := _URL.search(text)) and match[0] != text.strip():
            text = _URL.sub("", text).strip(" ()[]")
            self.url = self.url or match[0]
        if whole:
            self.title = without_tails(undecorated(text)).rstrip(": ")
            return
        parts = split_title(text.rstrip().rstrip(":"))
        self.title = parts.text or (text if parts.room else "")
        self.speakers += parts.speakers
        if not parts.type and all(one.name in self.title for one in parts.speakers):
            self.guessed = parts.speakers
        self.type = self.type or parts.type
        self.room = self.room or parts.room

    def take_people(self, people: Iterable[Speaker], *, moderating: bool = False) -> None:
        """People on a line of their own, or behind a label; a name that is known already is not added without more.

        What of the title merely looked like names is then none: 'Lively Kites and Heavy Rain', 'Deep Rain: A Review'.
        """
        if not moderating and self.guessed:
            self.speakers = [one for one in self.speakers if one not in self.guessed]
            self.guessed = ()
        known = self.moderators if moderating else self.speakers
        names = {one.name for one in known}
        known += [one for one in people if one.affiliation or one.name not in names]

    def take_label(self, label: Label, *, certain: bool = False) -> bool:
        """Whether the labelled line found its place. ``certain``: it holds what the label says, however it looks."""
        rest = label.rest
        if label.role in ("speakers", "moderators"):
            people = people_of(rest) or (
                (Speaker(name=rest),) if rest and (certain or is_name(rest, strict=False)) else ()
            )
            if rest and not people:
                return False
            self.take_people(people, moderating=label.role == "moderators")
            self.chair_next = label.role == "moderators" and not rest
            return True
        if label.role == "abstract":
            self.in_abstract = bool(self.title)
            if rest and self.title:
                self.abstract.append(rest)
            return bool(self.title)
        if label.role == "title" and rest:
            if not (self.title and is_open(rest)):
                self._retitle(rest)
            return True
        if label.role == "link" and is_chrome(rest):
            return True  # 'Video: click here'
        if label.role == "link" and not self.in_abstract and re.fullmatch(r"https?://\S+", rest):
            return self._take_field("url", rest)
        if label.role == "session" or not self.in_abstract or label.role == "room":
            longest = _LONGEST_FIELDS.get(label.role, 0)
            return len(rest) < longest and not is_prose(rest) and self._take_field(label.role, rest)
        return False

    def _take_field(self, name: str, text: str) -> bool:
        """Whether the field holds the text now; one that holds another keeps it."""
        if text[:1] == "[" and text[-1:] == "]":  # keywords, as sites print them
            text = re.sub(r"\s*\]\s*\[\s*", ", ", text).strip("[] ")
        if text and not getattr(self, name):
            setattr(self, name, text)
        return not text or getattr(self, name) == text

    def _retitle(self, title: str) -> None:
        """A line that says it is the title: what stood beside the time says who speaks, or what kind of talk it is."""
        old, self.title = self.title, ""
        if old:
            before = split_title(old)
            people = people_of(old) or before.speakers
            self.speakers += [one for one in people if one not in self.speakers]
            self.type = self.type or before.type or kind_of(old)
            if not (kind_of(old) or people_of(old) or (people and before.type)):
                self.abstract.insert(0, old)
        self.take_title(title, whole=True)

    def called(self) -> str:
        """The title, else the kind of talk, else who speaks."""
        return self.title or self.type or ", ".join(one.name for one in self.speakers)

    def rest(self) -> str:
        """What is known besides, in few words."""
        people = (one.name for one in (*self.speakers, *self.moderators))
        kind = self.type if self.title else ""
        return " / ".join(filter(None, (kind, self.room, self.session, self.track, self.url, *people, self.text())))

    def text(self) -> str:
        """The abstract: its lines as they stand, no blank ones at its ends, and one between paragraphs."""
        joined = "\n".join(self.abstract)
        return re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n*", "\n\n", joined).strip()
