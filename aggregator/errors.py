"""The two ways in which work can fail: the whole run, or one file."""


class CannotWork(Exception):
    """The run cannot be done (exit status 2). The text is one Vietnamese sentence: why, and what to do."""


class Unreadable(Exception):
    """One file cannot be read. The text is the Vietnamese reason shown to the clerk; the run goes on."""
