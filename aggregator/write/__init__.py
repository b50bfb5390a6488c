"""Blank forms, master, papers, RESULT.json, comparison, province, frozen copy, self-check."""
