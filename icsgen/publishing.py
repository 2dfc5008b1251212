"""Composition: a reading and the site that there was become the site that there should be.

1. What the site remembers (``feeds.json``) and the calendar that holds its events whole are had, from the folder
   or from ``--previous``.
2. The events are revised against that calendar; each VEVENT is made once.
3. Addresses are assigned: whatever has one keeps it.
4. Every feed is a choice of these VEVENTs; the page shows the same talks. Files are made one at a time, in the
   order in which they may be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from icsgen.calendar.feed import LARGEST, FeedOptions, Notice, Rendered, assemble, notices_of, plan
from icsgen.calendar.guards import open_previous
from icsgen.calendar.identity import programme_id
from icsgen.calendar.revised import Revision
from icsgen.calendar.revision import revise
from icsgen.calendar.verify import Verification, verify
from icsgen.delivery import check_targets
from icsgen.errors import MissingError, RevisionError, TargetError
from icsgen.fetch import fetch, is_address
from icsgen.model import Change, Problem, Programme, Reading
from icsgen.outputs.addresses import Feed, assign, talk_file
from icsgen.outputs.atom import render_atom
from icsgen.outputs.files import read_existing
from icsgen.outputs.hosting import hosting_files
from icsgen.outputs.memory import FILE, KEPT_CHANGES, Memory, decode, encode, remembered
from icsgen.outputs.page import assets, feeds_page, page_of, zone_of
from icsgen.outputs.page.view import Item
from icsgen.outputs.site import Published, SiteFile, foreign_files, publish_files
from icsgen.selection import Selection, by_session

ALL, WHOLE = "all.ics", "whole.ics"
_LARGEST_FILE = 1024**3
_OPENINGS = (400, 200, 100, 0)
"""Characters of an abstract that ``all.ics`` carries where it would be too large otherwise, the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The site that there was, here or elsewhere."""

    memory: Memory = field(default_factory=Memory)
    feeds: Sequence[tuple[str, bytes]] = ()
    """Origin and content of the calendars to revise; none: begin."""
    read: Callable[[str], bytes | None] = lambda name: None
    """The content of a file of that site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrder:
    """What is to be published."""

    base: str
    """The site's address, ending in a slash."""
    selection: Selection = field(default_factory=Selection)
    event: Literal["talk", "session"] = "talk"
    options: FeedOptions = field(default_factory=FeedOptions)
    language: str = "en"
    """Of the page where the reader's own is not known."""
    now: datetime
    epoch: datetime | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site, not yet written."""

    programme: Programme
    """Its talks as they are shown, cancelled ones included."""
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    verification: Verification
    memory: Memory
    """What goes into ``feeds.json``."""
    files: tuple[SiteFile, ...]
    """All others, in the order in which they are to be written."""


# -- before -------------------------------------------------------------------------------------------------


def site_in(folder: Path) -> Before:
    """The site in a folder; an empty one if there is none.

    :raises TargetError: the folder or what the site remembers cannot be read.
    """

    def read(name: str) -> bytes | None:
        return read_existing(folder / name, limit=_LARGEST_FILE)

    if folder.exists() and not folder.is_dir():
        raise TargetError("this is no folder", origin=str(folder), hint="name a folder; it is made if need be")
    content = read(FILE)
    if content is None:
        return Before(read=read)
    memory = decode(content, str(folder / FILE))
    return Before(memory=memory, feeds=_feeds(memory, read, str(folder)), read=read)


def site_at(previous: str, *, first: bool = False) -> Before:
    """The site at an address or in a folder. ``first``: there may be none yet.

    :raises FetchError: it cannot be had. A server that cannot be reached is no proof that there is none.
    """
    hint = "check --previous; if this is the first time, say so with --first"
    if not is_address(previous):
        before = site_in(Path(previous))
        if before.feeds or first:
            return before
        raise MissingError("there is no site of icsgen's in this folder", origin=previous, hint=hint)
    base = previous.rpartition("/")[0] if previous.endswith((".ics", ".html")) else previous.rstrip("/")

    def read(name: str) -> bytes | None:
        try:
            return fetch(f"{base}/{quote(name)}", max_size=_LARGEST_FILE).content
        except MissingError:
            return None

    content = read(FILE)
    if content is None:
        if first:
            return Before(read=read)
        raise MissingError("there is no site of icsgen's at this address", origin=f"{base}/{FILE}", hint=hint)
    memory = decode(content, f"{base}/{FILE}")
    feeds = _feeds(memory, read, base)
    if not feeds and not first:
        raise MissingError("its calendar is missing", origin=f"{base}/{memory.whole}", hint=hint)
    return Before(memory=memory, feeds=feeds, read=read)


def _feeds(memory: Memory, read: Callable[[str], bytes | None], origin: str) -> list[tuple[str, bytes]]:
    """The calendar that holds all events; should it be lost, every day's, which together hold them too."""
    for name in dict.fromkeys((memory.whole, ALL)):
        if content := read(name):
            return [(f"{origin.rstrip('/')}/{name}", content)]
    days = [feed.file for feed in memory.addresses.feeds if feed.kind == "day"]
    return [(f"{origin.rstrip('/')}/{name}", content) for name in days if (content := read(name))]


