"""A programme that is written out in any of the layouts that sites use is read back, talk by talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.model import Document, Policy, Talk, Timed
from icsgen.readers import session_page

TITLES = (
    "Kernels for Kitchens",
    "How Deep Is Deep? A Study",
    "Learning to Sweep: Brooms as Policies",
    "On the Convergence of Soup",
    "Bridging the Gap Between Cups and Saucers",
    "A Benchmark of 20,000 Doors",
    "What Makes for End-to-End Tea?",
    "Towards (Nearly) Optimal Picnics",
    "Self-Stirring Pots",
    "Robust Estimation of Cake",
)
NAMES = (
    "Ada Pond",
    "Bo-Yi Chen",
    "Clara M. Fuchs",
    "Dmitri Volkov",
    "Esther de Vries",
    "Femi Adeyemi",
    "Gül Aydın",
    "Hana Kobayashi",
)
ABSTRACTS = (
    "We study the matter at length, and find that it is as we thought. The code is at https://x.example/a.",
    "First it was small. Then it grew, as we show in Section 3, by 12.5% and more.",
    "Long ago nobody asked. In this talk we ask, and it takes up 40 minutes.\n\nA second paragraph says so again.",
)
ZONES = {
    "PDT": "America/Los_Angeles",
    "CEST": "Europe/Paris",
    "UTC": "UTC",
    "JST": "Asia/Tokyo",
    "GMT-3:00": "UTC-03:00",
}
OFFSETS = {"PDT": -7, "CEST": 2, "UTC": 0, "JST": 9, "GMT-3:00": -3}


@dataclass(frozen=True)
class Entry:
    """A talk to be written out; times are wall times."""

    start: datetime
    end: datetime
    title: str
    people: tuple[str, ...]
    abstract: str


@st.composite
def programmes(draw: st.DrawFn) -> tuple[str, list[Entry]]:
    """A zone's letters, and talks of one or two days in July 2021, one after the other."""
    entries = []
    titles = draw(st.permutations(TITLES))
    for day in range(draw(st.integers(1, 2))):
        at = datetime(2021, 7, 19 + day, draw(st.integers(7, 10)), draw(st.sampled_from([0, 15, 30])))
        for _ in range(draw(st.integers(2, 5))):
            length = timedelta(minutes=draw(st.sampled_from([5, 15, 20, 45, 90])))
            people = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)))
            entries.append(Entry(at, at + length, titles[len(entries)], people, draw(st.sampled_from(ABSTRACTS))))
            at += length + timedelta(minutes=draw(st.sampled_from([0, 0, 30])))
    return draw(st.sampled_from(sorted(ZONES))), entries


