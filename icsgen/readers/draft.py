"""What a reader finds: entries as the source states them, before zone, hour and end are settled (``finish``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from icsgen.model import Document, Problem, Session, Speaker


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """One entry as the source states it. Text fields mean what they mean in :class:`icsgen.model.Talk`."""

    title: str
    start: datetime | None = None
    """Naive wall time, or aware if the source gives its offset. ``None`` for an all-day entry."""
    end: datetime | None = None
    """Like ``start``. Not after ``start``: it is taken for the next day if that makes at most 8 hours."""
    duration: timedelta | None = None
    """If the source gives a length and no end."""
    days: tuple[date, date] | None = None
    """First and last day of an all-day entry."""
    zone: str = ""
    """The zone in the source's words for this entry ('PDT', 'Europe/Vienna', 'GMT-3:00')."""
    speakers: tuple[Speaker, ...] = ()
    abstract: str = ""
    abstract_html: str = ""
    session: str = ""
    room: str = ""
    track: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    video: str = ""
    key: str = ""
    cancelled: bool = False
    line: int | None = None
    where: str = ""
    source: str = ""
    """The source's own words of the time: the line, or the fields."""
    year_how: str = ""
    """How the year was settled, if it had to be."""
    end_how: str = ""
    """How the end was settled, if the reader did it."""


@dataclass(slots=True, eq=False)
class Findings:
    """All that a reader found in one document."""

    drafts: list[Draft]
    title: str = ""
    zone: str = ""
    """The zone that the source states for all of it, in its words."""
    zone_how: str = "on the page"
    """Where the zone was stated."""
    sessions: Sequence[Session] = ()
    id: str = ""
    description: str = ""
    url: str = ""
    revised: datetime | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    truncated: bool = False

    def skip(
        self, document: Document, reason: str, *, line: int | None = None, where: str = "", text: str = ""
    ) -> None:
        """Report an entry that becomes no talk."""
        self.problems.append(
            Problem(
                message=f"skipped: {reason}", kind="skipped", origin=document.origin, line=line, where=where, text=text
            )
        )


def speakers_of(names: Iterable[str]) -> tuple[Speaker, ...]:
    """Speakers from bare names; empty ones are left out."""
    return tuple(Speaker(name=name) for name in (name.strip() for name in names) if name)