# -- after --------------------------------------------------------------------------------------------------


def make_site(
    reading: Reading, order: SiteOrder, before: Before, *, verify_mode: Literal["auto", "all", "none"] = "auto"
) -> Site:
    """The site as it should be.

    :raises RevisionError: the reading is empty, or lacks so much of the site that it is in doubt.
    :raises VerifyError: an event does not read back as it should.
    """
    programme = by_session(reading.programme) if order.event == "session" else reading.programme
    order.selection.check(programme.talks)
    if not programme.talks:
        raise RevisionError("there is no talk to publish", hint="icsgen show tells what is read")
    revision = revise(
        open_previous(before.feeds, programme, force=order.force),
        programme,
        order.options,
        now=order.now,
        epoch=order.epoch,
        selected=order.selection.takes,
        complete=reading.complete,
        force=order.force,
    )
    return _Maker(revision, order, before).site(verify_mode)


class _Maker:
    """One site on its way from a revision."""

    def __init__(self, revision: Revision, order: SiteOrder, before: Before) -> None:
        self.order = order
        self.before = before
        self.revision = revision
        memory = before.memory if revision.previous else Memory()
        name = order.options.name or revision.programme.title
        talks = [(one.entry.uid, one.entry.talk) for one in revision.events]
        self.name = name
        self.programme = replace(revision.programme, title=name, talks=tuple(talk for _, talk in talks))
        self.zone = zone_of(self.programme)
        self.addresses = assign(talks, self.zone, memory.addresses)
        self.ids = self.addresses.ids()
        self.events = {self.ids[one.entry.uid]: one for one in revision.events}
        self.options = replace(order.options, name=name, programme=programme_id(revision.programme))
        stamp = max(one.entry.stamp for one in revision.events)
        changes = (*memory.changes, *remembered(revision.changes, self.ids, stamp))[-KEPT_CHANGES:]
        self.stamp = stamp
        self.whole = self._assemble(ALL, revision.events, self.name, self._kept())
        self.is_large = memory.whole == WHOLE or len(self.whole) > LARGEST
        if self.is_large:
            self.whole = self._assemble(WHOLE, revision.events, self.name, self._kept())
        self.memory = Memory(
            programme=name,
            addresses=self.addresses,
            whole=WHOLE if self.is_large else ALL,
            files=(
                FILE,
                ALL,
                *([WHOLE] if self.is_large else []),
                *_PAGE,
                "feeds.html",
                "changes.atom",
                *hosting_files(),
                *assets(),
            ),
            changes=changes,
        )

    def site(self, verify_mode: Literal["auto", "all", "none"]) -> Site:
        revision = self.revision
        return Site(
            programme=self.programme,
            changes=revision.changes,
            problems=revision.problems,
            notices=tuple(dict.fromkeys([*revision.notices, *notices_of(revision.programme, revision.entries)])),
            verification=self._verify(verify_mode),
            memory=self.memory,
            files=tuple(self._files()),
        )

    # -- calendars --

    def _kept(self) -> tuple[tuple[str, str], ...]:
        return self.revision.options_of().kept

    def _assemble(
        self,
        file: str,
        events: Sequence[Rendered],
        name: str,
        kept: tuple[tuple[str, str], ...] = (),
        *,
        subscribable: bool = True,
    ) -> bytes:
        address = self.order.base + quote(file) if subscribable else ""
        options = replace(self.options, name=name, feed_url=address, kept=kept)
        return b"".join(assemble(self.programme, events, options))

    def _short(self) -> bytes:
        """``all.ics`` with as much of each abstract as Google takes."""
        content = b""
        for length in _OPENINGS:
            entries = [
                replace(
                    one.entry,
                    talk=replace(
                        one.entry.talk,
                        abstract=_opening(
                            one.entry.talk.abstract, length, f"{self.order.base}#t-{self.ids[one.entry.uid]}"
                        ),
                        abstract_html="",
                    ),
                )
                for one in self.revision.events
            ]
            render = plan(self.programme, entries, self.options).render
            content = self._assemble(ALL, [render(entry) for entry in entries], self.name)
            if len(content) <= LARGEST:
                break
        return content

    def _feed(self, feed: Feed) -> bytes | None:
        events = [self.events[short] for short in feed.talks if short in self.events]
        if not events:
            return self.before.read(feed.file)  # what it last held is past and cancelled; it stays as it is
        return self._assemble(feed.file, events, f"{self.name}: {feed.name}")

    def _talk(self, short: str) -> bytes | None:
        if short not in self.events:
            return self.before.read(talk_file(short))
        event = self.events[short]
        return self._assemble(talk_file(short), [event], event.entry.talk.title, subscribable=False)

    def _verify(self, mode: Literal["auto", "all", "none"]) -> Verification:
        """Read back what is new or changed: what stayed to the byte was read back when it was written."""
        events = self.revision.events
        previous = self.revision.previous
        old = {event.uid: event.raw for event in previous.events} if previous and mode != "all" else {}
        fresh = [one for one in events if old.get(one.entry.uid) != one.data]
        if not fresh:
            return Verification(len(events), len(events))
        content = b"".join(assemble(self.programme, fresh, self.options))
        done = verify(content, self.revision.programme, [one.entry for one in fresh], mode)
        return Verification(done.checked + len(events) - len(fresh), len(events))

    # -- files --

    def _files(self) -> Iterator[SiteFile]:
        yield SiteFile(self.memory.whole, lambda: self.whole, database=True)
        if self.is_large:
            yield SiteFile(ALL, self._short)
        for feed in self.addresses.feeds:
            yield SiteFile(feed.file, partial(self._feed, feed))
        for short in self.addresses.talks:
            yield SiteFile(talk_file(short), partial(self._talk, short))
        yield SiteFile("changes.atom", self._atom)
        for name, content in hosting_files().items():
            yield SiteFile(name, partial(bytes, content), courtesy=True)
        for name, content in assets().items():
            yield SiteFile(name, partial(bytes, content))
        yield SiteFile("feeds.html", self._feeds_page)
        page = _Once(self._page)
        for name in _PAGE:
            yield SiteFile(name, partial(page, name))

    def _atom(self) -> bytes:
        return render_atom(
            self.name,
            self.order.base,
            self.memory.changes,
            updated=self.stamp,
            zone=self.zone,
            language=self.order.language,
        )

    def _feeds_page(self) -> bytes:
        current = ((feed.kind, feed.name, feed.file) for feed in self.addresses.feeds if feed.current)
        whole = ("whole", self.name, self.memory.whole)
        return feeds_page(self.name, self.order.language, self.order.base, [whole, *current])

    def _page(self) -> dict[str, bytes]:
        moves = self.memory.moves()
        items = [
            Item(
                id=short,
                uid=one.entry.uid,
                talk=one.entry.talk,
                stamp=one.entry.stamp,
                cancelled=one.entry.cancelled,
                was=moves.get(short),
            )
            for short, one in self.events.items()
        ]
        return page_of(
            self.programme,
            items,
            base=self.order.base,
            language=self.order.language,
            short=WHOLE if self.is_large else "",
        )


