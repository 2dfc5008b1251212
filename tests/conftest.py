"""What every test can use."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("icsgen", deadline=None)  # how busy the machine is says nothing about the code
settings.load_profile("icsgen")


def need(condition: object, how: str) -> None:
    """Skip the test if the condition does not hold, saying how to get it; where it is required, fail.

    CI sets ICSGEN_REQUIRE_ENGINES, so that nothing is skipped there.
    """
    if condition:
        return
    if os.environ.get("ICSGEN_REQUIRE_ENGINES") == "1":
        pytest.fail(f"required here: {how}")
    pytest.skip(how)
