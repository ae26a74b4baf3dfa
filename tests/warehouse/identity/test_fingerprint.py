import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.identity.writing import edited, story
from warehouse.identity.fingerprint import BANDS, MIN_WORDS, Fingerprint, bands, fingerprint, similarity
from warehouse.identity.normal import words
from warehouse.identity.overlap import likeness


def known(body: str) -> Fingerprint:
    found = fingerprint(body)
    assert found is not None
    return found


NUMBERED = " ".join(f"kata nomor {n} dari seratus" for n in range(100))


def test_a_fingerprint_never_changes() -> None:
    """Stored ones are compared with those of later releases, and of later releases of rensa."""
    found = known(NUMBERED)
    assert found.words == 500
    assert found.exact.hex() == "4c2744a495485c6f35e21d27f3302b4f50101b34ceeaa14924c2ce7dc2ba6ba6"
    assert found.minhash[:16].hex() == "d6500e0b25f5af0918dd120946514508"
    assert len(found.minhash) == 512
    assert bands(found.minhash)[:2] == (17654497255088999424, 3835066952665027926)


FURNITURE = {
    "case": str.upper,
    "punctuation": lambda body: body.replace(".", "!").replace(" ", ", "),
    "curly quotes": lambda body: "“" + body.replace("\n", "”\n‘"),
    "full width": lambda body: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in body),
    "other paragraphs": lambda body: body.replace("\n", " "),
    "dateline": lambda body: f"KARANG JAYA, CONTOH.com - {body}",
    "pointers": lambda body: body.replace("\n", "\nBaca juga: Jembatan lama ditutup\n", 3),
    "foot": lambda body: f"{body}\n(rin/bud)\nPewarta: Rina\nCopyright © ANTARA 2025",
    "scroll": lambda body: body.replace("\n", "\nSCROLL TO CONTINUE WITH CONTENT\n", 1),
}


@pytest.mark.parametrize("dress", FURNITURE.values(), ids=FURNITURE)
def test_dress_does_not_matter(dress) -> None:  # type: ignore[no-untyped-def]
    assert fingerprint(dress(story(200))) == fingerprint(story(200))


def test_one_word_does() -> None:
    other = story(200).replace("Warga", "Petani").replace("warga", "petani")
    assert known(other).exact != known(story(200)).exact
    assert known(story(200) + " usai").exact != known(story(200)).exact


def test_the_order_of_paragraphs_counts_for_the_exact_text_alone() -> None:
    paragraphs = story(360).split("\n")
    turned = "\n".join(reversed(paragraphs))
    assert known(turned).exact != known(story(360)).exact
    assert similarity(known(turned).minhash, known(story(360)).minhash) > 0.75


TOO_SHORT = {
    "nothing": "",
    "no words": "-- !! ...\n" * 500,
    "furniture": "Baca juga: " + "satu dua tiga " * 10,
    "a flash": story(MIN_WORDS - 1),
    "one word": "kata " * 5_000,
    "one sentence again and again": "Warga memanen padi lebih awal dari biasanya. " * 200,
    "a number of 100,000 digits": "1" * 100_000,
}


@pytest.mark.parametrize("body", TOO_SHORT.values(), ids=TOO_SHORT)
def test_too_little_to_compare(body: str) -> None:
    assert fingerprint(body) is None


def test_just_long_enough() -> None:
    assert known(story(MIN_WORDS)).words == MIN_WORDS


@pytest.mark.parametrize("every", [60, 25, 12, 8])
def test_similarity_is_near_the_truth(every: int) -> None:
    body = story(900)
    other = edited(body, every)
    truth = likeness(words(body), words(other))
    found = similarity(known(body).minhash, known(other).minhash)
    assert abs(found - truth) < 0.13  # three standard errors
    assert found == similarity(known(other).minhash, known(body).minhash)


def test_similarity_of_equal_and_of_different_texts() -> None:
    a, b = known(story(300)), known(story(300, seed=1))
    assert similarity(a.minhash, a.minhash) == 1.0
    assert similarity(a.minhash, b.minhash) < 0.03


@given(st.binary(min_size=512, max_size=512), st.integers(0, 127))
@settings(max_examples=50)
def test_bands_differ_where_the_signature_does(minhash: bytes, place: int) -> None:
    changed = bytearray(minhash)
    changed[place * 4] ^= 1
    pairs = list(zip(bands(minhash), bands(bytes(changed)), strict=True))
    assert [n for n, (a, b) in enumerate(pairs) if a != b] == [place // 4]
    assert all(0 <= band < 2**64 for band, _ in pairs)


def test_equal_rows_in_two_places_are_two_bands() -> None:
    assert len(set(bands(b"\1" * 512))) == BANDS


def test_edits_at_eight_and_six_tenths_share_a_band() -> None:
    chance, found = random.Random(3), {0.8: [], 0.6: []}  # type: ignore[var-annotated]
    for seed in range(60):
        body = story(300, seed)
        for wanted, share in ((0.8, 0.11), (0.6, 0.25)):
            start = chance.randrange(200)
            gone = int(300 * share)
            text = body.split()
            other = " ".join([*text[:start], *story(gone, seed + 1_000).split(), *text[start + gone :]])
            found[wanted].append(bool({*bands(known(body).minhash)} & {*bands(known(other).minhash)}))
    assert all(found[0.8])
    assert sum(found[0.6]) / 60 >= 0.97


HOSTILE = {
    "3 MB of different words": " ".join(f"k{'abcdefghij'[n % 10]}{n}" for n in range(380_000)),
    "3 MB of one word": "kata " * 600_000,
    "3 MB of one letter": "a" * 3_000_000,
    "3 MB of lines": "Baca juga\n" * 300_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_time_is_bounded(body: str) -> None:
    started = time.process_time()
    fingerprint(body)
    assert time.process_time() - started < 3
