"""Which of the new talks is which of the old: one to one, the same whatever the order on either side.

Evidence is asked from the strongest to the weakest:

1. the source's own id, unless the ids evidently changed hands;
2. the title;
3. the talk's own page, or an abstract of some length, if only one on each side has it;
4. speakers and start together;
5. the slot (start, end, room, session, type), if only one on each side has it and their speakers don't differ;
6. the start, if only one on each side has it and one's title is the beginning of the other's.

Where several share the evidence ('Contributed talk', an oral and its poster, meals), whatever else agrees
decides which is which, again from the strongest down (:data:`_DISTINCTIONS`). What then is still alike is
paired in the order of time. What needs no evidence is paired beforehand (``evident``). Every step groups by a
dictionary, and sorts within groups, so all of it takes n log n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from icsgen.calendar.evident import evident_pairs
from icsgen.calendar.features import Features, features_of
from icsgen.model import Talk

_FEWEST_CONTRADICTIONS = 3
"""Two talks that swap their titles are no proof that ids are renumbered."""


_Signature = Callable[[Features], Hashable]
"""Equal for two talks that share the evidence; ``None`` where the talk has none."""

# Each is (signature, whether it counts only where one talk on each side has it).
_DISTINCTIONS: tuple[tuple[_Signature, bool], ...] = (
    (lambda t: (t.order, t.cancelled), False),
    (lambda t: t.order, False),
    (lambda t: (t.title, t.speakers, t.start, t.room, t.type), False),
    (lambda t: (t.title, t.speakers, t.start, t.room), False),
    (lambda t: (t.title, t.speakers, t.start, t.type), False),
    (lambda t: (t.title, t.speakers, t.page, t.abstract) if t.page or t.abstract else None, True),
    (lambda t: (t.title, t.speakers, t.type, t.room, t.session), True),
    (lambda t: (t.title, t.speakers, t.start), False),
    (lambda t: (t.title, t.start, t.room), False),
    (lambda t: (t.title, t.speakers, t.day, t.room, t.type), False),
    (lambda t: (t.title, t.speakers, t.type, t.session), False),
    (lambda t: (t.title, t.speakers, t.day), False),
    (lambda t: (t.title, t.speakers) if t.speakers else None, False),
    (lambda t: (t.title, t.start), False),
    (lambda t: t.abstract or None, True),
    (lambda t: (t.title, t.day, t.room, t.type), False),
    (lambda t: (t.title, t.type, t.room, t.session), False),
    (lambda t: (t.title, t.type), False),
    (lambda t: (t.title, t.day), False),
    (lambda t: t.title, False),
    (lambda t: t.start, False),
    (lambda _: (), False),
)


def match(old: Sequence[Talk], new: Sequence[Talk]) -> dict[int, int]:
    """For each new talk that was there before, its place in ``new`` to the old one's place in ``old``.

    A cancelled old talk can come back, but gives way to one that stands.

    >>> from icsgen.model import AllDay, Speaker
    >>> from datetime import date
    >>> day = AllDay(first=date(2021, 7, 20), last=date(2021, 7, 20))
    >>> ann = (Speaker(name="Ann Lee"),)
    >>> old = [Talk(title="On cats", when=day, speakers=ann), Talk(title="Lunch", when=day)]
    >>> match(old, [Talk(title="Lunch", when=day), Talk(title="On dogs", when=day, speakers=ann)])
    {0: 1, 1: 0}
    """
    evident = evident_pairs(old, new)
    pairs = evident or {}
    taken = set(pairs.values())
    rest_old = [at for at in range(len(old)) if at not in taken]
    rest_new = [at for at in range(len(new)) if at not in pairs]
    rest = _Matching([features_of(old[at]) for at in rest_old], [features_of(new[at]) for at in rest_new])
    pairs |= {rest_new[now]: rest_old[was] for now, was in rest.run(ids_stand=evident is not None).items()}
    return dict(sorted(pairs.items()))


class _Matching:
    """Two sides on their way to pairs."""

    def __init__(self, old: list[Features], new: list[Features]) -> None:
        self.old = old
        self.new = new
        self.left_old = self._in_order(old, range(len(old)))
        self.left_new = self._in_order(new, range(len(new)))
        self.pairs: dict[int, int] = {}

    def run(self, *, ids_stand: bool) -> dict[int, int]:
        if ids_stand or not _ids_changed_hands(
            [self.old[at] for at in self.left_old], [self.new[at] for at in self.left_new]
        ):
            self._by(lambda t: t.key or None)
        self._by(lambda t: t.title)
        self._by(lambda t: t.page or None, single=True)
        self._by(lambda t: t.abstract or None, single=True)
        # for a cancelled talk to come back, this is too little
        self.left_old = [index for index in self.left_old if not self.old[index].cancelled]
        self._by(lambda t: (t.speakers, t.start) if t.speakers else None)
        self._by(lambda t: (t.start, t.end, t.room, t.session, t.type), single=True, agree=_speakers_agree)
        self._by(lambda t: t.start, single=True, agree=_titles_nest)
        return dict(sorted(self.pairs.items()))

    def _by(
        self, evidence: _Signature, *, single: bool = False, agree: Callable[[Features, Features], bool] | None = None
    ) -> None:
        """Pair what shares the evidence; the rest stays left over. What stands comes before what is cancelled."""
        for cancelled in (False, True):
            asked = [index for index in self.left_old if self.old[index].cancelled == cancelled]
            groups = _grouped(self.old, asked, self.new, self.left_new, evidence) if asked else []
            for olds, news in groups:
                if len(olds) == 1 == len(news):
                    if agree is None or agree(self.old[olds[0]], self.new[news[0]]):
                        self.pairs[news[0]] = olds[0]
                elif not single:
                    self._distinguish(olds, news)
            if groups:
                taken = set(self.pairs.values())
                self.left_old = [index for index in self.left_old if index not in taken]
                self.left_new = [index for index in self.left_new if index not in self.pairs]

    def _distinguish(self, olds: list[int], news: list[int]) -> None:
        """Pair off two groups that share the evidence by what else agrees."""
        for signature, single in _DISTINCTIONS:
            if not olds or not news:
                return
            paired: dict[int, int] = {}
            for some_old, some_new in _grouped(self.old, olds, self.new, news, signature):
                if not single or len(some_old) == 1 == len(some_new):
                    paired.update(zip(some_new, some_old, strict=False))
            if paired:
                self.pairs |= paired
                taken = set(paired.values())
                olds = [index for index in olds if index not in taken]
                news = [index for index in news if index not in paired]

    @staticmethod
    def _in_order(features: Sequence[Features], indices: Iterable[int]) -> list[int]:
        return sorted(indices, key=lambda index: (features[index].order, index))


def _grouped(
    old: Sequence[Features],
    left_old: Iterable[int],
    new: Sequence[Features],
    left_new: Iterable[int],
    signature: _Signature,
) -> list[tuple[list[int], list[int]]]:
    """The groups that have a signature in common on both sides, each in the order in which it is given."""
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for index in left_old:
        if (mark := signature(old[index])) is not None:
            groups.setdefault(mark, ([], []))[0].append(index)
    for index in left_new:
        if (mark := signature(new[index])) in groups:
            groups[mark][1].append(index)
    return [(olds, news) for olds, news in groups.values() if news]


def _speakers_agree(old: Features, new: Features) -> bool:
    """They are the same, or one side doesn't say yet and the place tells more than the hour alone."""
    if old.speakers == new.speakers:
        return True
    return bool((old.room or old.session) and not (old.speakers and new.speakers))


