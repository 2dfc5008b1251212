"""The README's commands: ``python tests/readme.py NAME`` prints what stands under ``<!-- command: NAME -->``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"<!-- command: ([\w-]+) -->\s*```\w*\n(.*?)```", re.DOTALL)


def commands() -> dict[str, str]:
    """Every named command of the README, by name."""
    return {name: block.strip() for name, block in _BLOCK.findall(README.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    print(commands()[sys.argv[1]])
