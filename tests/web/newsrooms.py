"""Newsrooms made of what a test writes down: what their feeds list and their pages say, hour by hour.

Unlike the three publishers of `stories`, they have habits: feeds that list a page under several addresses or make up
GUIDs, headlines and addresses that change, pages that go and come back. All of it follows from the clock alone, so
that two installations that are run at the same hours see the same. Nothing in here exists.
"""

import html
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.web.clock import START
from tests.web.themes import WIB


def at(hours: float) -> datetime:
    """The instant so many hours after the clock's start."""
    return START + timedelta(hours=hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a page says from the hour `since` on. With `leads_to` it is a redirect; `claims` is its canonical link."""

    title: str = ""
    text: str = ""  # a paragraph a line
    published: float = -1.0  # hours after the start
    since: float = -1_000.0
    status: int = 200
    leads_to: str = ""
    claims: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed lists from the hour `since` to the hour `until`. An empty `guid` is the link itself."""

    path: str
    title: str
    guid: str = ""
    published: float = -1.0
    since: float = -1_000.0
    until: float = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server of theirs answers; `leads_to` is the address of a redirect."""

    status: int = 200
    body: str = "<html><body>Tidak ada</body></html>"
    kind: str = "text/html; charset=utf-8"
    leads_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """An invented outlet: its feeds and pages by path, what its file says beside them, and where its GUIDs are from.

    `guids`: kept as the items have them; `random`, new ones at every poll; any other text is the GUID of all.
    """

    outlet_id: str
    feeds: dict[str, tuple[Item, ...]]
    pages: dict[str, tuple[Sheet, ...]]
    rules: str = ""
    group: str = ""
    guids: str = "kept"

    @property
    def host(self) -> str:
        return f"{self.outlet_id}.test"

    @property
    def site(self) -> str:
        return f"http://{self.host}:8080"

    @property
    def file(self) -> str:
        """Its outlet file."""
        group = f'group = "{self.group}"\n' if self.group else ""
        feeds = "".join(f'[[feeds]]\nurl = "{self.site}{path}"\nsection = "all"\n' for path in self.feeds)
        return (
            f'name = "{self.outlet_id} (invented)"\nhomepage = "{self.site}/"\ncountry = "ID"\nlanguage = "id"\n'
            f'time_zone = "Asia/Jakarta"\n{group}{feeds}[pages]\nbody = [".isi"]\n{self.rules}'
        )

    def answer(self, path: str, now: datetime) -> Answer:
        """What is at `path` then; 404 where nothing is, as at /robots.txt."""
        hours = (now - START) / timedelta(hours=1)
        if path in self.feeds:
            return Answer(body=self._feed(path, hours), kind="application/rss+xml; charset=UTF-8")
        sheet = next((s for s in reversed(self.pages.get(path, ())) if s.since <= hours), Sheet(status=404))
        if sheet.leads_to:
            return Answer(status=301, leads_to=self.site + sheet.leads_to)
        if sheet.status != 200:
            return Answer(status=sheet.status)
        return Answer(body=self._page(path, sheet))

    def _feed(self, path: str, hours: float) -> str:
        shown = [item for item in self.feeds[path] if item.since <= hours < item.until]
        items = "\n".join(self._item(item, hours) for item in shown)
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{self.outlet_id}</title><link>{self.site}/</link>{items}</channel></rss>"
        )

    def _item(self, item: Item, hours: float) -> str:
        link = self.site + item.path
        made = {"kept": item.guid or link, "random": f"{item.path}-{hours:.3f}"}
        guid = made.get(self.guids, self.guids)
        return (
            f"<item><title>{html.escape(item.title)}</title><link>{html.escape(link)}</link>"
            f'<guid isPermaLink="false">{html.escape(guid)}</guid>'
            f"<pubDate>{format_datetime(at(item.published).astimezone(WIB))}</pubDate></item>"
        )

    def _page(self, path: str, sheet: Sheet) -> str:
        """A portal's page: who and when in its JSON-LD, the canonical link that it claims, furniture around."""
        claims = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": sheet.title,
            "datePublished": at(sheet.published).astimezone(WIB).isoformat(),
            "author": {"@type": "Person", "name": "Ratna Wibisono"},
        }  # fmt: skip
        body = "\n".join(f"<p>{html.escape(line)}</p>" for line in sheet.text.split("\n"))
        title, own = html.escape(sheet.title), html.escape(self.site + (sheet.claims or path))
        return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><link rel="canonical" href="{own}">
<script type="application/ld+json">{json.dumps(claims)}</script></head><body><nav><a href="/">Beranda</a></nav>
<article><h1>{title}</h1><div class="isi">
{body}
</div></article><footer><p>Hak cipta dilindungi</p></footer></body></html>"""
