"""Papers in the layout of party documents: the page, the letterhead, paragraphs, tables and the signature."""