_PAGE = ("qr.svg", "version.txt", "index.html")


class _Once:
    """Files that are made together, when the first of them is asked for."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        self.make = make
        self.made: Mapping[str, bytes] = {}

    def __call__(self, name: str) -> bytes:
        self.made = self.made or self.make()
        return self.made[name]


def put_site(
    site: Site, folder: Path, *, sources: Sequence[str] = (), force: bool = False, dry_run: bool = False
) -> Published:
    """Write what changed.

    :raises TargetError: it cannot be written, or would take the place of a source or of somebody else's file.
    """
    names = [FILE, *(file.name for file in site.files)]
    ours = _ours(folder, force=force)
    foreign = foreign_files(folder, names, ours)
    courtesy = {file.name for file in site.files if file.courtesy}
    check_targets([folder / name for name in names], {}, sources, force=force)
    taken = [name for name in foreign if name not in courtesy]
    if taken and not force:
        raise TargetError(
            f"{'files' if len(taken) > 1 else 'a file'} that icsgen did not write would be lost",
            origin=str(folder),
            text=", ".join(taken[:5]),
            hint="choose another folder, or overwrite with --force",
        )
    left = courtesy.intersection(foreign)
    memory = replace(site.memory, files=tuple(name for name in site.memory.files if name not in left))
    first = SiteFile(FILE, partial(encode, memory), database=True)
    return publish_files(folder, chain([first], site.files), foreign=left, dry_run=dry_run)


def _ours(folder: Path, *, force: bool) -> set[str]:
    """The names in the folder that icsgen wrote."""
    try:
        memory = site_in(folder).memory
    except TargetError:
        if not force:
            raise
        return set()
    files = {feed.file for feed in memory.addresses.feeds}
    return {*files, *map(talk_file, memory.addresses.talks), *memory.files}


def _opening(abstract: str, length: int, address: str) -> str:
    if len(abstract) <= length:
        return abstract
    words = abstract[:length].rpartition(" ")[0].rstrip()
    return f"{words} …\n\n{address}" if words else address
