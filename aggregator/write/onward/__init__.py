"""What goes out once at most so many are chosen: the letter upward and the notice to the units (R6)."""

from aggregator.write.onward.letter import onward_letter
from aggregator.write.onward.notice import returned_notice

__all__ = ["onward_letter", "returned_notice"]
