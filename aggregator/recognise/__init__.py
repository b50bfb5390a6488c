"""Find what a sheet means: the head of its table, its headings, the unit it names."""
