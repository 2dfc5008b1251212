"""What a page's drafts tell of each other once they stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from icsgen.model import NO_END
from icsgen.patterns import Pattern
from icsgen.readers.draft import Draft
from icsgen.readers.pages.rooms import is_weak, room_of
from icsgen.times.zones import find_zone, instants

_FURTHEST = timedelta(hours=2)
_END = Pattern(
    r"\W*(?:the\s)?(?:end|finish|close|ende|schluss|fin|einde|slut)(?:\sof\s(?:the\s)?(?:day|session|workshop|conference|"
    r"meeting|program(?:me)?|event|seminar|school|symposium|course|talks)(?:\s\d)?)?\W*",
    re.IGNORECASE,
)


def is_end(title: str) -> bool:
    """Whether a line of a programme says only that it is over, and names no talk.

    >>> is_end("End of day 2"), is_end("Close"), is_end("The End of Paper"), is_end("Closing remarks")
    (True, True, False, False)
    """
    return _END.fullmatch(title) is not None


def end_by(draft: Draft, start: datetime) -> bool:
    """Whether a time without a title, soon after a talk that does not say when it ends, has become that talk's end."""
    if draft.end is not None or draft.start is None or not draft.start < start <= draft.start + _FURTHEST:
        return False
    draft.end, draft.end_how = start, f"{NO_END}the next time on the page"
    return True


def other_zone(drafts: Sequence[Draft], page: str) -> Draft | None:
    """The first draft whose own zone is another than the page's, where some have none of their own."""
    stated = find_zone(page) if page else None
    if stated is None or all(draft.zone for draft in drafts):
        return None
    for draft in drafts:
        own = find_zone(draft.zone) if draft.zone else None
        if own and draft.start and not set(instants(draft.start, own.zone)) & set(instants(draft.start, stated.zone)):
            return draft
    return None


def into_rooms(drafts: Sequence[Draft]) -> None:
    """Headings that name rooms, 'Hall J' over its talks, are their rooms and no sessions."""
    rooms = {title: room_of(title) == title and not is_weak(title) for title in {draft.session for draft in drafts}}
    for draft in drafts:
        if rooms[draft.session] and not draft.room:
            draft.room, draft.session = draft.session, ""
