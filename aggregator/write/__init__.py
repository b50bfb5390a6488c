"""Everything the program writes."""
