import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.errors import BadAddress
from sources.types import AddressRules
from sources.urls import canonical_url, fetch_url, host_of, is_article, on_domains, outlet_key, why_skipped

PLAIN = AddressRules()
DETIK = AddressRules(one_page="single=1", hosts=(("m.detik.com", "news.detik.com"),))
INEWS = AddressRules(one_page="/all")
REWRITING = AddressRules(
    rewrites=((r"^https://m\.contoh\.test/([a-z]+)/", r"https://\1.contoh.test/"), (r"(/read/\d+)/\d{1,2}$", r"\1"))
)
KOMPAS = AddressRules(one_page="page=all", hosts=(("amp.kompas.com", "www.kompas.com"),), strip=("Lgn_Method",))

FOLDS = {
    "host and scheme, not the path": ("HTTPS://WWW.Example.COM/Read/ABC", "https://www.example.com/Read/ABC"),
    "http is https": ("http://example.com/a", "https://example.com/a"),
    "default port": ("http://example.com:80/a", "https://example.com/a"),
    "a port of its own keeps its scheme": ("http://127.0.0.1:8091/a", "http://127.0.0.1:8091/a"),
    "no path": ("https://example.com", "https://example.com/"),
    "fragment": ("https://example.com/a#komentar", "https://example.com/a"),
    "spaces around and breaks within": (" \n https://example.com/a\n/b ", "https://example.com/a/b"),
    "campaign": ("https://example.com/a?utm_source=rss&utm_medium=x&fbclid=1", "https://example.com/a"),
    "clicks, in any case": ("https://example.com/a?GCLID=1&guccounter=1&guce_referrer=q", "https://example.com/a"),
    "what identifies stays, in order": (
        "https://example.com/?p=123&ncid=rss&id=9&mib=7",
        "https://example.com/?p=123&id=9&mib=7",
    ),
    "regional and paging switches": ("https://example.com/a?r=US&IR=T&page=2&op=1", "https://example.com/a"),
    "ampersands escaped twice": ("https://example.com/a?id=1&amp;amp;utm_source=x", "https://example.com/a?id=1"),
    "empty parameters": ("https://example.com/a?&&", "https://example.com/a"),
    "a parameter without value": ("https://example.com/?berita", "https://example.com/?berita"),
    "escapes of plain letters": ("https://example.com/%7ea/%61", "https://example.com/~a/a"),
    "escapes in upper case": ("https://example.com/a%2fb%c3%a9", "https://example.com/a%2Fb%C3%A9"),
    "bare letters beyond ASCII": ("https://example.com/é b", "https://example.com/%C3%A9%20b"),
    "a lone percent sign": ("https://example.com/100%-naik", "https://example.com/100%25-naik"),
    "dots": ("https://example.com/a/./b/../c", "https://example.com/a/c"),
    "dots above the root": ("https://example.com/../../a", "https://example.com/a"),
    "double slashes": ("https://example.com/read//2025//a", "https://example.com/read//2025//a"),
    "trailing slash": ("https://example.com/read/123/naik/", "https://example.com/read/123/naik"),
    "WordPress permalink": ("https://example.com/2025/06/10/slug", "https://example.com/2025/06/10/slug/"),
    "WordPress permalink with it": ("https://example.com/2025/06/10/slug/", "https://example.com/2025/06/10/slug/"),
    "a dated page with extension": ("https://example.com/2025/06/a.html", "https://example.com/2025/06/a.html"),
    "amp": ("https://example.com/2025/06/10/slug/amp/", "https://example.com/2025/06/10/slug/"),
    "amp as parameter": ("https://example.com/slug-2025-6?amp", "https://example.com/slug-2025-6"),
    "amp as a subject": ("https://example.com/tag/amp", "https://example.com/tag/amp"),
    "amp before the path": ("https://example.com/amp/2025/06/10/slug", "https://example.com/2025/06/10/slug/"),
    "amp twice": ("https://example.com/amp/amp/read/1/amp/amp/", "https://example.com/read/1"),
    "amp alone": ("https://example.com/amp/", "https://example.com/amp"),
    "amp as the start of a word": ("https://example.com/ampas-tebu", "https://example.com/ampas-tebu"),
    "amp as a form of output": ("https://example.com/a?output=amp&outputType=AMP", "https://example.com/a"),
    "output that is none": ("https://example.com/a?output=pdf", "https://example.com/a?output=pdf"),
    "parameters of an AMP cache": ("https://example.com/a?amp_js_v=a6&usqp=mq3%3D", "https://example.com/a"),
    "pages by number or all": ("https://example.com/a?page=12&page=all&page=", "https://example.com/a"),
    "page as the name of a document": (
        "https://example.com/?page=berita&id=3",
        "https://example.com/?page=berita&id=3",
    ),
    "r as a route": ("https://example.com/?r=site/view&id=3", "https://example.com/?r=site/view&id=3"),
    "op as an operation": ("https://example.com/?op=article&sid=3", "https://example.com/?op=article&sid=3"),
    "ampersand as a number": ("https://example.com/?utm_source=x&#038;p=1", "https://example.com/?p=1"),
    "backslashes": ("https://example.com/a\\b/\\?ncid=rss", "https://example.com/a/b"),
    "trailing dot of the host": ("https://example.com./a", "https://example.com/a"),
    "international host": ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
}


