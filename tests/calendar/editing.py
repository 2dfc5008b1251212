"""A programme committee that never rests: random changes to a programme, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from icsgen.model import Programme, Session, Speaker, Talk, Timed
from tests.calendar.making import moved, talk

NAMES = ["Ann Lee", "Bob Ray", "Eve Ho", "Zoë Åberg", "李明"]
ROOMS = ["", "Hall A", "Hall B; upper", "Room 3, left"]
ZONES = ["Europe/Vienna", "America/Los_Angeles", "Asia/Kolkata", "UTC"]
ABSTRACT = "It has long been held, by some; denied by others, that \\nothing can be said. " * 8


def conference(chance: Random, count: int = 30) -> Programme:
    """A programme with meals, equals, an oral with its poster, and talks of no speaker."""
    talks = [_talk(chance, f"On matter {number}, or: what “is”") for number in range(count - 8)]
    talks += [talk("Lunch", f"{day} 10:30", minutes=60) for day in (20, 21, 22)]
    talks += [talk("Contributed talk", f"20 {hour}:00", room="Hall A") for hour in (13, 14, 15)]
    talks += [talk("On cats", "21 13:00", by=["Ann Lee"], type=kind) for kind in ("Oral", "Poster")]
    return Programme(title="Conf", id="conf", talks=tuple(talks), sessions=(Session(title="Plenary", room="Aula"),))


def edits(chance: Random, programme: Programme) -> Iterator[Programme]:
    """The programme after one change, after two, and so on."""
    gone: list[Talk] = []
    for number in range(10**6):
        talks = list(programme.talks)
        at, other = chance.sample(range(len(talks)), 2)
        kind = chance.choice(
            ["retitle", "move", "move", "room", "speakers", "swap", "new", "drop", "back", "reorder", "zone"]
        )
        if kind == "retitle":
            talks[at] = replace(talks[at], title=f"{talks[at].title} (revised {number})")
        elif kind == "move":
            talks[at] = moved(talks[at], chance.choice([-60, 5, 30, 24 * 60]))
        elif kind == "room":
            talks[at] = replace(talks[at], room=chance.choice(ROOMS))
        elif kind == "speakers":
            talks[at] = replace(talks[at], speakers=_speakers(chance))
        elif kind == "swap":
            talks[at], talks[other] = (
                replace(talks[at], when=talks[other].when),
                replace(talks[other], when=talks[at].when),
            )
        elif kind == "new":
            talks.insert(at, _talk(chance, f"Late breaking {number}"))
        elif kind == "drop" and len(gone) < 8:
            gone.append(talks.pop(at))
        elif kind == "back" and gone:
            talks.insert(at, gone.pop(chance.randrange(len(gone))))
        elif kind == "reorder":
            chance.shuffle(talks)
        elif kind == "zone":
            zone = chance.choice(ZONES)
            talks = [replace(one, when=replace(one.when, zone=zone)) for one in talks if isinstance(one.when, Timed)]
        programme = replace(programme, talks=tuple(talks))
        yield programme


def _talk(chance: Random, title: str) -> Talk:
    at = f"{chance.randrange(20, 24)} {chance.randrange(6, 20):02}:{chance.choice(['00', '15', '30'])}"
    one = talk(title, at, minutes=chance.choice([5, 20, 60]), room=chance.choice(ROOMS))
    return replace(one, speakers=_speakers(chance), abstract=chance.choice(["", ABSTRACT]), session="Plenary")


def _speakers(chance: Random) -> tuple[Speaker, ...]:
    return tuple(Speaker(name=name) for name in chance.sample(NAMES, chance.randrange(3)))
