"""A month of publishing by invented outlets, each with a feed that has a habit: drawn from a seed, played by a server.

    month = drawn(seed)
    with month.on_air() as web: ...          # a forward proxy, like `tests.web.publishers`

Every post has its minute, its address and its place in a window of the newest few. What a feed answers follows from
the clock (`web.now`) and its habit alone; a page says who published it and when. Nothing in here exists.
"""

import contextlib
import hashlib
import html
import json
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.web import misbehaving

BEGIN = datetime(2025, 3, 1, 6, tzinfo=UTC)
DAYS = 30
HOST = "bulan.test"
SITE = f"http://{HOST}:8080"
HOUR = timedelta(hours=1)

# What feeds do, one each. With `api` an outlet has a route to past days, too.
HABITS = (
    "plain", "api", "quiet", "bursts", "undated", "pinned", "lies", "churn", "reused", "moved", "dead", "falls silent",
    "spam", "stale copies", "section", "broken", "lifted", "forgets", "empty at times", "renamed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One article of an outlet."""

    outlet_id: str
    n: int
    at: datetime
    is_tech: bool

    @property
    def path(self) -> str:
        return f"/{self.outlet_id}/{self.at:%Y/%m/%d}/kabar-{self.n}"

    @property
    def url(self) -> str:
        return SITE + self.path

    @property
    def title(self) -> str:
        return f"Kabar {self.outlet_id} nomor {self.n}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented outlet: its posts in order, the size of its feed's window, and when its habit shows."""

    outlet_id: str
    habit: str
    posts: tuple[Post, ...]
    size: int
    since: datetime  # of the habit's spell: dead, spam, silence, the move
    until: datetime
    seed: int

    @property
    def feed(self) -> str:
        return f"{SITE}/{self.outlet_id}/rss"

    @property
    def file(self) -> str:
        """Its outlet file."""
        complete = "complete = true\n" if self.habit == "section" else ""
        section = f'[[feeds]]\nurl = "{self.feed}/tekno"\nsection = "tekno"\n' if self.habit == "section" else ""
        route = f'[[routes]]\nkind = "api"\nurl = "{SITE}/{self.outlet_id}/wp-json/wp/v2/posts"\nstate = "seen"\n'
        return (
            f'name = "{self.outlet_id} (invented)"\nhomepage = "{SITE}/{self.outlet_id}/"\ncountry = "ID"\n'
            f'language = "id"\ntime_zone = "Asia/Jakarta"\n[[feeds]]\nurl = "{self.feed}"\nsection = "all"\n{complete}'
            f"{section}{route if self.habit in ('api', 'dead') else ''}"
        )

    def published(self, now: datetime, *, is_tech: bool = False) -> list[Post]:
        """What is out at `now`, newest first."""
        return [post for post in reversed(self.posts) if post.at <= now and (post.is_tech or not is_tech)]

    def window(self, now: datetime, *, is_tech: bool = False) -> list[Post]:
        """What its feed lists at `now`."""
        out = self.published(now, is_tech=is_tech)
        if self.habit == "forgets":
            return [post for post in out if now - post.at < 2 * timedelta(days=1)][:100]
        if self.habit == "pinned":
            pinned = list(self.posts[:2])
            return pinned + [post for post in out if post not in pinned][: self.size - 2]
        return out[: self.size]

    def is_in_spell(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is published in the month, and by whom."""

    outlets: tuple[Outlet, ...]

    @property
    def end(self) -> datetime:
        return BEGIN + timedelta(days=DAYS)

    def declare(self, folder: Path) -> Path:
        """Writes the outlets' files."""
        folder.mkdir(parents=True, exist_ok=True)
        for outlet in self.outlets:
            (folder / f"{outlet.outlet_id}.toml").write_text(outlet.file, "utf-8")
        return folder

    @contextlib.contextmanager
    def on_air(self) -> Iterator["Air"]:
        """The server, a forward proxy in threads of this process, until the block ends."""
        server = Server(("127.0.0.1", 0), Handler)
        url = f"http://127.0.0.1:{server.server_port}"
        server.state = misbehaving.Misbehaving(url=url)
        server.air = Air(url=url, month=self)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.air
        finally:
            server.shutdown()
            server.server_close()


@dataclass(slots=True)
class Air:
    """The running server and its time; `polls` counts the requests of each path."""

    url: str
    month: Month
    now: datetime = BEGIN
    polls: dict[str, int] = field(default_factory=dict)


def drawn(seed: int, habits: tuple[str, ...] = HABITS) -> Month:
    """A month; the same for the same seed."""
    return Month(outlets=tuple(_outlet(habit, random.Random(f"{seed} {habit}"), seed) for habit in habits))


def _outlet(habit: str, dice: random.Random, seed: int) -> Outlet:
    outlet_id = habit.replace(" ", "-")
    a_day = {"quiet": 0.4, "forgets": 1.5, "bursts": 4.0}.get(habit, dice.uniform(2.0, 5.0))
    minutes: set[int] = set()
    for day in range(-3, DAYS):
        busy = dice.choice((1, 1, 1, 0.3, 2)) if habit != "quiet" else 1
        for _ in range(_about(a_day * busy, dice)):
            minutes.add(day * 1440 + round(dice.triangular(0, 1440, 480)))  # newsrooms sleep
        if habit in ("bursts", "lies", "reused") and dice.random() < 0.2:
            first = day * 1440 + dice.randrange(1440)
            minutes |= {first + dice.randrange(90) for _ in range(dice.randint(8, 16))}
    spell = BEGIN + timedelta(days=dice.uniform(4, 18))
    return Outlet(
        outlet_id=outlet_id,
        habit=habit,
        posts=tuple(
            Post(outlet_id=outlet_id, n=n, at=BEGIN + timedelta(minutes=minute), is_tech=dice.random() < 0.5)
            for n, minute in enumerate(sorted(minutes))
        ),
        size=dice.randint(6, 12),
        since=spell,
        until=spell + timedelta(days=dice.uniform(2, 7)),
        seed=seed,
    )


def _about(mean: float, dice: random.Random) -> int:
    """A whole number, `mean` on average."""
    return sum(dice.random() < mean / 8 for _ in range(8))


def outages(seed: int) -> tuple[tuple[datetime, datetime], ...]:
    """When nobody asks: from an hour to three days, every few days."""
    dice, found, at = random.Random(f"{seed} outages"), [], BEGIN
    while at < BEGIN + timedelta(days=DAYS):
        at += timedelta(days=dice.uniform(1, 6))
        length = HOUR * dice.choice((1, 2, 4, 8, 16, 30, 48, 72))
        found.append((at, at + length))
        at += length
    return tuple(found)


# ------------------------------------------------------------------ what the server answers


class Handler(misbehaving.Handler):
    """Feeds, pages and lists of posts, by path."""

    server: "Server"

    def do_GET(self) -> None:  # noqa: N802 - http.server's name
        address = urlsplit(self.path)
        self.asked = misbehaving.Seen("GET", HOST, address.path, address.query, (), 0.0)
        with contextlib.suppress(OSError):
            self._answer(self.server.air, address.path, parse_qs(address.query))

    def _answer(self, air: Air, path: str, query: dict[str, list[str]]) -> None:
        outlet = next((o for o in air.month.outlets if path.startswith(f"/{o.outlet_id}/")), None)
        if outlet is None:
            return self.reply(b"", 404)
        rest = path.removeprefix(f"/{outlet.outlet_id}")
        if rest.startswith("/wp-json"):
            return self._posts(outlet, air.now, query)
        if rest in ("/rss", "/rss/tekno", "/rss-baru"):
            nth = air.polls[path] = air.polls.get(path, 0) + 1
            return self._feed(outlet, rest, air.now, nth)
        post = next((post for post in outlet.published(air.now) if post.path == path), None)
        return self.reply(_page(post).encode()) if post else self.reply(b"", 404)

    def _posts(self, outlet: Outlet, now: datetime, query: dict[str, list[str]]) -> None:
        after, before = (datetime.fromisoformat(query[name][0]) for name in ("after", "before"))
        page, size = int(query["page"][0]), 20
        found = [post for post in reversed(outlet.published(now)) if after < post.at < before]
        some = found[(page - 1) * size : page * size]
        if page > 1 and not some:
            return self.reply(b'{"code": "rest_post_invalid_page_number"}', 400, Content_Type="application/json")
        body = [
            {
                "id": post.n,
                "link": post.url,
                "date_gmt": f"{post.at:%Y-%m-%dT%H:%M:%S}",
                "title": {"rendered": post.title},
            }
            for post in some
        ]
        pages = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(-(-len(found) // size))}
        return self.reply(json.dumps(body).encode(), 200, Content_Type="application/json", **pages)

    def _feed(self, outlet: Outlet, path: str, now: datetime, nth: int) -> None:
        dice = random.Random(f"{outlet.seed} {outlet.habit} {nth}")
        if answer := _trouble(outlet, path, now, dice):
            return self.reply(*answer[:2], **answer[2])
        shown = _shown(outlet, path, now, dice)
        body = _rss(outlet, shown, now, nth).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        held = self.headers.get("If-None-Match")
        if held and (held == etag or (outlet.habit == "lies" and dice.random() < 0.8)):
            return self.reply(b"", 304, ETag=held)
        etag = '"satu"' if outlet.habit == "lies" else etag
        return self.reply(body, 200, Content_Type="application/rss+xml", ETag=etag)


class Server(misbehaving.Server):
    air: Air


def _trouble(outlet: Outlet, path: str, now: datetime, dice: random.Random) -> tuple[bytes, int, dict[str, str]] | None:
    """An answer that is no feed of the outlet's; `None`: there is none."""
    spell = outlet.is_in_spell(now)
    if outlet.habit == "moved" and path == "/rss" and now >= outlet.since:
        return b"", 301, {"Location": f"{outlet.feed}-baru"}
    if outlet.habit == "falls silent" and spell:
        return b"<html><body>Perbaikan</body></html>", 200, {}
    if outlet.habit == "dead" and now >= outlet.since:
        return b"", 404, {}
    if outlet.habit == "spam" and spell:
        return _spam(now).encode(), 200, {"Content_Type": "application/rss+xml"}
    if outlet.habit == "broken" and dice.random() < 0.4:
        return b"", dice.choice((404, 403)), {}
    return None


def _shown(outlet: Outlet, path: str, now: datetime, dice: random.Random) -> list[Post]:
    if outlet.habit == "stale copies" and dice.random() < 0.2:
        now -= timedelta(hours=dice.uniform(1, 30))
    if outlet.habit == "empty at times" and dice.random() < 0.2:
        return []
    return outlet.window(now, is_tech=path.endswith("/tekno"))


def _rss(outlet: Outlet, shown: list[Post], now: datetime, nth: int) -> str:
    items = [_item(outlet, post, nth, now) for post in shown]
    if outlet.habit == "lifted" and nth % 5 == 0 and len(shown) > 3:  # the last of them stands on top with a new date
        items = [_item(outlet, shown[-1], nth, now, now), *items[:-1]]
    return _channel(f"{SITE}/{outlet.outlet_id}/", "".join(items))


def _item(outlet: Outlet, post: Post, nth: int, now: datetime, dated: datetime | None = None) -> str:
    guid = {"churn": f"{post.n}-{nth}", "reused": f"{post.n % 2}"}.get(outlet.habit, post.url)
    link = post.url
    if outlet.habit == "renamed" and now >= outlet.since:  # GUIDs and links of another make from one day on
        guid, link = f"baru-{post.n}", f"{post.url}?utm_source=rss"
    date = "" if outlet.habit == "undated" else f"<pubDate>{format_datetime(dated or post.at)}</pubDate>"
    return (
        f"<item><title>{html.escape(post.title)}</title><link>{html.escape(link)}</link>"
        f'<guid isPermaLink="false">{html.escape(guid)}</guid>{date}</item>'
    )


def _spam(now: datetime) -> str:
    items = "".join(
        f"<item><title>Menang {n}</title><link>http://judi.test/{now:%m%d%H}-{n}</link></item>" for n in range(10)
    )
    return _channel("http://judi.test/", items)


def _channel(site: str, items: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Bulan</title>'
    return f"{head}<link>{site}</link>{items}</channel></rss>"


def _page(post: Post) -> str:
    claims = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": post.title,
        "datePublished": post.at.isoformat(), "author": {"@type": "Person", "name": "Ratna Wibisono"},
    }  # fmt: skip
    dice = random.Random(post.url)
    said = (f"{dice.choice(_WHO)} {dice.choice(_DOES)} {dice.choice(_WHAT)} {dice.randrange(999)}." for _ in range(30))
    text = " ".join(said)
    return (
        f'<!DOCTYPE html><html lang="id"><head><title>{post.title}</title><link rel="canonical" href="{post.url}">'
        f'<script type="application/ld+json">{json.dumps(claims)}</script></head>'
        f"<body><article><h1>{post.title}</h1><p>{text}</p></article></body></html>"
    )


_WHO = ("Pedagang", "Nelayan", "Lurah", "Warga", "Petani", "Guru", "Sopir", "Bidan")
_DOES = ("membuka", "menutup", "melihat", "membawa", "menunggu", "memperbaiki", "menghitung")
_WHAT = ("pasar nomor", "kapal nomor", "jalan nomor", "sawah nomor", "sekolah nomor", "jembatan nomor")
