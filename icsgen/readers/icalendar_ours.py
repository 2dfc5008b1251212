"""Events of a feed of ours: DESCRIPTION taken apart again into what ``icsgen.calendar`` put it together of.

What stands where is kept in the feed beside it (:mod:`icsgen.ics.kept`).
"""

from __future__ import annotations

import re
from html import escape

from icsgen.ics import kept
from icsgen.ics.event import Event
from icsgen.model import Session, Speaker
from icsgen.readers.draft import Draft

_OURS_CANCELLED = "Cancelled: "
_PERSON = re.compile(r"([^,()]+?)(?:\s*\(([^()]*)\))?\s*(?:,\s*|$)")


def set_texts(event: Event, draft: Draft) -> Session:
    """Give the draft its speakers, abstract and key; returns the session that stands below the abstract."""
    if draft.cancelled:
        draft.title = draft.title.removeprefix(_OURS_CANCELLED)
    draft.key = event.text(kept.KEY) or draft.key
    draft.tags = tuple(event.text(kept.TAGS).split("\n"))
    text, span = event.description, event.text(kept.ABSTRACT)
    draft.abstract = kept.abstract_in(text, span)
    below = text
    if draft.abstract:
        begins, _, ends = span.partition("-")
        below = text[int(ends) :]
        draft.abstract_html = _inner_html(event.text("X-ALT-DESC"), text[: int(begins)], below)
    moderators = re.search(r"^Moderator: (.+)$", below, re.MULTILINE)
    return Session(title=draft.session, moderators=_people(moderators[1]) if moderators else ())


def _inner_html(html: str, above: str, below: str) -> str:
    """The abstract's own HTML, out of what a feed of ours puts around it (the same as around the plain text)."""
    before = f"<p>{escape(above.strip())}</p>" if above.strip() else ""
    after = f"<p>{escape(below.strip()).replace(chr(10), '<br>')}</p>" if below.strip() else ""
    if html.startswith(before) and html.endswith(after):
        return html[len(before) : len(html) - len(after)]
    return ""


def _people(line: str) -> tuple[Speaker, ...]:
    return tuple(Speaker(name=name, affiliation=affiliation or "") for name, affiliation in _PERSON.findall(line))
