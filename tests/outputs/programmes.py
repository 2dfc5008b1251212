"""Programmes to publish: made up, of any length, with everything that a page must show."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icsgen.model import AllDay, Programme, Reading, Speaker, Talk, Timed
from icsgen.publishing import Before, Site, SiteOrder, make_site, put_site, site_in
from icsgen.times.zones import to_utc

BASE = "https://fieldnotes.example/2027/"
FIRST = date(2027, 5, 11)
NOW = datetime(2027, 5, 2, 9, 30, tzinfo=UTC)
ROOMS = ("Aula Magna", "Room 101", "Room 102", "Room 203", "Library Hall", "Harbour Stage")
TRACKS = ("Earth and Climate", "Methods", "Life Sciences", "Open Infrastructure", "Society")
_GIVEN = (
    *("Ada", "Grace", "Barbara", "Edsger", "Frances", "Hedy", "Katherine", "Leslie"),
    *("Radia", "Shafi", "Wanda", "Yukihiro", "Zoë", "Søren", "Łukasz", "美咲"),
)
_FAMILY = (
    *("Okafor", "Lindqvist", "Marchetti", "Nakamura", "Petrova", "Quintero", "Tanaka"),
    *("Vasquez", "Weiss", "Yılmaz", "Abebe", "Dubois", "Eriksen"),
)
_TOPICS = (
    *("sparse attention", "tidal energy", "coral reefs", "protein folding", "urban heat", "low-resource speech"),
    *("graph networks", "satellite archives", "causal discovery", "bird radar", "glacier melt", "plankton counts"),
)
_FORMS = (
    *("{0}, measured twice", "What {0} can learn from {1}", "Honest benchmarks for {0}", "A field guide to {0}"),
    *("{0} without tears", "Ten years of {0}: what held up", "Where {0} meets {1}", "The hidden cost of {0}"),
)
_SENTENCES = (
    "We report on {0} over three seasons, with the failures left in.",
    "The data are public, and the code runs on a laptop.",
    "Most published results on {0} do not survive a change of sensor; we show which ones do.",
    "Our approach needs one tenth of the labels and no cluster.",
)


def programme(count: int, *, zone: str = "Europe/Lisbon", rooms: tuple[str, ...] = ROOMS, seed: int = 7) -> Programme:
    """That many talks over as many days as they need; the same for the same arguments."""
    chance = random.Random(seed)
    talks: list[Talk] = []
    day = FIRST
    while len(talks) < count:
        talks += _day(day, zone, rooms, chance)
        day += timedelta(days=1)
    numbered = (replace(talk, key=str(number)) for number, talk in enumerate(talks[:count], start=1))
    return Programme(
        title="Field Notes 2027",
        id="field-notes-2027",
        talks=tuple(numbered),
        description="On the instruments, data and people of the earth and life sciences. Calm rooms, long breaks.",
        url="https://fieldnotes.example/",
    )


def _day(day: date, zone: str, rooms: tuple[str, ...], chance: random.Random) -> list[Talk]:
    talks = [
        _talk(day, 8, 30, 30, zone, "Registration and coffee", type="Break"),
        _talk(day, 9, 0, 50, zone, "Keynote: the planet as a dataset", room=rooms[0], type="Keynote", track=TRACKS[4])
        | {"speakers": _people(chance, 1), "abstract": _abstract(chance)},
        _talk(day, 12, 15, 75, zone, "Lunch", type="Break"),
    ]
    for hour, minute in ((10, 0), (10, 30), (11, 0), (11, 30), (14, 0), (14, 30), (15, 0), (16, 0), (16, 30)):
        for room in rooms:
            if chance.random() < 0.2:
                continue
            title = chance.choice(_FORMS).format(*chance.sample(_TOPICS, 2))
            fields = _talk(
                day, hour, minute, chance.choice((20, 25, 30)), zone, title[0].upper() + title[1:], room=room
            )
            fields |= {"track": chance.choice(TRACKS), "type": chance.choice(("Talk", "Poster"))}
            fields |= {"speakers": _people(chance, chance.randint(1, 3)), "abstract": _abstract(chance)}
            talks.append(fields | {"url": f"https://fieldnotes.example/talks/{hour}{minute}"})
    talks.sort(key=lambda fields: fields["when"].start)
    return [Talk(**fields) for fields in talks]


def _talk(day: date, hour: int, minute: int, minutes: int, zone: str, title: str, **more: object) -> dict:  # type: ignore[type-arg]
    start = to_utc(datetime(day.year, day.month, day.day, hour, minute), zone)
    return {"title": title, "when": Timed(start=start, end=start + timedelta(minutes=minutes), zone=zone), **more}


def _people(chance: random.Random, count: int) -> tuple[Speaker, ...]:
    return tuple(Speaker(name=f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}") for _ in range(count))


def _abstract(chance: random.Random) -> str:
    sentences = [chance.choice(_SENTENCES).format(chance.choice(_TOPICS)) for _ in range(chance.randint(3, 7))]
    half = len(sentences) // 2
    return f"{' '.join(sentences[:half])}\n\n{' '.join(sentences[half:])}"


HOSTILE = (
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    '"><svg onload=window.broken=1>',
    "</script><script>window.broken=1</script>",
    "<!--<script>",
    "javascript:window.broken=1",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "' onmouseover='window.broken=1",
    "&lt;b&gt; &amp; \u202eright to left\u202c",
    "__proto__",
    "constructor",
    "]]> &#x3c;script&#x3e;",
)


def hostile() -> Programme:
    """Every field of every talk holds what could break a page."""
    talks = []
    for number, text in enumerate(HOSTILE):
        start = datetime(2027, 5, 11, 9, tzinfo=UTC) + timedelta(minutes=30 * number)
        talks.append(
            Talk(
                title=text,
                when=Timed(start=start, end=start + timedelta(minutes=30), zone="Europe/Lisbon"),
                speakers=(Speaker(name=text, affiliation=text, url=text),),
                abstract=f"{text}\n\n{text}",
                abstract_html=f"<p>{text}</p><script>window.broken=1</script>",
                session=text,
                room=text,
                track=text,
                type=text,
                tags=(text,),
                url=f"javascript:window.broken=1//{text}",
                video="data:text/html,<script>window.broken=1</script>",
                key=text,
            )
        )
    return Programme(title=HOSTILE[0], id="hostile", talks=tuple(talks), description=HOSTILE[1], url=HOSTILE[5])


def all_day_talk(title: str = "Poster exhibition", days: int = 3) -> Talk:
    return Talk(title=title, when=AllDay(first=FIRST, last=FIRST + timedelta(days=days - 1)), key=title)


def publish(
    talks: Programme,
    folder: Path,
    *,
    base: str = BASE,
    now: datetime = NOW,
    before: Before | None = None,
    language: str = "en",
    force: bool = False,
) -> Site:
    """Publish into the folder, as the command does, and give back what was made."""
    order = SiteOrder(base=base, now=now, language=language, force=force)
    site = make_site(Reading(programme=talks), order, before or site_in(folder))
    put_site(site, folder, force=force)
    return site


def edited(talks: Programme, changes: dict[int, dict[str, object]], drop: frozenset[int] = frozenset()) -> Programme:
    """The programme with some fields of some talks changed, and some talks gone, by their places."""
    return replace(
        talks,
        talks=tuple(
            replace(talk, **changes.get(place, {}))  # type: ignore[arg-type]
            for place, talk in enumerate(talks.talks)
            if place not in drop
        ),
    )


def moved(talk: Talk, by: timedelta) -> Timed:
    assert isinstance(talk.when, Timed)
    return replace(talk.when, start=talk.when.start + by, end=talk.when.end + by)
