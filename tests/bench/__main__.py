"""The benchmark: ``python -m tests.bench [TOPIC…]`` prints one table.

A topic is a module of this package with a function ``rows()``, which yields what was measured, our figure, the
figure that it is held against, the ratio of the two, and what the ratio is to be. Ratios are taken within one run,
for machines differ.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table


def topics() -> list[str]:
    """Every module of this package that has rows."""
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if module.name != "__main__"]
    return [name for name in names if hasattr(importlib.import_module(f"tests.bench.{name}"), "rows")]


def main(wanted: Sequence[str]) -> int:
    """Measure the topics, all of them if none is named."""
    known = topics()
    if unknown := sorted(set(wanted) - set(known)):
        print(f"no such topic: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    table = Table("what", "ours", "beside", "ratio", "is to be")
    for column in table.columns[1:4]:
        column.justify = "right"
    for topic in wanted or known:
        print(f"{topic} …", file=sys.stderr, flush=True)
        table.add_section()
        for what, ours, other, ratio, aim in importlib.import_module(f"tests.bench.{topic}").rows():
            table.add_row(what, ours, other, f"{ratio:.2f}", aim)
    Console(width=None if sys.stdout.isatty() else 150).print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
