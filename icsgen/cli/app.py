"""The way in: ``icsgen`` and ``python -m icsgen``."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line. Ctrl-C is quiet from the first moment, also while modules are still loading."""
    gc.disable()  # nothing that is loaded now ever becomes garbage; Commands.get_command switches it on again
    try:
        from icsgen.cli.group import app  # here, so that Ctrl-C during the imports is caught

        app()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
