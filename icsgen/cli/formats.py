"""``icsgen formats``: what can be read, and who supplies each reader."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from icsgen.cli.screen import Screen
from icsgen.readers import programme_file
from icsgen.readers.registry import built_in, third_party

app = typer.Typer(add_completion=False)


@app.command()
def formats(
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of icsgen's own format.")] = False,
) -> None:
    """List the formats that icsgen reads.

    Other distributions add theirs by the entry point group icsgen.readers.
    """
    screen = Screen(sys.stdout)
    if schema:
        screen.stream.write(json.dumps(programme_file.schema(), indent=2, ensure_ascii=False) + "\n")
        return
    entries = [*built_in().values(), *third_party().values()]
    screen.table(
        [(entry.name, entry.load().summary, entry.distribution) for entry in entries], ("title", "", "dim"), indent=""
    )
