"""What differs between two versions of a talk, and of a programme."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.calendar.identity import normalised_speakers
from icsgen.calendar.matching import match
from icsgen.model import AllDay, Change, ChangeKind, Talk, Timed, When
from icsgen.times.zones import is_fixed


def kinds_of(old: Talk, new: Talk) -> tuple[ChangeKind, ...]:
    """How the new version differs from the old; empty if in nothing that a reader would see.

    >>> from datetime import date
    >>> day = AllDay(first=date(2021, 7, 20), last=date(2021, 7, 20))
    >>> kinds_of(Talk(title="On cats", when=day, room="A"), Talk(title="On dogs", when=day, room="B"))
    ('retitled', 'room')
    """
    kinds: list[ChangeKind] = []
    if old.cancelled and not new.cancelled:
        kinds.append("back")
    if new.cancelled and not old.cancelled:
        kinds.append("cancelled")
    if _span(old.when) != _span(new.when):
        kinds.append("moved")
    if old.title != new.title:
        kinds.append("retitled")
    if old.room != new.room:
        kinds.append("room")
    if normalised_speakers(old.speakers) != normalised_speakers(new.speakers):
        kinds.append("speakers")
    if old.abstract != new.abstract:
        kinds.append("abstract")
    elsewhere = _zone(old) and _zone(new) and _zone(old) != _zone(new)
    if _details(old) != _details(new) or elsewhere or (old.speakers != new.speakers and "speakers" not in kinds):
        kinds.append("details")
    return tuple(kinds)


def _zone(talk: Talk) -> str:
    """Where its clock hangs, if that is a place: a feed doesn't tell UTC and other fixed offsets apart."""
    return talk.when.zone if isinstance(talk.when, Timed) and not is_fixed(talk.when.zone) else ""


def _span(when: When) -> tuple[object, object]:
    return (when.first, when.last) if isinstance(when, AllDay) else (when.start, when.end)


def _details(talk: Talk) -> tuple[object, ...]:
    return talk.session, talk.track, talk.type, talk.tags, talk.url, talk.video


def changes_between(old: Sequence[Talk], new: Sequence[Talk]) -> list[Change]:
    """What became of each talk: of the new ones in their order, then of those that are gone.

    A cancelled talk that the other side doesn't have is no change: it is as absent here as there.
    """
    pairs = match(old, new)
    changes = [
        Change(kinds=kinds, old=before, new=talk)
        for index, talk in enumerate(new)
        for before in [old[pairs[index]] if index in pairs else None]
        if (kinds := kinds_of(before, talk) if before else () if talk.cancelled else ("new",))
    ]
    matched = set(pairs.values())
    gone = [talk for index, talk in enumerate(old) if index not in matched and not talk.cancelled]
    return changes + [Change(kinds=("cancelled",), old=talk, new=None) for talk in gone]
