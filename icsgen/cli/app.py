"""The way in and out: ``icsgen`` and ``python -m icsgen``."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line. Ctrl-C is quiet from the first moment, also while modules are still loading."""
    _open_closed_streams()
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


def _open_closed_streams() -> None:
    """Give a place to the standard streams that whoever started the program has closed.

    Otherwise the first file opened would get a closed stream's number, and whatever is said would land in it. To
    read finds nothing, messages go nowhere, and output is refused rather than lost.
    """
    for name, mode, access in (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))


def _leave(code: int) -> None:
    """End the process here and now.

    Whatever was opened has been closed. To take the interpreter down object by object would be a tenth of a run.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:  # nobody is listening any more
            code = code or 1
        except (OSError, ValueError) as error:
            code = code or 1
            if isinstance(error, OSError) and stream is sys.stdout:
                from icsgen.cli.group import report_stream  # loaded, or else nothing would have been written

                report_stream(error)
    os._exit(code)
