"""What the page shows of a programme: days, slots and cards, as text that is ready to be put in place.

Days are the venue's, whatever zone a reader chooses, and so are the hours that are written here. Links lead to
http(s) only: a talk's address is somebody else's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote, urlsplit

from icsgen.model import Talk, Timed
from icsgen.outputs.addresses import day_of, hashed
from icsgen.outputs.page.words import Words
from icsgen.times.zones import abbreviation, is_fixed, to_local

HUES = 8

Stamp = tuple[str, str]
"""An instant or a day for machines, and the same for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One talk of a site."""

    id: str
    """The short id (``addresses``)."""
    uid: str
    talk: Talk
    stamp: datetime
    """When it was last revised; UTC."""
    cancelled: bool = False
    was: datetime | None = None
    """When it began before it was last moved; UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One talk on the page."""

    id: str
    title: str
    speakers: tuple[tuple[str, str], ...]
    """Each with the address of what is filtered by it."""
    facets: tuple[tuple[str, str, str], ...]
    """What else one can filter by: kind, name, address."""
    marks: str
    """Classes of the style sheet, each after a space."""
    pause: bool
    """Nothing is known of it but when, where and what, as of lunch."""
    start: Stamp | None
    end: Stamp | None
    until: Stamp | None
    """The last day of an entry over several whole days."""
    was: Stamp | None
    abstract: tuple[str, ...]
    """Paragraphs."""
    url: str
    video: str
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The talks that start at one time."""

    start: Stamp | None
    """``None``: all day."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day at the venue."""

    iso: str
    heading: str
    slots: tuple[Slot, ...]

    @property
    def count(self) -> int:
        """How many talks it has."""
        return sum(len(slot.cards) for slot in self.slots)


def order(items: Iterable[Item], zone: str) -> list[Item]:
    """As the page lists them: by day, whole days first, then by start, room and the programme's own order."""
    return sorted(items, key=lambda item: (day_of(item.talk, zone), *_time_of(item.talk), item.talk.room))


def _time_of(talk: Talk) -> tuple[float, float]:
    return (talk.when.start.timestamp(), talk.when.end.timestamp()) if isinstance(talk.when, Timed) else (0.0, 0.0)


def days_of(items: Sequence[Item], zone: str, words: Words) -> tuple[Day, ...]:
    """The days of the items, which stand in the page's order."""
    days: dict[str, dict[Stamp | None, list[Card]]] = {}
    several_sessions = len({item.talk.session for item in items if item.talk.session}) > 1
    facets = ("room", "track", *(["session"] if several_sessions else []), "type")
    maker = _Cards(items, zone, words, facets)
    for item in items:
        card = maker.card(item)
        days.setdefault(day_of(item.talk, zone), {}).setdefault(card.start, []).append(card)
    return tuple(
        Day(
            iso=iso,
            heading=words.day(date.fromisoformat(iso)),
            slots=tuple(Slot(start=start, cards=tuple(cards)) for start, cards in slots.items()),
        )
        for iso, slots in days.items()
    )


