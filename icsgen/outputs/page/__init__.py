"""The programme page: what a site shows to people.

One document, rendered here, that reads without script; one style sheet, one script, one service worker and
the words of six languages beside it. Nothing on it is asked of anybody else's host, and the policy in its head
forbids it. Titles, names and abstracts are hostile text: the template escapes all of them, and what the script
gets of them is JSON that cannot end its element.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from icsgen.model import Programme, Timed, zones_of
from icsgen.outputs.links import Links, Unreachable, links_to, unreachable
from icsgen.outputs.page.view import (
    Day,
    Item,
    days_of,
    iso,
    order,
    safe_link,
    script_row,
    zone_label,
)
from icsgen.outputs.page.words import HERE, LANGUAGES, Words, raw_words
from icsgen.times.zones import to_local, utc_offset

if TYPE_CHECKING:
    from jinja2 import Environment, Template

FACETS = ("day", "room", "track", "session", "type", "speaker")
LARGE = 300
"""Talks from which the browser lays out only what is near the screen."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
_SCRIPTS = ("core", "address", "zones", "filters", "now", "grid", "ics", "qr", "picks", "changes", "subscribe", "main")


_VERSION = "@" * 12
"""Stands where the page says its version, which follows from all else on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the template is given."""

    title: str
    description: str
    url: str
    language: str
    base: str
    days: tuple[Day, ...]
    count: int
    """Of talks."""
    rooms: int
    """How many there are."""
    facets: tuple[str, ...]
    """What can be filtered by: what has more than one value."""
    dates: str
    place: str
    zone_label: str
    stamp: datetime
    """When a talk was last revised; wall time at the venue."""
    stamp_iso: str
    short: bool
    """``all.ics`` carries openings of abstracts only."""
    data: str
    """What the script is given: JSON."""
    version: str = _VERSION
    policy: str = POLICY

    @property
    def large(self) -> bool:
        """Whether the browser should lay out only what is near the screen."""
        return self.count > LARGE

    @property
    def links(self) -> Links:
        """The ways to all talks."""
        return links_to(self.base, "all.ics", self.title)

    @property
    def unreachable(self) -> Unreachable:
        """Why the cloud's calendars cannot come here, if so."""
        return unreachable(self.base)

    @property
    def host(self) -> str:
        """Host and port of the site."""
        return self.base.partition("//")[2].partition("/")[0]

    @property
    def languages(self) -> Mapping[str, str]:
        """Name of each language by its code."""
        return {code: Words.of(code)("language") for code in LANGUAGES}

    @property
    def assets_version(self) -> str:
        """For the addresses of style and script."""
        return assets_version()


def zone_of(programme: Programme) -> str:
    """The zone whose days and hours the page shows: the one that most talks hang in."""
    return next(iter(zones_of(programme.talks)), "UTC")


def page_of(
    programme: Programme, items: Sequence[Item], *, base: str, language: str = "en", short: str = ""
) -> dict[str, bytes]:
    """The page and what says its version, by file name: ``index.html``, ``version.txt``.

    :param items: the talks of the site, at least one.
    :param base: the site's address, ending in a slash.
    :param short: the file that holds the abstracts whole, if ``all.ics`` does not.
    """
    words, zone = Words.of(language), zone_of(programme)
    listed = order(items, zone)
    days = days_of(listed, zone, words)
    label = zone_label(zone, _samples(listed, zone))
    rows, tables = _tables(listed, zone, days)
    newest = max(item.stamp for item in items)
    data = {
        "base": base,
        "cloud": unreachable(base),
        "language": language,
        "languages": LANGUAGES,
        "title": programme.title,
        "zone": zone,
        "zoneName": label,
        "feed": short or "all.ics",
        "days": [day.iso for day in days],
        "tables": tables,
        "talks": rows,
        "words": json.loads(raw_words(language)),
    }
    page = Page(
        title=programme.title,
        description=programme.description,
        url=safe_link(programme.url),
        language=language,
        base=base,
        days=days,
        count=len(items),
        rooms=len(tables["room"]),
        facets=tuple(kind for kind in FACETS if (len(days) if kind == "day" else len(tables[kind])) > 1),
        dates=words.span(date.fromisoformat(days[0].iso), date.fromisoformat(days[-1].iso)),
        place=label.partition(" (")[0],
        zone_label=label,
        stamp=to_local(newest, zone),
        stamp_iso=iso(newest),
        short=bool(short),
        data=_for_script(data),
    )
    html = _template("index.html.j2").render(page=page, t=words).encode()
    version = _digest(html)[:12]
    return {
        "index.html": html.replace(_VERSION.encode(), version.encode(), 1),  # the first: before any text of a talk
        "version.txt": version.encode(),
    }