@pytest.mark.parametrize(("url", "expected"), FOLDS.values(), ids=FOLDS)
def test_folds(url: str, expected: str) -> None:
    assert canonical_url(url, PLAIN) == expected


RULED = {
    "variant host": (DETIK, "https://m.detik.com/berita/d-1/a", "https://news.detik.com/berita/d-1/a"),
    "one-page parameter, any value": (DETIK, "https://news.detik.com/d-1/a?single=2", "https://news.detik.com/d-1/a"),
    "amp host and amp path": (
        KOMPAS,
        "https://amp.kompas.com/tren/read/1/a/amp?page=all",
        "https://www.kompas.com/tren/read/1/a",
    ),
    "a parameter the outlet names": (KOMPAS, "https://www.kompas.com/a?lgn_method=x", "https://www.kompas.com/a"),
    "one-page path": (INEWS, "https://www.inews.id/news/a/all", "https://www.inews.id/news/a"),
    "one-page path under amp": (INEWS, "https://www.inews.id/news/a/all/amp/", "https://www.inews.id/news/a"),
    "a rewrite": (REWRITING, "http://m.contoh.test/bisnis/berita/1?utm_id=1", "https://bisnis.contoh.test/berita/1"),
    "one rewrite after another": (
        REWRITING,
        "https://m.contoh.test/bisnis/read/7/2",
        "https://bisnis.contoh.test/read/7",
    ),
    "a rewrite until nothing changes": (REWRITING, "https://contoh.test/read/7/2/3", "https://contoh.test/read/7/2/3"),
    "a rewrite that cuts again": (
        AddressRules(rewrites=((r"/hal\d$", "/amp"),)),
        "https://contoh.test/a/hal1/hal2",
        "https://contoh.test/a",
    ),
    "another outlet's suffix stays": (PLAIN, "https://example.com/news/all", "https://example.com/news/all"),
}


@pytest.mark.parametrize(("rules", "url", "expected"), RULED.values(), ids=RULED)
def test_folds_after_the_outlets_rules(rules: AddressRules, url: str, expected: str) -> None:
    assert canonical_url(url, rules) == expected


UNUSABLE = {
    "empty": "", "a word": "berita", "a path": "/berita/1", "mail": "mailto:a@example.com", "script": "javascript:x()",
    "no host": "https:///a", "port": "https://example.com:99999/", "user": "https://a:b@example.com/",
    "brackets": "https://[::1/a", "spaces in the host": "https://exa mple.com/", "dots": "https://a..b/",
    "too long": "https://example.com/" + "a" * 2_000, "grows too long": "https://example.com/" + "é" * 400,
}  # fmt: skip


@pytest.mark.parametrize("url", UNUSABLE.values(), ids=UNUSABLE)
def test_refuses_what_is_no_address(url: str) -> None:
    with pytest.raises(BadAddress):
        canonical_url(url, PLAIN)


def test_a_circle_of_hosts_ends_at_one_of_them() -> None:
    circle = AddressRules(hosts=(("a.test", "b.test"), ("b.test", "c.test"), ("c.test", "b.test")))
    assert {canonical_url(f"https://{host}.test/x", circle) for host in "abc"} == {"https://b.test/x"}


ENDLESS = {
    "back and forth": ((r"/a$", "/b"), (r"/b$", "/aa"), (r"/aa$", "/a/")),
    "there and back": ((r"//(x)\.test", r"//y.test"), (r"//y\.test/b", r"//x.test/")),
    "growing": ((r"/b", "/b/b"),),
    "no host": ((r"//x\.test", "//"),),
    "no scheme": ((r"^https:", "ftp:"),),
}


