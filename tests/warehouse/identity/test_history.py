"""Which looks at an article are versions, and what kind of change each is. All prose is invented."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.identity.history import Observation, State, change_kind, history

START = datetime(2025, 6, 10, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE, BODY = "Pasar Ikan Muara Buka Lagi", "Pasar ikan itu dibuka kembali.\nPedagang datang sejak subuh."


def saw(hours: float, text: str = "satu", *, page: str = "a", title: str = "Judul", latest: bool = True) -> Observation:
    return Observation(
        page_id=page, observed_at=START + hours * HOUR, document_id=f"{page}{hours}", digest=f"{title}/{text}",
        title=title, body=text, is_latest_address=latest,
    )  # fmt: skip


def missed(hours: float, outcome: str = "gone", *, page: str = "a", latest: bool = True) -> Observation:
    return Observation(
        page_id=page, observed_at=START + hours * HOUR, document_id=None, digest="", outcome=outcome,  # type: ignore[arg-type]
        is_latest_address=latest,
    )  # fmt: skip


def brief(states: tuple[State, ...]) -> list[tuple[float, str, str | None]]:
    return [((state.observed_at - START) / HOUR, state.document_id, state.change_kind) for state in states]


# ------------------------------------------------------------------ one page

ONE_PAGE = {
    "never seen": ([], []),
    "never there": ([missed(0), missed(1, "not_found"), missed(2, "not_found")], []),
    "seen once": ([saw(0)], [(0, "a0", None)]),
    "seen again as it was": ([saw(0), saw(1), saw(2)], [(0, "a0", None)]),
    "seen again, drawn otherwise": ([saw(0, "kata “satu”"), saw(1, 'kata  "satu"')], [(0, "a0", None)]),
    "a new text": ([saw(0), saw(1, "dua kata")], [(0, "a0", None), (1, "a1", "text")]),
    "there and back": (
        [saw(0, "alfa"), saw(1, "beta"), saw(2, "alfa")],
        [(0, "a0", None), (1, "a1", "text"), (2, "a2", "text")],
    ),
    "a new headline, then a new text": (
        [saw(0), saw(1, title="Tajuk"), saw(2, "baru", title="Tajuk")],
        [(0, "a0", None), (1, "a1", "headline"), (2, "a2", "text")],
    ),
    "missing before it came": ([missed(0), saw(1)], [(1, "a1", None)]),
    "gone at once": ([saw(0), missed(1)], [(0, "a0", None), (1, "a0", "unpublished")]),
    "gone is said once": (
        [saw(0), missed(1), missed(2), missed(3, "not_found")],
        [(0, "a0", None), (1, "a0", "unpublished")],
    ),
    "not found once says nothing": ([saw(0), missed(1, "not_found")], [(0, "a0", None)]),
    "not found and back": ([saw(0), missed(1, "not_found"), saw(2), missed(3, "not_found")], [(0, "a0", None)]),
    "not found twice": (
        [saw(0), missed(1, "not_found"), missed(5, "not_found")],
        [(0, "a0", None), (5, "a0", "unpublished")],
    ),
    "not found, then gone": (
        [saw(0), missed(1, "not_found"), missed(2)],
        [(0, "a0", None), (2, "a0", "unpublished")],
    ),
    "not found before it came does not add up": (
        [missed(0, "not_found"), saw(1), missed(2, "not_found")],
        [(1, "a1", None)],
    ),
    "back as it was": (
        [saw(0), missed(1), saw(2), saw(3)],
        [(0, "a0", None), (1, "a0", "unpublished"), (2, "a2", "restored")],
    ),
    "back with another text": (
        [saw(0), missed(1), saw(2, "baru"), saw(3, "lagi")],
        [(0, "a0", None), (1, "a0", "unpublished"), (2, "a2", "restored"), (3, "a3", "text")],
    ),
    "gone twice": (
        [saw(0), missed(1), saw(2), missed(3)],
        [(0, "a0", None), (1, "a0", "unpublished"), (2, "a2", "restored"), (3, "a2", "unpublished")],
    ),
}


@pytest.mark.parametrize(("looks", "expected"), ONE_PAGE.values(), ids=ONE_PAGE.keys())
def test_versions_of_one_page(looks: list[Observation], expected: list[object]) -> None:
    assert brief(history(looks)) == expected


def test_equal_digests_need_no_texts() -> None:
    assert brief(history([saw(0), replace(saw(1), title="", body="")])) == [(0, "a0", None)]


# ------------------------------------------------------------------ an article that has had two addresses

OLD = {"page": "a", "latest": False}
MIDDLE = {"page": "b", "latest": False}
NEW = {"page": "b", "latest": True}
TWO_PAGES = {
    "the older address changes nothing once the newer one was seen": (
        [saw(0, "lama", **OLD), saw(1, "baru", **NEW), saw(2, "lama", **OLD), saw(3, "baru", **NEW), saw(4, **OLD)],
        [(0, "a0", None), (1, "b1", "text")],
    ),
    "edits at the older address count until then": (
        [saw(0, "lama", **OLD), saw(1, "lama sekali", **OLD), saw(2, "lama sekali", **NEW)],
        [(0, "a0", None), (1, "a1", "text")],
    ),
    "an article that moved was never unpublished": (
        [saw(0, **OLD), missed(1, **OLD), saw(2, **NEW), missed(3, **OLD)],
        [(0, "a0", None)],
    ),
    "nor does it come back at its older address": (
        [saw(0, **OLD), saw(1, **NEW), missed(2, **NEW), saw(3, **OLD), missed(4, **NEW)],
        [(0, "a0", None), (2, "a0", "unpublished")],
    ),
    "a newer address that never answered takes nothing away": (
        [saw(0, **OLD), missed(1, **NEW), saw(2, "baru", **OLD)],
        [(0, "a0", None), (2, "a2", "text")],
    ),
    "misses at two addresses do not add up": (
        [saw(0, **OLD), saw(1, **NEW), missed(2, "not_found", **OLD), missed(3, "not_found", **NEW)],
        [(0, "a0", None)],
    ),
    "a sighting of the older one does not take a miss back": (
        [saw(0, **OLD), saw(1, **NEW), missed(2, "not_found", **NEW), saw(3, **OLD), missed(4, "not_found", **NEW)],
        [(0, "a0", None), (4, "a0", "unpublished")],
    ),
    "of three the older two do not take turns either": (
        [
            saw(0, "A", **OLD), saw(1, "B", **MIDDLE), saw(2, "A", **OLD), saw(3, "B", **MIDDLE),
            saw(4, "C", page="c"), saw(5, "B", **MIDDLE),
        ],
        [(0, "a0", None), (1, "b1", "text"), (4, "c4", "text")],
    ),
    "the latest address may have been seen first": (
        [saw(0, "A", page="a"), saw(1, "B", page="b", latest=False), saw(2, "A baru", page="a")],
        [(0, "a0", None), (2, "a2", "text")],
    ),
    "where nobody said which is the latest, it is the one that was seen last for the first time": (
        [saw(0, "A", page="a"), saw(1, "B", page="b"), saw(2, "A", page="a"), saw(3, "B", page="b")],
        [(0, "a0", None), (1, "b1", "text")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("looks", "expected"), TWO_PAGES.values(), ids=TWO_PAGES.keys())
def test_versions_of_an_article_with_several_pages(looks: list[Observation], expected: list[object]) -> None:
    assert brief(history(looks)) == expected


@pytest.mark.parametrize(("outcome", "document_id"), [("ok", None), ("gone", "d"), ("not_found", "d")])
def test_an_observation_is_a_sighting_or_an_absence(outcome: str, document_id: str | None) -> None:
    with pytest.raises(ValueError, match="page p"):
        Observation(page_id="p", observed_at=START, document_id=document_id, digest="", outcome=outcome)  # type: ignore[arg-type]


# ------------------------------------------------------------------ properties of every history

_look = st.builds(
    lambda hours, outcome, page, text: (
        saw(hours, text, page=page, latest=page == "b")
        if outcome == "ok"
        else missed(hours, outcome, page=page, latest=page == "b")
    ),
    st.integers(0, 12),
    st.sampled_from(["ok", "ok", "gone", "not_found"]),
    st.sampled_from("ab"),
    st.sampled_from(["satu", "dua kata", "tiga", "“tiga”", '"tiga"']),
)


def _one_text_per_document(looks: list[Observation]) -> list[Observation]:
    return list({(look.page_id, look.observed_at, look.outcome): look for look in looks}.values())


_looks = st.lists(_look, max_size=14).map(_one_text_per_document)


@given(_looks, st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_looks_do_not_matter(looks, random) -> None:  # type: ignore[no-untyped-def]
    again = [*looks, *looks[:3]]
    random.shuffle(again)
    assert history(again) == history(looks)


@given(_looks)
def test_versions_are_numbered_without_gaps_and_in_time(looks: list[Observation]) -> None:
    states = history(looks)
    assert [state.version for state in states] == list(range(1, len(states) + 1))
    assert [state.observed_at for state in states] == sorted(state.observed_at for state in states)
    assert [state.version for state in states if state.change_kind is None] == [1][: len(states)]


@given(_looks)
def test_a_version_differs_from_the_one_before(looks: list[Observation]) -> None:
    shown = {look.document_id: look for look in looks}
    states = history(looks)
    for before, after in pairwise(states):
        if after.change_kind == "unpublished":
            assert before.change_kind != "unpublished"
            assert after.document_id == before.document_id
        elif after.change_kind == "restored":
            assert before.change_kind == "unpublished"
        else:
            old, new = shown[before.document_id], shown[after.document_id]
            assert old.digest != new.digest
            assert change_kind(old.title, old.body, new.title, new.body) == after.change_kind


@given(_looks, st.integers(0, 12))
def test_later_looks_at_one_page_leave_its_earlier_versions(looks: list[Observation], until: int) -> None:
    looks = [look for look in looks if look.page_id == "b"]
    early = history([look for look in looks if look.observed_at < START + until * HOUR])
    assert history(looks)[: len(early)] == early


@given(_looks)
def test_an_article_that_was_seen_has_a_version(looks: list[Observation]) -> None:
    assert bool(history(looks)) == any(look.document_id for look in looks)


# ------------------------------------------------------------------ what kind of change

SAME = {
    "quotes": ("Kata “siap” itu ‘baru’", "Kata \"siap\" itu 'baru'"),
    "an apostrophe": ("Jumʼat the firm’s own", "Jum'at the firm's own"),
    "dashes": ("Bogor – Depok — ramai", "Bogor - Depok - ramai"),
    "a dash without blanks": ("the plan—and its price", "the plan - and its price"),
    "two hyphens": ("the plan -- and its price", "the plan – and its price"),
    "an ellipsis": ("dan seterusnya…", "dan seterusnya..."),
    "blanks": ("dua  kata\tsaja ", "dua kata saja"),
    "a no-break space": ("Rp\u00a05.000", "Rp 5.000"),
    "paragraphs broken elsewhere": ("satu kalimat.\n\nKalimat lain.", "satu kalimat.\nKalimat lain."),
    "an amount set apart": ("seharga Rp 5.000, naik 5 % ke US$ 2", "seharga Rp5.000, naik 5% ke US$2"),
    "accents composed": ("cafe\u0301 baru", "caf\u00e9 baru"),
    "a ligature": ("e\ufb03cient", "efficient"),
    "full width": ("ＡＩ baru", "AI baru"),
    "a soft hyphen": ("peng\u00adumuman", "pengumuman"),
    "a zero-width space": ("peng\u200bumuman", "pengumuman"),
}


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME.keys())
def test_what_no_reader_minds_is_no_change(before: str, after: str) -> None:
    assert change_kind(TITLE, before, TITLE, after) is None
    assert change_kind(after, BODY, before, BODY) is None


# (before title, before body, after title, after body) -> kind
CHANGES = {
    "headline": (TITLE, BODY, "Muara Punya Pasar Lagi", BODY, "headline"),
    "headline: a typo": ("Merger Bnak Daerah", BODY, "Merger Bank Daerah", BODY, "headline"),
    "headline: letter case": ("Muara’s market Reopens", BODY, "Muara’s Market Reopens", BODY, "headline"),
    "headline: the text only drawn otherwise": (TITLE, "Kata “siap”", "Pasar Muara", 'Kata "siap"', "headline"),
    "text": (TITLE, BODY, TITLE, BODY + "\nPolisi berjaga.", "text"),
    "text: a typo": (TITLE, BODY, TITLE, BODY.replace("subuh", "subuuh"), "text"),
    "text: a comma": (TITLE, "Setelah itu ia pergi.", TITLE, "Setelah itu, ia pergi.", "text"),
    "text: words apart": (TITLE, "Ikan itu dijual.", TITLE, "Ikan itu di jual.", "text"),
    "text and headline": (TITLE, BODY, "Muara Punya Pasar Lagi", BODY + " Ramai.", "text"),
    "text: paragraphs change places": (TITLE, "Alfa.\nBeta.", TITLE, "Beta.\nAlfa.", "text"),
    "text: a number and a word": (TITLE, "Ada 12 kapal besar.", TITLE, "Ada 14 kapal kecil.", "text"),
    "text: a number where there was none": (TITLE, "Ada kapal.", TITLE, "Ada 14 kapal.", "text"),
    "text: numbers and words change places": (TITLE, "12 kapal, 3 truk", TITLE, "3 truk, 12 kapal", "text"),
    "text: another unit": (TITLE, "berat 12 ton", TITLE, "berat 12 kuintal", "text"),
    "text: I is a word": (TITLE, "In 2020 I said no.", TITLE, "In 2020 said no.", "text"),
    "numbers: an amount": (TITLE, "nilainya 12,5 juta rupiah", TITLE, "nilainya 12,7 juta rupiah", "numbers"),
    "numbers: a point": (TITLE, "It raised $14.3 billion.", TITLE, "It raised $14.8 billion.", "numbers"),
    "numbers: a comma": (TITLE, "senilai 14,3 miliar", TITLE, "senilai 14,8 miliar", "numbers"),
    "numbers: point for comma": (TITLE, "senilai 14.3 miliar", TITLE, "senilai 14,3 miliar", "numbers"),
    "numbers: scale": (TITLE, "senilai Rp 900 juta", TITLE, "senilai Rp 1,2 miliar", "numbers"),
    "numbers: scale, short": (TITLE, "It raised $900M.", TITLE, "It raised $1.2 billion.", "numbers"),
    "numbers: percentage": (TITLE, "naik 5,1%", TITLE, "naik 5,2%", "numbers"),
    "numbers: thousands": (TITLE, "1.250.000 orang", TITLE, "1.350.000 orang", "numbers"),
    "numbers: a range": (TITLE, "450.000-500.000 unit", TITLE, "450.000-550.000 unit", "numbers"),
    "numbers: words": (TITLE, "dua puluh lima perahu", TITLE, "tiga puluh perahu", "numbers"),
    "numbers: English words": (TITLE, "Twenty-five boats sank.", TITLE, "Thirty boats sank.", "numbers"),
    "numbers: a word for digits": (TITLE, "tewas tiga orang", TITLE, "tewas 4 orang", "numbers"),
    "numbers: a date": (TITLE, "pada Senin (9/6/2025)", TITLE, "pada Selasa (10/6/2025)", "numbers"),
    "numbers: a date in words": (TITLE, "on June 9, 2025", TITLE, "on July 10, 2025", "numbers"),
    "numbers: a time of day": (TITLE, "pukul 08.34 WIB", TITLE, "pukul 09.10 WIB", "numbers"),
    "numbers: an ordinal": (TITLE, "its 14th store", TITLE, "its 15th store", "numbers"),
    "numbers: a quarter": (TITLE, "pada kuartal I tahun ini", TITLE, "pada kuartal II tahun ini", "numbers"),
    "numbers: in the headline alone": ("Banjir Muara, 12 Tewas", BODY, "Banjir Muara, 14 Tewas", BODY, "numbers"),
    "numbers: in both": ("12 Tewas", "Ada 12 korban.", "14 Tewas", "Ada 14 korban.", "numbers"),
    "numbers and headline": ("Banjir Muara", "Ada 12 korban.", "Banjir Besar", "Ada 14 korban.", "text"),
    "correction": (TITLE, BODY, TITLE, BODY + "\nKoreksi: pasar itu dibuka hari Selasa.", "correction"),
    "correction: and all else": (TITLE, BODY, "Judul Lain", "Teks lain.\nRalat: nama camat keliru.", "correction"),
    "correction: a second one": (
        TITLE, "Text.\nCorrection: It is Ann.", TITLE, "Text.\nCorrection: It is Ann.\nCorrection: It is May.",
        "correction",
    ),
    "correction: the very same note twice": (TITLE, "A.\nRalat: B.", TITLE, "A.\nRalat: B.\nRalat: B.", "correction"),
    "text: the note was there": (TITLE, "Teks.\nRalat: nama keliru.", TITLE, "Teks baru.\nRalat: nama keliru.", "text"),
    "text: the note is gone": (TITLE, "Teks.\nRalat: nama keliru.", TITLE, "Teks.", "text"),
    "text: the note is drawn otherwise": (
        TITLE, "Teks.\nRalat: nama “Budi”.", TITLE, "Teks panjang.\nRalat: nama \"Budi\".", "text",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("a", "b", "c", "d", "kind"), CHANGES.values(), ids=CHANGES.keys())
def test_kinds_of_change(a: str, b: str, c: str, d: str, kind: str) -> None:
    assert change_kind(a, b, c, d) == kind


_prose = st.lists(st.sampled_from(["kata", "12", "juta", "“", "—", "\n", " ", "Ralat: x", "é", "..."])).map("".join)
_text = st.one_of(_prose, st.text(max_size=40))


@given(_text, _text)
def test_a_text_does_not_differ_from_itself(title: str, body: str) -> None:
    assert change_kind(title, body, title, body) is None


_DRAWN = str.maketrans({'"': "”", "'": "’", "-": "—", " ": "\u00a0\n"})


@given(_text, _text)
def test_typography_is_no_change(title: str, body: str) -> None:
    assert change_kind(title, body, title.translate(_DRAWN), body.translate(_DRAWN)) is None


@given(_text, _text, _text)
def test_sameness_is_an_equality(one: str, two: str, three: str) -> None:
    assert (change_kind("", one, "", two) is None) == (change_kind("", two, "", one) is None)
    if change_kind("", one, "", two) is None and change_kind("", two, "", three) is None:
        assert change_kind("", one, "", three) is None


HOSTILE = {
    "accents without end": "a" + "\u0301\u0316" * 200_000,
    "dots": "." * 500_000,
    "dashes": "- " * 200_000,
    "numbers": "1." * 200_000,
    "beginnings of notes": "this story was updated to " * 20_000,
    "lines of notes": "Correction, Nov. 1\n" * 20_000,
    "Indonesian beginnings": "artikel dan isi judul ini telah " * 15_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_cost_seconds_at_most(text: str) -> None:
    began = time.process_time()
    assert change_kind("", text, "", "b" + text) == "text"
    assert time.process_time() - began < 10
