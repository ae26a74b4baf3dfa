"""What pages claim and where redirects end: which of it is believed, and the reason."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.catalogue import load
from sources.claims import Claim, weigh
from sources.errors import BadAddress
from sources.types import AddressRules, Outlet
from sources.urls import canonical_url

OUTLETS = {outlet.outlet_id: outlet for outlet in load().outlets}
KOMPAS, DETIK, TECHCRUNCH = OUTLETS["kompas"], OUTLETS["detik"], OUTLETS["techcrunch"]
PLAIN = replace(
    TECHCRUNCH, outlet_id="contoh", homepage="https://contoh.test/", domains=("contoh.test",), addresses=AddressRules()
)

NEWS = "https://money.kompas.com/read/2025/06/11/143501026/harga-cip-turun"
POST = "https://techcrunch.com/2025/06/11/chip-startup-raises-money/"
PAGE = "https://contoh.test/ekonomi/harga-cip-turun-lagi"

BELIEVED = {
    "itself": (KOMPAS, NEWS, NEWS, "same"),
    "itself over http, tracked": (KOMPAS, NEWS, NEWS.replace("https", "http") + "?utm_source=x#top", "same"),
    "its AMP page": (KOMPAS, NEWS, "https://amp.kompas.com/money/read/2025/06/11/143501026/harga-cip-turun", "same"),
    "relative": (KOMPAS, NEWS, "/read/2025/06/11/143501026/harga-cip-turun", "same"),
    "relative to the folder": (PLAIN, PAGE, "harga-cip-turun-lagi", "same"),
    "a fragment": (PLAIN, PAGE, "#isi", "same"),
    "without scheme": (KOMPAS, NEWS, "//money.kompas.com/read/2025/06/11/143501026/harga-cip-turun", "same"),
    "without scheme and slashes": (KOMPAS, NEWS, "money.kompas.com/read/2025/06/11/143501026/harga-cip-turun", "same"),
    "escaped slashes": (KOMPAS, NEWS, NEWS.replace("/", "\\/"), "same"),
    "spaces around": (KOMPAS, NEWS, f"\n  {NEWS}\t", "same"),
    "another headline": (KOMPAS, NEWS, NEWS.replace("turun", "anjlok"), "accepted"),
    "another host": (KOMPAS, NEWS, NEWS.replace("money.", "ekonomi."), "accepted"),
    "another day, no ids": (TECHCRUNCH, POST, POST.replace("06/11", "06/12"), "accepted"),
    "the post's number": (TECHCRUNCH, POST, "https://techcrunch.com/?p=3010001", "accepted"),
    "from a counter": (TECHCRUNCH, "https://feedproxy.google.com/~r/Techcrunch/~3/abc/", POST, "accepted"),
    "ids of words": (
        OUTLETS["business-insider"],
        "https://www.businessinsider.com/chip-startup-raises-money-2025-6",
        "https://www.businessinsider.com/chip-startup-raised-a-lot-2025-6",
        "accepted",
    ),
    "without rules, a slug": (PLAIN, PAGE, "https://contoh.test/bisnis/harga-cip-turun-lagi", "accepted"),
    "without rules, a number": (PLAIN, PAGE, "https://contoh.test/bisnis/12345.html", "accepted"),
    "without rules, a parameter": (PLAIN, PAGE, "https://contoh.test/baca?id=7", "accepted"),
}

REFUSED = {
    "nothing": (KOMPAS, NEWS, "", "none"),
    "blanks": (KOMPAS, NEWS, " \n\t", "none"),
    "mail": (KOMPAS, NEWS, "mailto:redaksi@kompas.com", "not_an_address"),
    "script": (KOMPAS, NEWS, "javascript:void(0)", "not_an_address"),
    "half an IPv6 address": (KOMPAS, NEWS, "https://[::1/a", "not_an_address"),
    "a name and a password": (KOMPAS, NEWS, "https://a:b@money.kompas.com/read/1/x", "not_an_address"),
    "2 MB": (KOMPAS, NEWS, "https://money.kompas.com/" + "a" * 2_000_000, "not_an_address"),
    "2 MB of blanks": (KOMPAS, NEWS, " " * 2_000_000, "not_an_address"),
    "template": (KOMPAS, NEWS, "https://money.kompas.com/read/{{ article.path }}", "template"),
    "template, escaped": (KOMPAS, NEWS, "https://money.kompas.com/read/%7B%7Bslug%7D%7D", "template"),
    "template, escaped twice": (KOMPAS, NEWS, "https://www.kompas.com/%257B%257Bslug%257D%257D", "template"),
    "template of scripts": (KOMPAS, NEWS, "https://money.kompas.com/read/${id}", "template"),
    "template of servers": (KOMPAS, NEWS, "https://money.kompas.com/<%= path %>", "template"),
    "one placeholder": (KOMPAS, NEWS, "https://money.kompas.com/read/{slug}", "template"),
    "object": (KOMPAS, NEWS, "https://money.kompas.com/read/[object Object]", "template"),
    "undefined": (KOMPAS, NEWS, "https://money.kompas.com/undefined", "template"),
    "null host": (KOMPAS, NEWS, "https://null/read/2025/06/11/143501026/x", "template"),
    "front page": (KOMPAS, NEWS, "https://money.kompas.com", "home"),
    "front page, tracked": (KOMPAS, NEWS, "http://www.kompas.com/?utm_source=x", "home"),
    "front page, relative": (KOMPAS, NEWS, "/", "home"),
    "front page by name": (PLAIN, PAGE, "https://contoh.test/index.html", "home"),
    "mobile front page": (KOMPAS, NEWS, "https://m.kompas.com/", "home"),
    "another site's front page": (KOMPAS, NEWS, "https://www.contoh.test/", "home"),
    "section": (KOMPAS, NEWS, "https://money.kompas.com/ekonomi", "index"),
    "section, without rules": (PLAIN, PAGE, "https://contoh.test/ekonomi", "index"),
    "section of two words": (PLAIN, PAGE, "https://contoh.test/gaya-hidup/", "index"),
    "folder of the article": (PLAIN, PAGE, "./", "index"),
    "another site": (KOMPAS, NEWS, "https://www.antaranews.com/berita/4891234/harga-cip-turun", "other_site"),
    "another outlet of the group": (KOMPAS, NEWS, "https://www.tribunnews.com/bisnis/7745001/harga-cip", "other_site"),
    "another site without scheme": (PLAIN, PAGE, "www.lain.test/ekonomi/harga-cip-turun-lagi", "other_site"),
    "a host that ends alike": (KOMPAS, NEWS, NEWS.replace("kompas.com", "bukankompas.com"), "other_site"),
    "a video": (KOMPAS, NEWS, "https://video.kompas.com/watch/1874501/harga-cip-turun", "not_an_article"),
    "a list with a number": (KOMPAS, NEWS, "https://www.kompas.com/tag/2025-harga-cip", "not_an_article"),
    "to log in": (KOMPAS, NEWS, f"https://account.kompas.com/login?next={NEWS}", "not_an_article"),
    "to agree": (PLAIN, PAGE, "https://contoh.test/setuju?kembali=https%3A%2F%2Fcontoh.test%2Fa-b-c", "not_an_article"),
    "another article": (KOMPAS, NEWS, NEWS.replace("143501026", "143501027"), "other_article"),
    "other number": (DETIK, "https://news.detik.com/a/d-8003/x", "https://news.detik.com/a/d-8002/x", "other_article"),
}  # fmt: skip


@pytest.mark.parametrize("case", BELIEVED)
def test_what_is_believed(case: str) -> None:
    outlet, url, claim, reason = BELIEVED[case]
    base = canonical_url(url, outlet.addresses)
    weighed = weigh(claim, base, outlet)
    assert weighed.reason == reason
    assert (weighed.url == base) == (reason == "same")
    assert canonical_url(weighed.url, outlet.addresses) == weighed.url


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not(case: str) -> None:
    outlet, url, claim, reason = REFUSED[case]
    assert weigh(claim, url, outlet) == Claim(url="", reason=reason)  # type: ignore[arg-type]


_TEXT = st.text() | st.lists(
    st.sampled_from(
        ["https://", "//", "http:", "money.kompas.com", "/read/2025/06/11/143501026/x", "[", "]", "{{", "%7b", "?p=1",
         "#", "@", "\\", "\x00", "\ud800", "..", ":99999", "www.", "é", " ", "amp/", "[::1]", "℀", "xn--"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(_TEXT, _TEXT | st.just(NEWS), st.sampled_from(list(OUTLETS.values())))
def test_nothing_that_is_claimed_anywhere_raises(claim: str, url: str, outlet: Outlet) -> None:
    weighed = weigh(claim, url, outlet)
    assert bool(weighed.url) == (weighed.reason in {"same", "accepted"})
    if weighed.url:
        assert canonical_url(weighed.url, outlet.addresses) == weighed.url


@given(_TEXT)
@example("<^")
@example("<%\x80")
def test_what_is_believed_is_believed_again(claim: str) -> None:
    once = weigh(claim, NEWS, KOMPAS)
    if once.url:
        assert weigh(once.url, NEWS, KOMPAS) == once


@given(st.text())
def test_every_address_is_its_own(text: str) -> None:
    try:
        url = canonical_url(f"https://contoh.test/baca/{text}", PLAIN.addresses)
    except BadAddress:
        return
    assert weigh(url, url, PLAIN).reason in {"same", "home", "template"}
