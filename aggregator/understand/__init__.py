"""A document to a reading: heads, rows, entries, forms, and the words about the unit."""