class _Cards:
    """Makes cards; what many of them share, hours and addresses, is made once."""

    def __init__(self, items: Iterable[Item], zone: str, words: Words, facets: tuple[str, ...]) -> None:
        self.zone = zone
        self.words = words
        self.facets = facets
        self.hues = hues_of(item.talk.track for item in items if item.talk.track)
        self.hours: dict[datetime, Stamp] = {}
        self.addresses: dict[tuple[str, str], str] = {}

    def card(self, item: Item) -> Card:
        """One talk, ready to be shown."""
        talk, when = item.talk, item.talk.when
        speakers = tuple(dict.fromkeys(speaker.name for speaker in talk.speakers if speaker.name))
        abstract = tuple(part for part in (part.strip() for part in talk.abstract.split("\n\n")) if part)
        url, video = safe_link(talk.url), safe_link(talk.video)
        pause = not (speakers or abstract or url or video or talk.track)
        hue = f" hue{self.hues[talk.track]}" if talk.track else ""
        start = end = until = None
        if isinstance(when, Timed):
            start, end = self._hour(when.start), self._hour(when.end)
        elif when.last > when.first:
            until = (when.last.isoformat(), self.words.day(when.last))
        return Card(
            id=item.id,
            title=talk.title,
            speakers=tuple((name, self._address("speaker", name)) for name in speakers),
            facets=tuple(
                (kind, name, self._address(kind, name)) for kind in self.facets if (name := getattr(talk, kind))
            ),
            marks=f"{hue}{' off' if item.cancelled else ''}{' pause' if pause else ''}",
            pause=pause,
            start=start,
            end=end,
            until=until,
            was=_was(item, self.zone, self.words),
            abstract=abstract,
            url=url,
            video=video,
            cancelled=item.cancelled,
        )

    def _hour(self, instant: datetime) -> Stamp:
        if (stamp := self.hours.get(instant)) is None:
            stamp = self.hours[instant] = iso(instant), f"{to_local(instant, self.zone):%H:%M}"
        return stamp

    def _address(self, kind: str, name: str) -> str:
        if (address := self.addresses.get((kind, name))) is None:
            address = self.addresses[kind, name] = f"#{kind}={quote(name, safe='')}"
        return address


def hues_of(tracks: Iterable[str]) -> dict[str, int]:
    """A colour for each track: by its name, so that it stays when others come and go, the next if that is taken.

    >>> hues_of(["Theory", "Vision", "Theory"]) == hues_of(["Vision", "Theory"])
    True
    """
    hues: dict[str, int] = {}
    for track in sorted(set(tracks)):
        wish = sum(hashed(track).encode()) % HUES
        free = (hue % HUES for hue in range(wish, wish + HUES) if hue % HUES not in hues.values())
        hues[track] = next(free, wish)
    return hues


def _was(item: Item, zone: str, words: Words) -> Stamp | None:
    if item.was is None or not isinstance(item.talk.when, Timed):
        return None
    before, now = to_local(item.was, zone), to_local(item.talk.when.start, zone)
    text = f"{before:%H:%M}" if before.date() == now.date() else f"{words.day(before)} {before:%H:%M}"
    return iso(item.was), text


def iso(instant: datetime) -> str:
    """RFC 3339, in UTC.

    >>> from datetime import UTC
    >>> iso(datetime(2021, 7, 21, 2, tzinfo=UTC))
    '2021-07-21T02:00:00Z'
    """
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def safe_link(address: str) -> str:
    """The address if following it can do no harm, else nothing.

    >>> safe_link("https://example.org/a b"), safe_link("JavaScript:alert(1)"), safe_link("https://[x")
    ('https://example.org/a b', '', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def zone_label(zone: str, instants: Iterable[datetime]) -> str:
    """The zone's city and its letters at the instants.

    >>> from datetime import UTC
    >>> zone_label("America/Los_Angeles", [datetime(2021, 7, 21, tzinfo=UTC)])
    'Los Angeles (PDT)'
    """
    if is_fixed(zone):
        return zone
    letters = dict.fromkeys(abbreviation(instant, zone) for instant in instants)
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{city} ({', '.join(letters)})" if letters else city


def script_row(item: Item, zone: str, days: Mapping[str, int], tables: Mapping[str, dict[str, int]]) -> list[object]:
    """One talk for the script: id, UID, start and end in seconds, then places in the tables of facets.

    The tables grow as names come.
    """
    talk, when = item.talk, item.talk.when

    def place(kind: str, name: str) -> int:
        return tables[kind].setdefault(name, len(tables[kind])) if name else -1

    if isinstance(when, Timed):
        start, end = int(when.start.timestamp()), int(when.end.timestamp())
    else:
        start, end = 0, int((when.last - when.first) / timedelta(days=1))
    names = dict.fromkeys(speaker.name for speaker in talk.speakers if speaker.name)
    return [
        item.id,
        item.uid,
        start,
        end,
        days[day_of(talk, zone)],
        place("room", talk.room),
        place("track", talk.track),
        place("session", talk.session),
        place("type", talk.type),
        [place("speaker", name) for name in names],
        int(item.cancelled),
    ]
