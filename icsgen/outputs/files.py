"""Calendars to files, whole or not at all.

Every file is written beside its target under a name of its own, brought to the disk, and only then given the
target's name, which the system does in one step. Several files are all written before the first is renamed.
Whoever kills the program at any moment finds the old file or the new one, never a part.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from icsgen.errors import TargetError
from icsgen.patterns import Pattern

_SUFFIX = ".icsgen-tmp"
_ABANDONED = 3600
"""Seconds after which a temporary file of a target belongs to a run that was killed."""
_LONGEST_NAME = 80
"""Bytes; with extension and suffix it then fits every file system and most archives."""
_RESERVED = Pattern(r"con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$")


def read_existing(path: Path, *, limit: int) -> bytes | None:
    """What stands at the target now; ``None`` if nothing does, or a device or pipe.

    At most ``limit`` bytes are read: nothing of ours is larger, and what is must not fill the memory.

    :raises TargetError: it cannot be read, is a folder or is over the limit.
    """
    try:
        if not _is_plain(path):
            return None
        with open(path, "rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError:
        return None
    except PermissionError:
        raise TargetError("it may not be read", origin=str(path), hint="choose another place") from None
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    if len(content) > limit:
        raise TargetError("what stands there is too large to be a calendar", origin=str(path), hint="choose another -o")
    return content


def write_files(files: Mapping[Path, Iterable[bytes]]) -> None:
    """Write all of them, or none.

    Folders are not made. A symbolic link stays, and what it points to is replaced; a replaced file keeps its
    permissions; a device or a pipe is written to directly.

    :raises TargetError: one cannot be written; then none has changed.
    """
    staged: dict[Path, Path] = {}
    folders: set[Path] = set()
    try:
        for target, chunks in files.items():
            try:
                if _is_plain(target):
                    real = Path(os.path.realpath(target))
                    staged[real] = _stage(real, chunks)
                    folders.add(real.parent)
                else:  # by its own name: what /dev/stdout leads to has none
                    _write_device(target, chunks)
            except (OSError, ValueError) as error:
                raise _refused(target, error) from None
        for real in list(staged):
            try:
                os.replace(staged[real], real)
            except OSError as error:
                raise _refused(real, error) from None
            del staged[real]
    finally:
        for left in staged.values():
            with suppress(OSError):
                left.unlink()
    for folder in folders:
        _settle(folder, {path.name for path in files})


def write_stream(stream: BinaryIO, content: bytes) -> None:
    """Write to a stream, such as standard output. A closed pipe is the business of whoever runs the program.

    :raises TargetError: the disk that it leads to is full, or else fails.
    """
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise stream_refused(error) from None


def stream_refused(error: OSError) -> TargetError:
    """The error for a standard stream that takes no more."""
    return _refused(Path("standard output"), error)


def check_folder(target: Path) -> None:
    """Refuse a target whose folder is not there, before any work is done for it.

    :raises TargetError: there is no such folder, or it may not be looked into.
    """
    try:
        if not stat.S_ISDIR(target.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "this is no folder", str(target.parent))
    except (OSError, ValueError) as error:
        raise _refused(target, error) from None


def make_folder(path: Path) -> None:
    """Make the folder if it is not there; its parent must be.

    :raises TargetError: it cannot be made, or is something else.
    """
    try:
        path.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None


def _is_plain(path: Path) -> bool:
    """Whether it is, or would become, a regular file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "this is a folder", str(path))
    return stat.S_ISREG(mode)


def _stage(target: Path, chunks: Iterable[bytes]) -> Path:
    """The content in a file beside the target, on the disk."""
    mode = None
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected", str(target))
    stem = target.name.encode()[:100].decode(errors="ignore")
    staged = target.with_name(f".{stem}.{os.urandom(6).hex()}{_SUFFIX}")
    try:
        with open(staged, "xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            staged.chmod(mode)
    except BaseException:  # Ctrl-C too must not leave it behind
        with suppress(OSError):
            staged.unlink()
        raise
    return staged


def _write_device(target: Path, chunks: Iterable[bytes]) -> None:
    with open(target, "wb") as file:
        file.writelines(chunks)


def _settle(folder: Path, names: set[str]) -> None:
    """Bring the renames to the disk, and clear away what killed runs left of these targets."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    with suppress(OSError):
        left = [entry for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX)]
        latest = max((entry.stat().st_mtime for entry in os.scandir(folder) if entry.name in names), default=0)
        for entry in left:
            if entry.stat().st_mtime < latest - _ABANDONED:
                os.unlink(entry.path)


def _refused(path: Path, error: OSError | ValueError) -> TargetError:
    code = error.errno if isinstance(error, OSError) else None
    folder, elsewhere = path.parent, "choose another place"
    if code == errno.ENOENT and not os.path.isdir(folder):
        return TargetError(f"there is no folder {folder}", origin=str(path), hint=f"make it: mkdir -p '{folder}'")
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return TargetError("it may not be written", origin=str(path), hint=elsewhere)
    if code in (errno.ENOSPC, errno.EDQUOT):
        return TargetError("the disk is full; nothing was changed", origin=str(path), hint="make room, then try again")
    if code == errno.EISDIR:
        return TargetError("this is a folder", origin=str(path), hint="name a file in it")
    if code in (errno.EEXIST, errno.ENOTDIR):
        return TargetError("a file stands where a folder must be", origin=str(path), hint=elsewhere)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return TargetError(f"it cannot be written: {reason}", origin=str(path), hint=elsewhere)


# -- names --------------------------------------------------------------------------------------------------


def safe_name(text: str) -> str:
    """A file name without extension that every file system holds, from any text.

    Letters and digits of any script stay, Latin ones without accents and in lower case; all else becomes ``-``.

    >>> safe_name("What's new in C++? Ünïcode/paths"), safe_name("CON"), safe_name("深層 学習"), safe_name("…")
    ('whats-new-in-c-unicode-paths', 'con-', '深層-学習', 'untitled')
    """
    folded = unicodedata.normalize("NFKC", text.replace("'", "").replace("’", "")).casefold()
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", folded):
        kind = unicodedata.category(character)[0]
        if kind in "LN":
            kept.append(character)
        elif kind != "M":
            kept.append("-")
        elif kept and not kept[-1].isascii():  # a vowel sign, not an accent on a Latin letter
            kept.append(character)
    words = re.sub("-+", "-", unicodedata.normalize("NFC", "".join(kept))).strip("-")
    short = words.encode()[:_LONGEST_NAME].decode(errors="ignore").strip("-") or "untitled"
    return f"{short}-" if _RESERVED.fullmatch(short) else short


def file_names(parts: Sequence[tuple[str, str]]) -> list[str]:
    """File names for parts given as (title, identity), none equal on any file system, whatever their order.

    Titles that make the same name get a few letters that follow from their identity.

    >>> file_names([("Lunch", "a"), ("Keynote", "b"), ("lunch!", "c")])
    ['lunch-ca9781', 'keynote', 'lunch-2e7d2c']
    """
    names = [safe_name(title) for title, _ in parts]
    counts = Counter(names)
    return [
        name if counts[name] == 1 else _told_apart(name, identity, counts)
        for name, (_, identity) in zip(names, parts, strict=True)
    ]


def _told_apart(name: str, identity: str, taken: Collection[str]) -> str:
    digest = hashlib.sha256(identity.encode(errors="replace")).hexdigest()
    length = 6
    while (longer := f"{name}-{digest[:length]}") in taken:  # a title that looks like one of our names
        length += 1
    return longer
