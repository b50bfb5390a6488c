"""The report that is put on the table on the day of the briefing (R6)."""

from aggregator.write.briefing.report import briefing_document, report_text

__all__ = ["briefing_document", "report_text"]
