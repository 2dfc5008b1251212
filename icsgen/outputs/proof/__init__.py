"""The proof: one page that shows each time of a source beside the event that it became.

It is for the person who answers for a programme. The source stands on the left as it is, its times marked; on the right
stand the events, in the zone of the source, in UTC and in the reader's own. What became no event is red and says why.
The page needs nothing else: styles and the few lines of script are inside, allowed by their hashes and nothing beside
them, and without script all but the reader's own hour can be read.

``page.html`` is the page, ``sources`` prepares a source for it, ``joined`` joins the lines of a text to events, and
``parts`` makes HTML of both.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from markupsafe import Markup

from icsgen.model import Document, Reading
from icsgen.outputs.markup import each, fill, together
from icsgen.outputs.proof.parts import facts, plural, source
from icsgen.outputs.proof.sources import View, view_of

_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"


def render_proof(documents: Sequence[Document], readings: Sequence[Reading], *, title: str = "") -> bytes:
    """The page, in UTF-8. Each document stands at the place of its reading; the title is by default the first one's."""
    first = 1
    views: list[View] = []
    for index, (document, reading) in enumerate(zip(documents, readings, strict=True), 1):
        views.append(view_of(document, reading, prefix=f"s{index}", first=first))
        first += len(reading.programme.talks)
    style, script = _asset("proof.css"), _asset("proof.js")
    red = any(view.skipped or view.unexplained for view in views)
    places = {
        "policy": f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; {_NOTHING_ELSE}",
        "title": title or next((reading.programme.title for reading in readings), "Programme"),
        "style": Markup(style),
        "verdict": together(_verdict(views)),
        "red": "What became no event is red." if red else "",
        "facts": together(map(facts, views)),
        "sources": together(source(view, alone=len(views) == 1) for view in views),
        "checked": each(
            "<tr><td>{origin}</td><td><code>{fingerprint}</code></td></tr>",
            ({"origin": view.document.origin, "fingerprint": view.fingerprint} for view in views),
        ),
        "script": Markup(script),
    }
    return fill(_asset("page.html"), places).encode("utf-8", "replace")


def _verdict(views: Sequence[View]) -> Iterator[Markup]:
    """How much there is of what."""
    skipped, doubts = sum(view.skipped for view in views), sum(view.doubts for view in views)
    count = '<span class="count{mark}"><b>{n}</b> {what}</span>\n'
    rows = [
        (" good", sum(view.events for view in views), "event"),
        (" bad" if skipped else " warn" if doubts else "", skipped + doubts, "problem"),
    ]
    for mark, n, what in rows:
        yield fill(count, {"mark": mark, "n": n, "what": what + plural(n)})
    if unexplained := sum(view.unexplained for view in views):
        what = f"time{plural(unexplained)} without event or reason"
        yield fill(count, {"mark": " bad", "n": unexplained, "what": what})


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As Content-Security-Policy names an inline element: the hash of what stands between its tags."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
