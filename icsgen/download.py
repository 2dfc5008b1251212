"""Pages from the web: redirects, limits, a cache that asks before it answers, and one clear message a failure."""

from __future__ import annotations

import hashlib
import json
import os
import ssl
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from email.message import Message
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

import httpx

from icsgen.errors import FetchError, MissingError, RefusedError
from icsgen.fetch import Progress, too_large

_REDIRECTS = 10
_SECONDS = httpx.Timeout(30.0, connect=15.0)
_PATIENCE = 300.0
"""Seconds for a whole page, however steadily it drips."""
_KEPT = 100
"""Pages in the cache, the most recently used."""
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
_HINTS = {
    401: "the page wants a login; save it from your browser and give the file",
    403: "the server refuses programs; save the page from your browser and give the file",
    404: "check the address",
    410: "the page is gone for good",
    429: "the server wants to be left alone for a while; try later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server answered."""

    origin: str
    """The address as given, without any password."""
    name: str
    """File name by Content-Disposition, else the last segment of the address that answered, else its host."""
    content: bytes
    charset: str | None
    media_type: str | None


def as_sent(address: str) -> str:
    """The address in ASCII: its host by RFC 5891, its path in percent signs; empty if it cannot be one.

    >>> as_sent("https://größe.example/mühle"), as_sent("https://ü..example/")
    ('https://xn--gre-6ka8i.example/m%C3%BChle', '')
    """
    try:
        return str(httpx.URL(address))
    except httpx.InvalidURL:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What the cache knows of a page, beside its bytes."""

    url: str
    etag: str
    last_modified: str
    name: str
    charset: str | None
    media_type: str | None


def download(url: str, *, max_size: int, cache: Path | None = None, progress: Progress | None = None) -> Page:
    """Get a page, or the kept copy if the server says that it still stands.

    :raises FetchError: with what failed, and what to do.
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError(f"this is no address: {error}", origin=url) from None
    origin = str(parsed.copy_with(username=None, password=None)) if parsed.userinfo else url
    _check_scheme(parsed, origin)
    slot = cache / hashlib.sha256(str(parsed).encode()).hexdigest()[:40] if cache else None
    kept = _recall(slot, str(parsed)) if slot else None
    headers = {
        "User-Agent": f"icsgen/{version('icsgen')}",
        "Accept": "text/html, text/calendar, application/json, text/plain, */*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
    }
    if kept:
        headers |= {"If-None-Match": kept[0].etag} if kept[0].etag else {"If-Modified-Since": kept[0].last_modified}
    try:
        with httpx.Client(timeout=_SECONDS, headers=headers) as client:
            return _follow(client, parsed, origin, slot, kept, max_size, progress)
    except httpx.HTTPError as error:
        raise FetchError(_why(error), origin=origin, hint=_remedy(error)) from None
    except httpx.InvalidURL as error:
        raise FetchError(f"it leads to what is no address: {error}", origin=origin) from None


def _follow(
    client: httpx.Client,
    url: httpx.URL,
    origin: str,
    slot: Path | None,
    kept: tuple[_Kept, bytes] | None,
    max_size: int,
    progress: Progress | None,
) -> Page:
    asked = str(url)
    for _ in range(_REDIRECTS + 1):
        with client.stream("GET", url) as response:
            if response.next_request is not None:
                target = response.next_request.url
                _check_scheme(target, origin)
                if url.scheme == "https" and target.scheme == "http":
                    raise FetchError(
                        f"it leads from https to plain http: {target}", origin=origin, hint="give that address yourself"
                    )
                url = target
                continue
            if response.status_code == 304 and kept:
                return Page(
                    origin=origin,
                    name=kept[0].name,
                    content=kept[1],
                    charset=kept[0].charset,
                    media_type=kept[0].media_type,
                )
            content = _body(response, origin, max_size, progress)
            page = _page(response, url, origin, content)
            if slot:
                _keep(slot, asked, response, page)
            return page
    raise FetchError(f"it leads through more than {_REDIRECTS} redirects", origin=origin, hint="open it in a browser")


def _check_scheme(url: httpx.URL, origin: str) -> None:
    if url.scheme not in ("http", "https"):
        hint = {
            "webcal": "write https:// instead of webcal://",
            "webcals": "write https:// instead of webcals://",
            "file": "give the path alone",
        }.get(url.scheme, "save the page and give the file")
        raise FetchError(f"only http and https are fetched, not {url.scheme}", origin=origin, hint=hint)
    if not url.host:
        raise FetchError("the address names no host", origin=origin)


def _body(response: httpx.Response, origin: str, max_size: int, progress: Progress | None) -> bytes:
    status = response.status_code
    if status != 200:
        reason = f"{status} {response.reason_phrase}".strip()
        hint = _HINTS.get(status, "try later" if status >= 500 else "open it in a browser")
        kind = MissingError if status in (404, 410) else RefusedError if 400 <= status < 500 else FetchError
        raise kind(f"the server answered {reason}", origin=origin, hint=hint)
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise FetchError(
            "the server packed the page in a way that was not asked for",
            origin=origin,
            text=response.headers["content-encoding"],
        )
    stated = response.headers.get("content-length", "")
    total = int(stated) if stated.isdecimal() and "content-encoding" not in response.headers else None
    if total is not None and total > max_size:
        raise too_large(origin, max_size)
    began, content = time.monotonic(), bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > max_size:
            raise too_large(origin, max_size)
        if time.monotonic() - began > _PATIENCE:
            raise FetchError("the page takes too long to come", origin=origin, hint="try later")
        if progress:
            progress(len(content), total)
    return bytes(content)


def _page(response: httpx.Response, url: httpx.URL, origin: str, content: bytes) -> Page:
    stated = response.headers.get("content-type", "")
    return Page(
        origin=origin,
        name=_name(response.headers.get("content-disposition", ""), url),
        content=content,
        charset=response.charset_encoding,
        media_type=stated.partition(";")[0].strip().lower() or None,
    )


def _name(disposition: str, url: httpx.URL) -> str:
    """A bare file name, whatever the server sends."""
    message = Message()
    message["Content-Disposition"] = disposition
    stated = message.get_filename() or ""
    for candidate in (stated, unquote(url.path.rstrip("/"))):
        name = "".join(filter(str.isprintable, candidate.replace("\\", "/").rpartition("/")[2])).strip()
        if name.strip("."):
            return name
    return url.host


# -- the cache ----------------------------------------------------------------------------------------------
# One file a page: a line of JSON, then the bytes. It is only ever used after the server said 304.


def _recall(slot: Path, url: str) -> tuple[_Kept, bytes] | None:
    try:
        head, _, content = slot.read_bytes().partition(b"\n")
        kept = _Kept(**json.loads(head))
        if kept.url != url or not content or not (kept.etag or kept.last_modified):
            return None
        os.utime(slot)
    except (OSError, ValueError, TypeError):
        return None
    return kept, content


def _keep(slot: Path, url: str, response: httpx.Response, page: Page) -> None:
    kept = _Kept(
        url=url,
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
        name=page.name,
        charset=page.charset,
        media_type=page.media_type,
    )
    if not (kept.etag or kept.last_modified) or "no-store" in response.headers.get("cache-control", ""):
        return
    with suppress(OSError):  # a cache that cannot be written is no reason to fail
        slot.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=slot.parent, prefix=".new-", delete=False) as file:
            file.write(json.dumps(asdict(kept)).encode() + b"\n" + page.content)
        os.replace(file.name, slot)
        newest = sorted(slot.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest[_KEPT:]:
            old.unlink()


# -- what went wrong ----------------------------------------------------------------------------------------


def _why(error: httpx.HTTPError) -> str:
    cause = _root_cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the server's certificate is not to be trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection: {cause.reason or cause}"
    if isinstance(error, httpx.ConnectTimeout):
        return "the server does not answer"
    if isinstance(error, httpx.TimeoutException):
        return "the server stopped answering"
    if isinstance(error, httpx.ConnectError):
        name = type(cause).__name__
        if name == "gaierror":
            return "there is no such host, or no network"
        if name == "ConnectionRefusedError" or "refused" in str(error):
            return "the server refuses connections"
        return f"no connection: {error}"
    if isinstance(error, httpx.DecodingError):
        return "the server's compression is damaged"
    if isinstance(error, httpx.RemoteProtocolError):
        broke_off = "closed connection" in str(error) or "disconnected" in str(error)
        return f"the answer broke off: {error}" if broke_off else f"the answer is no HTTP: {error}"
    return f"it cannot be fetched: {error or type(error).__name__}"


def _remedy(error: httpx.HTTPError) -> str:
    if isinstance(_root_cause(error), ssl.SSLError):
        return "open it in a browser; if you trust it, save the page and give the file"
    if isinstance(error, httpx.ConnectError):
        return "check the address and the connection"
    return "try again; or save the page from your browser and give the file"


def _root_cause(error: BaseException) -> BaseException:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error
