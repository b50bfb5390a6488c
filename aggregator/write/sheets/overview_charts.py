"""The charts of the overview, native ones over cells; where there is nothing to draw, words stand instead."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from aggregator.write.sheets import chart_looks as looks
from aggregator.write.sheets import overview_counts as counts
from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put_across
from aggregator.write.sheets.overview_data import Data
from aggregator.write.sheets.overview_days import Day, days

if TYPE_CHECKING:
    from aggregator.write.sheets.view import View

Chart = Any  # XlsxWriter's, which ships no types
_THIN = 0.045  # a part of the longest bar that has no room for its number
