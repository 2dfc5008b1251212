"""The way in: ``icsgen`` and ``python -m icsgen``."""

from __future__ import annotations


def main() -> None:
    """Run the command line. Ctrl-C is quiet from the first moment, also while modules are still loading."""
    try:
        from icsgen.cli.group import app  # here, so that Ctrl-C during the imports is caught

        app()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
