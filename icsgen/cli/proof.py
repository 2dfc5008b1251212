"""``--proof``: the source beside the events that were made of it, in one page to check and to print."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from icsgen.cli.gather import Gathered
from icsgen.delivery import is_source
from icsgen.errors import TargetError
from icsgen.outputs.files import read_existing, write_files
from icsgen.outputs.proof import render_proof

_MARK = b'"generator" content="icsgen'
_LARGEST = 256 * 1024 * 1024


def write_proof(
    path: Path, gathered: Gathered, sources: Sequence[str], *, taken: Iterable[Path] = (), force: bool
) -> None:
    """Write it, but over no source, over no calendar of this run, and over no page that is not a proof unless forced.

    ``taken``: where the calendars go.

    :raises TargetError: it must not or cannot be written.
    """
    if is_source(path, sources):
        raise TargetError("this is also a source", origin=str(path), hint="choose another file for --proof")
    if os.path.realpath(path) in map(os.path.realpath, taken):
        raise TargetError("this is also the calendar", origin=str(path), hint="choose another file for --proof")
    standing = read_existing(path, limit=_LARGEST)
    if standing and _MARK not in standing[:4000] and not force:
        raise TargetError(
            "a file that icsgen did not write stands there",
            origin=str(path),
            hint="choose another file for --proof, or overwrite it with --force",
        )
    page = render_proof(gathered.documents, gathered.readings, title=gathered.reading.programme.title)
    if page != standing:
        write_files({path: [page]})
