"""Zones: what a source's words mean, and the way between wall time and instant. The sole user of pytz.

A zone travels as a name: an IANA name, ``UTC``, or a fixed offset written ``UTC+05:30``. Instants are
``datetime`` in UTC, wall times are naive. Nothing of pytz leaves this module.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple

import pytz
from pytz.tzfile import build_tzinfo

from icsgen.errors import HourError, ZoneError
from icsgen.patterns import Pattern
from icsgen.times.abbreviations import ABBREVIATIONS, SPOKEN, UNIVERSAL

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\u2212\u2013-])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_SHIFT = r"(?:UTC|GMT) ?[+\u2212-] ?\d{1,2}(?::?\d\d)?"
_ASIDE = Pattern(rf"(.+?) ?\(([A-Z]{{2,5}}|{_SHIFT}|(?<=\d \().+ TIME)\)")
"""'CENTRAL EUROPEAN SUMMER TIME (CEST)', 'EASTERN TIME (UTC-5)', 'UTC-5 (EASTERN TIME)'."""
_LABEL = Pattern(rf"\({_SHIFT}\) (?P<names>[^()]+?)(?: ?\(.*\))?")
"""'(GMT-05:00) EASTERN TIME (US & CANADA)': as lists of zones to choose from print them, with the offset of winter
all year. The zone's clocks are meant."""
_DAY = timedelta(days=1)
_HALF_DAY = timedelta(hours=12)
_ZERO = timedelta(0)


class StatedZone(NamedTuple):
    """A zone as somebody wrote it."""

    text: str
    """The words."""
    zone: str
    """The name: IANA, ``UTC``, or a fixed offset."""
    offset: timedelta | None = None
    """What the words claim to be the offset: ``PDT`` claims -7 h, ``Pacific Time`` and IANA names claim none."""
    others: tuple[str, ...] = ()
    """Other zones that the words could mean."""


@lru_cache(maxsize=1024)
def find_zone(words: str) -> StatedZone | None:
    """What zone the words name, as a whole; ``None`` if none.

    >>> find_zone("PDT").zone, find_zone("GMT-3:00").zone, find_zone("Pacific Time").zone, find_zone("AoE").zone
    ('America/Los_Angeles', 'UTC-03:00', 'America/Los_Angeles', 'UTC-12:00')
    >>> find_zone("closing time") is None
    True
    """
    text = words.strip()
    if text[:1] + text[-1:] in ("()", "[]") and not _LABEL.fullmatch(text.upper()):
        text = text[1:-1].strip()
    upper = re.sub(r"[.\s]+", " ", text.upper()).strip()
    squeezed = upper.replace(" ", "")
    if upper in UNIVERSAL or squeezed in UNIVERSAL:
        return StatedZone(text=text, zone="UTC", offset=_ZERO)
    if upper in ("AOE", "ANYWHERE ON EARTH"):
        return StatedZone(text=text, zone="UTC-12:00", offset=timedelta(hours=-12))
    if match := _OFFSET.fullmatch(text):
        sign, hours, minutes = match.groups()
        if int(hours) <= 14 and int(minutes or 0) < 60:
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
            return StatedZone(text=text, zone=offset_name(offset), offset=offset)
        return None
    if row := ABBREVIATIONS.get(squeezed):
        return StatedZone(text=text, zone=row.zone, offset=timedelta(minutes=row.minutes), others=row.others)
    if name := _iana_names().get(text.upper().replace(" ", "_")):
        return StatedZone(text=text, zone=name)
    return _spoken(text, upper)


def _spoken(text: str, upper: str) -> StatedZone | None:
    """'Pacific Daylight Time', 'Central European Summer Time (CEST)', 'Vienna time', 'New Orleans'."""
    if upper[:1] == "(" and (match := _LABEL.fullmatch(upper)):
        named = next(filter(None, map(find_zone, match["names"].split(","))), None)
        return named and named._replace(text=text)
    if "(" in upper and (match := _ASIDE.fullmatch(upper)):
        outer, inner = find_zone(match[1]), find_zone(match[2])
        return _both(text, outer, inner) if outer and inner else inner
    bare = re.sub(r"( (STANDARD|DAYLIGHT|SUMMER|WINTER))?( TIME)?( ZONE)?$", "", upper)
    bare = re.sub(r"^(LOCAL )?(TIME )?(IN )?(US |U S )?", "", bare)
    if bare != upper and (bare in ABBREVIATIONS or bare in UNIVERSAL):  # 'EST time'
        return find_zone(bare)
    zone = SPOKEN.get(bare) or _cities().get(bare)
    return StatedZone(text=text, zone=zone) if zone else None