def twelve(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def virtual_site(zone: str, entries: list[Entry]) -> str:
    talks = (
        f"{e.start:%a %-d %B} {e.start:%-H:%M} - {e.end:%-H:%M} {zone}\n\n"
        f"{e.title}\n\n{' · '.join(e.people)}\n\n{e.abstract}\n\n"
        for e in entries
    )
    return (
        "Skip to yearly menu bar Skip to main content\n\n\nICML 2021 Session\n\nChat is not available.\n\n"
        + "".join(talks)
    )


def schedule_page(zone: str, entries: list[Entry]) -> str:
    talks = (
        f"Poster\n{e.start:%a %b %d %I:%M %p} -- {e.end:%I:%M %p} ({zone}) @ Hall J #{n}\n"
        f"{e.title}\n{' · '.join(e.people)}\n\n{e.abstract}\n\n"
        for n, e in enumerate(entries, 600)
    )
    return "Timezone: »\n\nNeurIPS 2021\n\n" + "".join(talks)


def embedded(zone: str, entries: list[Entry]) -> str:
    first = entries[0].start
    head = (
        "Workshop\nWorkshop on Household Learning, ICML 2021\nAda Pond · Bo-Yi Chen\n"
        f"{first:%a %-d %b}, {twelve(first)} {zone}\nHouseholds learn. This workshop says how.\nSchedule\n"
    )
    talks = (
        f"{e.start:%a} {twelve(e.start)} - {twelve(e.end)}\n{e.title}\n(\nInvited talk\n)\n>\n"
        f"SlidesLive Video\n{e.abstract}\n{' · '.join(e.people)} 🔗\n"
        for e in entries
    )
    return head + "".join(talks)


def plain_list(zone: str, entries: list[Entry]) -> str:
    out = f"Workshop on Household Learning\n\nAll times are in {zone}.\n"
    day = None
    for e in entries:
        if e.start.date() != day:
            day = e.start.date()
            out += f"\n{e.start:%A, %B %-d, %Y}\n\n"
        out += f"{e.start:%H:%M}–{e.end:%H:%M}  {e.title}\n"
    return out


def halves_list(zone: str, entries: list[Entry]) -> str:
    out = f"Workshop on Household Learning ({zone})\n"
    day = None
    for e in entries:
        if e.start.date() != day:
            day = e.start.date()
            out += f"\n{e.start:%A %-d %B %Y}\n"
        out += f"• {e.start:%-I:%M%p} - {e.end:%-I:%M%p}: {e.title}\n"
    return out.replace("AM", "am").replace("PM", "pm")


def markdown_table(zone: str, entries: list[Entry]) -> str:
    out = "# Household Learning\n"
    day = None
    for e in entries:
        if e.start.date() != day:
            day = e.start.date()
            out += f"\n## {e.start:%-d %B %Y}\n\n| Time ({zone}) | Talk | Speakers |\n|---|---|---|\n"
        out += f"| {e.start:%H:%M} - {e.end:%H:%M} | **{e.title}** | {', '.join(e.people)} |\n"
    return out


def tabbed(zone: str, entries: list[Entry]) -> str:
    out = f"Household Learning\nTimezone: {zone}\n"
    day = None
    for e in entries:
        if e.start.date() != day:
            day = e.start.date()
            out += f"\n{e.start:%Y-%m-%d}\n"
        out += f"{e.start:%H:%M} - {e.end:%H:%M}\t{e.title}\t{', '.join(e.people)}\n"
    return out


def titles_above(zone: str, entries: list[Entry]) -> str:
    talks = (
        f"{e.title}\n{' · '.join(e.people)}\n"
        f"{e.start:%a, %b %-d, %Y} • {e.start:%-I:%M %p} – {e.end:%-I:%M %p} {zone}\n\n{e.abstract}\n\n"
        for e in entries
    )
    return "".join(talks)


def labelled(zone: str, entries: list[Entry]) -> str:
    out = ""
    for e in entries:
        out += f"{e.start:%A, %d.%m.%Y}, {e.start:%H:%M} - {e.end:%H:%M} {zone}\n"
        out += f"Title: {e.title}\nSpeakers: {' and '.join(e.people)}\nAbstract: {e.abstract}\n\n"
    return out


FULL = (virtual_site, schedule_page, titles_above, labelled, embedded)
SHORT = (plain_list, halves_list)
TABLES = (markdown_table, tabbed)


def read(layout: Callable[[str, list[Entry]], str], zone: str, entries: list[Entry]) -> tuple[Talk, ...]:
    name = "page.md" if layout is markdown_table else "page.txt"
    document = Document(origin=name, name=name, content=b"", text=layout(zone, entries))
    reading = session_page.read(document, Policy())
    assert [problem for problem in reading.problems if problem.kind == "skipped"] == []
    return reading.programme.talks


def times(talks: tuple[Talk, ...]) -> list[tuple[datetime, datetime]]:
    return [(talk.when.start, talk.when.end) for talk in talks if isinstance(talk.when, Timed)]


def instants(zone: str, entries: list[Entry]) -> list[tuple[datetime, datetime]]:
    shift = timedelta(hours=OFFSETS[zone])
    return [((e.start - shift).replace(tzinfo=UTC), (e.end - shift).replace(tzinfo=UTC)) for e in entries]


@settings(max_examples=150, deadline=None)
@given(programmes(), st.sampled_from(FULL))
def test_pages_with_abstracts(programme: tuple[str, list[Entry]], layout: Callable[[str, list[Entry]], str]) -> None:
    zone, entries = programme
    if layout is embedded:
        entries = [entry for entry in entries if entry.start.date() == entries[0].start.date()]
    talks = read(layout, zone, entries)
    assert [talk.title for talk in talks] == [entry.title for entry in entries]
    assert times(talks) == instants(zone, entries)
    assert [tuple(one.name for one in talk.speakers) for talk in talks] == [entry.people for entry in entries]
    assert [talk.abstract for talk in talks] == [entry.abstract for entry in entries]


@settings(max_examples=80, deadline=None)
@given(programmes(), st.sampled_from(SHORT))
def test_lists(programme: tuple[str, list[Entry]], layout: Callable[[str, list[Entry]], str]) -> None:
    zone, entries = programme
    talks = read(layout, zone, entries)
    assert [talk.title for talk in talks] == [entry.title for entry in entries]
    assert times(talks) == instants(zone, entries)


@settings(max_examples=80, deadline=None)
@given(programmes(), st.sampled_from(TABLES))
def test_tables(programme: tuple[str, list[Entry]], layout: Callable[[str, list[Entry]], str]) -> None:
    zone, entries = programme
    talks = read(layout, zone, entries)
    assert [talk.title for talk in talks] == [entry.title for entry in entries]
    assert times(talks) == instants(zone, entries)
    assert [tuple(one.name for one in talk.speakers) for talk in talks] == [entry.people for entry in entries]
