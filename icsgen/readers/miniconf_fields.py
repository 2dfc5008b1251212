"""What MiniConf and ACL site data call the fields of a talk, a session or a paper, and what stands in them."""

from __future__ import annotations

import re
from typing import TypeAlias

from icsgen.model import Speaker
from icsgen.readers.markup.html_text import plain_line
from icsgen.readers.markup.trees import Tree
from icsgen.readers.persons import persons, words

Record: TypeAlias = dict[str, Tree]

START = ("start_time", "start", "startTime", "starttime", "start_date", "begin")
END = ("end_time", "end", "endTime", "endtime", "end_date", "finish")
TITLE = ("long_name", "display_name", "title", "name", "session_name", "short_title")
_PEOPLE = (
    "presenter",
    "presenters",
    "speaker_name",
    "speakers",
    "speaker",
    "authors",
    "organizers",
    "hosts",
    "chair",
    "chairs",
)
ABSTRACT = ("abstract", "desc", "description", "summary", "tldr")
VIDEO = ("zoom_link", "zoom", "livestream_link", "video_link", "presentation_link")
PAGE = ("link", "url", "website", "href")
_ROOM = ("room", "room_name", "location", "venue")
KEY = ("UID", "id", "uid")
TYPE = ("type", "eventtype", "event_type")
_PAGE_OF_SITE = re.compile(r"://|\.html(?:[?#]\S*)?$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ITALIC = re.compile(r"<i>(.*?)</i>", re.IGNORECASE | re.DOTALL)


def title_of(record: Record) -> tuple[str, tuple[Speaker, ...]]:
    """The title; what a calendar puts below it in italics are its people."""
    text = words(record, *TITLE)
    first, *rest = _BREAK.split(text)
    italic = _ITALIC.search(" ".join(rest))
    if italic and first.strip():
        return plain_line(first), persons(plain_line(italic[1]))
    return plain_line(text), ()


def people_of(record: Record) -> tuple[Speaker, ...]:
    """Those who speak, of whichever field names them."""
    for name in _PEOPLE:
        value = record.get(name)
        if isinstance(value, dict) and "members" in value:
            value = value["members"]
        if found := persons(value):
            return found
    return ()


def room_of(record: Record) -> str:
    """A place, and not the page that calendars put there."""
    room = words(record, *_ROOM)
    return "" if _PAGE_OF_SITE.search(room) else room
