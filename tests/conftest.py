"""What every test can use."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How busy the machine is says nothing about the code. Where a run decides, it must decide the same twice; at home
# every run looks at other examples.
settings.register_profile("icsgen", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("icsgen")


collect_ignore = ["bench/writers"]  # run by the benchmark, where the libraries are that they write with


def need(condition: object, how: str) -> None:
    """Skip the test if the condition does not hold, saying how to get it; where it is required, fail.

    CI sets ICSGEN_REQUIRE_ENGINES, so that nothing is skipped there.
    """
    if condition:
        return
    if os.environ.get("ICSGEN_REQUIRE_ENGINES") == "1":
        pytest.fail(f"required here: {how}")
    pytest.skip(how)
