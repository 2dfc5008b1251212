"""A web page to a Programme, as a ratio to parsing the same page with bare selectolax and taking its text.

The page is made here: 5 MB in the manner of the schedules that conference sites serve, 800 talks in cards with
abstracts, people with affiliations, icons, buttons, a dialog for each, and the site's state as JSON. Beside it a large
table, which has more talks for its size. Every round reads a page with other words and names than the one before, so
that what the readers remember of one is of no use for the next.
"""

from __future__ import annotations

import gc
import random
import re
import time
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser

from icsgen.model import Document, Policy
from icsgen.readers import web_page
from tests.readers.casebook import document_of

TALKS, DAYS = 800, 5
ROUNDS = 5
AIM = 3
WORDS = re.findall(
    r"\w+",
    "we look at how a kernel schedules work on its cores and why the clocks of two machines never agree about it",
)
ICON = (
    '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'
    'm1 5v5.2l4 2.4-.8 1.3-4.7-2.8V7z" fill="currentColor"></path></svg>'
)


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    yield _row(f"web page of {TALKS} talks", programme, f"≤ {AIM}")
    yield _row("web page, a table of 5,000 rows", table, f"({AIM})")


def _row(what: str, page: Callable[[int], str], aim: str) -> tuple[str, str, str, float, str]:
    documents = [document_of(page(seed).encode(), "page.html") for seed in range(ROUNDS + 1)]
    count = len(web_page.read(documents.pop(), Policy()).programme.talks)
    ours, bare = _best(documents, lambda one: web_page.read(one, Policy()), _bare)
    size = f"{what}, {len(documents[0].content) / 1e6:.1f} MB, {count} read"
    return size, f"{ours * 1000:.0f} ms", f"{bare * 1000:.0f} ms (selectolax: parse, text)", ours / bare, aim


def _bare(document: Document) -> int:
    body = LexborHTMLParser(document.text or "").body
    return len(body.text(separator="\n")) if body is not None else 0


def _best(documents: list[Document], *ways: Callable[[Document], object]) -> list[float]:
    """The best time of each, by turns: other work on the machine falls on all of them."""
    best = [float("inf")] * len(ways)
    for document in documents:
        for index, way in enumerate(ways):
            gc.collect()
            began = time.perf_counter()
            way(document)
            best[index] = min(best[index], time.perf_counter() - began)
    return best


def programme(seed: int) -> str:
    """A conference's schedule: days in tabs, talks in cards."""
    chance = random.Random(seed)
    parts = [
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Kernel Days 2027</title>"
        "<style>.card{margin:1rem}</style></head><body><nav><ul><li><a href=/>Home</a></ul></nav><main>"
        "<h1>Kernel Days 2027</h1><p>All times are in Europe/Vienna.</p>"
    ]
    for day in range(DAYS):
        weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[day]
        parts.append(f'<section class="day tab-pane" id="day-{day}"><h2>{weekday}, {3 + day} May 2027</h2>\n')
        parts += [_card(chance, day * TALKS // DAYS + index, index) for index in range(TALKS // DAYS)]
        parts.append("</section>\n")
    state = ",".join(f'{{"id":{number},"text":"{_words(chance, 200)}"}}' for number in range(TALKS))
    parts.append(f'<script id="state" type="application/json">[{state}]</script>')
    return "".join([*parts, "</main><footer><p>© 2027 Kernel Days</p></footer></body></html>"])


def _card(chance: random.Random, number: int, index: int) -> str:
    start = 9 * 60 + index // 10 * 30
    end = start + 25
    authors = "".join(
        f'<li class="person"><a class="person-link" href="/people/{number}-{n}" data-id="{number}{n}">{ICON}'
        f'<span class="name">{_name(chance)}</span></a> '
        f'<span class="affiliation">University of {chance.choice(WORDS)}</span></li>'
        for n in range(3)
    )
    buttons = "".join(
        '<button type="button" class="btn btn-outline-secondary btn-sm me-1" data-bs-toggle="tooltip" '
        f'data-talk="{number}" aria-label="{word}">{ICON}<span class="d-none d-md-inline">{word}</span></button>'
        for word in ("Bookmark", "Share", "Chat")
    )
    hours = f"{start // 60:02}:{start % 60:02} – {end // 60:02}:{end % 60:02}"
    address = f"https://kernel.example/talks/{number}"
    return "".join(
        (
            f'<div class="card talk-card shadow-sm mb-3" id="talk-{number}" data-track="{number % 7}">',
            f'<div class="card-body">\n<div class="d-flex"><div class="timebox text-muted">{ICON} {hours}</div>',
            f'<div class="room ms-auto">{ICON}<a href="/rooms/{index % 10}">Hall {index % 10}</a></div></div>\n',
            f'<h3 class="card-title talk-title"><a href="{address}">{_words(chance, 8).title()} {number}</a></h3>\n',
            f'<ul class="speakers list-inline">{authors}</ul>\n',
            f'<div class="abstract collapse show" id="abstract-{number}">',
            f"<p>{_words(chance, 140)}.</p><p>{_words(chance, 90)}.</p></div>\n",
            f'<div class="btn-toolbar" role="toolbar" aria-label="Actions">{buttons}</div></div>\n',
            f'<div class="modal fade" id="cite-{number}" tabindex="-1" aria-hidden="true"><div class="modal-dialog">',
            '<div class="modal-content"><h5 class="modal-title">Cite</h5>',
            f"<pre>@talk{{k{number}, title={{{_words(chance, 90)}}}}}</pre></div></div></div></div>\n",
        )
    )


def table(seed: int) -> str:
    """One table of 5,000 rows with a head, as content systems print them."""
    chance = random.Random(seed)
    rows = "".join(_table_row(chance, number) for number in range(5000))
    return (
        "<!doctype html><title>Kernel Days</title><h1>Kernel Days</h1><h2>Monday 3 May 2027</h2>"
        "<p>All times are in UTC</p><table><thead><tr><th>Time</th><th>Title</th><th>Speaker</th><th>Room</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _table_row(chance: random.Random, number: int) -> str:
    """Some hundred talks at a time, each in its room, as at a meeting of a large society."""
    start = 9 * 60 + number // 100 * 10
    hours = f"{start // 60:02}:{start % 60:02} - {(start + 9) // 60:02}:{(start + 9) % 60:02}"
    return (
        f'<tr class="row-{number % 2}"><td class="views-field">{hours}</td><td class="views-field">'
        f'<a href="https://kernel.example/{number}">{_words(chance, 9)} {number}</a></td>'
        f"<td>{_name(chance)}</td><td>Hall {number % 100}</td></tr>\n"
    )


def _name(chance: random.Random) -> str:
    """A first name and a last one; hardly any comes twice."""
    first, last = ("".join(chance.choices("abdeiklmnorstu", k=length)) for length in (6, 9))
    return f"{first.title()} {last.title()}"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))
