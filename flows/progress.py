"""What a run tells whoever watches: a step begins, it moves on, it says something. Drawn by `flows.console`."""

import logging
from typing import Protocol

log = logging.getLogger("flows")


class Progress(Protocol):
    """A listener; may be called from any thread."""

    def begin(self, step: str, total: int) -> None:
        """A step begins; `total` is how many pieces it has."""

    def advance(self, step: str, n: int = 1, what: str = "") -> None:
        """`n` pieces of it are done; `what` was the last."""

    def say(self, text: str) -> None:
        """A sentence worth reading."""


class Logged:
    """Progress as log lines: for runs on a Prefect server, and for pipes."""

    def begin(self, step: str, total: int) -> None:
        """Logs how much there is to do."""
        log.info("%s: %d to do", step, total)

    def advance(self, step: str, n: int = 1, what: str = "") -> None:
        """Logs nothing: the batches have names of their own."""

    def say(self, text: str) -> None:
        """Logs the sentence."""
        log.info("%s", text)
