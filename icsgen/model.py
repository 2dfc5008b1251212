"""The values that travel: a Document is read into a Reading, whose Programme holds Talks.

All are frozen. Text is cleaned once, when a value is made, and survives exactly from then on. Instants are
``datetime`` in UTC; a zone is a name (IANA, or a fixed offset such as ``UTC-03:00``), never an object:
arithmetic on zone-aware wall times is wrong over a clock change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias

from icsgen.text import clean_line, clean_text

HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source as it was fetched."""

    origin: str
    """Where it came from: a path as given, a URL, or ``-``."""
    name: str
    """Its file name, for evidence and for naming the output: the path's or the URL's last segment."""
    content: bytes
    """The bytes as they came, after any transfer encoding."""
    text: str | None
    """The decoded text with a BOM removed and line ends as found; ``None`` when the content is binary."""
    media_type: str | None = None
    """What the server said it is, without parameters."""
    doubt: str = ""
    """What had to be assumed to decode it, in a few words; empty where nothing had to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the user decided where a source is silent or ambiguous."""

    year: int | None = None
    today: date | None = None
    """The day of the run: it orders the candidates of a message, and settles nothing."""
    date: date | None = None
    """The first day of the page, for sources that give only hours or weekdays."""
    tz: str | None = None
    """An IANA name, a fixed offset or an abbreviation."""
    repeated_hour: Literal["first", "second"] | None = None
    """Which pass of a wall-clock hour that comes twice is meant."""
    duration: timedelta = HALF_HOUR
    """The length of a talk whose end nothing tells."""
    date_order: Literal["dmy", "mdy"] | None = None
    """How to read 5/3/2019."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person on the programme."""

    name: str
    affiliation: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        _clean(self, clean_line, "name", "affiliation", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A span between two instants."""

    start: datetime
    """UTC."""
    end: datetime
    """UTC, later than ``start``."""
    zone: str
    """Where the clock hangs that the source speaks of: IANA name or fixed offset (``UTC``, ``UTC-03:00``)."""

    def __post_init__(self) -> None:
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            raise ValueError("start and end must be in datetime.UTC")
        if self.start.microsecond or self.end.microsecond:  # a calendar counts whole seconds
            object.__setattr__(self, "start", self.start.replace(microsecond=0))
            object.__setattr__(self, "end", self.end.replace(microsecond=0))
        if self.end <= self.start:
            raise ValueError(f"a talk must end after it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDay:
    """Whole days, in whatever zone the reader stands."""

    first: date
    last: date
    """Inclusive; not before ``first``."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a talk must not end before it starts: {self.first} to {self.last}")


When: TypeAlias = Timed | AllDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a talk's time was settled, for ``show --explain``: one short phrase each, empty where nothing had to be."""

    source: str = ""
    """The source's own words: the line, or the record's fields."""
    year: str = ""
    zone: str = ""
    zone_words: str = ""
    """What named the zone, and no more: 'CET', 'Europe/Vienna', the value of ``--tz``. Letters name no city."""
    start: str = ""
    end: str = ""


