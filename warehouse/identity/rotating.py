"""Lines beside an article that change by themselves: counters, ages, clocks, and the headline told once more.

They stand in what was extracted where an outlet's file does not name them yet; a look that differs in nothing else
shows the article unchanged. Only whole, short lines count: the same words in a sentence are the article's.
"""

import re

_SHORT = 90  # characters; longer lines are prose
_UNIT = r"(?:detik|menit|jam|hari|minggu|pekan|bulan|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"
_COUNTED = r"(?:kali|x|dibaca|dilihat|views?|reads?|shares?|comments?|komentar|likes?|suka|pembaca)"
_DATE = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}\s+[^\W\d_]{3,10}\s+\d{4}|[^\W\d_]{3,10}\s+\d{1,2},?\s+\d{4})"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s*(?:WIB|WITA|WIT|GMT|UTC|[ap]\.?m\.?))?"
_ROTATES = re.compile(
    "|".join(
        (
            rf"(?:sudah |telah )?(?:dibaca|dilihat|viewed|read|shared)\W{{0,3}}\d[\d.,]*\s*\w?\s*{_COUNTED}?",
            rf"(?:[^\W\d_]+\s+){{0,3}}\(?\d[\d.,]*\s*[kmKM]?\)?\s*(?:kali\s+)?{_COUNTED}",
            r"(?:komentar|comments?|shares?|views?|likes?)\W{0,3}\d[\d.,]*\W?",
            rf"(?:[^\W\d_]+\s+){{0,3}}\d+\s+{_UNIT}\s+(?:yang\s+)?(?:lalu|ago)",
            r"(?:last\s+)?(?:updated?|diperbarui|pembaruan|terakhir diperbarui)\b.{0,60}\d.{0,20}",
            rf".{{0,60}}?{_DATE}(?:,|\s+(?:pukul|at|\||-))?\s*{_CLOCK}",
            rf"{_DATE}|{_CLOCK}",
        )
    ),
    re.IGNORECASE,
)


def lasting(title: str, body: str) -> str:
    """`body` without the lines that change by themselves, and without its headline at its head."""
    lines = [line for line in body.split("\n") if not _rotates(line.strip())]
    while lines and lines[0].strip() == title.strip():
        del lines[0]
    return "\n".join(lines)


def _rotates(line: str) -> bool:
    return 0 < len(line) <= _SHORT and _ROTATES.fullmatch(line) is not None
