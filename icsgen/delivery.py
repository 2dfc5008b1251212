"""Where calendars go, what stands there already, and what may be written over it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from icsgen.errors import MissingError, TargetError
from icsgen.fetch import STDIN, fetch, is_address
from icsgen.model import Document
from icsgen.outputs.files import check_folder, make_folder, read_existing, safe_name, write_files
from icsgen.selection import Part

LARGEST_TARGET = 1024**3
"""Bytes of a file that is still taken for a calendar."""
_UID = re.compile(rb"\r\nUID:([^\r\n]+)")


class Target(NamedTuple):
    """Where calendars go: standard output, a file, or files in a folder."""

    path: Path | None
    """``None``: standard output."""
    folder: bool = False


def target_of(documents: Sequence[Document], output: str | None, part: Part | None, *, title: str = "") -> Target:
    """Where the output goes: as told, else a file or folder named after the first source, else standard output.

    ``title`` is the programme's; it names what comes from an address that is nothing but a host.
    """
    first = documents[0]
    stem = _stem(first, title)
    if output == STDIN or (output is None and part is None and first.origin == STDIN):
        return Target(None)
    if part is not None:
        return Target(Path(output if output is not None else stem), folder=True)
    path = Path(output) if output is not None else Path(f"{stem}.ics")
    if os.path.isdir(path) or (output or "").endswith(("/", os.sep)):
        path /= f"{stem}.ics"
    return Target(path)


def _stem(document: Document, title: str) -> str:
    host = (urlsplit(document.origin).hostname or "") if is_address(document.origin) else ""
    if host and document.name.removeprefix("www.") == host.removeprefix("www."):
        # what follows the last dot of a host is no extension
        return safe_name(title) if title else host.replace(":", "-").strip("-")
    return Path(document.name).stem.strip(" .") or "programme"


class Delivered(NamedTuple):
    """One file of a run."""

    path: Path
    size: int
    """Bytes."""
    state: Literal["new", "changed", "unchanged"]


def is_ours(content: bytes) -> bool:
    """Whether icsgen wrote this calendar."""
    from icsgen.calendar import previous  # only where something stands already

    return previous.is_ours(content)


def standing_at(target: Target) -> dict[Path, bytes]:
    """The files that stand at the target: the file itself, or all calendars in the folder.

    :raises TargetError: one cannot be read, or there is no folder to write to.
    """
    if target.path is None:
        return {}
    check_folder(target.path)
    paths: Iterable[Path] = [target.path]
    if target.folder:
        paths = sorted(target.path.glob("*.ics")) if os.path.isdir(target.path) else []
    found = {path: read_existing(path, limit=LARGEST_TARGET) for path in paths}
    return {path: content for path, content in found.items() if content}


def feeds_to_revise(standing: Mapping[Path, bytes], target: Target) -> list[tuple[str, bytes]]:
    """Origin and content of what is revised. In a folder, calendars of other programs are left aside."""
    return [(str(path), content) for path, content in standing.items() if not target.folder or is_ours(content)]


def feeds_at(previous: str, *, first: bool = False) -> list[tuple[str, bytes]]:
    """Origin and content of the feed at a path or an address, or of every feed of ours in or below a folder.

    ``first``: there may be none yet. A server that cannot be reached is no proof of that.

    :raises FetchError: there is none, or it cannot be had.
    """
    try:
        if not is_address(previous) and os.path.isdir(previous):
            paths = (path for path in sorted(Path(previous).rglob("*.ics")) if os.path.isfile(path))
            read = [(str(path), read_existing(path, limit=LARGEST_TARGET) or b"") for path in paths]
            if not (found := [(origin, content) for origin, content in read if is_ours(content)]):
                raise MissingError("there is no calendar of icsgen's in this folder", origin=previous)
            return found
        return [(previous, fetch(previous, max_size=LARGEST_TARGET).content)]
    except MissingError as error:
        if first:
            return []
        hint = "check --previous; if this is the first time, say so with --first"
        raise MissingError(error.message, origin=error.origin, hint=hint) from None


def stems_in_use(standing: Mapping[Path, bytes]) -> dict[str, str]:
    """UID to file name of the calendars that hold one event, so that a talk keeps its file when it is retitled."""
    stems: dict[str, str] = {}
    for path, content in standing.items():
        uids = _UID.findall(content)
        if len(uids) == 1 and is_ours(content):
            stems[uids[0].decode(errors="replace")] = path.stem
    return stems


def check_targets(
    paths: Collection[Path], standing: Mapping[Path, bytes], sources: Sequence[str], *, force: bool
) -> None:
    """Refuse what must not be written over.

    :raises TargetError: a path is also a source, or has a file that icsgen did not write and ``force`` is not given.
    """
    check_sources(paths, sources)
    for path in paths:
        if not force and path in standing and not is_ours(standing[path]):
            raise TargetError(
                "a file that icsgen did not write stands there",
                origin=str(path),
                hint="choose another place, or overwrite it with --force",
            )


def check_sources(paths: Iterable[Path | str], sources: Sequence[str]) -> None:
    """Refuse to write over a source, under whatever name.

    :raises TargetError: one of the paths is that very file.
    """
    read = {found for source in sources if source != STDIN and not is_address(source) and (found := _identity(source))}
    for path in paths if read else ():
        if _identity(path) in read:
            raise TargetError("this is also a source", origin=str(path), hint="choose another place")


def is_source(path: Path, sources: Sequence[str]) -> bool:
    """Whether one of the sources is that very file, under whatever name."""
    try:
        check_sources([path], sources)
    except TargetError:
        return True
    return False


def _identity(path: str | Path) -> tuple[int, int] | None:
    """What two paths have in common if they lead to one file; ``None`` if there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def deliver(contents: Mapping[Path, bytes], standing: Mapping[Path, bytes], target: Target) -> tuple[Delivered, ...]:
    """Write the files whose bytes changed, all or none.

    :raises TargetError: one cannot be written; then none has changed.
    """
    if target.folder and target.path is not None:
        make_folder(target.path)
    write_files({path: [content] for path, content in contents.items() if standing.get(path) != content})
    return tuple(
        Delivered(
            path=path,
            size=len(content),
            state="new" if path not in standing else "unchanged" if standing[path] == content else "changed",
        )
        for path, content in contents.items()
    )
