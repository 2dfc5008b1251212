"""Draws the README's picture of the tool at work: runs it on the example page and writes icsgen.svg beside this file.

    python examples/render_terminal.py

The run is a real one; its output, colours and all, is put into an SVG by rich.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
PAGE = "icml-2021-deep-learning-algorithms-7.txt"
COLUMNS = 104


def run(*arguments: str, folder: str) -> str:
    """What the tool writes to a terminal of that width."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        [sys.executable, "-m", "icsgen", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return done.stderr.decode()


def picture(command: str, output: str) -> str:
    """The SVG of a terminal in which the command was run."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "green"), (command, "bold")))
    console.print(Text.from_ansi(output.rstrip("\n")))
    svg = console.export_svg(title="icsgen", unique_id="icsgen")
    # A picture asks nobody for a font.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / PAGE).write_bytes((HERE / PAGE).read_bytes())
        output = run("generate", PAGE, folder=folder)
    (HERE / "icsgen.svg").write_text(picture(f"icsgen generate {PAGE}", output), encoding="utf-8")


if __name__ == "__main__":
    main()
