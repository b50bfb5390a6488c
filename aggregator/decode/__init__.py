"""Old Vietnamese font encodings to Unicode."""
