"""A programme that stands on its page twice, for a desk and for a phone, or on two clocks: each talk is one talk."""

from __future__ import annotations

from dataclasses import replace

from icsgen.model import Reading, Talk, Timed

_FIELDS = ("speakers", "room", "track", "type", "abstract", "url", "video", "session")
_TELLING = ("speakers", "room", "track", "session")
"""Two talks that differ in one of these are two."""
_FEWEST = 2


def once(reading: Reading) -> Reading:
    """The reading with each talk once, where the page shows the same ones again.

    One talk alone that comes again may be two: it stays, unless the same people give it. What one of the two places
    leaves out is taken from the other.
    """
    kept: list[Talk] = []
    places: dict[tuple[str, object], int] = {}
    again = same = 0
    for talk in reading.programme.talks:
        key = (talk.title.casefold(), _span(talk))
        at = places.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(talk)
        elif _are_one(kept[at], talk):
            again += 1
            same += kept[at].speakers == talk.speakers != ()
            kept[at] = _filled(kept[at], talk)
        else:
            kept.append(talk)
    if not again or (again < _FEWEST and not same):
        return reading
    note = f"{again} talks stand on the page twice, each is one" if again > 1 else "a talk stands on the page twice"
    return replace(reading, programme=replace(reading.programme, talks=tuple(kept)), notes=(*reading.notes, note))


def _span(talk: Talk) -> object:
    """When it is, on whatever clock."""
    return (talk.when.start, talk.when.end) if isinstance(talk.when, Timed) else talk.when


def _are_one(first: Talk, second: Talk) -> bool:
    return all(
        not (one := getattr(first, name)) or not (other := getattr(second, name)) or one == other for name in _TELLING
    )


def _filled(first: Talk, second: Talk) -> Talk:
    missing = {name: value for name in _FIELDS if not getattr(first, name) and (value := getattr(second, name))}
    return replace(first, **missing) if missing else first
