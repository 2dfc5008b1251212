"""The programme page: what a site shows to people.

One document, rendered here, that reads without script; one style sheet, one script, one service worker and
the words of six languages beside it. Nothing on it is asked of anybody else's host, and the policy in its head
forbids it. Titles, names and abstracts are hostile text: all of them are escaped (``markup``, ``cards``), and what
the script gets of them is JSON that cannot end its element.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup, escape

from icsgen.model import Programme, zones_of
from icsgen.outputs.links import Links, addresses_of, links_to, unreachable
from icsgen.outputs.markup import Said, each, fill, some, together
from icsgen.outputs.page.assets import POLICY, assets, assets_version, page_code, shell, shows
from icsgen.outputs.page.cards import Cards
from icsgen.outputs.page.script import for_script, rows_of
from icsgen.outputs.page.view import Hours, Item, cut, days_of, iso, placed, safe_link, span_of, zone_label
from icsgen.outputs.page.words import LANGUAGES, Words, raw_words
from icsgen.times.zones import to_local

__all__ = ["POLICY", "Item", "assets", "feeds_page", "page_code", "page_of", "shows", "zone_of"]

FACETS = ("day", "room", "track", "session", "type", "speaker")
LONG = 60
"""Characters from which the programme's title is set smaller."""
LARGE = 300
"""Talks from which the browser lays out only what is near the screen."""
_VERSION = "@" * 12
"""Stands where the page says its version, which follows from all else on it."""


def zone_of(programme: Programme) -> str:
    """The zone whose days and hours the page shows: the one that most talks hang in."""
    return next(iter(zones_of(programme.talks)), "UTC")


def page_of(
    programme: Programme,
    items: Sequence[Item],
    *,
    base: str,
    language: str = "en",
    short: str = "",
    crowded: bool = False,
) -> dict[str, bytes]:
    """The page and what says its version, by file name: ``index.html``, ``version.txt``.

    :param items: the talks of the site, at least one.
    :param base: the site's address, ending in a slash.
    :param short: the file that holds the abstracts whole, if ``all.ics`` does not.
    :param crowded: ``all.ics`` is larger than Google reads.
    """
    head, *rest = (piece.encode() for piece in _Page(programme, items, base, language, short, crowded).html())
    total = hashlib.sha256(head)
    for piece in rest:
        total.update(piece)
    version = total.hexdigest()[:12].encode()
    head = head.replace(_VERSION.encode(), version, 1)  # the first: before any text of a programme
    return {"index.html": b"".join([head, *rest]), "version.txt": version}


def feeds_page(title: str, language: str, base: str, feeds: Iterable[tuple[str, str, str]]) -> bytes:
    """A plain page that lists every feed, given as (kind, name, file)."""
    t = Words.of(language)
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for kind, name, file in feeds:
        shown = t.day(date.fromisoformat(name)) if kind == "day" else name
        groups.setdefault(kind, []).append((shown, *addresses_of(base, file)))
    row = (
        '<li><span dir="auto">{name}</span> <a href="{webcal}" aria-label="{subscribe}: {name}">'
        '{subscribe}</a> <a href="{https}" aria-label="{download}: {name}">.ics</a></li>'
    )
    said = {key: escape(t[key]) for key in ("subscribe", "download")}
    lists = each(
        '<section><h2>{heading}</h2>\n<ul class="feeds">{rows}</ul></section>\n',
        (
            {
                "heading": t[kind],
                "rows": each(
                    row, ({"name": name, "webcal": webcal, "https": https, **said} for name, https, webcal in rows)
                ),
            }
            for kind, rows in groups.items()
        ),
    )
    places = {"title": title, "language": language, "policy": POLICY, "assets_version": assets_version()}
    return fill(shell("feeds.html"), {"groups": lists, "t": Said(t), **places}).encode()


