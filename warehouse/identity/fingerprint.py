"""What is stored of a text so that its copies can be found: a digest of its words, and a MinHash of its word 5-grams.

The only module that knows `rensa`. Not here: whether two texts are copies (`copies`).
"""

import hashlib
import struct
from dataclasses import dataclass

from rensa import RMinHash  # type: ignore[import-untyped]  # it has no stubs

from warehouse.identity.furniture import prose
from warehouse.identity.normal import words

PERMUTATIONS = 128
SEED = 1  # changing any of these, or the words of a text, makes every stored fingerprint worthless: a test pins them
GRAM = 5  # words

# 32 bands of 4: a pair at Jaccard j shares a band with probability 1 - (1 - j^4)^32, .988 at .6 and 1 - 5e-8 at .8.
BANDS, ROWS = 32, 4

# Shorter texts are flashes, stubs and excerpts: what they share is the form of a notice, not a story.
MIN_WORDS = 60
MIN_GRAMS = 40  # different ones: a text that repeats itself says too little to be told by what it says

# A band in more texts than this within the window is furniture that no rule knows, and is set aside: no agency has as
# many customers here. Measured: of 1,536 articles four shared a band at most. As many pages of 20 words of their own
# before the same 200 give 17.9 million pairs by bands without the cap, 1,984 with it.
HOT = 64

_MINHASH = struct.Struct(f"<{PERMUTATIONS}I")
_BAND = ROWS * 4  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """One text's; `exact` is the sha256 of its words (32 bytes), `minhash` 128 little-endian u32 (512 bytes)."""

    words: int
    exact: bytes
    minhash: bytes


def fingerprint(body: str) -> Fingerprint | None:
    """The fingerprint of a body; `None` where it is too short to be compared."""
    text = words(prose(body))
    runs = {" ".join(gram) for gram in zip(*(text[start:] for start in range(GRAM)), strict=False)}
    if len(text) < MIN_WORDS or len(runs) < MIN_GRAMS:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(runs)
    return Fingerprint(
        words=len(text),
        exact=hashlib.sha256(" ".join(text).encode()).digest(),
        minhash=_MINHASH.pack(*minhash.digest()),
    )


def is_comparable(text: tuple[str, ...]) -> bool:
    """Whether these words say enough to be told by them: `MIN_WORDS`, of which `MIN_GRAMS` runs of five differ."""
    return len(text) >= MIN_WORDS and len(grams(text)) >= MIN_GRAMS


def grams(text: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Every run of five words, once."""
    return frozenset(zip(*(text[start:] for start in range(GRAM)), strict=False))


def bands(minhash: bytes) -> tuple[int, ...]:
    """32 unsigned 64-bit numbers: two texts have one in common where they agree in a whole band and by no accident."""
    return tuple(
        int.from_bytes(
            hashlib.blake2b(minhash[at : at + _BAND], digest_size=8, salt=bytes([at // _BAND])).digest(), "little"
        )
        for at in range(0, BANDS * _BAND, _BAND)
    )


def similarity(a: bytes, b: bytes) -> float:
    """The estimated Jaccard index of the two texts' 5-grams, 0 to 1; its standard error is .035 at .8, .043 at .6."""
    return sum(map(int.__eq__, _MINHASH.unpack(a), _MINHASH.unpack(b))) / PERMUTATIONS
