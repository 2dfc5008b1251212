"""How long a whole run takes, beside a bare interpreter and beside a plain program of the same libraries.

Each command is a process of its own, started in turn with the others, so that whatever else the machine does
falls on all of them alike; the median of each counts. Bytecode is cached, as in every installation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "icml-2021-deep-learning-algorithms-7.txt"
ROUNDS = 25
BARE = [sys.executable, "-c", "pass"]
SCRIPT = shutil.which("icsgen", path=str(Path(sys.executable).parent))
OURS = [*([SCRIPT] if SCRIPT else [sys.executable, "-m", "icsgen"]), "generate", str(EXAMPLE), "-o", "-"]
PLAIN = """
import sys, typer, icalendar
app = typer.Typer()
@app.command()
def main(page: str, output: str = typer.Option("-", "-o")) -> None:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//plain//EN")
    calendar.add("version", "2.0")
    for line in open(page, encoding="utf-8"):
        if "PDT" in line:
            event = icalendar.Event()
            event.add("summary", line)
            calendar.add_component(event)
    sys.stdout.buffer.write(calendar.to_ical())
app()
"""


def medians(commands: Mapping[str, list[str]], rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds that each command takes."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(rounds + 1):
            for name, command in commands.items():
                began = time.perf_counter()
                subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=True)
                taken[name].append(time.perf_counter() - began)
    return {name: median(seconds[1:]) for name, seconds in taken.items()}  # the first round fills the cache


def rows() -> Iterator[tuple[str, str, str, float, str]]:
    """The rows of the benchmark's table."""
    taken = medians({"bare": BARE, "ours": OURS, "plain": [sys.executable, "-c", PLAIN, str(EXAMPLE), "-o", "-"]})
    ours, bare, plain = (f"{taken[name] * 1000:.0f} ms" for name in ("ours", "bare", "plain"))
    yield (
        "example page to .ics, beside `python -c pass`",
        ours,
        bare,
        taken["ours"] / taken["bare"],
        "at most 15, aim 12",
    )
    yield "a plain typer + icalendar program, beside `python -c pass`", plain, bare, taken["plain"] / taken["bare"], ""


if __name__ == "__main__":
    for row in rows():
        print(*row, sep=" | ")
