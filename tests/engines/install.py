"""Installs every calendar engine that the tests use: ``python3 tests/engines/install.py``.

libical, with its header for the benchmark, and Chromium come from Debian, by apt-get, as root; ical.js, node-ical and
ical-generator by npm into ``tests/engines/node_modules``; the Python ones by pip into ``tests/engines/.venv``.
What is there already stays. Without root or apt-get, Debian's are left out with a word: the tests that need
them will say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEBIAN = ("python3-gi", "gir1.2-ical-3.0", "libical-dev", "gcc", "python3-venv", "npm", "chromium")


def main() -> int:
    """Install them."""
    _debian()
    if shutil.which("npm"):
        _run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(HERE), cwd=HERE)
    else:
        print("npm is missing: ical.js, node-ical and ical-generator are left out", file=sys.stderr)
    python = HERE / ".venv" / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(HERE / ".venv"))
    _run(str(python), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt"))
    return 0


def _debian() -> None:
    if not shutil.which("apt-get"):
        print("no apt-get: libical is left out", file=sys.stderr)
        return
    missing = [package for package in DEBIAN if not (package == "npm" and shutil.which("npm")) and not _has(package)]
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"not root: left out {' '.join(missing)}; sudo apt-get install them", file=sys.stderr)
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _run("apt-get", "update", "-q", env=environment)
    _run("apt-get", "install", "-q", "-y", "--no-install-recommends", *missing, env=environment)


def _has(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True, check=False
    )
    return asked.stdout == "installed"


def _run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    print("+", *command, flush=True)
    subprocess.run(command, check=True, cwd=cwd, env=env)


if __name__ == "__main__":
    sys.exit(main())
