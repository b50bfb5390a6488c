"""The entries frame as plain records: whatever kind of nothing the frame holds becomes None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


class Entry(NamedTuple):
    """One model of a list; ``label`` is its index label in the frame, the rest are ENTRY_COLUMNS."""

    label: int
    unit: str | None
    form: str | None
    field: str | None
    field_source: str | None
    level: str | None
    level_source: str | None
    stt: str | None
    address: str | None
    name: str | None
    holder: str | None
    holder_kind: str | None
    mode: str | None
    completion: str | None
    completion_date: dt.date | None
    goals: str | None
    note: str | None
    typed: dict[str, str] | None
    file: str
    sheet: str
    row: int
    cells: dict[str, str] | None

    @property
    def settled_field(self) -> str | None:
        """The field that counts: a suggested one does not until a person confirms it."""
        return None if self.field_source == "suggested" else self.field


def blank_to_none(values: pd.Series[Any]) -> list[Any]:
    """The values as plain Python ones; None, NaN and NaT all become None."""
    whole: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    return whole


def entries_of(frame: pd.DataFrame) -> list[Entry]:
    """The rows of the entries frame, in its order."""
    columns = [blank_to_none(frame[name]) for name in Entry._fields[1:]]
    return [Entry(*values) for values in zip(frame.index.tolist(), *columns, strict=True)]
