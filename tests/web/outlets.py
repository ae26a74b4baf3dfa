"""The outlet files of the invented publishers, and what each misbehaving feed and page must end as."""

from sources.types import FetchOutcome, PollOutcome

HEALTHY = ("startup-ledger", "kabarkini", "warta-nusa")

# Each misbehaviour has a host of its own, so that none keeps another waiting: (path, how it ends).
FEEDS: dict[str, tuple[str, PollOutcome, FetchOutcome]] = {
    "unasked-304": ("/status?code=304", "failed", "protocol"),
    "refused": ("/status?code=403", "failed", "refused"),
    "missing": ("/status?code=404", "failed", "not_found"),
    "gone": ("/status?code=410", "failed", "gone"),
    "busy": ("/status?code=429&after=3600", "failed", "rate_limited"),
    "ill": ("/status?code=500", "failed", "server_error"),
    "loop": ("/loop", "failed", "redirect_loop"),
    "cut": ("/cut", "failed", "cut"),
    "oversize": ("/oversize?bytes=12000000", "failed", "too_large"),
    "bomb": ("/bomb?bytes=12000000", "failed", "too_large"),
    "broken-gzip": ("/broken-gzip", "failed", "bad_encoding"),
    "wall": ("/wall", "failed", "blocked"),
    "hang-up": ("/hang-up", "failed", "connection"),
    "not-http": ("/not-http", "failed", "protocol"),
    "html": ("/html-feed", "not_a_feed", "ok"),
    "elsewhere": ("/feed", "other_site", "ok"),
    "big-excerpt": ("/big-excerpt", "failed", "too_large"),
}

PAGES: dict[str, tuple[str, FetchOutcome]] = {
    "page-missing": ("/nothing-here", "not_found"),
    "page-gone": ("/status?code=410", "gone"),
    "page-refused": ("/status?code=403", "refused"),
    "page-busy": ("/status?code=429&after=3600", "rate_limited"),
    "page-ill": ("/status?code=503", "server_error"),
    "page-loop": ("/loop", "redirect_loop"),
    "page-cut": ("/cut", "cut"),
    "page-oversize": ("/oversize?bytes=12000000", "too_large"),
    "page-broken-gzip": ("/broken-gzip", "bad_encoding"),
    "page-wall": ("/wall", "blocked"),
    "page-slow": ("/slow?seconds=1", "ok"),
    "page-wrong-charset": ("/wrong-charset", "ok"),
    "page-unasked-304": ("/status?code=304", "protocol"),
}


def feed_url(name: str) -> str:
    return f"http://{name}.rusak.test:8080{FEEDS[name][0]}"


def page_url(name: str) -> str:
    return f"http://{name}.rusak.test:8080{PAGES[name][0]}"


_LEDGER = """\
name = "Startup Ledger"
homepage = "http://startupledger.test:8080/"
country = "US"
language = "en"
time_zone = "America/Los_Angeles"
[[feeds]]
url = "http://startupledger.test:8080/feed/"
[pages]
drop = [".wp-block-startupledger-inline-cta", ".wp-block-tc-related"]
brands = ["Startup Ledger"]
"""

_KABARKINI = """\
name = "Kabarkini"
homepage = "http://kabarkini.test:8080/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
[[feeds]]
url = "http://kabarkini.test:8080/rss"
[pages]
body = [".detail__body-text"]
drop = [".linksisip", ".detail__body-tag"]
bylines = ['^(?P<name>[^,;|]{2,80}?) - kabarkini$']
brands = ["Tim Kabarkini"]
[addresses]
one_page = "single=1"
articles = ['kabarkini\\.test:8080/[a-z0-9/-]+/d-\\d{4,}']
"""

_WARTA = """\
name = "Warta Nusa"
homepage = "http://wartanusa.test:8080/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
[[feeds]]
url = "http://wartanusa.test:8080/rss"
[[feeds]]
url = "http://wartanusa.test:8080/sitemap_news.xml"
section = "sitemap"
kind = "sitemap"
[pages]
body = [".detail-text"]
drop = [".paradetail"]
brands = ["Warta Nusa"]
"""

_RUSAK = """\
name = "Rusak (invented)"
homepage = "http://rusak.test:8080/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
"""


def _feeds(urls: list[str]) -> str:
    return "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls)


FILES = {
    "startup-ledger": _LEDGER,
    "kabarkini": _KABARKINI,
    "warta-nusa": _WARTA,
    "rusak": _RUSAK + _feeds([feed_url(name) for name in FEEDS]),
    "rusak-pages": _RUSAK + _feeds(["http://pages.rusak.test:8080/broken-pages"]),
    "hostile": _RUSAK + _feeds(["http://hostile.rusak.test:8080/hostile-feed"]),
}
