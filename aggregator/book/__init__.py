"""The tracking book: made, read into nouns, added to, and its questions."""
