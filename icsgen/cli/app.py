"""The way in and out: ``icsgen`` and ``python -m icsgen``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line. Ctrl-C is quiet from the first moment, also while modules are still loading."""
    gc.disable()  # nothing that is loaded now ever becomes garbage; Commands.get_command switches it on again
    try:
        from icsgen.cli.group import app  # here, so that Ctrl-C during the imports is caught

        app()
    except KeyboardInterrupt:
        _leave(130)
    except SystemExit as stop:
        if isinstance(stop.code, int | None):
            _leave(stop.code or 0)
        raise


def _leave(code: int) -> None:
    """End the process here and now.

    Whatever was opened has been closed. To take the interpreter down object by object would be a tenth of a run.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody is listening any more
            code = code or 1
    os._exit(code)