UNSETTLED = Settled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One entry of a programme: a talk, a poster, a break, whatever has a title and a time."""

    title: str
    when: When
    speakers: tuple[Speaker, ...] = ()
    abstract: str = ""
    """Plain text, the author's own characters."""
    abstract_html: str = ""
    """The same as HTML, where the source had HTML."""
    session: str = ""
    """Title of the :class:`Session` it belongs to."""
    room: str = ""
    track: str = ""
    type: str = ""
    """'Oral', 'Poster', 'Keynote' …, the source's word."""
    tags: tuple[str, ...] = ()
    url: str = ""
    """The talk's page."""
    video: str = ""
    """A link to join or watch it."""
    key: str = ""
    """The source's own id of this talk, where there is one."""
    cancelled: bool = False
    """The source itself says that it does not take place."""
    origin: str = ""
    """The source it was found in: ``Document.origin``."""
    line: int | None = None
    """Line of the source where its time was found, from 1."""
    where: str = ""
    """Path of its record in a structured source, such as ``day 2 / Room A / event 3``."""
    settled: Settled = field(default=UNSETTLED, compare=False)

    def __post_init__(self) -> None:
        _clean(self, clean_line, "title", "session", "room", "track", "type", "url", "video", "key")
        _clean(self, clean_text, "abstract", "abstract_html")
        if self.tags:
            object.__setattr__(self, "tags", tuple(tag for tag in map(clean_line, self.tags) if tag))
        if not self.title:
            raise ValueError("a talk must have a title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A named group of talks."""

    title: str
    moderators: tuple[Speaker, ...] = ()
    description: str = ""
    room: str = ""
    track: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        _clean(self, clean_line, "title", "room", "track", "url")
        _clean(self, clean_text, "description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All that a calendar is made of. Talks stand in the order of the source."""

    title: str
    talks: tuple[Talk, ...]
    sessions: tuple[Session, ...] = ()
    id: str = ""
    """The source's own id of the programme, where there is one."""
    description: str = ""
    url: str = ""
    """The page for people."""
    revised: datetime | None = None
    """When the source says it was last revised; UTC."""
    unnamed: bool = field(default=False, compare=False)
    """The source states no title; ``title`` is the name of its file, which says nothing of who is who."""

    def __post_init__(self) -> None:
        _clean(self, clean_line, "title", "id", "url")
        _clean(self, clean_text, "description")


NO_END = "no end is stated; took "
"""How the doubt begins that most pages raise for each of their talks, so that these can be told together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was skipped or doubted."""

    message: str
    """One sentence."""
    kind: Literal["skipped", "doubt"]
    """``skipped``: a time or a record that became no talk. ``doubt``: a talk that stands on an assumption."""
    origin: str = ""
    line: int | None = None
    where: str = ""
    text: str = ""
    """The source's own words."""

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.origin, f"line {self.line}" if self.line is not None else "", self.where) if part
        )
        sentence = f"{place}: {self.message}" if place else self.message
        return f"{sentence}: {self.text!r}" if self.text else sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of a document."""

    programme: Programme
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    """How year and zone were settled for the whole source, one sentence each."""
    truncated: bool = False
    """The source breaks off or was cut."""
    visible: tuple[tuple[int, str], ...] = ()
    """Where the document's text is not what a reader sees (a web page): each seen line with its number."""

    @property
    def complete(self) -> bool:
        """Whether a talk that is absent here is absent from the source."""
        return not self.truncated and not any(problem.kind == "skipped" for problem in self.problems)

    @property
    def skipped(self) -> tuple[str, ...]:
        """The source's words of all that was skipped, if that can be known: not if the source breaks off."""
        if self.truncated:
            return ()
        return tuple(problem.text or problem.message for problem in self.problems if problem.kind == "skipped")


ChangeKind: TypeAlias = Literal[
    "new", "back", "cancelled", "moved", "retitled", "room", "speakers", "abstract", "details"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one talk between two readings."""

    kinds: tuple[ChangeKind, ...]
    """At least one, the most important first. ``new``, ``back`` and ``cancelled`` come first; ``details`` is all
    that has no kind of its own: session, track, type, tags, links, the zone that its clock hangs in."""
    old: Talk | None
    """``None`` for a new one."""
    new: Talk | None
    """``None`` for one that is gone."""
    uid: str = ""
    """Of its event, where there is one."""

    def __post_init__(self) -> None:
        if not self.kinds or (self.old is None and self.new is None):
            raise ValueError("a change needs a kind and a talk")

    @property
    def talk(self) -> Talk:
        """The talk as it is now, or was last."""
        talk = self.new or self.old
        assert talk is not None
        return talk


def _clean(value: object, cleaner: Callable[[str], str], *names: str) -> None:
    for name in names:
        text = getattr(value, name)
        if text and (cleaned := cleaner(text)) is not text:
            object.__setattr__(value, name, cleaned)


def zones_of(talks: Iterable[Talk]) -> tuple[str, ...]:
    """The zones that the talks' clocks hang in, the most frequent first."""
    counts: dict[str, int] = {}
    for talk in talks:
        if isinstance(talk.when, Timed):
            counts[talk.when.zone] = counts.get(talk.when.zone, 0) + 1
    return tuple(sorted(counts, key=lambda zone: (-counts[zone], zone)))
