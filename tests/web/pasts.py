"""Newsrooms whose past can be asked for: a WordPress API, an index of each day, a sitemap of each month.

Their feeds show the newest five, so that whoever comes late has the rest from there alone. Each listing is cut into
pages, ends as such listings do, and can be made to fail (`Past.trouble`). Nothing in here exists.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from tests.warehouse.identity.writing import story
from tests.web.newsrooms import Answer

FIRST, LAST = date(2025, 6, 3), date(2025, 6, 10)
IDS = ("bulanan", "harian", "lampau")  # one for each kind of route
WINDOW = ("--from", str(FIRST), "--to", str(LAST))
A_DAY, IN_FEED, A_PAGE = 3, 5, 4
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One article of the past."""

    number: int
    published: datetime

    @property
    def path(self) -> str:
        return f"/baca/{self.number}/kabar-{self.number}"

    @property
    def title(self) -> str:
        return f"Kabar ke-{self.number} dari pelabuhan"


@dataclass(slots=True)
class Past:
    """An invented outlet with an archive of one `kind`; `trouble` is what its listings answer instead: a status."""

    outlet_id: str
    kinds: tuple[str, ...]
    posts: tuple[Post, ...]
    trouble: dict[str, int] = field(default_factory=dict)  # by kind
    undated: bool = False  # its pages do not say when they were published
    stuck: bool = False  # its index gives the first page for every page

    @property
    def host(self) -> str:
        return f"{self.outlet_id}.test"

    @property
    def site(self) -> str:
        return f"http://{self.host}:8080"

    @property
    def file(self) -> str:
        """Its outlet file."""
        routes = {
            "api": f'url = "{self.site}/wp-json/wp/v2/posts"\nentries = 100\n',
            "index": f'url = "{self.site}/indeks?date={{date:%Y-%m-%d}}&page={{page}}"\nentries = {A_PAGE}\n'
                     'repeats = "fault"\n',
            "sitemap": f'url = "{self.site}/sitemap/{{date:%Y-%m}}.xml"\nentries = 100\n',
        }  # fmt: skip
        declared = "".join(f'[[routes]]\nkind = "{kind}"\n{routes[kind]}state = "seen"\n' for kind in self.kinds)
        return (
            f'name = "{self.outlet_id} (invented)"\nhomepage = "{self.site}/"\ncountry = "ID"\nlanguage = "id"\n'
            f'time_zone = "Asia/Jakarta"\n[[feeds]]\nurl = "{self.site}/rss"\nsection = "all"\n{declared}'
            "[pages]\nbody = ['.isi']\n[addresses]\narticles = ['/baca/\\d+']\n"
        )

    def published(self, now: datetime) -> tuple[Post, ...]:
        """What is out at `now`, oldest first."""
        return tuple(post for post in self.posts if post.published <= now)

    def answer(self, target: str, now: datetime) -> Answer:
        """What is at an address (path and query) then."""
        path, query = urlsplit(target).path, {k: v[-1] for k, v in parse_qs(urlsplit(target).query).items()}
        out = self.published(now)
        kind = {"/wp-json/wp/v2/posts": "api", "/indeks": "index"}.get(path, "sitemap" if "/sitemap/" in path else "")
        if kind and (status := self.trouble.get(kind, 0)):
            return Answer(status=status)
        if path == "/rss":
            return Answer(body=self._feed(out[-IN_FEED:]), kind="application/rss+xml; charset=UTF-8")
        if kind == "api":
            return self._api(out, query)
        if kind == "index":
            return Answer(body=self._index(out, query))
        if kind == "sitemap":
            return self._sitemap(out, path)
        post = next((post for post in out if post.path == path), None)
        return Answer(body=self._page(post)) if post else Answer(status=404)

    def _api(self, out: Sequence[Post], query: dict[str, str]) -> Answer:
        after, before = (datetime.fromisoformat(query[name]) for name in ("after", "before"))
        asked = [post for post in out if after < post.published < before]
        page, pages = int(query["page"]), max(1, -(-len(asked) // A_PAGE))
        if page > pages:
            return Answer(status=400, body='{"code": "rest_post_invalid_page_number"}', kind="application/json")
        shown = [self._post(post) for post in asked[(page - 1) * A_PAGE : page * A_PAGE]]
        return Answer(body=json.dumps(shown), kind="application/json", headers=(("X-WP-TotalPages", str(pages)),))

    def _post(self, post: Post) -> dict[str, object]:
        at = post.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        return {"id": post.number, "link": self.site + post.path, "date_gmt": at, "title": {"rendered": post.title}}

    def _index(self, out: Sequence[Post], query: dict[str, str]) -> str:
        day, page = date.fromisoformat(query["date"]), 1 if self.stuck else int(query["page"])
        asked = [post for post in reversed(out) if post.published.astimezone(JAKARTA).date() == day]
        links = "".join(
            f'<article><h3><a href="{self.site}{post.path}">{post.title}</a></h3></article>'
            for post in asked[(page - 1) * 2 : page * 2]
        )
        return f"<html><body><h1>Indeks</h1>{links}</body></html>"

    def _sitemap(self, out: Sequence[Post], path: str) -> Answer:
        asked = [post for post in out if f"/{post.published:%Y-%m}.xml" in path]
        if not asked:
            return Answer(status=404)
        places = "".join(
            f"<url><loc>{self.site}{post.path}</loc><lastmod>{post.published.isoformat()}</lastmod></url>"
            for post in asked
        )
        urlset = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
        return Answer(body=f'<?xml version="1.0" encoding="UTF-8"?>{urlset}', kind="application/xml")

    def _feed(self, shown: Sequence[Post]) -> str:
        items = "".join(
            f"<item><title>{post.title}</title><link>{self.site}{post.path}</link>"
            f"<pubDate>{format_datetime(post.published)}</pubDate></item>"
            for post in reversed(shown)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{self.outlet_id}</title><link>{self.site}/</link>{items}</channel></rss>"
        )

    def _page(self, post: Post) -> str:
        claims = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": post.title}
        if not self.undated:
            claims["datePublished"] = post.published.isoformat()
        body = "".join(f"<p>{html.escape(line)}</p>" for line in story(150, post.number).split("\n"))
        return (
            f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{post.title}</title>'
            f'<meta property="og:type" content="article">'
            f'<script type="application/ld+json">{json.dumps(claims)}</script></head>'
            f'<body><article><h1>{post.title}</h1><div class="isi">{body}</div></article></body></html>'
        )


def _posts(begin: int) -> tuple[Post, ...]:
    """Three a day, the last of which is of the next day in Jakarta."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 2)]
    hours = (2, 9, 20)
    return tuple(
        Post(number=begin + at * A_DAY + n, published=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
        for at, day in enumerate(days)
        for n, hour in enumerate(hours)
    )


def every_past() -> dict[str, Past]:
    """Newsrooms by host: one for each kind of route, and one whose first kind another stands behind."""
    every = (
        Past(outlet_id="lampau", kinds=("api",), posts=_posts(100)),
        Past(outlet_id="harian", kinds=("index",), posts=_posts(200)),
        Past(outlet_id="bulanan", kinds=("sitemap",), posts=_posts(300)),
        Past(outlet_id="keduanya", kinds=("api", "index"), posts=_posts(400)),
    )
    return {past.host: past for past in every}


def declare(folder: Path, *every: Past) -> Path:
    """Writes their outlet files to the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for past in every:
        (folder / f"{past.outlet_id}.toml").write_text(past.file, encoding="utf-8")
    return folder
