"""What is known of one talk while its lines are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from icsgen.model import Speaker
from icsgen.patterns import Pattern
from icsgen.readers.pages.chrome import undecorated, without_tails
from icsgen.readers.pages.labels import Label
from icsgen.readers.pages.names import is_name, people_of
from icsgen.readers.pages.shape import is_prose
from icsgen.readers.pages.titles import is_type, split_title

_URL = Pattern(r"https?://[^\s()\[\]<>]+")


@dataclass(slots=True)
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

    def take_title(self, text: str, *, whole: bool = False) -> None:
        """The title, with whatever stands on its line. ``whole``: the line is a title by its place."""
        if "://" in text and (match := _URL.search(text)) and match[0] != text.strip():
            text = _URL.sub("", text).strip(" ()[]")
            self.url = self.url or match[0]
        if whole:
            self.title = without_tails(undecorated(text))
            return
        parts = split_title(text)
        self.title = parts.text
        self.speakers += parts.speakers
        self.type = self.type or parts.type
        self.room = self.room or parts.room

    def take_label(self, label: Label, *, certain: bool = False) -> bool:
        """Whether the labelled line found its place. ``certain``: what it holds is what the label says, however it looks."""
        rest = label.rest
        if label.role in ("speakers", "moderators"):
            people = people_of(rest) or (
                (Speaker(name=rest),) if rest and (certain or is_name(rest, strict=False)) else ()
            )
            if rest and not people:
                return False
            (self.speakers if label.role == "speakers" else self.moderators).extend(people)
            return True
        if label.role == "abstract":
            self.in_abstract = bool(self.title)
            if rest:
                self.abstract.append(rest)
            return bool(self.title)
        if label.role == "room" and (len(rest) < 100 and not is_prose(rest)):
            self.room = self.room or rest
            return True
        if label.role == "title" and rest:
            if self.title:  # it stood beside the time and says who speaks, or what kind of talk it is
                before = split_title(self.title)
                self.speakers += [one for one in before.speakers if one not in self.speakers]
                self.type = self.type or before.type or (self.title if is_type(self.title) else "")
            self.take_title(rest, whole=True)
            return True
        if label.role == "session" and rest and not self.session and len(rest) < 150:
            self.session = rest
            return True
        if label.role == "type" and rest and len(rest) < 60:
            self.type = self.type or rest
            return True
        if label.role == "link" and not self.in_abstract and re.fullmatch(r"https?://\S+", rest):
            self.url = self.url or rest
            return True
        if label.role == "track" and rest and len(rest) < 100 and not self.in_abstract:
            self.track = rest
            return True
        return False

    def text(self) -> str:
        """The abstract: its lines as they stand, no blank ones at its ends, and one between paragraphs."""
        joined = "\n".join(self.abstract)
        return re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n*", "\n\n", joined).strip()
