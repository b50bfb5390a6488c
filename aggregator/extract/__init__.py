"""Take the rows of a recognised table apart: entries, joined rows, decoration, rows set aside."""
