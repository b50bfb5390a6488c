"""Facts of Vietnamese writing: folded keys, syllables, names, old fonts, wording."""
