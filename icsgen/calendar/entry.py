"""What becomes a VEVENT: a talk with the identity and the stamps that its calendar gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icsgen.model import Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a feed, before it is written."""

    talk: Talk
    key: str
    """What makes the talk the same talk from one reading to the next (``identity``)."""
    uid: str
    sequence: int
    stamp: datetime
    """DTSTAMP and LAST-MODIFIED: when it was last revised; UTC, whole seconds."""
    cancelled: bool = False
    """Gone from the programme, or cancelled by the source."""
