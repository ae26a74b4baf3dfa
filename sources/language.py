"""Which language an article is in: langdetect where it can be trusted, the outlet's own elsewhere."""

from functools import cache
from threading import Lock

from langdetect import DetectorFactory, LangDetectException, detect_langs

READ = 1000  # characters of the body that are looked at
ENOUGH = 200  # letters; from here on it was never wrong on Indonesian and English news, on titles 3 % of the time
CERTAIN = 0.99

# It has no profile of Malay, Javanese, Sundanese and their neighbours: it calls their texts a lookalike.
_MALAYIC = frozenset(["id", "ms", "jv", "su", "min", "ban", "ace", "bjn", "bug", "mad", "nij", "bbc"])
_LOOKALIKES = frozenset(["id", "tl", "so", "sw", "hr"])

_warming = Lock()


def detect(title: str, body: str, outlet_language: str) -> str:
    """The language as ISO 639 code: detected, or `outlet_language` where text is short or the finding doubtful.

    Doubtful is what is less than certain, and any relative or lookalike of Indonesian at an outlet that writes
    in Indonesian or one of its relatives.
    """
    text = f"{title} {body[:READ]}"
    if sum(map(str.isalpha, text)) < ENOUGH:
        return outlet_language
    warm()
    try:
        best = detect_langs(text)[0]
    except LangDetectException:  # no letter it knows
        return outlet_language
    found = str(best.lang).split("-")[0]
    if best.prob < CERTAIN or (outlet_language in _MALAYIC and found in _LOOKALIKES):
        return outlet_language
    return found


def warm() -> None:
    """Load the profiles, once a process; until they are, concurrent callers would get nonsense."""
    with _warming:
        _load()


@cache
def _load() -> None:
    DetectorFactory.seed = 0  # its sampling is random otherwise
    detect_langs("once, so that the profiles are there")
