"""Ways to run the tool: in this process for most tests, as a process of its own for what only that shows."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

from typer.testing import CliRunner

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "icml-2021-deep-learning-algorithms-7.txt"
TABLE = [
    # start in UTC on 21 July 2021, length in minutes, title
    ("020000", 20, "Out-of-Distribution Generalization via Risk Extrapolation (REx)"),
    ("022000", 5, "What Makes for End-to-End Object Detection?"),
    ("022500", 5, "On Explainability of Graph Neural Networks via Subgraph Explorations"),
    ("023000", 5, "Just How Toxic is Data Poisoning? A Unified Benchmark for Backdoor and Data Poisoning Attacks"),
    ("023500", 5, "Data Augmentation for Meta-Learning"),
    ("024000", 5, "Understanding Invariance via Feedforward Inversion of Discriminatively Trained Classifiers"),
    ("024500", 5, "Neural Symbolic Regression that scales"),
]
PAGE = """Small Workshop

Tue 20 July 2021 19:00 - 19:20 PDT

On cats

Ann Lee

Cats are small.

Tue 20 July 2021 19:20 - 19:40 PDT

On dogs

Bo Li

Dogs are less small.

Wed 21 July 2021 09:00 - 09:30 PDT

On mice

Ann Lee

Mice are smallest.
"""


_UNWANTED = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "SOURCE_DATE_EPOCH", "TERM", "PYTHONDONTWRITEBYTECODE")
_BYTECODE = Path(tempfile.gettempdir()) / "icsgen-tests-bytecode"
"""Kept from run to run, like that of an installed program, so that processes start quickly."""


class Done(NamedTuple):
    """How a run ended."""

    returncode: int
    stdout: bytes
    stderr: bytes


def icsgen(*arguments: str | Path, cwd: Path, stdin: bytes = b"", **env: str | None) -> Done:
    """Run it in this process, which takes a tenth of the time of one of its own."""
    from icsgen.cli.group import app

    changes = {**dict.fromkeys(_UNWANTED), "COLUMNS": "80", **env}
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(
            app, [*map(str, arguments)], input=stdin, env=changes, catch_exceptions=False, prog_name="icsgen"
        )
    return Done(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def command(*arguments: str | Path) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "icsgen", *map(str, arguments)]


def environment(**changes: str) -> dict[str, str]:
    """The usual environment without what would change the output."""
    base = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return {**base, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(_BYTECODE), **changes}


def process(*arguments: str | Path, cwd: Path, stdin: bytes = b"", stdout: IO[bytes] | int | None = None) -> Done:
    """Run it as a process, as people do."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        input=stdin,
        stdout=stdout if stdout is not None else subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout or b"", done.stderr)


def said(done: Done) -> str:
    """What it told people. No traceback is ever part of that."""
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return text
