"""The sole input I/O: a path, an http(s) address, or ``-`` becomes a :class:`~icsgen.model.Document`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from icsgen.decode import decode
from icsgen.errors import FetchError, MissingError
from icsgen.model import Document

STDIN = "-"
MAX_SIZE = 64 * 1024 * 1024
"""Bytes. No programme comes near it; what does is a mistake, or an attack."""

Progress: TypeAlias = Callable[[int, int | None], None]
"""Told how many bytes have come, and of how many if that is known."""

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def fetch(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    max_size: int = MAX_SIZE,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Document:
    """Fetch one source.

    ``stdin`` is what ``-`` stands for; ``cache`` a folder in which pages are kept until the server says that they
    changed; ``max_size`` counts bytes after any compression.

    :raises FetchError: it is missing, unreadable, unreachable, empty or too large.
    :raises DecodeError: it is text, but in no encoding that can be told.
    """
    if is_address(source):
        from icsgen.download import download  # brings httpx, which takes 60 ms

        page = download(source, max_size=max_size, cache=cache, progress=progress)
        return _document(page.origin, page.name, page.content, page.charset, page.media_type)
    if source == STDIN:
        if stdin is None:
            raise FetchError("there is no standard input", origin=STDIN)
        return _document(STDIN, "", _read(stdin, STDIN, max_size))
    return _document(source, Path(source).name, _read_file(source, max_size))


def is_address(source: str) -> bool:
    """Whether the source is an address, of whatever kind, and no path.

    >>> is_address("https://conf.example/a"), is_address("a/b.txt"), is_address("-")
    (True, False, False)
    """
    return _ADDRESS.match(source) is not None


def _document(
    origin: str, name: str, content: bytes, charset: str | None = None, media_type: str | None = None
) -> Document:
    if not content or content.isspace():
        raise FetchError("it is empty", origin=origin, hint="save or paste the page again")
    text, doubt = decode(content, declared=charset, origin=origin)
    return Document(origin=origin, name=name, content=content, text=text, media_type=media_type, doubt=doubt)


def _read_file(source: str, max_size: int) -> bytes:
    try:
        with open(source, "rb") as file:
            return _read(file, source, max_size)
    except FileNotFoundError:
        if os.path.islink(source):
            raise MissingError(f"it is a link to {os.readlink(source)}, which is not there", origin=source) from None
        raise MissingError("no such file", origin=source, hint=_near(Path(source))) from None
    except IsADirectoryError:
        raise FetchError("this is a folder", origin=source, hint="name the files in it") from None
    except PermissionError:
        raise FetchError("it may not be read", origin=source, hint="give yourself the right to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise FetchError(f"it cannot be read: {getattr(error, 'strerror', None) or error}", origin=source) from None


def _read(file: BinaryIO, origin: str, max_size: int) -> bytes:
    content = file.read(max_size + 1)
    if len(content) > max_size:
        raise too_large(origin, max_size)
    return content


def too_large(origin: str, max_size: int) -> FetchError:
    """The error for a source over the limit."""
    return FetchError(
        f"it is larger than {max_size / 1024**2:.3g} MB" if max_size >= 1024**2 else f"it is over {max_size:,} bytes",
        origin=origin,
        hint="if it really is a programme, raise the limit with --max-size",
    )


def _near(path: Path) -> str:
    """What the user may have meant."""
    import difflib  # only for the message

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return "check the path" if path.parent == Path() else f"there is no folder {path.parent} either"
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    return f"did you mean {path.parent / near[0]}?" if near else "check the path"
