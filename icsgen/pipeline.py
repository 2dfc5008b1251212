"""Composition: sources are fetched and read, talks selected, calendars rendered, verified and delivered.

Nothing is decided here that a room below could decide; here stands only what comes after what.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import (
    PRODID,
    FeedOptions,
    Notice,
    Rendered,
    assemble,
    notices_of,
    notices_on_size,
    plan,
)
from icsgen.calendar.identity import first_entries
from icsgen.calendar.verify import Verification, verify
from icsgen.errors import DecodeError, FormatError, TargetError
from icsgen.fetch import MAX_SIZE, STDIN, Progress, fetch, is_address
from icsgen.merge import merge
from icsgen.model import Document, Policy, Problem, Programme, Reading
from icsgen.outputs.files import file_names, make_folder, read_existing, write_files
from icsgen.readers.registry import choose, named
from icsgen.selection import Part, Selection, by_session, split

LARGEST_TARGET = 1024**3
"""Bytes of a file that is still taken for a calendar."""


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


def read_all(documents: Sequence[Document], policy: Policy, *, reader: str | None = None) -> Reading:
    """Read every document and merge what they hold into one programme."""
    return merge([read_document(document, policy, reader=reader) for document in documents])


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
    reading = entry.load().read(document, policy)
    if not document.doubt:
        return reading
    doubt = Problem(message=document.doubt, kind="doubt", origin=document.origin)
    return replace(reading, problems=(doubt, *reading.problems))


def select(programme: Programme, selection: Selection) -> Programme:
    """The programme with the selected talks only.

    :raises SelectionError: there are none.
    """
    selection.check(programme.talks)
    return replace(programme, talks=tuple(filter(selection.takes, programme.talks)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made of a reading."""

    selection: Selection = field(default_factory=Selection)
    event: Literal["talk", "session"] = "talk"
    """What becomes one event."""
    split: Part | None = None
    """One calendar for each; ``None``: one of all."""
    options: FeedOptions = field(default_factory=FeedOptions)
    now: datetime
    """The first stamp where nothing else settles it; UTC."""
    epoch: datetime | None = None
    """The first stamp, whatever the source says of its own age; UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar, not yet delivered."""

    stem: str
    """File name without extension, where the programme was split."""
    title: str
    entries: tuple[Entry, ...]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The calendars of one run."""

    programme: Programme
    """As selected."""
    calendars: tuple[Calendar, ...]
    notices: tuple[Notice, ...]


def make(reading: Reading, order: Order) -> Made:
    """Render the calendars.

    Identity is settled on the whole programme, before any selection: a talk has the same UID in every calendar.

    :raises SelectionError: nothing is selected, or nothing can be split.
    """
    programme = by_session(reading.programme) if order.event == "session" else reading.programme
    order.selection.check(programme.talks)
    stamp = order.epoch or programme.revised or order.now
    entries = [entry for entry in first_entries(programme, stamp=stamp) if order.selection.takes(entry.talk)]
    chosen = replace(programme, talks=tuple(entry.talk for entry in entries))
    planned = plan(programme, entries, order.options)
    rendered = [planned.render(entry) for entry in entries]
    calendars = tuple(_calendars(chosen, rendered, order))
    notices = [*planned.notices(), *notices_of(programme, entries)]
    for calendar in calendars:
        notices += notices_on_size(len(calendar.content), len(calendar.entries))
    return Made(programme=chosen, calendars=calendars, notices=tuple(notices))


def _calendars(programme: Programme, rendered: Sequence[Rendered], order: Order) -> Iterator[Calendar]:
    title = order.options.name or programme.title
    if order.split is None:
        yield _calendar(programme, rendered, order.options, "", title)
        return
    shares = split(programme.talks, order.split, [one.entry.key for one in rendered])
    stems = file_names([(share.title, share.identity) for share in shares])
    for share, stem in zip(shares, stems, strict=True):
        events = [rendered[index] for index in share.indices]
        named = share.title if order.split == "talk" else f"{title}: {share.title}"
        yield _calendar(programme, events, replace(order.options, name=named), stem, named)


def _calendar(
    programme: Programme, events: Sequence[Rendered], options: FeedOptions, stem: str, title: str
) -> Calendar:
    content = b"".join(assemble(programme, events, options))
    return Calendar(stem=stem, title=title, entries=tuple(one.entry for one in events), content=content)


def verify_all(made: Made, mode: Literal["auto", "all", "none"]) -> Verification:
    """Read every calendar back and compare it with its talks.

    :raises VerifyError: one does not say what it should.
    """
    done = [verify(one.content, made.programme, one.entries, mode) for one in made.calendars]
    return Verification(sum(one.checked for one in done), sum(one.total for one in done))


# -- where to -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """Where calendars go: standard output, a file, or files in a folder."""

    path: Path | None
    """``None``: standard output."""
    folder: bool = False


def target_of(documents: Sequence[Document], output: str | None, part: Part | None) -> Target:
    """Where the output goes: as told, else a file or folder named after the first source, else standard output."""
    first = documents[0]
    stem = Path(first.name).stem.strip(" .") or "programme"
    if output == STDIN or (output is None and part is None and first.origin == STDIN):
        return Target(None)
    if part is not None:
        return Target(Path(output if output is not None else stem), folder=True)
    path = Path(output) if output is not None else Path(f"{stem}.ics")
    if path.is_dir() or (output or "").endswith(("/", os.sep)):
        path /= f"{stem}.ics"
    return Target(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One file of a run."""

    path: Path
    events: int
    size: int
    """Bytes."""
    state: Literal["new", "changed", "unchanged"]


def paths_of(made: Made, target: Target) -> dict[Path, Calendar]:
    """The file of each calendar."""
    assert target.path is not None
    if not target.folder:
        return {target.path: made.calendars[0]}
    return {target.path / f"{calendar.stem}.ics": calendar for calendar in made.calendars}


def check_targets(paths: Iterable[Path], sources: Sequence[str], *, force: bool) -> dict[Path, bytes | None]:
    """What stands at each target.

    :raises TargetError: one is also a source, or a file that icsgen did not write and ``force`` is not given.
    """
    standing: dict[Path, bytes | None] = {}
    for path in paths:
        for source in sources:
            if source != STDIN and not is_address(source) and _same_file(source, path):
                raise TargetError("this is also a source", origin=str(path), hint="choose another place with -o")
        content = standing[path] = read_existing(path, limit=LARGEST_TARGET)
        if content and not force and not _is_ours(content):
            raise TargetError(
                "a file that icsgen did not write stands there",
                origin=str(path),
                hint="choose another place with -o, or overwrite it with --force",
            )
    return standing


def _same_file(source: str, path: Path) -> bool:
    try:
        return os.path.samefile(source, path)
    except (OSError, ValueError):
        return False


def _is_ours(content: bytes) -> bool:
    return f"PRODID:{PRODID}".encode() in content[:1000]


def deliver(made: Made, target: Target, standing: Mapping[Path, bytes | None]) -> tuple[Delivered, ...]:
    """Write the files whose bytes changed, all or none.

    :raises TargetError: one cannot be written; then none has changed.
    """
    assert target.path is not None
    paths = paths_of(made, target)
    if target.folder:
        make_folder(target.path)
    write_files({path: [one.content] for path, one in paths.items() if standing.get(path) != one.content})
    return tuple(
        Delivered(
            path=path,
            events=len(one.entries),
            size=len(one.content),
            state="new" if (was := standing.get(path)) is None else "unchanged" if was == one.content else "changed",
        )
        for path, one in paths.items()
    )
