"""Facts of Vietnamese writing: folding of letters, syllables."""
