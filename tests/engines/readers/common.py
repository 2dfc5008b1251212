"""What the Python engines' scripts share: paths in, JSON out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime


def answer(read: Callable[[str], list[dict[str, str]]], *refusals: type[BaseException]) -> None:
    """Print what ``read`` makes of each file whose path stands in standard input."""
    answers: list[object] = []
    for path in sys.stdin.read().split("\n"):
        try:
            answers.append(read(path))
        except refusals as error:
            answers.append({"error": f"{type(error).__name__}: {error}"})
    json.dump(answers, sys.stdout)


def written(moment: date) -> str:
    """A day, or an instant in UTC."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.tzinfo is None:
        return f"{moment:%Y-%m-%dT%H:%M:%S} floating"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
