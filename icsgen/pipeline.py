"""Composition: sources are fetched and read, talks selected, calendars rendered, verified and delivered.

Nothing is decided here that a room below could decide; here stands only what comes after what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO, Literal, NamedTuple

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, Rendered, assemble
from icsgen.calendar.limits import Notice, notices_of, notices_on_size
from icsgen.calendar.naming import called_as, title_of_parts
from icsgen.calendar.revised import Revision, begin
from icsgen.calendar.verify import Verification, verify
from icsgen.delivery import Target
from icsgen.errors import DecodeError, FormatError
from icsgen.fetch import MAX_SIZE, Progress, fetch
from icsgen.model import Change, Document, Policy, Problem, Programme, Reading
from icsgen.outputs.files import file_names
from icsgen.readers.registry import choose, named
from icsgen.selection import Part, Selection, by_session, split


def fetch_all(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    max_size: int = MAX_SIZE,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Document, ...]:
    """Fetch every source; see :func:`icsgen.fetch.fetch`."""
    return tuple(fetch(source, stdin=stdin, max_size=max_size, cache=cache, progress=progress) for source in sources)


def read_document(document: Document, policy: Policy, *, reader: str | None = None) -> Reading:
    """Read one document with the reader of that name, or the one that recognises it.

    :raises IcsgenError: nothing recognises it, or its reader finds it at fault.
    """
    if reader is not None:
        entry = named(reader)
    else:
        try:
            entry = choose(document)
        except FormatError:
            if document.text is not None:
                raise
            raise DecodeError(
                "this is no text" + (f" but {document.media_type}" if document.media_type else ""),
                origin=document.origin,
                hint="save the page as text or HTML, or export the programme; icsgen formats lists what is read",
            ) from None
    chosen = entry.load()
    reading = chosen.read(document, policy)
    if not document.doubt or getattr(chosen, "reads_bytes", False):
        return reading
    doubt = Problem(message=document.doubt, kind="doubt", origin=document.origin)
    return replace(reading, problems=(doubt, *reading.problems))


def select(programme: Programme, selection: Selection) -> Programme:
    """The programme with the selected talks only.

    :raises SelectionError: there are none.
    """
    selection.check(programme.talks)
    return replace(programme, talks=tuple(filter(selection.takes, programme.talks)))


def differences(old: Reading, new: Reading, selection: Selection) -> list[Change]:
    """What became of each talk that is selected in either reading."""
    # Not needed to write a feed for the first time.
    from icsgen.calendar.changes import changes_between
    from icsgen.calendar.read_back import as_read_back  # as above

    return changes_between(
        *(list(filter(selection.takes, as_read_back(reading.programme))) for reading in (old, new)),
    )


class Order(NamedTuple):
    """What is to be made of a reading."""

    now: datetime
    """When this run takes place; UTC, whole seconds."""
    selection: Selection = Selection()
    event: Literal["talk", "session"] = "talk"
    """What becomes one event."""
    split: Part | None = None
    """One calendar for each; ``None``: one of all."""
    options: FeedOptions = FeedOptions()
    epoch: datetime | None = None
    """``SOURCE_DATE_EPOCH``: the first stamp, whatever the source says of its own age; UTC."""
    force: bool = False
    """Go on where a guard against losing talks would stop."""


class Calendar(NamedTuple):
    """One calendar, not yet delivered."""

    stem: str
    """File name without extension, where the programme was split."""
    entries: tuple[Entry, ...]
    content: bytes


class Made(NamedTuple):
    """The calendars of one run."""

    programme: Programme
    """As selected."""
    calendars: tuple[Calendar, ...]
    changes: tuple[Change, ...]
    """What differs from the feed that was revised."""
    problems: tuple[Problem, ...]
    """What was wrong with that feed."""
    notices: tuple[Notice, ...]
    """What some app may make of the calendars."""


def make(
    reading: Reading,
    order: Order,
    *,
    feeds: Sequence[tuple[str, bytes]] = (),
    in_place: bool = True,
    overwritten: Sequence[tuple[str, bytes]] = (),
    stems: Mapping[str, str] | None = None,
) -> Made:
    """Revise the feeds, or begin them, and render the calendars.

    ``feeds`` is what an earlier run wrote: origin and content of each file; ``in_place``: the calendars go where
    they stand. Where they do not, ``overwritten`` is what stands there. ``stems`` maps the UID of a talk to the file
    name that it has. Identity is settled on the whole programme, before any selection: a talk has the same UID in
    every calendar.

    :raises SelectionError: nothing is selected, or nothing can be split.
    :raises RevisionError: the feeds forbid it.
    """
    programme = by_session(reading.programme) if order.event == "session" else reading.programme
    order.selection.check(programme.talks)
    if overwritten:
        from icsgen.calendar.guards import open_previous  # not needed where nothing stands yet

        open_previous(overwritten, programme, force=order.force)
    revision = _revision(reading, programme, order, feeds)
    calendars = [*_calendars(revision, order, stems or {})]
    notices = [*revision.notices, *notices_of(revision.programme, revision.entries)]
    if order.split is not None and in_place:
        calendars += _leftovers(revision, {one.stem for one in calendars})
        notices += _left_alone(revision, {one.stem for one in calendars})
    for calendar in calendars:
        notices += notices_on_size(len(calendar.content), len(calendar.entries))
    return Made(
        programme=select(revision.programme, order.selection),
        calendars=tuple(calendars),
        changes=revision.changes,
        problems=revision.problems,
        notices=tuple(dict.fromkeys(notices)),
    )


def _revision(reading: Reading, programme: Programme, order: Order, feeds: Sequence[tuple[str, bytes]]) -> Revision:
    selected = order.selection.takes
    if feeds:
        # Only a feed that stands already needs these; they take 10 ms to load.
        from icsgen.calendar.guards import open_previous
        from icsgen.calendar.revision import revise  # as above

        if previous := open_previous(feeds, programme, options=order.options, force=order.force):
            return revise(
                previous,
                called_as(programme, previous.name if order.split is None else ""),
                order.options,
                now=order.now,
                epoch=order.epoch,
                selected=selected,
                complete=reading.complete,
                skipped=reading.skipped,
                force=order.force,
            )
    skipped = reading.skipped
    return begin(programme, order.options, now=order.now, epoch=order.epoch, selected=selected, skipped=skipped)


def _calendars(revision: Revision, order: Order, stems: Mapping[str, str]) -> Iterator[Calendar]:
    events, options = revision.events, revision.options
    if order.split is None:
        yield _calendar(revision.programme, events, revision.options_of(), "")
        return
    shares = split([one.entry.talk for one in events], order.split, [one.entry.key for one in events])
    names = file_names([(share.title, share.identity) for share in shares])
    used = set(stems.values())
    before = title_of_parts(revision.previous.parts, [share.title for share in shares]) if revision.previous else ""
    whole = options.name or called_as(revision.programme, before).title
    for share, name in zip(shares, names, strict=True):
        chosen = [events[index] for index in share.indices]
        title = share.title if order.split == "talk" else f"{whole}: {share.title}"
        stem = name
        if order.split == "talk":
            uid = chosen[0].entry.uid
            # a name may belong to a talk that was once called so
            stem = stems.get(uid) or (name if name not in used else f"{name}-{uid[:6]}")
        yield _calendar(revision.programme, chosen, replace(revision.options_of(stem), name=title), stem)


def _leftovers(revision: Revision, made: Set[str]) -> Iterator[Calendar]:
    """Calendars of an earlier run that this one has no part for, such as that of a room that is used no more.

    Whoever has one still has its talks in it, wherever they take place now.
    """
    for before in revision.previous.parts if revision.previous else ():
        uids = {event.uid for event in before.events}
        events = [one for one in revision.events if one.entry.uid in uids]
        if events and (stem := PurePath(before.origin).stem) not in made:
            yield _calendar(revision.programme, events, replace(revision.options_of(stem), name=before.name), stem)


def _left_alone(revision: Revision, made: Set[str]) -> Iterator[Notice]:
    """Calendars of an earlier run of which nothing is selected any more."""
    for before in revision.previous.parts if revision.previous else ():
        if PurePath(before.origin).stem not in made:
            yield Notice(f"{before.origin} has nothing of this selection, and was left as it is", "remove it by hand")


def _calendar(programme: Programme, events: Sequence[Rendered], options: FeedOptions, stem: str) -> Calendar:
    content = b"".join(assemble(programme, events, options))
    return Calendar(stem=stem, entries=tuple(one.entry for one in events), content=content)


def verify_all(made: Made, mode: Literal["auto", "all", "none"]) -> Verification:
    """Read every calendar back and compare it with its talks.

    :raises VerifyError: one does not say what it should.
    """
    done = [verify(one.content, made.programme, one.entries, mode) for one in made.calendars]
    return Verification(sum(one.checked for one in done), sum(one.total for one in done))


def contents_of(made: Made, target: Target) -> dict[Path, bytes]:
    """The file of each calendar."""
    if target.path is None:
        raise ValueError("standard output is no file")
    if not target.folder:
        return {target.path: made.calendars[0].content}
    return {target.path / f"{calendar.stem}.ics": calendar.content for calendar in made.calendars}
