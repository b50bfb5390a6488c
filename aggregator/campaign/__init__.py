"""What the office decides, as text: rules, dates, limits, words, forms, messages; and its loader."""
