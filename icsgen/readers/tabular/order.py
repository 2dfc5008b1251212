"""The order of day and month in the dates of a table, by all that its rows say of their days."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.readers.draft import Findings
from icsgen.readers.tabular.heading import SheetRow
from icsgen.readers.tabular.time_columns import TimeColumn
from icsgen.times.cells import Order, date_order


def order_of(times: Sequence[TimeColumn], body: Sequence[SheetRow], findings: Findings) -> Order | None:
    """The order, with a note on what showed it; ``None`` if nothing settles it."""
    order, how = date_order(_days(times, [cells for _, cells in body]))
    if order is not None:
        words = "day before month" if order == "dmy" else "month before day"
        note = f"dates are {words}: {how}"
        if note not in findings.notes:
            findings.notes.append(note)
    return order


def _days(times: Sequence[TimeColumn], rows: Sequence[Sequence[object]]) -> set[object]:
    """What the rows say of their days, each once: the time fields, and the fields for the day together."""
    found: set[object] = set()
    for column in times:
        if column.role not in ("duration", "date"):
            found.update([cells[column.index] for cells in rows if column.index < len(cells)])
    days = [column.index for column in times if column.role == "date"]
    said = {tuple([cells[index] for index in days if index < len(cells)]) for cells in rows} if days else ()
    found.update(" ".join(map(str, one)) for one in said)
    return found
