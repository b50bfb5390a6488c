"""The inbox and its containers to plain documents, in guarded workers; one module a format."""
