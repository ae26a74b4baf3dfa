"""The language of an article: detected on enough text, the outlet's own where there is little or doubt."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.language import detect

INDONESIAN = (
    "Perusahaan rintisan itu mengumumkan pendanaan baru pada hari Senin dan berencana membuka kantor di "
    "Surabaya. Menurut direktur utamanya, uang tersebut akan dipakai untuk merekrut peneliti dan membangun "
    "pusat data yang lebih besar sebelum akhir tahun depan."
)
ENGLISH = (
    "The startup announced a new round of funding on Monday and said it would open another office in the north "
    "of the country. According to its chief executive the money will be used to hire researchers and to build "
    "a larger data center before the end of next year."
)
JAVANESE = (
    "Aku arep menyang pasar karo ibu kanggo tuku sayuran lan iwak. Dina iki udan deres banget nganti "
    "dalan-dalan ing kutha padha banjir, nanging wong-wong tetep padha lunga nyambut gawe. Sesuk esuk aku kudu "
    "tangi gasik amarga ana rapat ing kantor sing anyar."
)


@pytest.mark.parametrize(
    ("body", "outlet", "expected"),
    [
        (INDONESIAN, "id", "id"),
        (INDONESIAN, "en", "id"),
        (ENGLISH, "en", "en"),
        (ENGLISH, "id", "en"),
        (ENGLISH[:60], "id", "id"),
        ("", "id", "id"),
        (JAVANESE, "id", "id"),
        (JAVANESE, "jv", "jv"),
        (INDONESIAN, "ms", "ms"),
        ("12 345 " * 200, "id", "id"),
    ],
    ids=[
        "id", "id at an English outlet", "en", "en at an Indonesian outlet", "too short", "nothing",
        "Javanese has no profile", "a Javanese outlet", "a Malay outlet", "no letters",
    ],
)  # fmt: skip
def test_detect(body: str, outlet: str, expected: str) -> None:
    assert detect("", body, outlet) == expected


def test_threads_agree() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: detect("Judul", INDONESIAN, "en"), range(32)))
    assert found == {"id"}


@settings(max_examples=40)
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_a_language_and_always_the_same(title: str, body: str) -> None:
    assert detect(title, body, "id") == detect(title, body, "id") != ""
