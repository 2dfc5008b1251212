"""What is the same on every site: style, script, service worker, words, and the QR code of its address."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

from icsgen.outputs.page.words import HERE, LANGUAGES, raw_words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)
_SCRIPTS = ("core", "address", "zones", "filters", "now", "grid", "ics", "qr", "picks", "changes", "subscribe", "main")


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """The files by name."""
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


@lru_cache(maxsize=2)
def shell(name: str) -> str:
    """The HTML file of that name, with places for what differs from site to site."""
    return HERE.joinpath(name).read_text("utf-8").removesuffix("\n")


@lru_cache(maxsize=1)
def assets_version() -> str:
    """What changes when one of them does, for their addresses."""
    total = hashlib.sha256()
    for name, content in sorted(assets().items()):
        total.update(name.encode())
        total.update(content)
    return total.hexdigest()[:8]


def page_code(base: str) -> bytes:
    """``qr.svg``: the QR code that opens the page, at the place where one subscribes, on a phone."""
    import segno  # only a new site needs it

    address, out = f"{base}#subscribe", io.BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", border=4, dark="#1d1b19", light="#fff", omitsize=True, desc=address
    )
    return out.getvalue()


def shows(code: bytes, base: str) -> bool:
    """Whether it is the QR code of that site.

    >>> shows(page_code("https://conf.example/a&b/"), "https://conf.example/a&b/")
    True
    """
    said = base.replace("&", "&amp;")  # of what XML escapes, an address has no more
    return f"<desc>{said}#subscribe</desc>".encode() in code