class _Page:
    """One page on its way; each method makes what stands in one of its places."""

    def __init__(
        self, programme: Programme, items: Sequence[Item], base: str, language: str, short: str, crowded: bool
    ) -> None:
        self.programme = programme
        self.items = items
        self.base = base
        self.language = language
        self.short = short
        self.crowded = crowded
        self.t = Words.of(language)
        self.said = Said(self.t)
        self.zone = zone_of(programme)
        self.hours = Hours(self.zone)
        self.rows = placed(items, self.hours)
        self.days = days_of(self.rows)
        self.talks, self.tables = rows_of(self.rows)
        self.label = zone_label(self.zone, self.rows)
        self.cloud = unreachable(base)

    def html(self) -> Iterator[Markup]:
        """All of it, a day at a time."""
        t, title, description = self.t, self.programme.title, self.programme.description
        first, last = span_of(self.rows)
        place = self.label.partition(" (")[0] if any(one.start for one in self.rows) else ""
        newest = max(item.stamp for item in self.items)
        moment, links = t.moment(to_local(newest, self.zone)), links_to(self.base, "all.ics", title)
        places = {
            "t": self.said,
            "version": _VERSION,
            "language": self.language,
            "policy": POLICY,
            "assets_version": assets_version(),
            "title": title,
            "base": self.base,
            "about": some('<meta name="description" content="{text}">\n', text=cut(description, 300)),
            "large": Markup(' class="large"') if len(self.items) > LARGE else "",
            "long": Markup(' class="long"') if len(title) > LONG else "",
            "range": f"{first}/{last}",
            "dates": t.span(first, last),
            "place": some(_DOT + Markup('<span dir="auto">{place}</span>'), place=place),
            "lede": some('<p class="lede" dir="auto">{text}</p>\n', text=cut(description, 400)),
            "facts": self._facts(),
            "stamp": iso(newest),
            "as_of": t("as_of", time=moment),
            "print_note": t("print_note", time=moment),
            "zone_label": self.label,
            "day_links": self._day_links(),
            "zones": self._zones(),
            "views": some(_VIEWS, t=self.said, several=len(self.tables["room"]) > 1),
            "facets": self._facets(),
            "webcal": links.webcal,
            "https": links.https,
            "ways": self._ways(links),
            "notes": self._notes(),
            "languages": self._languages(),
            "data": self._data(),
        }
        before, _, after = shell("index.html").partition("{days}")
        yield fill(before, places)
        yield from map(Cards(self.rows, self.hours, t).day, self.days, self.days.values())
        yield fill(after, places)

    def _facts(self) -> Markup:
        counts = {"talks": sum(not item.cancelled for item in self.items)}
        counts |= {kind: n for kind, n in (("days", len(self.days)), ("rooms", len(self.tables["room"]))) if n > 1}
        rows = ({"kind": kind, "n": n, "said": self.t(kind, n=n)} for kind, n in counts.items())
        facts = [fill('<span data-t="{kind}" data-n="{n}">{said}</span>', row) for row in rows]
        if url := safe_link(self.programme.url):
            link = '<a href="{url}" rel="noreferrer" data-t="website">{t[website]}</a>'
            facts.append(fill(link, {"url": url, "t": self.said}))
        return _DOT.join(facts)

    def _day_links(self) -> Markup:
        link = '<li><a href="#d-{day}"><span data-date="{day}">{name}</span> <small>{n}</small></a></li>'
        days = ((day, self.t.day(date.fromisoformat(day)), len(rows)) for day, rows in self.days.items())
        return each(link, ({"day": day, "name": name, "n": n} for day, name, n in days))

    def _zones(self) -> Markup:
        choice = (
            '<label><input type="radio" name="zone" value="{key}"{checked}><span id="zone-{key}">{said}</span></label>'
        )
        rows = (
            {"key": "venue", "checked": Markup(" checked"), "said": self.t["venue"]},
            {"key": "mine", "checked": "", "said": self.t["mine"]},
            {"key": "utc", "checked": "", "said": Markup("UTC<small>±00:00</small>")},
        )
        return each(choice, rows)

    def _facets(self) -> Markup:
        counts = {kind: len(self.days) if kind == "day" else len(self.tables[kind]) for kind in FACETS}
        several = [kind for kind, n in counts.items() if n > 1]
        fields = [_SPEAKER_FIELD if kind == "speaker" else _FACET_FIELD for kind in several]
        rows = ({"kind": kind, "name": self.t[kind], "t": self.said} for kind in several)
        return together(map(fill, fields, rows))

    def _ways(self, links: Links) -> Markup:
        reach = 'href="{link}" rel="noreferrer"'
        if self.cloud:
            reach = 'role="link" aria-disabled="true" aria-describedby="why"'
        way = f'<li><a class="way" id="way-{{key}}" {reach} data-t="{{key}}">{{said}}</a></li>'
        keys = ("google", "outlook", "office")
        return each(way, ({"key": key, "link": getattr(links, key), "said": self.t[key]} for key in keys))

    def _notes(self) -> Markup:
        host = self.base.partition("//")[2].partition("/")[0]
        why = self.t(self.cloud, host=host, address=self.base) if self.cloud else ""
        note = '<p id="why" class="note" data-t="{key}" data-address="{base}" data-host="{host}">{why}</p>'
        size = "too_large" if self.crowded else "short_abstracts" if self.short else ""
        return some(note, key=self.cloud, base=self.base, host=host, why=why) + some(
            '<p id="short" class="note" data-t="{key}">{said}</p>', key=size, said=self.t[size] if size else ""
        )

    def _languages(self) -> Markup:
        option = '<option value="{code}" lang="{code}"{chosen}>{name}</option>'
        return each(
            option,
            (
                {"code": code, "chosen": Markup(" selected") if code == self.language else "", "name": name}
                for code, name in ((code, Words.of(code)["language"]) for code in LANGUAGES)
            ),
        )

    def _data(self) -> Markup:
        return for_script(
            {
                "base": self.base,
                "cloud": self.cloud,
                "language": self.language,
                "languages": LANGUAGES,
                "title": self.programme.title,
                "zone": self.zone,
                "zoneName": self.label,
                "feed": self.short or "all.ics",
                "days": list(self.days),
                "tables": self.tables,
                "talks": self.talks,
                "words": json.loads(raw_words(self.language)),
            }
        )


_DOT = Markup(' <span class="dot" aria-hidden="true">·</span> ')
_VIEWS = """\
<fieldset class="choice" id="views"><legend data-t="view">{t[view]}</legend>
<label><input type="radio" name="view" value="list" checked><span data-t="list">{t[list]}</span></label>\
<label><input type="radio" name="view" value="grid"><span data-t="grid">{t[grid]}</span></label></fieldset>"""
_FACET_FIELD = """\
<p class="field"><label for="f-{kind}" data-t="{kind}">{name}</label>\
<select id="f-{kind}" data-facet="{kind}"><option value="" data-t="any">{t[any]}</option></select></p>"""
_SPEAKER_FIELD = """\
<p class="field"><label for="f-speaker" data-t="speaker">{name}</label>\
<input id="f-speaker" list="speakers" autocomplete="off" spellcheck="false"><datalist id="speakers"></datalist></p>"""
