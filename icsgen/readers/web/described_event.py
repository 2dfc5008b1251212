"""One event as schema.org describes it, in any of the shapes that pages give its parts."""

from __future__ import annotations

from datetime import date, timedelta

from icsgen.model import Speaker
from icsgen.readers.draft import Draft
from icsgen.readers.markup.html_text import plain_line, text_and_html
from icsgen.readers.markup.trees import Tree
from icsgen.readers.persons import persons
from icsgen.readers.stated import stated_day, stated_time
from icsgen.times.durations import parse_duration


def draft_of(tree: dict[str, Tree], line: int, number: int) -> Draft | None:
    """The event as a draft, the page's ``number``-th; ``None`` if it has no start."""
    begins, ends = text_of(tree.get("startDate")), text_of(tree.get("endDate"))
    start, _ = stated_time(begins)
    end, _ = stated_time(ends)
    first, last = stated_day(begins), stated_day(ends)
    if start is None and first is None:
        return None
    if start is not None and end is not None and (start.tzinfo is None) != (end.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    abstract, abstract_html = text_and_html(text_of(tree.get("description")))
    url, key = text_of(tree.get("url")), text_of(tree.get("@id"))
    room, video = _place(tree.get("location"))
    return Draft(
        title=plain_line(text_of(tree.get("name"))),
        start=start,
        end=end,
        duration=_length(tree.get("duration")),
        days=_days(first, last) if start is None else None,
        speakers=_people(tree),
        abstract=abstract,
        abstract_html=abstract_html,
        room=room,
        video=video,
        url=url if url.startswith("http") else "",
        key=key if not key.startswith("_:") else "",
        tags=_tags(tree.get("keywords")),
        cancelled=last_word(tree.get("eventStatus")) == "EventCancelled",
        line=line,
        where=f"schema.org event {number}",
        source=" – ".join(part for part in (begins, ends) if part),
    )


def _days(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, max(first, last or first)) if first is not None else None


def _length(value: Tree) -> timedelta | None:
    return parse_duration(value) if isinstance(value, str) else None


def _people(tree: dict[str, Tree]) -> tuple[Speaker, ...]:
    for name in ("performer", "performers", "speaker", "actor", "contributor"):
        if found := persons(tree.get(name)):
            return found
    return ()


def _place(value: Tree) -> tuple[str, str]:
    """Room and link to join, of a location in any of its shapes."""
    room = video = ""
    for place in value if isinstance(value, list) else [value]:
        if isinstance(place, str):
            room = room or plain_line(place)
        elif isinstance(place, dict):
            kind = last_word(place.get("@type"))
            if kind == "VirtualLocation":
                video = video or text_of(place.get("url"))
            else:
                room = room or plain_line(text_of(place.get("name")) or _address(place.get("address")))
    return room, video


def _address(value: Tree) -> str:
    if isinstance(value, dict):
        return ", ".join(text for name in ("streetAddress", "addressLocality") if (text := text_of(value.get(name))))
    return text_of(value)


def _tags(value: Tree) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(one for one in value if isinstance(one, str))
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else ()


def text_of(value: Tree) -> str:
    """A text in any of JSON-LD's shapes: bare, ``{"@value": …}``, the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("name")
    return value.strip() if isinstance(value, str) else ""


def last_word(value: Tree) -> str:
    """The last part of a schema.org address: 'EventCancelled'."""
    return text_of(value).rstrip("/").rsplit("/", 1)[-1]
