"""What people write for "since when" and "until when": a day, an instant, or so long ago."""

import re
from datetime import UTC, date, datetime, time, timedelta

from flows.errors import MisuseError

_AGO = re.compile(r"([0-9]{1,4})([hdw])")
_LAST = datetime.max.replace(tzinfo=UTC)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def moment(text: str, now: datetime) -> datetime:
    """The moment that `text` means: `2025-06-01` (its beginning, in UTC), `2025-06-01T12:00Z`, `7d` (or h, w) ago.

    An instant without a zone is UTC. Raises MisuseError for anything else.
    """
    try:
        if ago := _AGO.fullmatch(text.strip()):
            return now - int(ago[1]) * _UNITS[ago[2]]
        if len(text.strip()) == len("2025-06-01"):
            return datetime.combine(date.fromisoformat(text.strip()), time(), UTC)
        at = datetime.fromisoformat(text.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as unclear:
        raise MisuseError(
            f"{text[:40]!r} is no moment: write a day (2025-06-01), an instant (2025-06-01T12:00Z), or so long ago (7d)"
        ) from unclear


def end(text: str, now: datetime) -> datetime:
    """The moment up to which `text` means, itself not included: a day is included whole. Raises as `moment`."""
    at = moment(text, now)
    is_day = len(text.strip()) == len("2025-06-01")
    return at + min(timedelta(days=1), _LAST - at) if is_day else at
