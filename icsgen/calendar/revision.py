"""A feed that exists and a new reading of its programme -> the feed as it should now be.

1. What stands in the feed and what was read are matched (``matching``); a matched talk keeps its UID.
2. Each event is rendered with the SEQUENCE and stamps that it had. The same bytes: it stays. Others: SEQUENCE
   rises by one, and DTSTAMP and LAST-MODIFIED are now (RFC 5545 §3.8.7).
3. What stands in the feed and was not read is cancelled, if the reading was complete (``guards``). What is back
   is confirmed. What was deselected is left out, which is not the same as cancelled.
4. Cancelled events whose day is past leave, but only in a run that changes the feed anyway: the same input over
   the same feed gives the same bytes on any day.

SEQUENCE never falls, not even for one that left and comes back: newcomers start above all that ever left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from icsgen.calendar.changes import kinds_of
from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, Plan, Rendered, plan
from icsgen.calendar.guards import guard
from icsgen.calendar.identity import keys_of, programme_id, uid_of
from icsgen.calendar.matching import match
from icsgen.calendar.previous import OldEvent, Previous
from icsgen.calendar.read_back import as_read_back, talk_of
from icsgen.calendar.revised import Revision, begin
from icsgen.ics.kept import marks_of
from icsgen.model import Change, Programme, Talk, Timed
from icsgen.times.zones import to_local

_SECOND = timedelta(seconds=1)
_LATEST = datetime.max.replace(microsecond=0, tzinfo=UTC) - _SECOND


@dataclass(frozen=True, slots=True)
class _Slot:
    """One event of the feed to be, with what it was."""

    entry: Entry
    """With the stamps that it had."""
    before: OldEvent | None
    read: bool = True
    """It is in the reading, and not only in the feed."""


def revise(
    previous: Previous | None,
    programme: Programme,
    options: FeedOptions,
    *,
    now: datetime,
    epoch: datetime | None = None,
    selected: Callable[[Talk], bool] = lambda talk: True,
    complete: bool = True,
    skipped: Sequence[str] = (),
    force: bool = False,
) -> Revision:
    """Revise the feed, or begin it.

    ``programme`` holds all talks that were read, ``selected`` says which belong into the feed. ``complete``: what
    is absent from the programme is absent from its source. ``skipped`` is what was skipped, where that is all that
    is incomplete: if all of it was skipped the last time too, none of it is a talk that was read then. ``now`` is
    the clock and ``epoch`` SOURCE_DATE_EPOCH, in UTC. ``force`` goes on where a guard would stop.

    :raises RevisionError: the feed is damaged, or would lose talks that it perhaps should not.
    """
    if previous is None:
        return begin(programme, options, now=now, epoch=epoch, selected=selected, skipped=skipped)
    now = (epoch or now).replace(microsecond=0)
    if previous.programme:
        programme = replace(programme, id=previous.programme)
    keys = keys_of(programme.talks)
    pairs = _pairs(previous, programme)
    absent, outside = _absent(previous, pairs, selected)
    marks = marks_of(skipped)
    if not force:
        complete = complete or (bool(marks) and not Counter(marks) - Counter(previous.skipped))
        standing = sum(not event.talk.cancelled and selected(event.talk) for event in previous.events)
        guard(previous, standing, [event for event in absent if not event.talk.cancelled], complete=complete)
    outside += [event for at, event in pairs.items() if not selected(programme.talks[at])]
    slots = _slots(previous, programme, keys, pairs, selected, now)
    slots += [_Slot(_entry(event, event.talk, event.uid, now, cancelled=True), event, False) for event in absent]
    return replace(_settle(previous, programme, options, slots, outside, now), skipped=marks)


# -- who is who ---------------------------------------------------------------------------------------------


def _pairs(previous: Previous, programme: Programme) -> dict[int, OldEvent]:
    """The talks that were there before, by place. One that was read from another feed of ours has its UID as key."""
    keys = {talk.key for talk in programme.talks}
    old = [replace(event.talk, key=event.uid) if event.uid in keys else event.talk for event in previous.events]
    return {at: previous.events[was] for at, was in match(old, as_read_back(programme)).items()}


def _absent(
    previous: Previous, pairs: dict[int, OldEvent], selected: Callable[[Talk], bool]
) -> tuple[list[OldEvent], list[OldEvent]]:
    """What stands in the feed and was not read: what belongs into it, and what is deselected."""
    matched = {event.uid for event in pairs.values()}
    absent = [event for event in previous.events if event.uid not in matched]
    return (
        [event for event in absent if selected(event.talk)],
        [event for event in absent if not selected(event.talk)],
    )


def _slots(
    previous: Previous,
    programme: Programme,
    keys: Sequence[str],
    pairs: dict[int, OldEvent],
    selected: Callable[[Talk], bool],
    now: datetime,
) -> list[_Slot]:
    """The talks that were read and are selected."""
    taken = {event.uid for event in previous.events}
    first = _first_sequence(previous)
    slots = []
    for at, talk in enumerate(programme.talks):
        if not selected(talk):
            continue
        if before := pairs.get(at):
            slots.append(_Slot(_entry(before, talk, keys[at], now, cancelled=talk.cancelled), before))
            continue
        uid = _fresh_uid(programme_id(programme), keys[at], taken)
        sequence = max(first, previous.unreadable.get(uid, -1) + 1)
        entry = Entry(talk=talk, key=keys[at], uid=uid, sequence=sequence, stamp=now, cancelled=talk.cancelled)
        slots.append(_Slot(entry, None))
    return slots


def _entry(before: OldEvent, talk: Talk, key: str, now: datetime, *, cancelled: bool) -> Entry:
    stamp = before.stamp or now
    return Entry(talk=talk, key=key, uid=before.uid, sequence=before.sequence, stamp=stamp, cancelled=cancelled)


def _fresh_uid(name: str, key: str, taken: set[str]) -> str:
    """The UID of the key; another if a talk has it that was once called so and is called otherwise now."""
    uid, number = uid_of(name, key), 1
    while uid in taken:
        number += 1
        uid = uid_of(name, f"{key}\n{number}")
    taken.add(uid)
    return uid


def _first_sequence(previous: Previous) -> int:
    """The SEQUENCE of newcomers: 0, unless one of them may have been in the feed before."""
    if previous.breaks_off or previous.problems:
        return previous.highest + 1
    return previous.left + 1 if previous.left is not None else 0


# -- what changed -------------------------------------------------------------------------------------------


def _settle(
    previous: Previous,
    programme: Programme,
    options: FeedOptions,
    slots: Sequence[_Slot],
    outside: Sequence[OldEvent],
    now: datetime,
) -> Revision:
    planned = plan(programme, [slot.entry for slot in slots], options)
    events = _render(planned, slots, now, previous.plan)
    touched = _touched(events, slots)
    if touched or outside:
        past = [slot for slot in slots if _is_over(slot, now)]
        if past:
            outside = [*outside, *(slot.before for slot in past if slot.before)]
            slots = [slot for slot in slots if not _is_over(slot, now)]
            planned = plan(programme, [slot.entry for slot in slots], options)  # a zone may be written otherwise now
            events = _render(planned, slots, now, previous.plan)
            touched = _touched(events, slots)
    return Revision(
        programme=programme,
        options=options,
        events=tuple(events),
        changes=tuple(_changes(events, slots)),
        touched=touched + len(outside),
        problems=previous.problems,
        notices=planned.notices(),
        previous=previous,
        gone=_gone(previous, events, outside),
    )


def _render(planned: Plan, slots: Sequence[_Slot], now: datetime, known: Plan | None) -> list[Rendered]:
    """Each event, with risen stamps where its bytes changed. ``known`` is the plan by which some were rendered."""
    as_known = planned == known
    events = []
    for slot in slots:
        event = slot.before.rendered if slot.before and as_known else None
        if event is None or event.entry != slot.entry:
            event = planned.render(slot.entry)
        if slot.before and event.data != slot.before.raw:
            stamp = max(now, min(slot.before.stamp, _LATEST) + _SECOND) if slot.before.stamp else now
            event = planned.render(replace(slot.entry, sequence=slot.entry.sequence + 1, stamp=stamp))
        events.append(event)
    return events


def _touched(events: Sequence[Rendered], slots: Sequence[_Slot]) -> int:
    return sum(slot.before is None or event.data != slot.before.raw for event, slot in zip(events, slots, strict=True))


def _is_over(slot: _Slot, now: datetime) -> bool:
    """Whether it was cancelled before this run, is read no more, and its day is past."""
    if slot.read or slot.before is None or not slot.before.talk.cancelled:
        return False
    when = slot.entry.talk.when
    if isinstance(when, Timed):
        return to_local(when.end, when.zone).date() < to_local(now, when.zone).date()
    return when.last < now.date()


def _changes(events: Sequence[Rendered], slots: Sequence[_Slot]) -> Iterable[Change]:
    """What a subscriber will see. Both sides are taken as a feed gives them, to compare like with like."""
    for event, slot in zip(events, slots, strict=True):
        talk, before = slot.entry.talk, slot.before
        if before is None:
            if not talk.cancelled:
                yield Change(kinds=("new",), old=None, new=talk, uid=slot.entry.uid)
        elif not slot.read:
            if not before.talk.cancelled:
                yield Change(kinds=("cancelled",), old=before.talk, new=None, uid=before.uid)
        elif event.data != before.raw:
            seen = talk_of(event.data)
            if seen and (kinds := kinds_of(before.talk, seen)):
                yield Change(kinds=kinds, old=before.talk, new=talk, uid=before.uid)


def _gone(previous: Previous, events: Sequence[Rendered], outside: Iterable[OldEvent]) -> dict[str, int]:
    lost = set(previous.unreadable) - {event.entry.uid for event in events}
    return {event.uid: event.sequence for event in outside} | {uid: previous.unreadable[uid] for uid in lost}