def _both(text: str, outer: StatedZone, inner: StatedZone) -> StatedZone:
    """One zone said twice: its name, and the offset that either claims. A contradiction shows on the day it is used."""
    if is_fixed(outer.zone) and not is_fixed(inner.zone):
        return StatedZone(text=text, zone=inner.zone, offset=outer.offset)
    if outer.others and outer.offset != inner.offset:
        return inner
    return StatedZone(text=text, zone=outer.zone, offset=inner.offset if inner.offset is not None else outer.offset)


_POSIX = {
    "EST5EDT": "America/New_York",
    "CST6CDT": "America/Chicago",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}
"""Names of old that the tz database has made links of these."""


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    named = {name.upper(): name for name in pytz.all_timezones if "/" in name or name in ("UTC",)}
    return named | _POSIX


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    cities: dict[str, str] = {}
    for name in pytz.common_timezones:
        if "/" in name:
            cities.setdefault(name.rsplit("/", 1)[1].replace("_", " ").upper(), name)
    return cities


def settle_zone(words: str) -> str:
    """The zone that a user's option names.

    :raises ZoneError: it names none; the message offers what comes near.

    >>> settle_zone("europe/vienna"), settle_zone("UTC-8")
    ('Europe/Vienna', 'UTC-08:00')
    """
    if stated := find_zone(words):
        return stated.zone
    import difflib  # only for the message

    near = difflib.get_close_matches(words.replace(" ", "_").title(), pytz.common_timezones, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "give an IANA name such as Europe/Vienna, or UTC-8"
    raise ZoneError("unknown zone", text=words, hint=hint)


def all_zones() -> tuple[str, ...]:
    """Every IANA name that is known."""
    return tuple(pytz.all_timezones)


def offset_name(offset: timedelta) -> str:
    """The name of a fixed offset.

    >>> offset_name(timedelta(hours=5, minutes=30)), offset_name(timedelta(0))
    ('UTC+05:30', 'UTC')
    """
    if not offset:
        return "UTC"
    minutes = round(abs(offset) / timedelta(minutes=1))
    return f"UTC{'-' if offset < _ZERO else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


@lru_cache(maxsize=256)
def is_fixed(zone: str) -> bool:
    """Whether the name is ``UTC`` or a fixed offset, and so no TZID."""
    return zone == "UTC" or zone.startswith(("UTC+", "UTC-"))


@lru_cache(maxsize=256)
def _load(zone: str) -> tzinfo:
    if zone == "UTC":
        return UTC
    if match := re.fullmatch(r"UTC([+-])(\d\d):(\d\d)", zone):
        minutes = int(match[2]) * 60 + int(match[3])
        return pytz.FixedOffset(-minutes if match[1] == "-" else minutes)
    try:
        # pytz.timezone() would first look whether each of its 600 files is there, for 10 ms
        with pytz.open_resource(zone) as file:  # type: ignore[attr-defined]
            return build_tzinfo(zone, file)
    except (OSError, ValueError, AssertionError):  # no file, no name, no zone in the file
        raise ZoneError("unknown zone", text=zone, hint="give an IANA name such as Europe/Vienna") from None


def to_local(instant: datetime, zone: str) -> datetime:
    """The wall time, naive, that the zone's clocks show at the instant.

    >>> to_local(datetime(2021, 7, 21, 2, 0, tzinfo=UTC), "America/Los_Angeles")
    datetime.datetime(2021, 7, 20, 19, 0)
    """
    return instant.astimezone(_load(zone)).replace(tzinfo=None, fold=0)


def utc_offset(instant: datetime, zone: str) -> timedelta:
    """How far the zone is ahead of UTC at the instant."""
    offset = instant.astimezone(_load(zone)).utcoffset()
    assert offset is not None
    return offset


def abbreviation(instant: datetime, zone: str) -> str:
    """The zone's own letters at the instant: ``PDT``, ``+03`` where it has none."""
    return instant.astimezone(_load(zone)).tzname() or zone


class Transition(NamedTuple):
    """A zone's clocks being put forward or back."""

    instant: datetime
    """The first instant under the new offset; UTC."""
    before: timedelta
    """How far the zone was ahead of UTC until then."""
    after: timedelta
    abbreviation: str
    """The zone's letters from then on."""


@lru_cache(maxsize=64)
def transitions(zone: str) -> tuple[Transition, ...]:
    """Every time that the zone's clocks change, in order, as far as pytz knows: it looks no further than 2037.

    >>> change = next(change for change in transitions("Europe/Vienna") if change.instant.year == 2021)
    >>> change.instant.isoformat(), change.abbreviation, change.after - change.before == timedelta(hours=1)
    ('2021-03-28T01:00:00+00:00', 'CEST', True)
    """
    loaded = _load(zone)
    # pytz tells its transitions to nobody in public; these two names have stood since 2004
    instants: list[datetime] = getattr(loaded, "_utc_transition_times", [])
    states: list[tuple[timedelta, timedelta, str]] = getattr(loaded, "_transition_info", [])
    return tuple(
        Transition(instant.replace(tzinfo=UTC), before[0], after[0], after[2])
        for instant, before, after in zip(instants[1:], states, states[1:], strict=False)
        if before[0] != after[0]
    )


@lru_cache(maxsize=4096)
def instants(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Every instant at which the zone's clocks show the wall time: none in a gap, two in a fold, in order.

    >>> len(instants(datetime(2021, 3, 14, 2, 30), "America/Los_Angeles"))
    0
    """
    as_utc = wall.replace(tzinfo=UTC)
    if (steady := _steady_offset(wall.date(), zone)) is not None:
        return (as_utc - steady,)
    found = {
        candidate
        for probe in (as_utc - _DAY, as_utc + _DAY)
        if to_local(candidate := as_utc - utc_offset(probe, zone), zone) == wall
    }
    return tuple(sorted(found))


@lru_cache(maxsize=16384)
def _steady_offset(day: date, zone: str) -> timedelta | None:
    """How far the zone is ahead of UTC all through that day by its clocks; ``None`` if it changes near it.

    A programme has thousands of times on a few days, and pytz takes its time for each.
    """
    midnight = datetime.combine(day, time(), UTC)
    offsets = {utc_offset(midnight + hours * _HALF_DAY, zone) for hours in range(-2, 5)}
    return offsets.pop() if len(offsets) == 1 else None


def to_utc(
    wall: datetime,
    zone: str,
    *,
    repeated_hour: Literal["first", "second"] | None = None,
    offset: timedelta | None = None,
) -> datetime:
    """The instant of a wall time. ``offset``, where an abbreviation claims one, settles an hour that comes twice.

    :raises HourError: the clocks skip this hour, or show it twice and nothing settles which is meant.

    >>> to_utc(datetime(2021, 7, 20, 19, 0), "America/Los_Angeles").isoformat()
    '2021-07-21T02:00:00+00:00'
    """
    found = instants(wall, zone)
    if len(found) == 1:
        return found[0]
    as_utc = wall.replace(tzinfo=UTC)
    shown = f"{wall:%Y-%m-%d %H:%M} {zone}"
    if not found:
        before, after = (offset_name(utc_offset(as_utc + step, zone)) for step in (-_DAY, _DAY))
        raise HourError(
            f"this hour does not exist: the clocks go from {before} to {after}",
            text=shown,
            hint="correct the time, or give the zone it was meant in with --tz",
        )
    if offset is not None and as_utc - offset in found:
        return as_utc - offset
    if repeated_hour is not None:
        return found[0 if repeated_hour == "first" else 1]
    first, second = (f"{instant:%H:%M}Z ({abbreviation(instant, zone)})" for instant in found)
    raise HourError(
        f"this hour comes twice: {first} or {second}",
        text=shown,
        hint="say which with --repeated-hour first or --repeated-hour second",
    )
