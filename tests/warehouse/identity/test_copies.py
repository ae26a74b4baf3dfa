"""Every rule with a case that it decides, and the same case without what decides it."""

import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.identity.writing import NOON, TITLE, edited, piece, story
from warehouse.identity.copies import LIKELY, SURE, WINDOW, Copy, Piece, earlier, judge
from warehouse.identity.furniture import prose
from warehouse.identity.normal import words
from warehouse.identity.overlap import likeness

OTHER_TITLE = "Karang Jaya bakal punya pabrik baterai, warga menunggu izin"
STRANGE_TITLE = "Nelayan Teluk Biru menolak pelabuhan kapal pesiar"
BASE = story(400)
LATER = NOON + timedelta(hours=3)


def later(body: str, **said: object) -> Piece:
    """The article that may be a copy: another outlet's, three hours later."""
    return piece(
        body,
        **{
            "article_id": "a",
            "outlet_id": "lain",
            "group_id": "lain",
            "published_at": LATER,
            "title": OTHER_TITLE,
            **said,
        },
    )


def likeness_of(copy: Piece, of: Piece) -> float:
    return likeness(words(prose(copy.body)), words(prose(of.body)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    copy: Piece
    of: Piece
    rule: str


def new_lead(length: int, body: str = BASE, seed: int = 7) -> str:
    """The body with so many of its first words replaced by a new lead of that length."""
    return story(length, seed) + " " + " ".join(body.split()[length:])


def timetable(day: str) -> str:
    rows = " ".join(f"Bus nomor {n} menuju terminal berangkat pukul {n + 4}.30 dari pasar." for n in range(1, 9))
    return f"Bus kota ini melayani penumpang pada {day} dari pasar menuju terminal.\n{rows}\n{story(200)}"


COPIES = {
    "the same words": Case(copy=later(BASE), of=piece(BASE), rule="exact_text"),
    "another dress": Case(
        copy=later(f"JAKARTA, LAIN.com - {BASE.upper()}\nBaca juga: Jembatan ditutup\n(rin/bud)"),
        of=piece(f"Karang Jaya (ANTARA) - {BASE}\n(Ant)"),
        rule="exact_text",
    ),
    "a changed lead": Case(copy=later(new_lead(36)), of=piece(BASE), rule="near_text"),
    "a changed lead of a long report": Case(
        copy=later(new_lead(80, story(900))), of=piece(story(900)), rule="near_text"
    ),
    "a longer lead of a long report": Case(
        copy=later(story(65, 7) + " " + " ".join(story(900).split()[40:])), of=piece(story(900)), rule="near_text"
    ),
    "a lead not half as long again": Case(
        copy=later(story(55, 7) + " " + " ".join(story(420).split()[38:])), of=piece(story(420)), rule="near_text"
    ),
    "an added lead": Case(copy=later(story(36, 7) + "\n" + BASE), of=piece(BASE), rule="near_text"),
    "a changed lead under a title of its own": Case(
        copy=later(new_lead(36), title="Beban listrik sungai"), of=piece(BASE), rule="near_text"
    ),
    "the last paragraphs dropped": Case(copy=later(" ".join(BASE.split()[:340])), of=piece(BASE), rule="near_text"),
    "paragraphs in another order": Case(
        copy=later("\n".join(reversed(BASE.split("\n")))), of=piece(BASE), rule="near_text"
    ),
    "a word in fifty mended": Case(copy=later(edited(BASE, 50)), of=piece(BASE), rule="near_text"),
    "one number of ten mended": Case(
        copy=later(timetable("Rabu 11 Juni").replace("nomor 3", "nomor 13"), title="Bus kota melayani warga"),
        of=piece(timetable("Rabu 11 Juni"), title="Bus kota melayani warga pasar"),
        rule="near_text",
    ),
    "two desks of one house": Case(
        copy=later(edited(BASE, 60), outlet_id="contoh", group_id="contoh"), of=piece(BASE), rule="near_text"
    ),
    "a short text elsewhere": Case(copy=later(story(80)), of=piece(story(80)), rule="exact_text"),
    "a short text mended on the same day": Case(
        copy=later(story(120), outlet_id="contoh", group_id="contoh", title=TITLE),
        of=piece(story(120)),
        rule="exact_text",
    ),
    "an agency's report, cut and with another lead": Case(
        copy=later(" ".join(new_lead(30).split()[:330]), text=f"{BASE} (Ant)", title=STRANGE_TITLE),
        of=piece(BASE, text=f"{BASE}\nPewarta: Rina\nCopyright © ANTARA 2025"),
        rule="agency_text",
    ),
    "an agency's report beside the agency's own": Case(
        copy=later(" ".join(new_lead(30).split()[:330]), text=f"{BASE} (Ant)", title=STRANGE_TITLE),
        of=piece(BASE, outlet_id="antara"),
        rule="agency_text",
    ),
    "one title": Case(
        copy=later(" ".join(new_lead(70).split()), title=TITLE.upper()), of=piece(BASE), rule="same_title"
    ),
    "the second half cut off": Case(
        copy=later(" ".join(BASE.split()[:260]), title=STRANGE_TITLE), of=piece(BASE), rule="shortened_text"
    ),
    "edited throughout": Case(copy=later(edited(BASE, 25)), of=piece(BASE), rule="edited_text"),
}


@pytest.mark.parametrize("case", COPIES.values(), ids=COPIES)
def test_is_a_copy(case: Case) -> None:
    found = judge(case.copy, case.of)
    assert found is not None, likeness_of(case.copy, case.of)
    assert found.rule == case.rule
    assert found.score == pytest.approx(likeness_of(case.copy, case.of), abs=1e-4)
    if case.rule == "near_text":
        assert found.score >= SURE
    elif case.rule != "exact_text":
        assert LIKELY <= found.score < SURE


def same_outlet(body: str, **said: object) -> Piece:
    return later(body, **{"outlet_id": "contoh", "group_id": "contoh", **said})


def price_list(rupiah: int, day: str) -> str:
    rows = " ".join(
        f"Emas batangan seberat {n} gram dijual Rp{rupiah * n}.000 di gerai kota." for n in (1, 2, 5, 10, 25)
    )
    return f"{story(40)} pada {day}. {rows} {story(160, 1)}"


LIVE = "https://contoh.test/live/2025/sidang"
FURNITURE = story(220, 50)
SHARED_INTRO = story(170, 60)

# What must not collapse, and the same where it is a copy.
VETOED = {
    "a flash": (later(story(50)), piece(story(50)), later(story(80)), piece(story(80))),
    "a form of eighty words with another name": (
        later(edited(story(80), 50)), piece(story(80)), later(edited(story(130), 50)), piece(story(130)),
    ),
    "a live page by its address": (later(BASE, url=LIVE), piece(BASE), later(BASE), piece(BASE)),
    "a live page by its title": (
        later(BASE), piece(BASE, title=f"LIVE: {TITLE}"), later(BASE), piece(BASE, title=f"Alive: {TITLE}"),
    ),
    "a teaser": (later(BASE, access="teaser"), piece(BASE), later(BASE), piece(BASE)),
    "the earlier is a teaser": (later(BASE), piece(BASE, access="headline"), later(BASE), piece(BASE)),
    "a weekly column of which only the announcement is known": (
        same_outlet(SHARED_INTRO, description=f"{SHARED_INTRO} Selengkapnya."), piece(SHARED_INTRO),
        same_outlet(SHARED_INTRO, description="Kolom ekonomi."), piece(SHARED_INTRO),
    ),
    "a weekly column with one standing text": (
        same_outlet(SHARED_INTRO, published_at=NOON + timedelta(days=7)), piece(SHARED_INTRO),
        later(SHARED_INTRO, published_at=NOON + timedelta(days=7)), piece(SHARED_INTRO),
    ),
    "a weekly column under one title": (
        same_outlet(SHARED_INTRO, title="Kolom Ekonomi Mingguan", published_at=NOON + timedelta(days=7)),
        piece(SHARED_INTRO, title="Kolom Ekonomi Mingguan"),
        same_outlet(SHARED_INTRO, title="Kolom Ekonomi Rakyat", published_at=NOON + timedelta(days=7)),
        piece(SHARED_INTRO, title="Kolom Ekonomi Rakyat"),
    ),
    "one outlet's short blurb under two titles": (
        same_outlet(story(120)), piece(story(120)), same_outlet(story(160)), piece(story(160)),
    ),
    "one outlet's short blurb again days later": (
        same_outlet(story(120), title=TITLE, published_at=NOON + timedelta(days=3)), piece(story(120)),
        same_outlet(story(120), title=TITLE, published_at=NOON + timedelta(days=1)), piece(story(120)),
    ),
    "a daily list of prices": (
        later(price_list(1945, "Kamis (12/6/2025)"), title="Harga emas hari ini turun lagi di gerai kota"),
        piece(price_list(1952, "Rabu (11/6/2025)"), title="Harga emas hari ini naik lagi di gerai kota"),
        later(price_list(1952, "Rabu (11/6/2025)"), title="Harga emas hari ini turun lagi di gerai kota"),
        piece(price_list(1952, "Rabu (11/6/2025)"), title="Harga emas hari ini naik lagi di gerai kota"),
    ),
    "a daily timetable in which the date alone is new": (
        later(timetable("Kamis 12 Juni"), title="Jadwal bus Karang Jaya"),
        piece(timetable("Rabu 11 Juni"), title="Jadwal bus Karang Jaya"),
        later(timetable("Rabu 11 Juni"), title="Jadwal bus Karang Jaya"),
        piece(timetable("Rabu 11 Juni"), title="Jadwal bus Karang Jaya"),
    ),
    "a toll that rose, in an article with few numbers": (
        later(f"{BASE} Banjir merendam 24 rumah dan memaksa 310 warga mengungsi ke balai desa."),
        piece(f"{BASE} Banjir merendam 21 rumah dan memaksa 150 warga mengungsi ke balai desa."),
        later(f"{BASE} Banjir merendam 21 rumah dan memaksa 150 warga mengungsi ke balai desa."),
        piece(f"{BASE} Banjir merendam 21 rumah dan memaksa 150 warga mengungsi ke balai desa."),
    ),
    "issues of a series around one text": (
        later(BASE, title="Kunci jawaban halaman 167 kurikulum baru"),
        piece(BASE, title="Kunci jawaban halaman 166 kurikulum baru"),
        later(BASE, title="Kunci jawaban halaman 166 kurikulum lama"),
        piece(BASE, title="Kunci jawaban halaman 166 kurikulum baru"),
    ),
    "one outlet's list the next day": (
        same_outlet(BASE, title="Harga cabai hari ini", published_at=NOON + timedelta(days=1)),
        piece(BASE, title="Harga cabai hari ini"),
        same_outlet(BASE, title="Harga cabai hari ini"), piece(BASE, title="Harga cabai hari ini"),
    ),
    "a reaction of 60 words before the background": (
        later(story(60, 7) + "\n" + BASE), piece(BASE), later(story(36, 7) + "\n" + BASE), piece(BASE),
    ),
    "a reaction of 60 words before the background, under the same agency": (
        later(story(60, 7) + "\n" + BASE, text=f"{BASE} (Ant)"), piece(BASE, text=f"{BASE} (Ant)"),
        later(story(36, 7) + "\n" + BASE, text=f"{BASE} (Ant)"), piece(BASE, text=f"{BASE} (Ant)"),
    ),
    "a reaction of 120 words before the background": (
        later(story(120, 7) + "\n" + BASE, text=f"{BASE} (Ant)"), piece(BASE, text=f"{BASE} (Ant)"),
        later(story(38, 7) + "\n" + BASE, text=f"{BASE} (Ant)"), piece(BASE, text=f"{BASE} (Ant)"),
    ),
    "the reaction is the earlier": (
        later(BASE), piece(story(60, 7) + "\n" + BASE), later(BASE), piece(story(36, 7) + "\n" + BASE),
    ),
    "two reactions before one background": (
        later(story(60, 7) + "\n" + BASE), piece(story(60, 8) + "\n" + BASE),
        later(story(60, 7) + "\n" + BASE), piece(story(60, 7) + "\n" + BASE),
    ),
    "two reactions before one background, under the same agency": (
        later(story(60, 7) + "\n" + BASE, text=f"{BASE} (Ant)"),
        piece(story(60, 8) + "\n" + BASE, text=f"{BASE} (Ant)"),
        later(story(30, 7) + "\n" + BASE, text=f"{BASE} (Ant)"),
        piece(story(36, 8) + "\n" + BASE, text=f"{BASE} (Ant)"),
    ),
    "a reaction around a sentence of the background": (
        later(" ".join([story(40, 7), *BASE.split()[:20], story(40, 8), *BASE.split()[20:]])), piece(BASE),
        later(" ".join([story(20, 7), *BASE.split()[:20], story(20, 8), *BASE.split()[20:]])), piece(BASE),
    ),
    "twenty words before furniture": (
        later(f"Letusan mengguncang Teluk Biru. {story(16, 7)}\n{FURNITURE}", title="Letusan mengguncang Teluk Biru"),
        piece(f"Konser musik digelar lagi. {story(16, 8)}\n{FURNITURE}", title="Konser musik akhirnya digelar"),
        later(f"Letusan mengguncang Teluk Biru. {story(16, 7)}\n{FURNITURE}", title="Letusan mengguncang Teluk Biru"),
        piece(f"Dentuman terdengar jauh. {story(16, 8)}\n{FURNITURE}", title="Letusan terdengar sampai Teluk Hijau"),
    ),
    "too far apart": (
        later(BASE, published_at=NOON + WINDOW + timedelta(hours=1)), piece(BASE),
        later(BASE, published_at=NOON + WINDOW - timedelta(hours=1)), piece(BASE),
    ),
    "seen too far apart, where no date is known": (
        later(BASE, published_at=None, first_seen_at=NOON + timedelta(days=15)), piece(BASE),
        later(BASE, published_at=None, first_seen_at=NOON + timedelta(days=13)), piece(BASE),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("copy", "of", "near_copy", "near_of"), VETOED.values(), ids=VETOED)
def test_does_not_collapse(copy: Piece, of: Piece, near_copy: Piece, near_of: Piece) -> None:
    assert judge(copy, of) is None
    assert judge(near_copy, near_of) is not None


# Cut sentences behind the first are no report of the earlier's: that side is measured at its head alone.
ONE_WAY = "a reaction around a sentence of the background"
EITHER_WAY = {name: case[:2] for name, case in VETOED.items() if name != ONE_WAY}


@pytest.mark.parametrize(("copy", "of"), EITHER_WAY.values(), ids=EITHER_WAY)
def test_does_not_collapse_the_other_way_round(copy: Piece, of: Piece) -> None:
    assert judge(of, copy) is None


def counted(numbers: int, replaced: int) -> str:
    """Prose with so many numbers, so many of which are others than usual."""
    shown = [str(n + 100 + 1_000 * (n < replaced)) for n in range(numbers)]
    return BASE + "".join(
        f" {story(5, n + 900)} menyimpan {number} ton {story(4, n + 950)}" for n, number in enumerate(shown)
    )


@pytest.mark.parametrize(
    ("numbers", "replaced", "is_copy"),
    [
        (4, 1, False), (5, 1, True),
        (8, 2, False), (9, 2, True),
        (20, 3, False), (21, 3, True),
        (50, 6, False), (50, 5, True),
    ],
)  # fmt: skip
def test_how_many_numbers_may_differ(numbers: int, replaced: int, is_copy: bool) -> None:
    assert (judge(later(counted(numbers, replaced)), piece(counted(numbers, 0))) is not None) is is_copy


LITTLE = {
    "less than six tenths": (later(new_lead(110), title=TITLE), piece(BASE)),
    "background alone": (later(story(350, 7) + BASE, title=TITLE), piece(BASE)),
    "six to eight tenths with nothing else": (later(new_lead(70), title=STRANGE_TITLE), piece(BASE)),
    "six to eight tenths, edited, under unrelated titles": (later(edited(BASE, 25), title=STRANGE_TITLE), piece(BASE)),
    "edited, with a passage of its own at the end": (
        later(" ".join(edited(BASE, 50).split()[:350]) + story(50, 7)), piece(BASE),
    ),
    "another agency": (
        later(" ".join(new_lead(30).split()[:330]), text=f"{BASE} (AFP)", title=STRANGE_TITLE),
        piece(BASE, text=f"{BASE} (Ant)"),
    ),
    "a longer report later": (later(BASE + story(220, 7), title=OTHER_TITLE), piece(BASE)),
    "the same story retold in other words": (later(story(400, 9)), piece(BASE)),
    "nothing": (later(""), piece("")),
}  # fmt: skip


@pytest.mark.parametrize(("copy", "of"), LITTLE.values(), ids=LITTLE)
def test_too_little_in_common(copy: Piece, of: Piece) -> None:
    assert judge(copy, of) is None


def found(copy: Piece, of: Piece) -> Copy:
    decision = judge(copy, of)
    assert decision is not None
    return decision


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ({}, "independent"),
        ({"group_id": "contoh"}, "same group"),
        ({"group_id": "contoh", "outlet_id": "contoh"}, "same outlet"),
    ],
    ids=lambda value: str(value),
)
def test_relation(said: dict[str, str], relation: str) -> None:
    decision = found(later(BASE, **said), piece(BASE))
    assert decision.relation == relation
    assert relation in decision.evidence


CREDITED = {
    "by the copy": (f"{BASE} (Ant)", BASE, "ANTARA", "it credits ANTARA"),
    "by the earlier": (BASE, f"LONDON (Reuters) - {BASE}", "Reuters", "the earlier credits Reuters"),
    "by both": (f"{BASE} (Ant)", f"{BASE} (ANTARA)", "ANTARA", "both credit ANTARA"),
    "by nobody": (BASE, BASE, None, "no agency credited"),
    "a site's": (
        f"{BASE}\nArtikel ini telah tayang di Contoh.com dengan judul X",
        BASE,
        "Contoh.com",
        "it credits Contoh.com",
    ),
}


@pytest.mark.parametrize(("copy", "of", "agency", "evidence"), CREDITED.values(), ids=CREDITED)
def test_who_is_credited(copy: str, of: str, agency: str | None, evidence: str) -> None:
    decision = found(later(BASE, text=copy), piece(BASE, text=of))
    assert decision.agency == agency
    assert evidence in decision.evidence


def test_an_agency_as_author_is_credited() -> None:
    assert found(later(BASE, authors=("Antara",)), piece(BASE)).agency == "ANTARA"


def test_evidence_can_be_read() -> None:
    decision = found(later(" ".join(BASE.split()[:340]), group_id="contoh", title=TITLE), piece(BASE))
    assert decision.evidence == (
        "100% of its 340 words in common runs of five, 85% of the earlier's 400; same title; 0 of 0 numbers differ; "
        "no agency credited; same group contoh; 3 h apart"
    )


def test_the_earlier_known() -> None:
    first, second = piece(BASE, article_id="z"), later(BASE)
    assert earlier(first, second)
    assert not earlier(second, first)
    unknown = piece(BASE, article_id="a", published_at=None, first_seen_at=NOON - timedelta(hours=1))
    assert earlier(unknown, first)
    draw = piece(BASE, article_id="y")
    assert earlier(draw, first)
    assert not earlier(first, draw)
    assert not earlier(first, first)


@given(st.integers(0, 400), st.integers(1, 200), st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_is_a_copy_either_way_or_neither_where_the_texts_are_alike(start: int, length: int, seed: int) -> None:
    """At `SURE` nothing depends on which of two is the earlier."""
    text = BASE.split()
    other = " ".join([*text[:start], *story(length, seed + 100).split(), *text[start + length :]])
    one, two = later(other, published_at=NOON), piece(BASE)
    forth, back = judge(one, two), judge(two, one)
    if likeness_of(one, two) >= SURE:
        assert (forth is None) == (back is None)
        assert forth is None or back is None or forth.score == back.score


@pytest.mark.parametrize(
    "body",
    ["kata " * 600_000, "1 " * 1_500_000, story(400) * 1_000, "harga 1 " * 200_000],
    ids=["word", "numbers", "text", "mix"],
)
def test_time_is_bounded(body: str) -> None:
    started = time.process_time()
    judge(later(body), piece(body + " usai"))
    assert time.process_time() - started < 5
