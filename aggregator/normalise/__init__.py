"""Bring each column of the entries to its meaning, column by column."""
