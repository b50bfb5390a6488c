"""The tracking book."""
