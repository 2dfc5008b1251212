"""The proof: one page that shows each time of a source beside the event that it became.

It is for the person who answers for a programme. The source stands on the left as it is, its times marked; on the right
stand the events, in the zone of the source, in UTC and in the reader's own. What became no event is red and says why.
The page needs nothing else: styles and the few lines of script are inside, allowed by their hashes and nothing beside
them, and without script all but the reader's own hour can be read.

``page.html.j2`` is the page, ``sources`` prepares a source for it, ``joined`` joins the lines of a text to events.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from icsgen.model import Document, Reading
from icsgen.outputs.proof.sources import view_of

if TYPE_CHECKING:
    from jinja2 import Environment

_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"


def render_proof(documents: Sequence[Document], readings: Sequence[Reading], *, title: str = "") -> bytes:
    """The page, in UTF-8. Each document stands at the place of its reading; the title is by default the first one's."""
    first = 1
    views = []
    for index, (document, reading) in enumerate(zip(documents, readings, strict=True), 1):
        views.append(view_of(document, reading, prefix=f"s{index}", first=first))
        first += len(reading.programme.talks)
    style, script = _asset("proof.css"), _asset("proof.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; {_NOTHING_ELSE}"
    template = _environment().get_template("page.html.j2")
    return template.render(
        title=title or next((reading.programme.title for reading in readings), "Programme"),
        views=views,
        events=sum(view.events for view in views),
        skipped=sum(view.skipped for view in views),
        doubts=sum(view.doubts for view in views),
        unexplained=sum(view.unexplained for view in views),
        style=style,
        script=script,
        policy=policy,
    ).encode("utf-8", "replace")


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader  # only for those who ask for a proof

    return Environment(loader=FunctionLoader(_asset), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As Content-Security-Policy names an inline element: the hash of what stands between its tags."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