def _titles_nest(old: Features, new: Features) -> bool:
    """One is the other with something added: 'Keynote' and 'Keynote: Ann Lee'; their speakers don't contradict it."""
    short, long = sorted((old.title, new.title), key=len)
    if old.speakers and new.speakers and old.speakers != new.speakers:
        return False
    return long.startswith(f"{short} ")


def _ids_changed_hands(old: Sequence[Features], new: Sequence[Features]) -> bool:
    """Whether the source numbers its talks afresh each time, so that an id says nothing.

    An id speaks for itself when its talk kept the title, and against when the title is now another id's.
    """
    old_homes, new_homes = _homes(old), _homes(new)
    new_by_key = {t.key: t for t in new if t.key}
    kept = moved = 0
    for one in old:
        other = new_by_key.get(one.key) if one.key else None
        if other is None:
            continue
        if one.title == other.title:
            kept += 1
        elif new_homes.get(one.title, one.key) != one.key or old_homes.get(other.title, one.key) != one.key:
            moved += 1
    return moved >= _FEWEST_CONTRADICTIONS and moved > kept


def _homes(talks: Sequence[Features]) -> dict[str, str]:
    """The id of each title that only one talk has."""
    counts = Counter(t.title for t in talks)
    return {t.title: t.key for t in talks if t.key and counts[t.title] == 1}
