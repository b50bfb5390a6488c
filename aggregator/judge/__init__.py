"""Readings and what people know to the outcome: whose, versions, receipts, quotas, deadlines, content."""
