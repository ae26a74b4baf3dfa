# ruff: noqa: E501 - markup reads better in its own lines
"""The invented publishers' markup: page themes, RSS in two dialects, a news sitemap. Pieces in, text out."""

import html
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from tests.web.stories import Piece

WIB = timezone(timedelta(hours=7))
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

Theme = Callable[[str, Piece, str], str]  # site, piece, headline -> page


# ------------------------------------------------------------------ pages


def ledger_page(site: str, piece: Piece, title: str) -> str:
    """WordPress blocks with Yoast's graph: the author is a node of her own, referred to by @id."""
    url, person = site + piece.path, f"{site}/#/schema/person/1"
    graph = [
        {"@type": "NewsArticle", "@id": f"{url}#article", "headline": title, "author": [{"@id": person}],
         "datePublished": piece.published.isoformat(), "dateModified": piece.published.isoformat(),
         "articleSection": [piece.section], "keywords": list(piece.tags), "mainEntityOfPage": {"@id": url},
         "publisher": {"@id": f"{site}/#organization"}},
        {"@type": "WebPage", "@id": url, "url": url, "name": f"{title} | Startup Ledger"},
        {"@type": "Organization", "@id": f"{site}/#organization", "name": "Startup Ledger"},
        {"@type": "Person", "@id": person, "name": piece.author},
    ]  # fmt: skip
    body = "\n".join(f'<p class="wp-block-paragraph">{p}</p>' for p in piece.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8"><title>{_text(title)} | Startup Ledger</title>
<link rel="canonical" href="{url}"><meta property="og:type" content="article">
<meta property="og:title" content="{_text(title)} | Startup Ledger"><meta property="og:site_name" content="Startup Ledger">
<meta property="article:published_time" content="{piece.published.isoformat()}">
<script type="application/ld+json" class="yoast-schema-graph">{_json({"@context": "https://schema.org", "@graph": graph})}</script>
</head><body class="wp-singular post-template-default single single-post">
<header class="wp-block-template-part"><nav><a href="/latest/">Latest</a> <a href="/events/">Events</a></nav></header>
<main class="wp-block-group"><h1 class="article-hero__title wp-block-post-title">{_text(title)}</h1>
<div class="wp-block-startupledger-card-meta"><a href="/author/{piece.author.lower().replace(" ", "-")}/">{piece.author}</a>
<time datetime="{piece.published.isoformat()}">{piece.published:%I:%M %p} UTC, {piece.published:%B %d, %Y}</time></div>
<div class="entry-content wp-block-post-content is-layout-constrained">
{body}
<div class="wp-block-startupledger-inline-cta ad-unit"><p>Ledger Day is back. <a href="/events/">REGISTER NOW</a></p></div>
</div><div class="wp-block-tc-related"><h2>Most Popular</h2><ul><li><a href="/2025/06/10/elsewhere/">Elsewhere</a></li></ul></div>
</main><footer><p>© 2025 Startup Ledger</p></footer></body></html>"""


def kabarkini_page(site: str, piece: Piece, title: str) -> str:
    """A portal's page: dates in three places, a byline with the desk's name, related links amid the text."""
    local = piece.published.astimezone(WIB)
    claims = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
        "datePublished": local.isoformat(), "dateModified": local.isoformat(),
        "author": {"@type": "Person", "name": piece.author}, "publisher": {"@type": "Organization", "name": "kabarkini"},
    }  # fmt: skip
    body = "\n".join(f"<p>{p}</p>" for p in piece.paragraphs[:-1])
    related = '<table class="linksisip"><tr><td><strong>Baca juga:</strong> <a href="/berita/d-1/lain">Lain</a></td></tr></table>'
    return f"""<!DOCTYPE html>
<html lang="id-ID"><head><meta charset="utf-8"><title>{_text(title)}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{_text(title)}">
<meta name="publishdate" content="{local:%Y/%m/%d %H:%M:%S}"><meta name="author" content="{piece.author}">
<meta name="keywords" content="{", ".join(piece.tags)}"><link rel="canonical" href="{site}{piece.path}">
<script type="application/ld+json">{_json(claims)}</script></head><body>
<nav class="static-nav"><a href="/">kabarkini</a> <a href="/indeks">Indeks</a></nav>
<article class="detail"><h1 class="detail__title">{_text(title)}</h1>
<div class="detail__author">{piece.author} - kabarkini</div><div class="detail__date">{_printed(local)}</div>
<div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent">
{body}
{related}
<p>{piece.paragraphs[-1]}</p>
</div><div class="detail__body-tag mgt-16"><a href="/tag/startup">startup</a></div></div></article>
<div class="box cb-mostpop"><h3>Berita Terpopuler</h3><a href="/berita/d-2/lain-lagi">Lain lagi</a></div>
</body></html>"""


def warta_page(site: str, piece: Piece, title: str) -> str:
    """A portal's page that dates itself in its JSON-LD in a list, and signs with the house's name."""
    local = piece.published.astimezone(WIB)
    claims = [
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []},
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
         "datePublished": f"{local:%Y-%m-%dT%H:%M:%S%z}", "dateModified": f"{local:%Y-%m-%dT%H:%M:%S%z}",
         "author": {"@type": "Organization", "name": "Warta Nusa"}, "articleSection": piece.section},
    ]  # fmt: skip
    body = "\n".join(f"<p>{p}</p>" for p in piece.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>{_text(title)}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{_text(title)}">
<meta name="dtk:publishdate" content="{local:%Y/%m/%d %H:%M:%S}"><meta name="author" content="{piece.author}">
<link rel="canonical" href="{site}{piece.path}">
<script type="application/ld+json">{_json(claims)}</script></head><body>
<div class="breadcrumb"><a href="/">Home</a> / <a href="/{piece.section.lower()}">{piece.section}</a></div>
<h1 class="mb-2 text-[28px]">{_text(title)}</h1><div class="text-cnn_red">{piece.author}</div>
<div class="text-cnn_grey text-sm mb-4">{_printed(local)}</div>
<div class="detail-text text-cnn_black text-sm">
{body}
</div><div class="paradetail"><p>ADVERTISEMENT</p></div>
<div class="flex tags">{" ".join(f'<a href="/tag/{t}">{t}</a>' for t in piece.tags)}</div></body></html>"""


def _printed(local: datetime) -> str:
    return f"{DAYS[local.weekday()]}, {local.day:02} {MONTHS[local.month - 1]} {local.year} {local:%H:%M} WIB"


# ------------------------------------------------------------------ lists


def rss(name: str, site: str, language: str, pieces: Sequence[Piece], now: datetime, zone: timezone) -> str:
    """RSS 2.0 as WordPress and the portals write it, newest first."""
    items = "\n".join(_item(site, piece, now, zone) for piece in pieces)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{_text(name)}</title><link>{site}/</link><description>{_text(name)}</description>
<atom:link href="{site}/rss" rel="self" type="application/rss+xml"/><language>{language}</language>
{items}
</channel></rss>"""


def _item(site: str, piece: Piece, now: datetime, zone: timezone) -> str:
    categories = "".join(f"<category><![CDATA[{c}]]></category>" for c in (piece.section, *piece.tags))
    return f"""<item><title><![CDATA[{piece.title_at(now)}]]></title>
<link>{site}{piece.path}?utm_source=rss</link><guid isPermaLink="true">{site}{piece.path}</guid>
<dc:creator><![CDATA[{piece.author}]]></dc:creator>{categories}
<pubDate>{format_datetime(piece.published.astimezone(zone))}</pubDate>
<description><![CDATA[<p>{piece.summary}</p>]]></description></item>"""


def news_sitemap(name: str, site: str, language: str, pieces: Sequence[Piece], now: datetime) -> str:
    """A sitemap with Google's news extension."""
    urls = "\n".join(
        f"<url><loc>{site}{piece.path}</loc><news:news><news:publication><news:name>{_text(name)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published.astimezone(WIB).isoformat()}</news:publication_date>"
        f"<news:title>{_text(piece.title_at(now))}</news:title></news:news></url>"
        for piece in pieces
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}
</urlset>"""


def _text(value: str) -> str:
    return html.escape(value, quote=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
