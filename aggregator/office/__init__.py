"""The one kit for Excel and the one for Word: pages, tables, styles; it knows no campaign."""
