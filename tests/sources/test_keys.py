"""Keys of entries and pages: literal values, because what is stored is compared with them for ever."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.catalogue import load
from sources.errors import BadAddress
from sources.keys import entry_keys, page_keys
from sources.types import AddressRules, Key, Outlet
from sources.urls import canonical_url

OUTLETS = {outlet.outlet_id: outlet for outlet in load().outlets}
TECHCRUNCH, DETIK, LIPUTAN6, TRIBUNNEWS = (OUTLETS[each] for each in ("techcrunch", "detik", "liputan6", "tribunnews"))
PLAIN = replace(
    TECHCRUNCH, outlet_id="contoh", homepage="https://contoh.test/", domains=("contoh.test",), addresses=AddressRules()
)
FEED = "https://contoh.test/rss"
POST = "https://techcrunch.com/2025/06/11/chip-startup-raises-money/"
NEWS = "https://news.detik.com/berita/d-8003501/startup-cip"


def told(keys: tuple[Key, ...]) -> list[tuple[str, str, str]]:
    return [(key.kind, key.value, key.said_by) for key in keys]


def of_entry(outlet: Outlet, link: str, guid: str = "") -> list[tuple[str, str, str]]:
    return told(entry_keys(FEED, guid, link, canonical_url(link, outlet.addresses), outlet))


def at(value: str, said_by: str = "url") -> tuple[str, str, str]:
    return ("address", value, said_by)


def post(value: str, said_by: str = "url") -> tuple[str, str, str]:
    return ("wordpress", value, said_by)


def guid(value: str) -> tuple[str, str, str]:
    return ("guid", f"{FEED}\n{value}", "feed")


ADDRESS = at(NEWS)
ID = ("outlet", "8003501", "url")

ENTRIES = {
    "an id in the address": (DETIK, NEWS + "?utm_source=rss", "", [ADDRESS, ID]),
    "a guid": (DETIK, NEWS, "berita-77", [ADDRESS, ID, guid("berita-77")]),
    "a guid that is the link": (DETIK, NEWS, NEWS, [ADDRESS, ID]),
    "a guid that is the address": (DETIK, NEWS + "?utm_source=rss", NEWS.replace("https", "http"), [ADDRESS, ID]),
    "a guid that was the address": (
        DETIK, NEWS, "https://news.detik.com/berita/d-8003501/startup", [
            ADDRESS, ID, guid("https://news.detik.com/berita/d-8003501/startup"),
        ],
    ),
    "a guid that is the front page": (DETIK, NEWS, "https://www.detik.com/", [ADDRESS, ID]),
    "a guid of blanks": (DETIK, NEWS, "  ", [ADDRESS, ID]),
    "a number of WordPress": (
        TECHCRUNCH, POST + "?ncid=rss", "http://techcrunch.com/?p=3010001", [
            at(POST), post("techcrunch.com/?p=3010001", "feed"),
            guid("http://techcrunch.com/?p=3010001"),
        ],
    ),
    "a number as the link": (
        TECHCRUNCH, "http://www.techcrunch.com/?p=003010001", "", [
            at("https://techcrunch.com/?p=003010001"), post("techcrunch.com/?p=3010001"),
        ],
    ),
    "a number behind another parameter": (
        PLAIN, "https://contoh.test/a-b-c", "https://blog.contoh.test/?post_type=berita&#038;p=12", [
            at("https://contoh.test/a-b-c"), post("blog.contoh.test/?p=12", "feed"),
            guid("https://blog.contoh.test/?post_type=berita&#038;p=12"),
        ],
    ),
    "a number in a folder": (
        PLAIN, "https://contoh.test/blog/index.php?p=12", "", [
            at("https://contoh.test/blog/index.php?p=12"), post("contoh.test/blog/?p=12"),
        ],
    ),
    "a number of another site": (
        TECHCRUNCH, POST, "https://contoh.test/?p=12", [at(POST), guid("https://contoh.test/?p=12")],
    ),
    "the number of a page": (
        PLAIN, "https://contoh.test/2025/06/11/a-b-c/?p=2", "", [
            at("https://contoh.test/2025/06/11/a-b-c/?p=2"),
        ],
    ),
    "a number that is none": (TECHCRUNCH, POST, "https://techcrunch.com/?p=a1", [
        at(POST), guid("https://techcrunch.com/?p=a1"),
    ]),
    "a counter's link, the address as guid": (
        DETIK, "http://detik.feedsportal.com/c/1/story01.htm", NEWS + "?utm_source=x", [
            at("https://detik.feedsportal.com/c/1/story01.htm"), guid(NEWS + "?utm_source=x"),
            at(NEWS, "feed"), ("outlet", "8003501", "feed"),
        ],
    ),
    "a counter's link, a number as guid": (
        TECHCRUNCH, "http://feedproxy.google.com/~r/Techcrunch/~3/OZa/", "http://techcrunch.com/?p=3010001", [
            at("https://feedproxy.google.com/~r/Techcrunch/~3/OZa"),
            post("techcrunch.com/?p=3010001", "feed"), guid("http://techcrunch.com/?p=3010001"),
            at("https://techcrunch.com/?p=3010001", "feed"),
        ],
    ),
    "a feed that links to its front page": (TRIBUNNEWS, "https://www.tribunnews.com/", "http://www.tribunnews.com", []),
}  # fmt: skip


@pytest.mark.parametrize("case", ENTRIES)
def test_what_an_entry_says(case: str) -> None:
    outlet, link, said, expected = ENTRIES[case]
    assert of_entry(outlet, link, said) == expected


def test_an_entry_without_a_usable_link_has_its_guid() -> None:
    assert told(entry_keys(FEED, "berita-77", "nirgends", "", DETIK)) == [guid("berita-77")]


def test_an_address_of_yesterdays_rules_has_todays_beside_it() -> None:
    yesterday = "https://m.detik.com/news/berita/d-8003501/startup-cip"
    expected = [at(yesterday), ID, ADDRESS]
    assert told(entry_keys(FEED, "", yesterday, yesterday, DETIK)) == expected
    assert told(page_keys(yesterday, NEWS, NEWS, DETIK)) == expected


def test_a_guid_counts_within_its_feed_alone() -> None:
    one, other = (entry_keys(feed, "77", NEWS, NEWS, DETIK)[-1] for feed in (FEED, FEED + "/tekno"))
    assert one.kind == other.kind == "guid"
    assert one != other


PAGES = {
    "nothing else": (DETIK, NEWS, NEWS + "?single=1", "", [ADDRESS, ID]),
    "a claim of its own address": (DETIK, NEWS, NEWS, NEWS + "/amp", [ADDRESS, ID]),
    "a redirect and a claim": (
        DETIK, NEWS, NEWS + "-dapat-modal", NEWS + "-dapat-modal-baru", [
            ADDRESS, ID, at(NEWS + "-dapat-modal", "redirect"),
            at(NEWS + "-dapat-modal-baru", "canonical"),
        ],
    ),
    "another article": (DETIK, NEWS, NEWS.replace("8003501", "1"), NEWS.replace("8003501", "8003502"), [ADDRESS, ID]),
    "the front page": (DETIK, NEWS, "https://news.detik.com/", "https://www.detik.com", [ADDRESS, ID]),
    "a page to log in": (DETIK, NEWS, f"https://connect.detik.com/login?next={NEWS}", "", [ADDRESS, ID]),
    "a copy's original": (DETIK, NEWS, NEWS, "https://www.antaranews.com/berita/4891234/startup-cip", [ADDRESS, ID]),
    "a counter": (
        TECHCRUNCH, "https://feedproxy.google.com/~r/Techcrunch/~3/OZa", POST + "?utm_source=feedburner", POST, [
            at("https://feedproxy.google.com/~r/Techcrunch/~3/OZa"), at(POST, "redirect"),
        ],
    ),
    "a counter that forgot": (
        TECHCRUNCH, "https://feedproxy.google.com/~r/Techcrunch/~3/OZa", "https://feedburner.google.com/", "", [
            at("https://feedproxy.google.com/~r/Techcrunch/~3/OZa"),
        ],
    ),
    "a counter and a relative claim": (
        DETIK, "https://feedproxy.google.com/~r/detik/~3/OZa", NEWS, "/berita/d-8003501/startup-cip-dapat-modal", [
            at("https://feedproxy.google.com/~r/detik/~3/OZa"),
            at(NEWS, "redirect"), ("outlet", "8003501", "redirect"),
            at(NEWS + "-dapat-modal", "canonical"),
        ],
    ),
    "a number that leads to the address": (
        TECHCRUNCH, "https://techcrunch.com/?p=3010001", POST, POST, [
            at("https://techcrunch.com/?p=3010001"), post("techcrunch.com/?p=3010001"),
            at(POST, "redirect"),
        ],
    ),
    "a claim that is a number": (
        TECHCRUNCH, POST, POST, "https://techcrunch.com/?p=3010001", [
            at(POST), at("https://techcrunch.com/?p=3010001", "canonical"),
            post("techcrunch.com/?p=3010001", "canonical"),
        ],
    ),
    "a slug that changed": (
        LIPUTAN6, "https://tekno.liputan6.com/read/2436701/cip",
        "https://www.liputan6.com/tekno/read/2436701/startup-cip-dapat-modal", "", [
            at("https://tekno.liputan6.com/read/2436701/cip"), ("outlet", "2436701", "url"),
            at("https://www.liputan6.com/tekno/read/2436701/startup-cip-dapat-modal", "redirect"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_what_a_page_says(case: str) -> None:
    outlet, url, final_url, claim, expected = PAGES[case]
    assert told(page_keys(url, final_url, claim, outlet)) == expected


def test_the_end_of_a_counters_link_joins_the_entry_of_another_feed() -> None:
    page = page_keys("https://feedproxy.google.com/~r/x/~3/1", POST + "?ncid=rss", "", TECHCRUNCH)
    entry = entry_keys(FEED, "", POST, POST, TECHCRUNCH)
    assert {(key.kind, key.value) for key in page} & {(key.kind, key.value) for key in entry}


_TEXT = st.text() | st.sampled_from([NEWS, POST, "https://techcrunch.com/?p=12", "//", "\ud800", "x" * 3_000])


@given(_TEXT, _TEXT, _TEXT, _TEXT, st.sampled_from([DETIK, TECHCRUNCH, PLAIN]))
def test_whatever_is_said_keys_are_few_short_and_there_once(a: str, b: str, c: str, d: str, outlet: Outlet) -> None:
    try:
        url = canonical_url(c, outlet.addresses)
    except BadAddress:
        url = ""
    for keys in (entry_keys(a, b, c, url, outlet), page_keys(url, b, d, outlet)):
        assert len(keys) <= 9
        assert all(key.value and len(key.value) <= 2_000 for key in keys)
        assert len({(key.kind, key.value) for key in keys}) == len(keys)


@given(st.text(min_size=1, max_size=4_000), st.text(min_size=1, max_size=4_000))
def test_long_guids_stay_apart(one: str, other: str) -> None:
    keys = [entry_keys(FEED, "x" * 2_000 + text, NEWS, NEWS, DETIK)[-1].value for text in (one, other)]
    assert (keys[0] == keys[1]) == (one.strip() == other.strip())
