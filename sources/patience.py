"""How long a server's headers ask us to wait: Cache-Control, Expires and Retry-After, read leniently.

Values as the server sent them in, a span of time out; what cannot be read asks for nothing. How much of it is
granted is the caller's decision.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST_NUMBER = 10  # digits: 300 years in seconds
_LONGEST_DATE = 100  # characters
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})(?!\d)", re.IGNORECASE | re.ASCII)
_UNCACHED = re.compile(r"(?:^|[,\s])(?:no-cache|no-store)(?:$|[,\s;=])", re.IGNORECASE)


def fresh_for(*, cache_control: str, age: str, expires: str, date: str, now: datetime) -> timedelta:
    """How long a cache may keep the answer (RFC 9111, 4.2.1): max-age, or else Expires minus Date, less its Age.

    `now` stands in for a Date that is missing or unreadable.
    """
    if _UNCACHED.search(cache_control):
        return timedelta()
    aged = timedelta(seconds=whole_seconds(age) or 0)
    if found := _MAX_AGE.search(cache_control):
        return max(timedelta(), timedelta(seconds=int(found[1])) - aged)
    named, sent_at = http_date(expires), http_date(date)
    if named is None:
        return timedelta()
    return max(timedelta(), named - sent_at - aged if sent_at else named - now)


def retry_after(value: str, now: datetime) -> timedelta:
    """Retry-After in both forms, seconds and a date (RFC 9110, 10.2.3); nothing for a time past."""
    seconds = whole_seconds(value)
    if seconds is not None:
        return timedelta(seconds=seconds)
    named = http_date(value)
    return max(named - now, timedelta()) if named else timedelta()


def http_date(value: str) -> datetime | None:
    """The instant a header names, in UTC; None where it names none."""
    if not value or len(value) > _LONGEST_DATE:
        return None
    try:
        at = parsedate_to_datetime(value)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def whole_seconds(value: str) -> int | None:
    """A whole number of seconds; one with more digits than any clock has is as long as can be."""
    value = value.strip()
    if not (value.isascii() and value.isdigit()):
        return None
    return int(value) if len(value) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER
