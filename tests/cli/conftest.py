"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PAGE


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small page of three talks on two days."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path
