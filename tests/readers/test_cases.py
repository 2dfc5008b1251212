"""Every case of every reader that has a folder of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.casebook import EXPECTED, Case, cases

CASES = [
    case
    for folder in sorted(Path(__file__).parent.iterdir())
    if (folder / "cases").is_dir()
    for case in cases(folder)
    if case.path.with_name(case.path.name + EXPECTED).exists()
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.reader}/{case.path.name}" for case in CASES])
def test_a_case_is_chosen_by_its_reader_and_reads_as_it_says(case: Case) -> None:
    assert case.actual() == case.expected
