"""A reading and the site that there was -> the site that there should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Literal, TypeAlias

from icsgen.calendar.guards import open_previous
from icsgen.calendar.identity import programme_id
from icsgen.calendar.limits import LARGEST, LONGEST_DESCRIPTION, Notice, notices_of, notices_on_size
from icsgen.calendar.naming import called_as
from icsgen.calendar.revised import Revision
from icsgen.calendar.revision import revise
from icsgen.calendar.verify import Verification, verify
from icsgen.errors import FetchError, RevisionError
from icsgen.model import Reading
from icsgen.outputs.addresses import Feed, assign, talk_file
from icsgen.outputs.hosting import hosting_files
from icsgen.outputs.memory import ALL, FILE, KEPT_CHANGES, WHOLE, Memory, remembered
from icsgen.outputs.news import news_of
from icsgen.outputs.page import assets, feeds_page, page_code, page_of, shows, zone_of
from icsgen.outputs.page.view import Item
from icsgen.outputs.site import SiteFile
from icsgen.publishing.before import Before
from icsgen.publishing.calendars import Calendars
from icsgen.publishing.order import Site, SiteOrder

Mode: TypeAlias = Literal["auto", "all", "none"]
_PAGE = ("version.txt", "index.html")


def make_site(reading: Reading, order: SiteOrder, before: Before, *, mode: Mode = "auto") -> Site:
    """The site as it should be.

    :raises SelectionError: no talk is selected.
    :raises RevisionError: the reading is empty, or lacks so much of the site that it is in doubt.
    :raises VerifyError: an event does not read back as it should.
    """
    programme = reading.programme
    if not programme.talks:
        raise RevisionError("there is no talk to publish", hint="icsgen show tells what is read")
    order.selection.check(programme.talks)
    revision = revise(
        open_previous(before.feeds, programme, options=order.options, force=order.force),
        called_as(programme, before.memory.programme),
        order.options,
        now=order.now,
        epoch=order.epoch,
        selected=order.selection.takes,
        complete=reading.complete,
        skipped=reading.skipped,
        force=order.force,
    )
    return _Maker(revision, order, before).site(mode)


class _Maker:
    """One site on its way from a revision."""

    def __init__(self, revision: Revision, order: SiteOrder, before: Before) -> None:
        self.revision = revision
        self.order = order
        self.before = before
        self.was = before.memory if revision.previous else Memory()
        self.name = order.options.name or revision.programme.title
        talks = [(one.entry.uid, one.entry.talk) for one in revision.events]
        self.programme = replace(revision.programme, title=self.name, talks=tuple(talk for _, talk in talks))
        self.zone = zone_of(self.programme)
        self.addresses = assign(talks, self.zone, self.was.addresses)
        ids = self.addresses.ids()
        self.events = {ids[one.entry.uid]: one for one in revision.events}
        self.stamp = max(one.entry.stamp for one in revision.events)
        changes = (*self.was.changes, *remembered(revision.changes, ids, self.stamp))
        options = replace(order.options, name=self.name, programme=programme_id(revision.programme))
        self.calendars = Calendars(self.programme, options, order.base, ids)
        old = {event.uid: event.raw for event in revision.previous.events} if revision.previous else {}
        self.fresh = {one.entry.uid for one in revision.events if old.get(one.entry.uid) != one.data}
        """UIDs of the events that are new or changed."""
        self.memory = self._with_whole(
            Memory(
                programme=self.name,
                base=order.base,
                addresses=self.addresses,
                files=(FILE, ALL, *_PAGE, "qr.svg", "feeds.html", "changes.atom", *hosting_files(), *assets()),
                changes=changes[-KEPT_CHANGES:],
            )
        )

    def _with_whole(self, memory: Memory) -> Memory:
        """Make the calendar of all events; where it is too large for Google, a second one with openings only."""
        events, kept = self.revision.events, self.revision.options_of().kept
        self.short: bytes | None = None
        if self.was.whole != WHOLE:
            self.whole = self.calendars.feed(ALL, events, self.name, kept)
            if len(self.whole) <= LARGEST:
                return memory
        self.whole = self.calendars.feed(WHOLE, events, self.name, kept)
        before = None
        if self.was.opening is not None and self.was.base == memory.base and (short := self.before.read(ALL)):
            before = self.was.opening, short
        opening, self.short = self.calendars.shortened(events, before)
        return replace(memory, whole=WHOLE, opening=opening, files=(*memory.files, WHOLE))

    def site(self, mode: Mode) -> Site:
        """All of it; the files are made when they are asked for."""
        revision = self.revision
        long = [one.entry for one in revision.events if len(one.data) > LONGEST_DESCRIPTION]  # no other can be too long
        return Site(
            programme=self.programme,
            changes=revision.changes,
            problems=revision.problems,
            notices=tuple(
                dict.fromkeys(
                    [*revision.notices, *notices_of(revision.programme, long), *self._large()],
                )
            ),
            verification=self._verify(mode),
            memory=self.memory,
            files=tuple(self._files()),
        )

    def _large(self) -> Iterator[Notice]:
        """The calendars that Google may not read to their end, the one of everything first."""
        way_out = "send people to those of single days, rooms and tracks"
        name = f"{ALL}, even without abstracts," if self.memory.opening == 0 else ALL
        events = len(self.revision.events)
        yield from notices_on_size(len(self.all), events, name=name, way_out=way_out)
        for feed in self.addresses.feeds if len(self.whole) > LARGEST else ():
            sizes = [len(self.events[short].data) for short in feed.talks if short in self.events]
            if sum(sizes) > LARGEST:
                yield from notices_on_size(sum(sizes), len(sizes), name=feed.file, way_out=way_out)

    @property
    def all(self) -> bytes:
        """``all.ics``."""
        return self.whole if self.short is None else self.short

    def _verify(self, mode: Mode) -> Verification:
        """Read back what is new or changed: what stayed to the byte was read back when it was written."""
        events = self.revision.events
        fresh = [one for one in events if mode == "all" or one.entry.uid in self.fresh]
        if not fresh:
            return Verification(len(events), len(events))
        done = verify(self.calendars.bare(fresh), self.revision.programme, [one.entry for one in fresh], mode)
        return Verification(done.checked + len(events) - len(fresh), len(events))

    # -- files --

    def _files(self) -> Iterator[SiteFile]:
        yield SiteFile(self.memory.whole, lambda: self.whole, database=True)
        if self.short is not None:
            yield SiteFile(ALL, lambda: self.short)
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
        yield SiteFile("qr.svg", self._code)
        page = _Once(self._page)
        for name in _PAGE:
            yield SiteFile(name, partial(page, name))

    def _feed(self, feed: Feed) -> bytes | None:
        events = [self.events[short] for short in feed.talks if short in self.events]
        if not events:
            return self.before.read(feed.file)  # what it last held is past and cancelled; it stays as it is
        return self.calendars.feed(feed.file, events, f"{self.name}: {feed.name}")

    def _talk(self, short: str) -> bytes | None:
        event = self.events.get(short)
        return self.calendars.single(event) if event else self.before.read(talk_file(short))

    def _atom(self) -> bytes:
        return news_of(
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

    def _code(self) -> bytes:
        known = None
        with suppress(FetchError):  # one that cannot be had can be drawn
            known = self.before.read("qr.svg")
        return known if known and shows(known, self.order.base) else page_code(self.order.base)

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
            short=WHOLE if self.short is not None else "",
            crowded=len(self.all) > LARGEST,
        )


class _Once:
    """Files that are made together, when the first of them is asked for."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        self.make = make
        self.made: Mapping[str, bytes] = {}

    def __call__(self, name: str) -> bytes:
        self.made = self.made or self.make()
        return self.made[name]
