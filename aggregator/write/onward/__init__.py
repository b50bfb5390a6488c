"""What goes out once at most so many are chosen: the letter upward and the notice to the units (R6)."""

from aggregator.write.onward.chosen import why_not_final
from aggregator.write.onward.gaps import letter_gaps
from aggregator.write.onward.letter import onward_letter
from aggregator.write.onward.notice import returned_notice

__all__ = ["letter_gaps", "onward_letter", "returned_notice", "why_not_final"]
