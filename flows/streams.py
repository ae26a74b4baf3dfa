"""Standard output that takes no more: a full disk behind `>`, a reader such as `head` that has read enough."""

import errno
import os
import sys

from flows.errors import FAILED

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def takes_no_more(error: OSError) -> bool:
    """Whether it is a stream that could not be written; what has a file's name is none."""
    return isinstance(error, BrokenPipeError) or (error.errno in _NO_ROOM and error.filename is None)


def unwritten(error: OSError) -> int:
    """The exit code for an answer that could not be written, after the sentence that says so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it is tried again at the end
    if not isinstance(error, BrokenPipeError):  # else `| head` has read enough
        said = f"kabar: the answer could not be written ({error.strerror}): give it a place with room\n"
        sys.stderr.write(said)
    return FAILED
