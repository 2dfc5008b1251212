"""What two versions of a talk are compared by when they are matched (``matching``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from icsgen.calendar.identity import normalised, normalised_speakers, order_of
from icsgen.model import Talk, Timed
from icsgen.times.zones import to_local

TELLING_ABSTRACT = 80
"""Characters from which an abstract can be nobody else's."""


@dataclass(frozen=True, slots=True)
class Features:
    """What there is to compare of one talk."""

    order: tuple[str, ...]
    """All that there is of it."""
    cancelled: bool
    key: str
    title: str
    speakers: str
    start: datetime | date
    end: datetime | date
    zone: str
    room: str
    session: str
    type: str
    page: str
    abstract: str

    @property
    def day(self) -> date:
        """The day on which it starts where it takes place."""
        return to_local(self.start, self.zone).date() if isinstance(self.start, datetime) else self.start


def features_of(talk: Talk) -> Features:
    """All of it, in a form in which tidying up makes no difference."""
    when = talk.when
    start: datetime | date
    end: datetime | date
    if isinstance(when, Timed):
        start, end, zone = when.start, when.end, when.zone
    else:
        start, end, zone = when.first, when.last, ""
    return Features(
        order=order_of(talk),
        cancelled=talk.cancelled,
        key=talk.key,
        title=normalised(talk.title),
        speakers=normalised_speakers(talk.speakers),
        start=start,
        end=end,
        zone=zone,
        room=normalised(talk.room),
        session=normalised(talk.session),
        type=normalised(talk.type),
        page=talk.url or talk.video,
        abstract=talk.abstract if len(talk.abstract) >= TELLING_ABSTRACT else "",
    )
