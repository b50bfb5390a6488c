"""The sheets of the master, one module a page or a few that belong together."""
