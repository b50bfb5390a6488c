"""What flows: units, files, documents, readings, standings, findings, the outcome. Nouns know no room."""
