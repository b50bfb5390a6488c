"""Collects the filled-in workbooks of a campaign into one checked district workbook."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aggregator.nouns.outcome import Outcome

__all__ = ["aggregate"]
__version__ = "0.2.0"


def aggregate(
    inbox: str | os.PathLike[str],
    book: str | os.PathLike[str] | None = None,
    as_of: dt.datetime | str | None = None,
    jobs: int | None = None,
) -> Outcome:
    """Read a folder of returns and judge it; nothing is written.

    ``book`` is the tracking book (default: the one beside the inbox, if there is one). ``as_of`` is an aware time,
    or one as people write it (“28/02/2024 17:00”, on the district's clock); default: now. The Outcome holds
    ``entries`` (a frame, a row a model), ``units``, ``submissions`` and ``findings``. Raises CannotWork (in
    ``aggregator.nouns.finding``) with one Vietnamese sentence where the run as a whole cannot be done. Scripts call
    it under ``if __name__ == "__main__":``, since files are read in worker processes. Threads take turns.
    """
    from aggregator import run  # noqa: PLC0415 -- importing the package costs nothing

    with run.ONE_RUN:
        place = run.set_out(os.fspath(inbox), Path(book) if book is not None else None)
        at = as_of if isinstance(as_of, dt.datetime) else place.time(as_of)
        return run.run(place.inbox, place.base, as_of=at, book=place.book, jobs=jobs or os.cpu_count() or 1)
