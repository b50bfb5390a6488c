"""The report that is put on the table on the day of the briefing (R6): one file a section."""

from aggregator.write.briefing.document import briefing_document

__all__ = ["briefing_document"]
