"""Composition over time: the same sources, read again and again, and one calendar that follows them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from icsgen.delivery import Target, check_targets, deliver, feeds_to_revise, standing_at, target_of
from icsgen.fetch import MAX_SIZE
from icsgen.merge import merge
from icsgen.model import Change, Document, Policy, Problem, Programme, Reading
from icsgen.pipeline import Order, contents_of, fetch_all, make, read_document, verify_all

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(minutes=30)
"""Between attempts while nothing can be fetched, unless the interval itself is longer."""


class Pace:
    """How long to wait: the interval, and after failures a short while that doubles. Never quite the same.

    A thousand people who watch one page must not all ask for it in the same second, least of all when its server
    has just come back.
    """

    def __init__(self, every: timedelta, chance: Random) -> None:
        self.every = every
        self.chance = chance
        self.failures = 0

    def after_success(self) -> timedelta:
        """Until the next look, when this one went well."""
        self.failures = 0
        return self.every * self.chance.uniform(0.9, 1.1)

    def after_failure(self) -> timedelta:
        """Until the next look, when this one failed."""
        longest = max(LONGEST_RETRY, self.every)
        wait = min(FIRST_RETRY * (1 << min(self.failures, 20)), longest)
        self.failures += 1
        return wait * self.chance.uniform(0.75, 1.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one look found."""

    programme: Programme
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    path: Path
    written: bool
    """The calendar is not what it was."""
    began: bool
    """There was no calendar before."""


class Watcher:
    """Sources, and the calendar that follows them."""

    def __init__(
        self,
        sources: Sequence[str],
        output: str | None,
        policy: Policy,
        order: Order,
        *,
        reader: str | None = None,
        max_size: int = MAX_SIZE,
        cache: Path | None = None,
    ) -> None:
        self.sources = sources
        self.output = output
        self.policy = policy
        self.order = order
        self.reader = reader
        self.max_size = max_size
        self.cache = cache
        self.seen = b""
        self.target: Target | None = None
        """Settled by the first reading, so that it stays when the programme's title changes."""

    def look(self, now: datetime) -> Round | None:
        """Fetch the sources; if they are not what they were, or the calendar is not, bring it up to date.

        :raises IcsgenError: it could not be done; then the calendar is as it was.
        """
        documents = fetch_all(self.sources, max_size=self.max_size, cache=self.cache)
        reading = None
        if (target := self.target) is None:
            reading = self._read(documents)
            target = self.target = target_of(documents, self.output, None, title=reading.programme.title)
        standing = standing_at(target)
        seen = _fingerprint([*(document.content for document in documents), *standing.values()])
        if seen == self.seen and standing:
            return None
        assert target.path is not None
        check_targets([target.path], standing, self.sources, force=False)
        reading = reading or self._read(documents)
        made = make(reading, self.order._replace(now=now), feeds=feeds_to_revise(standing, target))
        verify_all(made, "auto")
        contents = contents_of(made, target)
        delivered = deliver(contents, standing, target)
        self.seen = _fingerprint([*(document.content for document in documents), *contents.values()])
        return Round(
            programme=made.programme,
            changes=made.changes,
            problems=(*reading.problems, *made.problems),
            path=target.path,
            written=any(file.state != "unchanged" for file in delivered),
            began=not standing,
        )

    def _read(self, documents: Sequence[Document]) -> Reading:
        return merge([read_document(one, self.policy, reader=self.reader) for one in documents])


def _fingerprint(contents: Sequence[bytes]) -> bytes:
    whole = hashlib.sha256()
    for content in contents:
        whole.update(hashlib.sha256(content).digest())
    return whole.digest()
