"""The site that there was: in a folder, or at an address."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from icsgen.errors import FetchError, MissingError, TargetError
from icsgen.fetch import fetch, is_address
from icsgen.outputs.files import read_existing
from icsgen.outputs.memory import ALL, FILE, Memory, decode

_LARGEST_FILE = 1024**3
_HINT = "check --previous; if this is the first time, say so with --first"
_AGAIN = "nothing is published before it is known what stands there; check --previous, or try again later"
_DAMAGED = "check --previous; --force goes on with the calendar alone that stands there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A site, or none."""

    memory: Memory = field(default_factory=Memory)
    feeds: Sequence[tuple[str, bytes]] = ()
    """Origin and content of the calendars to revise; none: begin."""
    read: Callable[[str], bytes | None] = lambda name: None
    """The content of a file of that site."""


def site_in(folder: Path, *, force: bool = False) -> Before:
    """The site in a folder; an empty one if there is none.

    ``force``: should what it remembers be damaged, go on with its calendar alone.

    :raises TargetError: the folder or what the site remembers cannot be read.
    """

    def read(name: str) -> bytes | None:
        return read_existing(folder / name, limit=_LARGEST_FILE)

    if os.path.exists(folder) and not os.path.isdir(folder):
        raise TargetError("this is no folder", origin=str(folder), hint="name a folder; it is made if need be")
    content = read(FILE)
    if content is None:
        return Before(read=read)
    try:
        memory = decode(content, str(folder / FILE))
    except TargetError:
        if not force:
            raise
        memory = Memory()
    return Before(memory=memory, feeds=_feeds(memory, read, str(folder)), read=read)


def site_at(previous: str, *, first: bool = False, force: bool = False) -> Before:
    """The site at an address or in a folder. ``first``: there may be none yet; ``force``: as of ``site_in``.

    :raises FetchError: it cannot be had. A server that cannot be reached is no proof that there is none.
    :raises TargetError: what it remembers is damaged, or of a newer icsgen.
    """
    if not is_address(previous):
        before = site_in(Path(previous), force=force)
        if before.feeds or first:
            return before
        raise MissingError("there is no site of icsgen's in this folder", origin=previous, hint=_HINT)
    base = previous.rpartition("/")[0] if previous.endswith((".ics", ".html")) else previous.rstrip("/")

    def read(name: str) -> bytes | None:
        try:
            return fetch(f"{base}/{quote(name)}", max_size=_LARGEST_FILE).content
        except MissingError:
            return None
        except FetchError as error:
            raise FetchError(error.message, origin=error.origin, text=error.text, hint=_AGAIN) from None

    content = read(FILE)
    if content is None:
        if first:
            return Before(read=read)
        raise MissingError("there is no site of icsgen's at this address", origin=f"{base}/{FILE}", hint=_HINT)
    try:
        memory = decode(content, f"{base}/{FILE}", hint=_DAMAGED)
    except TargetError:
        if not force:
            raise
        memory = Memory()
    feeds = _feeds(memory, read, base)
    if not feeds and not first:
        raise MissingError("its calendar is missing", origin=f"{base}/{memory.whole}", hint=_HINT)
    return Before(memory=memory, feeds=feeds, read=read)


def _feeds(memory: Memory, read: Callable[[str], bytes | None], origin: str) -> list[tuple[str, bytes]]:
    """The calendar that holds all events; should it be lost, every day's, which together hold them too."""
    for name in dict.fromkeys((memory.whole, ALL)):
        if content := read(name):
            return [(f"{origin.rstrip('/')}/{name}", content)]
    days = [feed.file for feed in memory.addresses.feeds if feed.kind == "day"]
    return [(f"{origin.rstrip('/')}/{name}", content) for name in days if (content := read(name))]
