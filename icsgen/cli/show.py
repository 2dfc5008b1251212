"""``icsgen show``: the programme as a table."""

from __future__ import annotations

import typer

from icsgen.cli import options as given

app = typer.Typer(add_completion=False)


@app.command()
def show(sources: given.Sources) -> None:
    """Show a programme."""