def feeds_page(title: str, language: str, base: str, feeds: Iterable[tuple[str, str, str]]) -> bytes:
    """A plain page that lists every feed, given as (kind, name, file)."""
    words = Words.of(language)
    groups: dict[str, list[tuple[str, Links]]] = {}
    for kind, name, file in feeds:
        shown = words.day(date.fromisoformat(name)) if kind == "day" else name
        groups.setdefault(kind, []).append((shown, links_to(base, file, name)))
    page = {"title": title, "language": language, "policy": POLICY, "assets_version": assets_version()}
    return _template("feeds.html.j2").render(page=page, groups=groups, t=words).encode()


def _samples(items: Sequence[Item], zone: str) -> list[datetime]:
    """One instant for each offset that the zone has among the talks, in their order."""
    starts = (item.talk.when.start for item in items if isinstance(item.talk.when, Timed))
    samples: dict[timedelta, datetime] = {}
    for start in starts:
        samples.setdefault(utc_offset(start, zone), start)
    return list(samples.values())


def _tables(items: Sequence[Item], zone: str, days: Sequence[Day]) -> tuple[list[list[object]], dict[str, list[str]]]:
    places = {day.iso: index for index, day in enumerate(days)}
    tables: dict[str, dict[str, int]] = {kind: {} for kind in FACETS if kind != "day"}
    rows = [script_row(item, zone, places, tables) for item in items]
    return rows, {kind: list(table) for kind, table in tables.items()}


def _for_script(data: object) -> str:
    """JSON that HTML takes as it is: nothing in it can end or begin an element."""
    from markupsafe import Markup  # comes with jinja2

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _digest(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode() if isinstance(part, str) else part)
    return total.hexdigest()


# -- what stands still ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """The files of the page that are the same on every site, by name."""
    parts = [HERE.joinpath("js", f"{name}.js").read_bytes() for name in _SCRIPTS]
    script = b"(() => {\n'use strict';\n" + b"\n".join(parts) + b"})();\n"
    return {
        "assets/app.js": script,
        "assets/style.css": HERE.joinpath("style.css").read_bytes(),
        "assets/icon.svg": HERE.joinpath("icon.svg").read_bytes(),
        "assets/site.webmanifest": HERE.joinpath("site.webmanifest").read_bytes(),
        "sw.js": HERE.joinpath("sw.js").read_bytes(),
        **{f"assets/{language}.json": raw_words(language) for language in LANGUAGES},
    }


@lru_cache(maxsize=1)
def assets_version() -> str:
    """What changes when one of them does, for their addresses."""
    return _digest(*(part for name, content in sorted(assets().items()) for part in (name, content)))[:8]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    import jinja2  # only a site needs it

    def load(name: str) -> str:
        return HERE.joinpath(name).read_text("utf-8")

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


def page_code(base: str) -> bytes:
    """``qr.svg``: the QR code that opens the page, at the place where one subscribes, on a phone."""
    import segno  # only a new site needs it

    out = io.BytesIO()
    segno.make_qr(f"{base}#subscribe", error="m").save(
        out, kind="svg", border=4, dark="#1d1b19", light="#fff", omitsize=True
    )
    return out.getvalue()
