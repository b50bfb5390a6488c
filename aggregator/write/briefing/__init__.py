"""The report for the briefing: its facts, its sentences, its tables."""
