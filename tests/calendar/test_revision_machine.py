"""Any sequence of edits to a programme, with the feed revised after each: no duplicate, no ghost, no needless byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from icsgen.calendar.entry import Entry
from icsgen.calendar.features import TELLING_ABSTRACT
from icsgen.calendar.identity import normalised
from icsgen.calendar.verify import verify
from icsgen.ics.scan import scan
from icsgen.model import Programme, Session, Speaker, Talk, Timed
from tests.calendar.making import feed_of, moved, revised, talk

TITLES = st.sampled_from(["Lunch", "Contributed talk", "On cats", "On dogs", "TBA"])
ROOMS = st.sampled_from(["", "A", "B"])
PEOPLE = st.lists(st.sampled_from(["Ann Lee", "Bob Ray", "Eve"]), max_size=2, unique=True)
TALKS = st.builds(
    talk,
    TITLES,
    st.sampled_from(["20 07:00", "20 08:00", "20 12:00", "21 07:00"]),
    PEOPLE,
    room=ROOMS,
    type=st.sampled_from(["", "Oral", "Poster"]),
    session=st.sampled_from(["", "Pets"]),
    abstract=st.sampled_from(["", "Of this, and of that; \\n of \\ all.", "An abstract. " * 10]),
)
ZONES = ("Europe/Vienna", "America/Los_Angeles", "UTC", "UTC+05:30")


@dataclass
class Kept:
    """One talk of the model, whatever becomes of it."""

    talk: Talk
    listed: bool = True
    uid: str = ""
    was: tuple[Talk, bool] | None = None
    """The talk and whether it was listed when the feed was last written; of a copy, what it was copied from."""


class Edits(RuleBasedStateMachine):
    """A programme that somebody edits, and the feed that follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Kept] = []
        self.order: list[Kept] = []
        self.feed: bytes | None = None
        self.day = 0
        self.highest: dict[str, int] = {}
        self.written: dict[str, tuple[bytes, tuple[Talk, bool], Entry]] = {}
        self.fresh = 0

    @initialize(talks=st.lists(TALKS, min_size=3, max_size=6), keyed=st.lists(st.booleans(), min_size=6, max_size=6))
    def begin(self, talks: list[Talk], keyed: list[bool]) -> None:
        for number, one in enumerate(talks):
            self.all.append(Kept(replace(one, key=f"id{number}" if keyed[number] else "")))
        self.order = list(self.all)
        self.write()

    # -- edits --------------------------------------------------------------------------------------------

    def pick(self, chance: int, *, listed: bool = True) -> Kept:
        found = [kept for kept in self.order if kept.listed == listed]
        assume(found)
        return found[chance % len(found)]

    def is_cancelled(self, title: str, key: str = "", abstract: str = "") -> bool:
        """Whether a talk of that title, id or long abstract is not listed at present."""
        away = [kept.talk for kept in self.all if not kept.listed]
        return any(
            normalised(one.title) == normalised(title)
            or (key and one.key == key)
            or (len(abstract) >= TELLING_ABSTRACT and one.abstract == abstract)
            for one in away
        )

    @rule(chance=st.integers(0, 99), title=st.one_of(st.none(), TITLES))
    def retitle(self, chance: int, title: str | None) -> None:
        self.fresh += 1
        title = title or f"Title {self.fresh}"
        # under the title of a cancelled talk it would be that talk come back
        assume(not self.is_cancelled(title))
        kept = self.pick(chance)
        kept.talk = replace(kept.talk, title=title)
        self.write()

    @rule(chance=st.integers(0, 99), minutes=st.sampled_from([-60, 5, 60, 24 * 60]))
    def move(self, chance: int, minutes: int) -> None:
        kept = self.pick(chance)
        kept.talk = moved(kept.talk, minutes)
        self.write()

    @rule(chance=st.integers(0, 99), room=ROOMS)
    def put_in_another_room(self, chance: int, room: str) -> None:
        kept = self.pick(chance)
        kept.talk = replace(kept.talk, room=room)
        self.write()

    @rule(chance=st.integers(0, 99), people=PEOPLE)
    def give_to_other_speakers(self, chance: int, people: list[str]) -> None:
        kept = self.pick(chance)
        kept.talk = replace(kept.talk, speakers=tuple(Speaker(name=name) for name in people))
        self.write()

    @rule(chance=st.integers(0, 99), other=st.integers(0, 99))
    def swap_two(self, chance: int, other: int) -> None:
        one, two = self.pick(chance), self.pick(other)
        assume(normalised(one.talk.title) != normalised(two.talk.title))
        one.talk, two.talk = replace(one.talk, when=two.talk.when), replace(two.talk, when=one.talk.when)
        self.write()

    @rule(chance=st.integers(0, 99))
    def duplicate(self, chance: int) -> None:
        original = self.pick(chance)
        talk = original.talk
        assume(not self.is_cancelled(talk.title, talk.key, talk.abstract))  # it would be that one come back
        copy = Kept(talk, was=original.was)
        self.all.append(copy)
        self.order.append(copy)
        self.write()

    @rule(chance=st.integers(0, 99))
    def drop(self, chance: int) -> None:
        assume(sum(kept.listed for kept in self.all) > 2)
        self.pick(chance).listed = False
        self.write()

    @rule(chance=st.integers(0, 99))
    def bring_back(self, chance: int) -> None:
        self.pick(chance, listed=False).listed = True
        self.write()

    @rule(order=st.randoms(use_true_random=False))
    def reorder(self, order: Random) -> None:
        order.shuffle(self.order)
        self.write()

    @rule(zone=st.sampled_from(ZONES))
    def change_the_zone(self, zone: str) -> None:
        for kept in self.all:
            if kept.listed:
                assert isinstance(kept.talk.when, Timed)
                kept.talk = replace(kept.talk, when=replace(kept.talk.when, zone=zone))
        self.write()

    @rule()
    def change_nothing(self) -> None:
        self.write()

    # -- the feed -----------------------------------------------------------------------------------------

    def write(self) -> None:
        """Revise the feed, and hold it against the model."""
        self.day += 1
        listed = [kept for kept in self.order if kept.listed]
        sessions = (Session(title="Pets", moderators=(Speaker(name="Mo"),), room="R"),)
        read = Programme(title="Conf", id="conf", talks=tuple(kept.talk for kept in listed), sessions=sessions)
        revision = revised(self.feed, read, day=self.day)
        feed = feed_of(revision)
        assert feed_of(revised(self.feed, read, day=self.day, apart=True)) == feed, "taken apart, it is another"
        assert verify(feed, revision.programme, revision.entries, "all").checked == len(revision.entries)
        assert feed_of(revised(feed, read, day=self.day + 500)) == feed, "twice is not once"
        now = {entry.uid: entry for entry in revision.entries}
        assert len(now) == len(revision.entries) == len(self.all), "a UID twice, a talk twice, or a talk lost"
        self.settle_uids(listed, revision.entries)
        for uid, entry in now.items():
            assert entry.sequence >= self.highest.get(uid, 0), "a SEQUENCE fell"
            self.highest[uid] = entry.sequence
        self.check_bytes(feed, now)
        self.feed = feed
        for kept in self.all:
            kept.was = kept.talk, kept.listed

    def settle_uids(self, listed: list[Kept], entries: Sequence[Entry]) -> None:
        """Every talk keeps its UID, where talks that were or are alike in everything may change places."""
        present = self.told_apart(listed, entries)
        alike: dict[object, list[Kept]] = {}
        for kept in self.all:
            alike.setdefault(kept.was, []).append(kept)
        cancelled = {entry.uid for entry in entries[len(listed) :]}
        assert all(entry.cancelled for entry in entries[len(listed) :])
        for twins in alike.values():
            before = {kept.uid for kept in twins if kept.uid}
            after = {present[id(kept)].uid for kept in twins if kept.listed}
            assert not (after - before) & set(self.highest), "a talk got the UID of another"
            free = sorted(before - after)
            away = [kept for kept in twins if not kept.listed]
            assert len(free) == len(away), "a talk lost its UID"
            assert set(free) <= cancelled, "what is not listed is not cancelled"
            for kept in twins:
                kept.uid = present[id(kept)].uid if kept.listed else free.pop()

    def told_apart(self, listed: list[Kept], entries: Sequence[Entry]) -> dict[int, Entry]:
        """The entry of each listed talk; of talks that are now alike, each has its own if one of them has it."""
        alike: dict[Talk, tuple[list[Kept], dict[str, Entry]]] = {}
        for kept, entry in zip(listed, entries, strict=False):
            twins, theirs = alike.setdefault(kept.talk, ([], {}))
            twins.append(kept)
            theirs[entry.uid] = entry
        present: dict[int, Entry] = {}
        for twins, theirs in alike.values():
            for kept in sorted(twins, key=lambda kept: kept.uid not in theirs):
                present[id(kept)] = theirs.pop(kept.uid if kept.uid in theirs else next(iter(theirs)))
        return present

    def check_bytes(self, feed: bytes, now: dict[str, Entry]) -> None:
        """What is as it was has the same bytes; what is not has SEQUENCE + 1 and a later stamp."""
        scanned = scan(feed)
        assert scanned is not None
        raws = {event.text("UID"): event.raw for event in scanned.events}
        states = {kept.uid: (kept.talk, kept.listed) for kept in self.all}
        for uid, (raw, state, entry) in self.written.items():
            if raws[uid] == raw:
                continue
            assert states[uid] != state, "bytes moved for what stayed"
            assert now[uid].sequence == entry.sequence + 1
            assert now[uid].stamp > entry.stamp
        self.written = {uid: (raw, states[uid], now[uid]) for uid, raw in raws.items()}


Edits.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestEdits = Edits.TestCase
