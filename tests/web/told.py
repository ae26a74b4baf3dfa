"""What the report page tells, laid by hand in invented prose: a lively day, an empty one, one article, hostile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from math import sin

from warehouse.page.model import (
    Day,
    Drift,
    Follow,
    NewName,
    OpenGap,
    Piece,
    Retelling,
    Share,
    Source,
    Timeline,
    Today,
    Told,
    Untold,
    Watched,
)

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
OUTLETS = (
    "Startup Ledger",
    "Kabarkini",
    "Warta Nusa",
    "Harian Teluk",
    "Pelita Pagi",
    "Bursa Raya",
    "Suluh Media",
    "Lentera",
    "Kanal Timur",
    "The Quay Post",
    "Nusa Ekonomi",
    "Tekno Sore",
)
HEADLINES = (
    "Lintang Robotics raises $42M to run warehouses at night",
    "Robot gudang asal Surabaya dapat suntikan Rp 684 miliar",
    "Sewa robot malam hari, Lintang raih US$42 juta",
    "Mesin pemilah Lintang akan dipasang di dua belas gudang sebelum akhir tahun, kata pendirinya",
    "Harbour Peak leads round for Surabaya robot maker",
    "Pelabuhan Ambon uji coba perahu tanpa awak",
)
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "\u202egnirts\u202c \u05e9\u05dc\u05d5\u05dd \u200f",
    "]]> --> <!-- </script>",
    "a\x00b\x1b[31mc {now} %s {0}",
    "'><a href=//jahat.test>",
    "javascript:alert(1)",
    "kata" * 2500,
    "&lt;b&gt;&amp;",
    "</bdi></td></details><iframe>",
)


def piece(n: int, *, lang: str = "", hours: float = 1, title: str = "", outlet: str = "") -> Piece:
    """Article `n`, of so many hours ago."""
    return Piece(
        article_id=f"00000000-0000-4000-8000-{n:012d}",
        outlet_id=f"outlet-{n % len(OUTLETS)}",
        outlet=outlet or OUTLETS[n % len(OUTLETS)],
        lang=lang or ("en" if n % len(OUTLETS) in (0, 9) else "id"),
        url=f"https://outlet{n % 12}.test/{n}/the-story",
        title=title or HEADLINES[n % len(HEADLINES)],
        sentence="Uang itu dipakai untuk menyewakan robot pada malam hari, ketika gudang sepi dan listrik lebih murah.",
        dated_at=NOW - timedelta(hours=hours),
        is_exact=n % 7 != 5,
    )


def days(*, busy: int, until: date = date(2025, 6, 11)) -> tuple[Day, ...]:
    """Ninety days, the last ones busier."""
    first = until - timedelta(days=89)
    counts = [max(0, round(busy * (0.35 + 0.3 * sin(n / 5) + (n % 7 < 5) * 0.25 + (n > 82) * 0.9))) for n in range(90)]
    return tuple(
        Day(day=first + timedelta(days=n), en=count // 3, id=count - count // 3, other=n % 31 == 7 and busy > 4)
        for n, count in enumerate(counts)
    )


def watched(n: int, name: str, *, busy: int, news: int = 5) -> Watched:
    span = days(busy=busy)
    weeks = [sum(d.en + d.id for d in span[-7 * k - 7 : len(span) - 7 * k]) for k in range(5)]
    return Watched(
        entity_id=f"entity-{n}",
        name=name,
        is_known=True,
        last_day=span[-1].en + span[-1].id,
        last_week=weeks[0],
        usual_week=sum(weeks[1:]) / 4,
        ever=400,
        days=span,
        news=tuple(piece(n * 50 + k, hours=k * 2 + 0.5) for k in range(news)),
    )


DRIFTS = (
    Drift(verdict="rounded", original="$14.3 billion", derived="US$14 miliar", rate=None),
    Drift(verdict="converted", original="$42 million", derived="Rp 684 miliar", rate=16285.7),
    Drift(verdict="contradicted", original="49 percent", derived="94 persen", rate=None),
    Drift(verdict="missing", original="1,200 robots", derived="", rate=None),
)


def line(n: int, *, lag: float | None, of: str = "", how: str = "stated", **more: object) -> Retelling:
    values: dict[str, object] = {
        "piece": piece(n, hours=30 - (lag or 0) / 3600),
        "how": how,
        "confidence": 0.93,
        "of": of,
        "of_outlet": "",
        "of_url": "",
        "lag": lag,
        "evidence": ("dikutip dari Startup Ledger", "both name Lintang Robotics", "both say $42 million"),
        "drifts": (),
        "figures": 3,
        "is_copy": False,
    }
    return Retelling(**(values | more))  # type: ignore[arg-type]


def story(n: int, lines: int = 6, *, absent: tuple[str, ...] = ()) -> Timeline:
    first = line(n * 100, lag=None, how="", evidence=(), confidence=None, figures=0)
    of = first.piece.article_id
    retold = [
        line(
            n * 100 + k,
            lag=900 * k * k + 600,
            of=of if k % 3 else "",
            of_outlet="" if k % 3 else "The Quay Post",
            how=("stated", "inferred", "named", "")[k % 4],
            drifts=DRIFTS[: (k + n) % 5],
            is_copy=k % 5 == 4,
        )
        for k in range(1, lines)
    ]
    told = (first, *retold)
    return Timeline(
        story_id=f"10000000-0000-4000-8000-{n:012d}",
        title=HEADLINES[n % len(HEADLINES)],
        first_at=first.piece.dated_at,
        last_at=max(one.piece.dated_at for one in told),
        groups=min(lines, 6),
        independent_voices=2,
        languages=("en", "id"),
        entities=("Lintang Robotics", "Harbour Peak Ventures", "Surabaya"),
        articles=lines + 2 * (lines > 20),
        absent=absent,
        lines=told,
    )


def shares(names: tuple[str, ...], weeks: int = 13) -> tuple[Share, ...]:
    monday = date(2025, 6, 9)
    return tuple(
        Share(
            entity_id=name.lower(),
            name=name,
            week=monday - timedelta(weeks=weeks - 1 - w),
            articles=4 + w * (n + 1),
            share=0.02 * (n + 1) + 0.012 * w * (n != 1) + 0.01 * sin(w),
        )
        for n, name in enumerate(names)
        for w in range(weeks)
    )


def follow(n: int, m: int, articles: int) -> Follow:
    return Follow(
        outlet=OUTLETS[n],
        original_outlet=OUTLETS[m],
        articles=articles,
        stated=articles // 2,
        median_lag=articles * 2400.0,
    )


FOLLOWS = tuple(
    follow(n, m, 1 + (n * 5 + m * 3) % 17) for n in range(1, 11) for m in (0, 9, 3, 5) if n != m and (n + m) % 3
)
STATES = (
    ("well", ""),
    ("failing", "server_error 500"),
    ("silent", "no answer within 20 s"),
    ("blocked", "refused 403"),
    ("unwatched", ""),
)


def source(n: int) -> Source:
    state, why = STATES[n % 5] if n < 5 else STATES[0]
    return Source(
        outlet_id=f"outlet-{n}",
        outlet=OUTLETS[n % 12],
        state=state,
        articles=12 * n % 70,
        changed=n % 4,
        waiting=7 * n % 11,
        feeds=4,
        failing_feeds={"failing": 1, "silent": 4, "blocked": 4}.get(state, 0),
        last_answer_at=None if state == "silent" else NOW - timedelta(minutes=7 * n + 3),
        newest_item_at=NOW - timedelta(minutes=31 * n + 9),
        why=why,
    )


def gap(n: int, *, status: str = "open") -> OpenGap:
    reasons = ("no_overlap", "only_pinned", "not_answering")
    return OpenGap(
        outlet=OUTLETS[n % 12],
        feed_url=f"https://outlet{n % 12}.test/rss/section-{n}.xml",
        missing_from=NOW - timedelta(hours=9 + n),
        missing_until=NOW - timedelta(hours=2),
        status=status,
        reason=reasons[n % 3],
    )


def new_name(n: int) -> NewName:
    return NewName(
        name=("Mercu Data", "Anindya Prakarsa", "Solaris Kargo", "Bank Teluk Digital")[n % 4]
        + (f" {n}" if n > 3 else ""),
        score=9.0 - n,
        articles=11 - n % 10,
        outlets=OUTLETS[: 2 + n % 5],
        first_seen_at=NOW - timedelta(days=n % 6),
        example_title=HEADLINES[n % 6],
        example_url=f"https://outlet{n % 12}.test/{n}",
    )


LIVELY_TODAY = Today(
    articles=1214,
    articles_before=1138,
    outlets=18,
    copies=31,
    stories=46,
    retellings=14,
    contradicted=2,
    rising="Lintang Robotics",
    rising_articles=23,
    rising_usual=3.25,
    biggest=HEADLINES[0],
    biggest_url="https://outlet0.test/0",
    biggest_groups=6,
    open_gaps=3,
    silent_outlets=1,
)
QUIET_TODAY = Today(
    articles=0,
    articles_before=0,
    outlets=0,
    copies=0,
    stories=0,
    retellings=0,
    contradicted=0,
    rising="",
    rising_articles=0,
    rising_usual=0,
    biggest="",
    biggest_url="",
    biggest_groups=0,
    open_gaps=0,
    silent_outlets=0,
)


def lively() -> Told:
    """A day as it may be."""
    return Told(
        now=NOW,
        published_at=NOW - timedelta(minutes=4),
        run_id="2f6c8f1e-0000-4000-8000-000000000001",
        schema_version=9,
        articles=102_344,
        first_at=NOW - timedelta(days=211),
        today=LIVELY_TODAY,
        watched=(
            watched(0, "Lintang Robotics", busy=4),
            watched(1, "Harbour Peak Ventures", busy=1, news=1),
            watched(2, "Nusantara Cloud", busy=17),
            watched(3, "Mercu Data", busy=2, news=0),
            Watched(
                entity_id="tidak-dikenal",
                name="tidak-dikenal",
                is_known=False,
                last_day=0,
                last_week=0,
                usual_week=0,
                ever=0,
                days=days(busy=0),
                news=(),
            ),
            Watched(
                entity_id="sepi",
                name="Sepi Sekali",
                is_known=True,
                last_day=0,
                last_week=0,
                usual_week=0,
                ever=0,
                days=days(busy=0),
                news=(),
            ),
        ),
        stories=(
            story(0, 7),
            story(1, 4, absent=("https://quay.test/exclusive/robots", "The Quay Post")),
            story(4, 2),
            story(5, 12),
            *(story(n, 3) for n in range(6, 15)),
        ),
        shares=shares(("Lintang Robotics", "Harbour Peak Ventures", "Nusantara Cloud")),
        follows=FOLLOWS,
        untold=tuple(
            Untold(
                piece=piece(n * 9, lang="en", hours=70 + n),
                articles=1 + n % 3,
                entities=("Nusantara Cloud", "Mercu Data")[: n % 3],
            )
            for n in range(7)
        ),
        names=tuple(map(new_name, range(6))),
        sources=tuple(map(source, range(12))),
        gaps=(*map(gap, range(3)), gap(3, status="permanent")),
    )


def empty() -> Told:
    """A warehouse in which there is nothing."""
    return Told(
        now=NOW,
        published_at=NOW,
        run_id="",
        schema_version=9,
        articles=0,
        first_at=None,
        today=QUIET_TODAY,
        watched=(),
        stories=(),
        shares=(),
        follows=(),
        untold=(),
        names=(),
        sources=(),
        gaps=(),
    )


def one_article() -> Told:
    """One article, that names one who is watched."""
    one = Watched(
        entity_id="lintang",
        name="Lintang Robotics",
        is_known=True,
        last_day=1,
        last_week=1,
        usual_week=0,
        ever=1,
        days=(*days(busy=0)[:-1], Day(day=NOW.date(), en=1, id=0, other=0)),
        news=(piece(0),),
    )
    today = Today(
        articles=1,
        articles_before=0,
        outlets=1,
        copies=0,
        stories=0,
        retellings=0,
        contradicted=0,
        rising="",
        rising_articles=0,
        rising_usual=0,
        biggest="",
        biggest_url="",
        biggest_groups=0,
        open_gaps=0,
        silent_outlets=0,
    )
    return Told(
        now=NOW,
        published_at=NOW,
        run_id="2f6c8f1e",
        schema_version=9,
        articles=1,
        first_at=NOW,
        today=today,
        watched=(one,),
        stories=(),
        shares=shares(("Lintang Robotics",), weeks=1),
        follows=(),
        untold=(),
        names=(),
        sources=(source(0),),
        gaps=(),
    )


def hostile() -> Told:
    """Every word that comes from the web is an attack, in every place where one may stand."""
    told = lively()
    words = cycle(HOSTILE)
    return replace(
        told,
        run_id=HOSTILE[0],
        today=replace(told.today, rising=HOSTILE[0], biggest=HOSTILE[8], biggest_url=HOSTILE[7]),
        watched=tuple(
            replace(one, entity_id=next(words), name=next(words), news=_spoilt_pieces(one.news, words))
            for one in told.watched
        ),
        stories=tuple(_spoilt_story(one, words) for one in told.stories[:4]),
        shares=tuple(replace(one, name=HOSTILE[len(one.name) % len(HOSTILE)]) for one in told.shares),
        follows=tuple(
            replace(one, outlet=HOSTILE[n % len(HOSTILE)], original_outlet=HOSTILE[n % 7])
            for n, one in enumerate(told.follows)
        ),
        untold=tuple(replace(one, piece=_spoilt(one.piece, words), entities=(next(words),)) for one in told.untold),
        names=tuple(
            replace(one, name=next(words), outlets=HOSTILE, example_title=next(words), example_url=next(words))
            for one in told.names
        ),
        sources=tuple(replace(one, outlet=next(words), state=next(words), why=next(words)) for one in told.sources),
        gaps=tuple(
            replace(one, outlet=next(words), feed_url=next(words), status=next(words), reason=next(words))
            for one in told.gaps
        ),
    )


def _spoilt(one: Piece, words: Iterator[str]) -> Piece:
    return replace(one, outlet=next(words), lang=next(words), url=next(words), title=next(words), sentence=next(words))


def _spoilt_pieces(told: tuple[Piece, ...], words: Iterator[str]) -> tuple[Piece, ...]:
    return tuple(_spoilt(one, words) for one in told)


def _spoilt_story(story: Timeline, words: Iterator[str]) -> Timeline:
    bad = Drift(verdict=next(words), original=next(words), derived=next(words), rate=-1.0)
    lines = tuple(
        replace(
            one,
            piece=_spoilt(one.piece, words),
            how=next(words),
            of=next(words),
            of_outlet=next(words),
            of_url=next(words),
            evidence=HOSTILE,
            drifts=(bad,),
        )
        for one in story.lines
    )
    return replace(story, title=next(words), languages=HOSTILE, entities=HOSTILE, absent=HOSTILE, lines=lines)


def bounds() -> Told:
    """As much as the warehouse ever tells, every headline and address as long as may be."""
    told = lively()
    return replace(
        told,
        watched=tuple(watched(n, f"Perusahaan Contoh {n}", busy=1 + n % 9, news=20) for n in range(12)),
        stories=tuple(_longest(story(n, 30)) for n in range(40)),
        shares=shares(tuple(f"Perusahaan Contoh {n}" for n in range(12))),
        untold=told.untold[:1] * 30,
        names=tuple(map(new_name, range(30))),
        sources=tuple(map(source, range(22))),
        gaps=tuple(map(gap, range(60))),
    )


def _longest(story: Timeline) -> Timeline:
    """Titles of 200 characters, addresses of 300, six reasons of 120 each."""
    lines = tuple(
        replace(
            one,
            piece=replace(one.piece, title="Panjang " * 25, url=one.piece.url + "/panjang" * 34),
            evidence=("alasan " * 17,) * 6 if one.how else (),
        )
        for one in story.lines
    )
    return replace(story, title="Panjang " * 25, lines=lines)