@pytest.mark.parametrize("rewrites", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("url", ["https://x.test/b", "https://y.test/b", "https://x.test/a", "https://x.test/b/b/b/b"])
def test_rewrites_that_lead_nowhere_are_left_out(rewrites: tuple[tuple[str, str], ...], url: str) -> None:
    rules = AddressRules(rewrites=rewrites)
    once = canonical_url(url, rules)
    assert canonical_url(once, rules) == once
    assert once.startswith("https://")


def test_rewrites_that_grow_without_end_change_nothing() -> None:
    assert canonical_url("https://x.test/b", AddressRules(rewrites=((r"/b", "/b/b"),))) == "https://x.test/b"


_PARTS = st.sampled_from(
    ["/", "//", "a", "B", "..", ".", "amp", "/amp", "all", "/all", "%2f", "%41", "%", "é", " ", "2025/06/10/", "?", "&",
     "&amp;", "p=1", "utm_x=1", "single=1", "page=all", "#", ";", "+", "=", "[", "%zz", "\t", "@", ":", "\\", "\ud800"]
)  # fmt: skip
_URLS = st.builds(
    lambda scheme, host, parts: scheme + host + "".join(parts),
    st.sampled_from(["http://", "HTTPS://", "https://", "//", ""]),
    st.sampled_from(["example.com", "M.Detik.com", "amp.kompas.com:443", "a.test:8080", "bücher.example", "[::1]", ""]),
    st.lists(_PARTS | st.text(max_size=3), max_size=12),
)


@given(_URLS | st.text(), st.sampled_from([PLAIN, DETIK, KOMPAS, INEWS, REWRITING]))
@example("http://example.com", INEWS)
@example("http://example.com/amp", INEWS)
def test_folding_twice_changes_nothing(url: str, rules: AddressRules) -> None:
    try:
        once = canonical_url(url, rules)
    except BadAddress:
        return
    assert canonical_url(once, rules) == once
    assert once.isascii()
    assert canonical_url(fetch_url(once, rules), rules) == once


FETCHES = {
    "no rule": (PLAIN, "https://a.test/x/", "https://a.test/x/"),
    "parameter": (DETIK, "https://a.test/x", "https://a.test/x?single=1"),
    "beside others": (DETIK, "https://a.test/?p=1#x", "https://a.test/?p=1&single=1"),
    "instead of another page": (KOMPAS, "https://a.test/x?page=2", "https://a.test/x?page=all"),
    "suffix": (INEWS, "https://a.test/x/?id=1", "https://a.test/x/all?id=1"),
    "suffix once": (INEWS, "https://a.test/x/all", "https://a.test/x/all"),
}


@pytest.mark.parametrize(("rules", "url", "expected"), FETCHES.values(), ids=FETCHES)
def test_asks_for_the_whole_article(rules: AddressRules, url: str, expected: str) -> None:
    assert fetch_url(url, rules) == expected


def test_says_why_an_address_is_skipped() -> None:
    rules = AddressRules(articles=(r"/d-\d+/", r"/read/\d+"), skip=("/video/", r"^https://20\."))
    assert is_article("https://news.a.test/read/12/x", rules)
    assert why_skipped("https://a.test/video/d-12/x", rules) == "skip: /video/"
    assert why_skipped("https://20.a.test/d-12/x", rules) == r"skip: ^https://20\."
    assert why_skipped("https://a.test/indeks", rules) == "matches none of articles"
    assert is_article("https://a.test/indeks", PLAIN)


def test_a_counters_link_may_lead_to_an_article() -> None:
    rules = AddressRules(articles=(r"/d-\d+/",))
    assert is_article("https://feedproxy.google.com/~r/contoh/~3/abc", rules)
    assert is_article("https://contoh.feedsportal.com/c/1/f/2/s/3/story01.htm", rules)
    assert not is_article("https://feedsportal.com.evil.test/c/1", rules)


def test_reads_the_outlets_own_id() -> None:
    rules = AddressRules(
        keys=(r"/d-(\d+)", r"/(tajuk|kolom)/(?P<key>[a-z]+\d)", r"/kosong(x)?"), articles=("/",), skip=("/foto/",)
    )
    assert outlet_key("https://a.test/berita/d-12/x", rules) == "12"
    assert outlet_key("https://a.test/tajuk/ab7", rules) == "ab7"
    assert outlet_key("https://a.test/tajuk/ab7/d-12", rules) == "12"  # the first rule that matches
    assert outlet_key("https://a.test/kosong", rules) == ""
    assert outlet_key("https://a.test/foto/d-12", rules) == ""  # a number of something else
    assert outlet_key("https://a.test/d-12", PLAIN) == ""


def test_knows_a_domain_from_one_that_ends_alike() -> None:
    assert on_domains("https://News.Detik.com/x", ("detik.com",))
    assert on_domains("http://detik.com:8080", ("detik.com",))
    assert not on_domains("https://notdetik.com/x", ("detik.com",))
    assert not on_domains("https://detik.com.evil.test/x", ("detik.com",))
    assert not on_domains("detik.com", ("detik.com",))
    assert host_of("https://News.Detik.com:81/x") == "news.detik.com"
    assert host_of("no address") == ""
