"""Which feeds a site has and where they lie: addresses that live as long as the programme.

A feed is known by what it is of (``room`` and ``Hall A``), and keeps the file that it once got. When a room, a
track, a session or a speaker is renamed, most of its talks stay, and the new name takes over the old file; when
it vanishes, its file stays and goes on showing the talks it last had. Each talk has a short id, the first
letters of a hash of its UID, for its own file and for the links of the page. ``feeds.json`` keeps all of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal, TypeAlias, get_args

from icsgen.model import AllDay, Talk
from icsgen.outputs.files import safe_name
from icsgen.times.zones import to_local

Kind: TypeAlias = Literal["day", "session", "room", "track", "speaker"]
KINDS: tuple[Kind, ...] = get_args(Kind)

SHORT, LONG = 6, 8
"""Letters of a talk's id, and of one whose short id is taken."""
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # base 32 without the letters that are read as digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar of a site, other than the whole and the single talks."""

    kind: Kind
    name: str
    """What it is of: an ISO date, or the name of a room, track, session or speaker."""
    file: str
    """Its path in the site."""
    talks: tuple[str, ...]
    """Ids of its talks, in the order of the programme."""
    current: bool = True
    """False for what the programme no longer has: the file stands, no page names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """All that has an address on a site."""

    talks: Mapping[str, str] = field(default_factory=dict)
    """UID by id, those of talks that left the programme included."""
    feeds: tuple[Feed, ...] = ()

    def ids(self) -> dict[str, str]:
        """Id by UID."""
        return {uid: short for short, uid in self.talks.items()}


def talk_file(short: str) -> str:
    """The path of a single talk's file."""
    return f"talk/{short}.ics"


def hashed(uid: str, length: int = LONG) -> str:
    """The first letters of the UID's SHA-256 in base 32.

    >>> hashed("a@example"), hashed("a@example", 6)
    ('RYJ6V6VJ', 'RYJ6V6')
    """
    number = int.from_bytes(hashlib.sha256(uid.encode()).digest()[:5])
    return "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))[:length]


def _homes(talks: Sequence[tuple[str, Talk]], zone: str) -> dict[Kind, dict[str, list[str]]]:
    """For each kind and name the talks, given as (short id, talk), that belong there."""
    homes: dict[Kind, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    days: dict[datetime, str] = {}
    for short, talk in talks:
        when = talk.when
        if isinstance(when, AllDay):
            day = when.first.isoformat()
        elif not (day := days.get(when.start, "")):  # talks share their starts, and zones take time
            day = days[when.start] = to_local(when.start, zone).date().isoformat()
        names: list[tuple[Kind, str]] = [("day", day), ("session", talk.session)]
        names += [("room", talk.room), ("track", talk.track)]
        names += [("speaker", name) for name in dict.fromkeys([speaker.name for speaker in talk.speakers])]
        for kind, name in names:
            if name:
                homes[kind].setdefault(name, []).append(short)
    return homes


def assign(talks: Sequence[tuple[str, Talk]], zone: str, previous: Addresses) -> Addresses:
    """Addresses for the talks, given as (UID, talk); what has one keeps it."""
    ids = _assign_ids([uid for uid, _ in talks], previous)
    short_of = {uid: short for short, uid in ids.items()}
    taken = {feed.file for feed in previous.feeds}
    feeds: list[Feed] = []
    for kind, members in _homes([(short_of[uid], talk) for uid, talk in talks], zone).items():
        feeds += _assign_files(kind, members, [feed for feed in previous.feeds if feed.kind == kind], taken)
    return Addresses(talks=ids, feeds=tuple(feeds))


def _assign_ids(uids: Sequence[str], previous: Addresses) -> dict[str, str]:
    """UID by id. Of newcomers that share a short id, or find it taken, each gets a long one."""
    ids = dict(previous.talks)
    known = set(ids.values())
    newcomers = [uid for uid in uids if uid not in known]
    wanted: dict[str, int] = {}
    for uid in newcomers:
        short = hashed(uid, SHORT)
        wanted[short] = wanted.get(short, 0) + 1
    for uid in newcomers:
        short = hashed(uid, SHORT)
        ids[short if wanted[short] == 1 and short not in previous.talks else hashed(uid)] = uid
    return ids


def _assign_files(
    kind: Kind, members: Mapping[str, Sequence[str]], previous: Sequence[Feed], taken: set[str]
) -> Iterable[Feed]:
    kept = {feed.name: feed for feed in previous if feed.name in members}
    orphans = [feed for feed in previous if feed.name not in members]
    heirs = _heirs([name for name in members if name not in kept], members, orphans) if kind != "day" else {}
    for name, talks in members.items():
        old = kept.get(name) or heirs.get(name)
        file = old.file if old else _fresh_file(kind, name, taken)
        yield Feed(kind=kind, name=name, file=file, talks=tuple(talks))
    inherited = {feed.file for feed in heirs.values()}
    for feed in orphans:
        if feed.file not in inherited:
            yield Feed(kind=kind, name=feed.name, file=feed.file, talks=feed.talks, current=False)


def _heirs(newcomers: Sequence[str], members: Mapping[str, Sequence[str]], orphans: Sequence[Feed]) -> dict[str, Feed]:
    """For each new name the vanished feed whose talks it took over, most of both, each feed once."""
    homes: dict[str, list[Feed]] = {}
    for feed in orphans:
        for short in feed.talks:
            homes.setdefault(short, []).append(feed)
    shares: list[tuple[int, str, Feed]] = []
    for name in newcomers:
        counts: dict[str, tuple[int, Feed]] = {}
        for short in members[name]:
            for feed in homes.get(short, ()):
                counts[feed.name] = (counts.get(feed.name, (0, feed))[0] + 1, feed)
        shares += [
            (count, name, feed)
            for count, feed in counts.values()
            if 2 * count > len(feed.talks) and 2 * count > len(members[name]) and _akin(feed, name)
        ]
    heirs: dict[str, Feed] = {}
    for _, name, feed in sorted(shares, key=lambda share: (-share[0], share[1], share[2].file)):
        if name not in heirs and feed not in heirs.values():
            heirs[name] = feed
    return heirs


def _akin(feed: Feed, name: str) -> bool:
    """Whether the new name may be the old one, rewritten. Another speaker with the same talk is another person."""
    return feed.kind != "speaker" or SequenceMatcher(None, feed.name.casefold(), name.casefold()).ratio() >= 0.7


def _fresh_file(kind: Kind, name: str, taken: set[str]) -> str:
    stem = f"{kind}/{safe_name(name)}"
    file = f"{stem}.ics"
    if file in taken:
        file = f"{stem}-{hashed(name, SHORT).lower()}.ics"
    taken.add(file)
    return file
