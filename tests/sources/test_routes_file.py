"""Routes as an outlet's file declares them: what may be said, and what each mistake is called."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import CatalogueError
from sources.outlet_file import read_outlet
from sources.routes import windows
from sources.types import Days, Outlet, Route

TOP = """
name = "Contoh"
homepage = "https://contoh.test/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
[[feeds]]
url = "https://contoh.test/rss"
"""
INDEX = '[[routes]]\nkind = "index"\nurl = "https://contoh.test/indeks?d={date:%Y-%m-%d}&page={page}"\n'
API = '[[routes]]\nkind = "api"\nurl = "https://contoh.test/wp-json/wp/v2/posts"\n'
FEED = '[[routes]]\nkind = "feed"\nurl = "https://contoh.test/feed/?paged={page}"\n'
SITEMAP = '[[routes]]\nkind = "sitemap"\nurl = "https://contoh.test/{date:%Y-%m}.xml"\n'


def read(text: str) -> Outlet:
    return read_outlet("contoh", "contoh.toml", (TOP + text).encode())


def test_without_routes_there_are_none() -> None:
    assert read("").routes == ()


def test_little_is_enough() -> None:
    assert read(API).routes == (
        Route(kind="api", url="https://contoh.test/wp-json/wp/v2/posts", outlet_id="contoh", repeats="fault"),
    )


def test_every_key_is_read() -> None:
    (route,) = read(
        '[[routes]]\nkind = "index"\nurl = "https://contoh.test/{date:%Y/%m/%d}/{page}"\nsection = "tekno"\n'
        'first = 0\nstep = 15\nentries = 15\nusual = 6\nmost = 40\nrepeats = "fault"\nstate = "seen"\n'
    ).routes
    assert route == Route(
        kind="index", url="https://contoh.test/{date:%Y/%m/%d}/{page}", outlet_id="contoh", section="tekno",
        first=0, step=15, entries=15, usual=6, most=40, repeats="fault", state="seen",
    )  # fmt: skip
    assert route.name == "index https://contoh.test/{date:%Y/%m/%d}/{page}"


def test_routes_keep_their_order_and_pages_without_news_end_only_indexes() -> None:
    outlet = read(API + INDEX + SITEMAP + FEED)
    assert [(route.kind, route.repeats) for route in outlet.routes] == [
        ("api", "fault"), ("index", "end"), ("sitemap", "fault"), ("feed", "fault"),
    ]  # fmt: skip


def test_a_feed_may_be_called_complete() -> None:
    assert [feed.complete for feed in read('complete = true\n[[feeds]]\nurl = "https://contoh.test/b"').feeds] == [
        True,
        False,
    ]


def changed(text: str, *, to: str, by: str) -> str:
    assert to in text
    return text.replace(to, by)


MISTAKES = {
    "no kind": ('[[routes]]\nurl = "https://contoh.test/"', "routes[1].kind", "missing"),
    "unknown kind": (changed(API, to="api", by="apii"), "routes[1].kind", 'did you mean "api"?'),
    "the Wayback Machine": (changed(API, to='"api"', by='"wayback"'), "routes[1].kind", '"wayback" is none of "api",'),
    "no address": ('[[routes]]\nkind = "api"', "routes[1].url", "missing"),
    "no web address": (changed(API, to="https://", by=""), "routes[1].url", "is no web address"),
    "unknown placeholder": (changed(INDEX, to="{page}", by="{halaman}"), "routes[1].url", "is no web address"),
    "placeholder without a form": (changed(INDEX, to="{date:%Y-%m-%d}", by="{date}"), "routes[1].url", "is no web"),
    "blank in a form": (changed(INDEX, to="%Y-%m-%d", by="%Y %m %d"), "routes[1].url", "is no web address"),
    "control character in a form": (changed(INDEX, to="%Y-%m-%d", by="%Y\\u0000"), "routes[1].url", "is no web"),
    "index without a day": (changed(INDEX, to="d={date:%Y-%m-%d}&", by=""), "routes[1].url", "does not tell the day"),
    "index by the month": (changed(INDEX, to="%Y-%m-%d", by="%Y-%m"), "routes[1].url", "does not tell the day"),
    "index by the day of any year": (changed(INDEX, to="%Y-%m-%d", by="%m-%d"), "routes[1].url", "does not tell"),
    "endpoint with a day": (changed(API, to="posts", by="posts?d={date:%Y}"), "routes[1].url", "without {date:...}"),
    "endpoint with a page": (changed(API, to="posts", by="posts?page={page}"), "routes[1].url", "without {date:...}"),
    "no endpoint": (changed(API, to="wp/v2/posts", by="oembed"), "routes[1].url", "no WordPress endpoint"),
    "feed without pages": (changed(FEED, to="?paged={page}", by=""), "routes[1].url", "put {page} where"),
    "sitemap with pages": (changed(SITEMAP, to=".xml", by="-{page}.xml"), "routes[1].url", "delete {page}"),
    "unknown key": (API + "perpage = 1", "routes[1].perpage", "the keys here are kind, url, section"),
    "misspelt key": (API + "entires = 1", "routes[1].entires", 'did you mean "entries"?'),
    "text for a number": (API + 'first = "1"', "routes[1].first", "stands where a whole number belongs"),
    "truth for a number": (API + "most = true", "routes[1].most", "stands where a whole number belongs"),
    "fraction": (API + "usual = 1.5", "routes[1].usual", "stands where a whole number belongs"),
    "below": (API + "step = 0", "routes[1].step", "0 will not do; write a number from 1 to 1000"),
    "above": (API + "most = 10001", "routes[1].most", "write a number from 1 to 10000"),
    "negative": (API + "first = -1", "routes[1].first", "write a number from 0 to 1000"),
    "repeats": (API + 'repeats = "never"', "routes[1].repeats", '"never" is none of "end", "fault"'),
    "state": (API + 'state = "sean"', "routes[1].state", 'did you mean "seen"?'),
    "twice": (API + API, "routes[2].url", "is there twice as api"),
    "kinds in a mess": (INDEX + API + changed(INDEX, to="indeks", by="arsip"), "routes[3].kind", "kind by kind"),
    "routes as a text": ('routes = "x"', "feeds[1].routes", "no such key"),
    "number for truth": ("complete = 1", "feeds[1].complete", "stands where true or false belongs"),
}


@pytest.mark.parametrize(("text", "key", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_remedy(text: str, key: str, remedy: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(text)
    assert (caught.value.file, caught.value.key) == ("contoh.toml", key)
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value)


@given(form=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters='"\\\x7f'), max_size=90))
def test_any_form_is_read_or_refused(form: str) -> None:
    url = "https://contoh.test/indeks/{date:%Y-%m-%d" + form + "}/{page}"
    with contextlib.suppress(CatalogueError):
        (route,) = read(f'[[routes]]\nkind = "index"\nurl = "{url}"\n').routes
        assert windows.is_dated(route.url)
        assert windows.filled(route.url, Days(first=date(2025, 1, 2), last=date(2025, 1, 2)), 3).isascii()
