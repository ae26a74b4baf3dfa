"""The time in the simulated web, which stands still until a test moves it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2025, 6, 11, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """What publishers take for now; a run is given the same instant as its `KABAR_NOW`."""

    now: datetime = START

    def move(self, **by: float) -> datetime:
        """Moves it on by `timedelta(**by)`; returns where it is then."""
        self.now += timedelta(**by)
        return self.now
