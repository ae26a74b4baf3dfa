"""Kinds of page whose text may be another's without being a copy: live pages, serials, teasers.

Told from address, title and what the page says of itself; whether two texts are equal is decided elsewhere.
"""

import re

_LIVE_PATH = re.compile(r"/live/|[-/]live-?(?:blog|report|updates?|coverage|scores?|skor)(?![a-z])")
_LIVE_TITLE = re.compile(
    r"\W{0,2}(?:LIVE\b|[Ll]ive\s?(?::|\||-|[Rr]eport|[Uu]pdates?|[Bb]log|[Cc]overage|[Tt]ext)"
    r"|[Ll]angsung\s?:|Laporan [Ll]angsung|Pantauan [Ll]angsung)"
    r"|.{0,200}(?:\bLIVE\b|[Ll]ive (?:[Rr]eport|[Uu]pdates?|[Bb]log|[Cc]overage)|\blaporan langsung\b"
    r"|[Aa]s it happened)"
)
# Issued again and again in the same words: what differs from issue to issue are its numbers.
_SERIAL = re.compile(
    r"\b(?:harga|kurs|jadwal|prakiraan|ramalan|zodiak|shio|ihsg|klasemen|lokasi (?:sim|samsat)|sim keliling"
    r"|samsat keliling|kode redeem|kunci jawaban|price|prices|forecast|horoscopes?|timetable|lottery|weather)\b"
    r"|\b(?:hari ini|pekan ini|minggu ini|bulan ini|mingguan|harian|today|this week|weekly|daily)\b",
    re.IGNORECASE,
)


def is_live(url: str, title: str) -> bool:
    """Whether a page is one that grows: its text is whatever it was when somebody looked."""
    return _LIVE_PATH.search(url[:500].lower()) is not None or _LIVE_TITLE.match(title[:300]) is not None


def is_serial(title: str) -> bool:
    """Whether a title is that of one issue of many: a list of prices, a timetable, a weekly column."""
    return _SERIAL.search(title[:300]) is not None


def is_excerpt(body: tuple[str, ...], description: tuple[str, ...], access: str) -> bool:
    """Whether all that is known of an article is how it is announced: its teaser, or its own description.

    A column is announced in the same words every week, and so are stories behind a wall.
    """
    return access != "full" or (bool(description) and " ".join(body) in " ".join(description))
