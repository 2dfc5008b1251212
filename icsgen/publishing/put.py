"""A site into its folder, past everything that is not icsgen's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from icsgen.delivery import check_sources
from icsgen.errors import TargetError
from icsgen.outputs.addresses import talk_file
from icsgen.outputs.memory import FILE, Memory, encode
from icsgen.outputs.site import Published, SiteFile, foreign_files, publish_files
from icsgen.publishing.before import site_in
from icsgen.publishing.order import Site


def put_site(
    site: Site,
    folder: Path,
    *,
    standing: Memory | None = None,
    sources: Sequence[str] = (),
    force: bool = False,
    dry_run: bool = False,
) -> Published:
    """Write what changed. ``standing`` is what the site in the folder remembers, if that is known already.

    :raises TargetError: it cannot be written, or would take the place of a source or of somebody else's file.
    """
    names = [FILE, *(file.name for file in site.files)]
    ours = _ours(site_in(folder, force=force).memory if standing is None else standing)
    foreign = foreign_files(folder, names, ours)
    courtesy = {file.name for file in site.files if file.courtesy}
    check_sources((os.path.join(folder, name) for name in names), sources)
    taken = [name for name in foreign if name not in courtesy]
    if FILE in taken and not force:  # what a site remembers, read before there was any
        raise TargetError(
            "another run began to publish into this folder meanwhile",
            origin=str(folder),
            hint="run it again when that is done; it updates what then stands there",
        )
    if taken and not force:
        raise TargetError(
            f"{'files' if len(taken) > 1 else 'a file'} that icsgen did not write would be lost",
            origin=str(folder),
            text=", ".join(taken[:5]),
            hint="choose another folder, or overwrite with --force",
        )
    left = courtesy.intersection(foreign)
    memory = replace(site.memory, files=tuple(name for name in site.memory.files if name not in left))
    first = SiteFile(FILE, partial(encode, memory), database=True)
    return publish_files(folder, chain([first], site.files), foreign=left, dry_run=dry_run)


def _ours(memory: Memory) -> set[str]:
    """The names of the files that icsgen wrote."""
    files = {feed.file for feed in memory.addresses.feeds}
    return {*files, *map(talk_file, memory.addresses.talks), *memory.files}
