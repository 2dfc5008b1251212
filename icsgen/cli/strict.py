"""``--strict``, in every command that has it."""

from __future__ import annotations

from icsgen.errors import IcsgenError


class StrictError(IcsgenError):
    """``--strict``, and there was a problem."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"nothing was written, for there {'is a problem' if count == 1 else f'are {count:,} problems'}",
            hint="mend the source, or leave --strict out",
        )
