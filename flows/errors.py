"""What stops a run as a whole, and how a command says that it did: its exit codes."""

DONE, FAILED, MISUSED, STOPPED = 0, 1, 2, 130


class RunFailedError(Exception):
    """The run could not finish; the message says why and what to do."""


class OfflineError(RunFailedError):
    """No server answered, not one."""


class LockedError(Exception):
    """Somebody else is writing; the message says who and since when."""


class MisuseError(Exception):
    """What was asked for cannot be meant; the message says why and what to ask for instead."""
