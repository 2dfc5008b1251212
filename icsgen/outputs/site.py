"""A site into a folder: only what changed is written, nothing that is not icsgen's is touched.

Each file is written under a name of its own and then given its place in one step, and files come in an order in
which any beginning of it is a sound site: first ``feeds.json``, which claims the names; then the calendar that the
next publication starts from; then the others, the page last. Whoever is killed in between finds whole
feeds, and the next run brings the rest up to date.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from icsgen.errors import TargetError

_TEMPORARY = ".icsgen-{pid}.tmp"
_ABANDONED = 3600
"""Seconds after which a temporary file belongs to a run that was killed."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of a site."""

    name: str
    """Its path in the site, with slashes."""
    make: Callable[[], bytes | None]
    """Its content, made when it is needed; ``None``: leave what there is."""
    database: bool = False
    """The next publication starts from it, so it must be on the disk before what depends on it."""
    courtesy: bool = False
    """For hosts only: if the organiser has such a file, theirs stays."""


@dataclass(slots=True)
class Published:
    """What became of the files."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    foreign: list[str] = field(default_factory=list)
    """Courtesy files of the organiser's own."""

    @property
    def written(self) -> int:
        """How many files were, or would be, written."""
        return len(self.new) + len(self.changed)


def foreign_files(folder: Path, names: Iterable[str], ours: Collection[str]) -> list[str]:
    """Which of the names are taken by files that icsgen did not write."""
    return [name for name in names if name not in ours and os.path.lexists(folder / name)]


def publish_files(
    folder: Path, files: Iterable[SiteFile], *, foreign: Collection[str] = (), dry_run: bool = False
) -> Published:
    """Bring the folder up to date. Files that stand in ``foreign`` are left as they are.

    :raises TargetError: the folder or a file cannot be written.
    """
    done = Published(foreign=sorted(foreign))
    temporary = folder / _TEMPORARY.format(pid=os.getpid())
    made: set[str] = set()
    try:
        if not dry_run:
            folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            if file.name in foreign:
                continue
            content = file.make()
            if content is None:
                continue
            target = os.path.join(folder, file.name)
            before = _standing(target, len(content) + 1)
            if before == content:
                done.unchanged += 1
                continue
            (done.new if before is None else done.changed).append(file.name)
            if not dry_run:
                if (home := os.path.dirname(target)) not in made:
                    os.makedirs(home, exist_ok=True)
                    made.add(home)
                _put(temporary, target, content, durable=file.database)
        if not dry_run and done.written:
            _clear(folder)
    except OSError as error:
        raise _refused(folder, error, temporary) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    return done


def _standing(target: str, most: int) -> bytes | None:
    """What stands there, read as far as it could be what should stand there: a site has thousands of files."""
    try:
        handle = os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return None
    try:
        return os.read(handle, most)
    except OSError as error:  # a folder; the system does not say which
        raise OSError(error.errno, error.strerror, target) from None
    finally:
        os.close(handle)


def _put(temporary: Path, target: str, content: bytes, *, durable: bool) -> None:
    with open(temporary, "wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    os.replace(temporary, target)


def _clear(folder: Path) -> None:
    """Remove what a killed run left, but not what another run is writing."""
    latest = (folder / "feeds.json").stat().st_mtime
    for left in folder.glob(_TEMPORARY.format(pid="*")):
        if left.stat().st_mtime < latest - _ABANDONED:
            left.unlink()


def _refused(folder: Path, error: OSError, temporary: Path) -> TargetError:
    named = error.filename2 if error.filename == str(temporary) else error.filename
    origin = str(named or folder)
    message, hint = f"it cannot be written: {error.strerror or error}", "choose another folder"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        message = "it may not be written"
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = "the disk is full; every feed is as it was or as it should be"
        hint = "make room, and publish again"
    elif error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        message = "a file stands where a folder must be, or the reverse"
    return TargetError(message, origin=origin, hint=hint)
