"""A document that is in another format than the reader that was chosen for it by ``--reader``."""

from __future__ import annotations

from icsgen.errors import FormatError
from icsgen.model import Document

HINT = "leave --reader out to have the format found by the content (icsgen formats lists all)"


def other_format(document: Document, what: str) -> FormatError:
    """The refusal, with the first words of what is there. ``what``: what it is not."""
    first = next((line.strip() for line in (document.text or "").splitlines() if line.strip()), "")
    return FormatError(f"this is not {what}", origin=document.origin, text=first[:80] or None, hint=HINT)
