"""The room that a line of its own names, however the page writes it."""

from __future__ import annotations

from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.rooms import is_code, room_of


def place_of(text: str) -> str | None:
    """The room that the line names, also as 'ICML 2025 Poster: West Exhibition Hall B2-B3 #W-204'."""
    if (room := room_of(text)) is not None:
        return room
    if is_code(text):
        return text
    lead, colon, rest = text.partition(": ")
    return room_of(rest) if colon and len(lead) < 40 and (is_type(lead) or lead.lower().endswith("poster")) else None
