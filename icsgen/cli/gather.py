"""From the command line's words to a reading: what every command that reads sources does first."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import typer

from icsgen.cli.options import parse_epoch
from icsgen.cli.screen import Screen
from icsgen.errors import YearError
from icsgen.fetch import STDIN, is_address
from icsgen.merge import merge
from icsgen.model import Document, Policy, Reading
from icsgen.pipeline import fetch_all, read_document

_NOTICEABLE = 0.5
"""Seconds of work after which somebody at a terminal wants to see that it goes on."""


class Clock(NamedTuple):
    """The one look at the clock, which everything below gets handed."""

    now: datetime
    epoch: datetime | None
    """``SOURCE_DATE_EPOCH``, which makes builds reproducible."""


def read_clock() -> Clock:
    """Now, in UTC and whole seconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return Clock(now=datetime.now(UTC).replace(microsecond=0), epoch=parse_epoch(epoch) if epoch else None)


class Gathered(NamedTuple):
    """The sources, each with what was read of it, and all of it together."""

    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    reading: Reading


def gather(sources: list[str], policy: Policy, *, reader: str | None, max_size: int, screen: Screen) -> Gathered:
    """Fetch and read all sources; on a terminal, ask for a year that nothing proves."""
    if sources.count(STDIN) > 1:
        raise typer.BadParameter("standard input can be read once only", param_hint="SOURCE")
    if STDIN in sources and sys.stdin.isatty() and screen.is_terminal:
        screen.line(("Paste the page; end with Ctrl-D on a line of its own.", "dim"))
    with progress(screen, "fetching") as report:
        documents = fetch_all(
            sources, stdin=sys.stdin.buffer, max_size=max_size, cache=page_cache(sources), progress=report
        )
    while True:
        try:
            with working(screen, "reading"):
                readings = tuple(read_document(document, policy, reader=reader) for document in documents)
                return Gathered(documents=documents, readings=readings, reading=merge(readings))
        except YearError as error:
            year = _ask_year(error, screen)
            if year is None or policy.year is not None:
                raise
            policy = replace(policy, year=year)


def page_cache(sources: list[str]) -> Path | None:
    """Where pages are kept between runs; ``None`` if no source is an address."""
    if not any(map(is_address, sources)):
        return None
    import platformdirs  # only for addresses

    return platformdirs.user_cache_path("icsgen") / "pages"


def _ask_year(error: YearError, screen: Screen) -> int | None:
    """The year that the user picks; ``None`` if there is nobody to ask, or no answer."""
    if not (error.candidates and screen.is_terminal and sys.stdin.isatty()):
        return None
    screen.line(("? ", "warn"), str(error).partition("\n")[0])
    while True:
        screen.stream.write(f"  Which year? [{error.candidates[0]}] ")
        screen.stream.flush()
        answer = sys.stdin.readline()
        if not answer:
            return None
        if not answer.strip():
            return error.candidates[0]
        if answer.strip().isdecimal() and len(answer.strip()) == 4:
            return int(answer)


@contextmanager
def working(screen: Screen, what: str) -> Iterator[None]:
    """A word on a terminal about what takes a moment; gone afterwards."""
    if not screen.is_terminal:
        yield
        return
    screen.stream.write(f"\r\x1b[K  {what} …")
    screen.stream.flush()
    try:
        yield
    finally:
        screen.stream.write("\r\x1b[K")
        screen.stream.flush()


@contextmanager
def progress(screen: Screen, what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """A line that tells how far it is, on a terminal, once it takes noticeably long; gone afterwards."""
    if not screen.is_terminal:
        yield None
        return
    began, shown = time.monotonic(), 0.0

    def report(done: int, total: int | None) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - began > _NOTICEABLE and now - shown > 0.1:
            shown = now
            share = f"{done * 100 // total} %" if total else f"{done / 1024 / 1024:.1f} MB"
            screen.stream.write(f"\r\x1b[K  {what} {share}")
            screen.stream.flush()

    try:
        yield report
    finally:
        if shown:
            screen.stream.write("\r\x1b[K")
            screen.stream.flush()
