"""Runs the scorer over real programmes, as labelled and with weak evidence withheld, and holds the figures.

``python tests/readers/score.py INPUTS`` where INPUTS holds ``score.py``, ``dev/inputs`` and ``dev/gold``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LEAST = {"macro_f1": 0.97, "recall": 0.97, "precision": 0.98}
NONE = ("silent_wrong", "crashes", "timeouts", "errors_gave_events", "errors_silent_empty")


def score(inputs: Path, *flags: str) -> dict[str, float]:
    """The scorer's totals over every file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "score.json"
        command = [sys.executable, str(inputs / "score.py"), "--json", str(report), *flags]
        command += ["--tool", "icsgen generate {input} -o {output} {options}"]
        command += ["--gold", str(inputs / "dev/gold"), "--inputs", str(inputs / "dev/inputs")]
        subprocess.run(command, check=True)
        total: dict[str, float] = json.loads(report.read_text(encoding="utf-8"))["total"]
    return total


def faults(total: dict[str, float], least: dict[str, float]) -> list[str]:
    """What falls short."""
    short = [f"{name} is {total[name]}, not {bound}" for name, bound in least.items() if total[name] < bound]
    return short + [f"{name} is {total[name]}, not 0" for name in NONE if total[name]]


if __name__ == "__main__":
    inputs = Path(sys.argv[1]).resolve()
    found = faults(score(inputs), LEAST) + faults(score(inputs, "--drop-weak"), {"precision": 0.98})
    sys.exit("\n".join(found) if found else 0)
