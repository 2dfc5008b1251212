"""Readers that other distributions supply, by the entry point group ``icsgen.readers``.

``importlib.metadata`` takes 30 ms to tell that there are none, which is the usual answer and a good part of a
run. So the names of what is installed are looked through first; only if one mentions the group is it asked.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache

GROUP = "icsgen.readers"


@lru_cache(maxsize=1)
def entry_points() -> tuple[tuple[str, str, str], ...]:
    """Name, ``module`` or ``module:attribute``, and distribution of each reader."""
    if not any(map(_mentions_group, sys.path)):
        return ()
    from importlib.metadata import entry_points as installed  # slow, see above

    return tuple((point.name, point.value, point.dist.name if point.dist else "?") for point in installed(group=GROUP))


def _mentions_group(folder: str) -> bool:
    """Whether a distribution that is installed there may supply a reader."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            installed = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
    except NotADirectoryError:
        return os.path.isfile(folder)  # an archive: who knows
    except OSError:
        return False
    return any(map(_file_mentions_group, installed))


def _file_mentions_group(distribution: str) -> bool:
    try:
        with open(os.path.join(distribution, "entry_points.txt"), "rb") as file:
            return GROUP.encode() in file.read()
    except OSError:
        return False
