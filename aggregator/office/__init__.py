"""The one kit for Excel and the one for Word: pages, tables, styles. It knows no campaign."""
