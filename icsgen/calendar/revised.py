"""What a feed should now hold: given by its revision (``revision``), or here when there is none yet.

It stands apart from the revision so that a feed is begun without loading what only its next revision needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, Rendered, plan
from icsgen.calendar.identity import first_entries
from icsgen.calendar.limits import Notice
from icsgen.ics.kept import LEFT, SKIPPED, marks_of
from icsgen.model import Change, Problem, Programme, Talk

if TYPE_CHECKING:
    from icsgen.calendar.previous import Previous


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Revision:
    """What a feed should now hold."""

    programme: Programme
    """As given, under the id that the feed has always had."""
    options: FeedOptions
    """As given."""
    events: tuple[Rendered, ...]
    """The talks in their order, then the cancelled ones that are no longer read."""
    changes: tuple[Change, ...] = ()
    """None for a feed that is written for the first time."""
    touched: int = 0
    """How many events are new, changed or gone from the feed; more than ``changes`` if options changed."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the feed that there was."""
    notices: tuple[Notice, ...] = ()
    """What its maker should be told of how it is written."""
    previous: Previous | None = None
    """The feed that there was."""
    skipped: tuple[str, ...] = ()
    """Marks of what this reading skipped (``ics.kept``)."""
    gone: Mapping[str, int] = field(default_factory=dict)
    """UID to SEQUENCE of the events that leave the feed."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The events' entries."""
        return tuple(one.entry for one in self.events)

    def options_of(self, stem: str | None = None) -> FeedOptions:
        """The options with what a feed keeps of itself: of the file with that stem, or of a feed of all events."""
        parts = self.previous.parts if self.previous else ()
        part = (
            self.previous if stem is None else next((one for one in parts if PurePath(one.origin).stem == stem), None)
        )
        left = _left(part, self.gone) if part else None
        kept = [(LEFT, str(left))] if left is not None else []
        if self.skipped:
            kept.append((SKIPPED, "\n".join(self.skipped)))
        return replace(self.options, kept=tuple(kept)) if kept else self.options


def begin(
    programme: Programme,
    options: FeedOptions,
    *,
    now: datetime,
    epoch: datetime | None = None,
    selected: Callable[[Talk], bool] = lambda talk: True,
    skipped: Sequence[str] = (),
) -> Revision:
    """A feed that is written for the first time; the arguments are those of ``revise``."""
    stamp = epoch or programme.revised or now
    entries = [entry for entry in first_entries(programme, stamp=stamp) if selected(entry.talk)]
    planned = plan(programme, entries, options)
    events = tuple(map(planned.render, entries))
    return Revision(
        programme=programme,
        options=options,
        events=events,
        touched=len(events),
        notices=planned.notices(),
        skipped=marks_of(skipped),
    )


def _left(previous: Previous, gone: Mapping[str, int]) -> int | None:
    """The highest SEQUENCE of what ever left the feed, now that the given events have left."""
    uids = [*(event.uid for event in previous.events), *previous.unreadable]
    left = [gone[uid] for uid in uids if uid in gone]
    if previous.breaks_off or previous.problems:
        left.append(previous.highest)
    if previous.left is not None:
        left.append(previous.left)
    return max(left, default=None)
