"""The proposed outlet file: what is guessed from what, and that any text comes through TOML as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.outlet_file import read_outlet
from sources.proposing import (
    Guess,
    Proposal,
    ProposedFeed,
    as_toml,
    country_of,
    language_of,
    outlet_id_of,
    section_of,
    time_zone_of,
    zone_by_host,
)

SITE = "https://www.contoh.co.id/"


@pytest.mark.parametrize(
    ("url", "taken", "expected"),
    [
        ("https://www.contoh.co.id/", (), "contoh"),
        ("https://inet.contoh.com/rss", (), "contoh"),
        ("http://kabar_kini-baru.test:8080/", (), "kabar-kini-baru"),
        ("https://contoh.co.id/", ("contoh",), "contoh-co-id"),
        ("https://1-2.test/", (), "1-2"),
        ("https://xn--bcher-kva.test/", (), "xn-bcher-kva"),
        ("https://192.0.2.7/", (), "192"),
    ],
)
def test_an_id_from_the_host(url: str, taken: tuple[str, ...], expected: str) -> None:
    assert outlet_id_of(url, taken) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.contoh.co.id/rss", "all"),
        ("https://www.contoh.co.id/feed/", "all"),
        ("https://www.contoh.co.id/category/tekno/feed/", "tekno"),
        ("https://www.contoh.co.id/rss/ekonomi-bisnis.xml", "ekonomi-bisnis"),
        ("https://www.contoh.co.id/tekno/sitemap-news.xml", "tekno"),
        ("https://www.contoh.co.id/sitemap_news.xml", "all"),
        ("https://rss.contoh.co.id/", "all"),
        ("https://finance.contoh.co.id/rss", "finance"),
        ("https://www.contoh.co.id/rss/2", "all"),
        ("https://www.contoh.co.id/rss?kanal=tekno", "all"),
    ],
)
def test_a_section_from_the_feeds_address(url: str, expected: str) -> None:
    assert section_of(url, SITE) == expected


@pytest.mark.parametrize(
    ("said", "read", "url", "expected", "is_doubted"),
    [
        (("id-ID",), ("id", "id"), SITE, "id", False),
        (("en-US",), ("id", "id", "en"), SITE, "id", True),
        (("en-GB",), (), SITE, "en", True),
        ((), (), SITE, "id", True),
        (("x",), (), "https://contoh.test/", "en", True),
    ],
    ids=["agree", "articles know better", "said alone", "by the host", "nothing"],
)
def test_the_language(said: tuple[str, ...], read: tuple[str, ...], url: str, expected: str, is_doubted: bool) -> None:
    guess = language_of(said, read, url)
    assert (guess.value, bool(guess.doubt)) == (expected, is_doubted)


def test_the_country() -> None:
    assert country_of(SITE, ("en-US",), "en") == Guess(value="ID")
    assert country_of("https://contoh.com/", ("en-GB",), "en").value == "GB"
    assert country_of("https://contoh.com/", ("en-US",), "id").value == "ID"
    assert country_of("https://contoh.com/", (), "xx").value == "US"


def test_the_zone_is_sure_where_dates_bear_it_out() -> None:
    jakarta = "Wed, 11 Jun 2025 10:25:00 +0700"
    assert time_zone_of("ID", (jakarta,)) == Guess(value="Asia/Jakarta")
    assert "another offset" in time_zone_of("ID", ("Wed, 11 Jun 2025 10:25:00 +09:00",)).doubt
    assert "has others" in time_zone_of("ID", ("Wed, 11 Jun 2025 03:25:00 +0000",)).doubt
    assert time_zone_of("GB", ("2025-06-11T10:25:00+01:00",)) == Guess(value="Europe/London")
    assert time_zone_of("AQ", ()).value == "UTC"
    assert (zone_by_host(SITE), zone_by_host("https://contoh.com/")) == ("Asia/Jakarta", "UTC")


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip)


@given(name=TEXT, section=TEXT, note=st.text(max_size=80), doubt=st.text(max_size=80))
def test_any_words_come_through_as_they_were(name: str, section: str, note: str, doubt: str) -> None:
    note, doubt = (text.encode("utf-8", "ignore").decode() for text in (note, doubt))
    proposal = Proposal(
        outlet_id="contoh", name=Guess(value=name, doubt=doubt), homepage=SITE, country=Guess(value="ID", doubt=doubt),
        language=Guess(value="id"), time_zone=Guess(value="Asia/Jakarta"), domains=("contoh.test",), notes=(note,),
        feeds=(
            ProposedFeed(url=f"{SITE}rss", section=section, note=note),
            ProposedFeed(url=f"{SITE}sitemap.xml", kind="sitemap"),
        ),
    )  # fmt: skip
    outlet = read_outlet("contoh", "contoh.toml", as_toml(proposal).encode())
    assert (outlet.name, outlet.homepage, outlet.domains) == (name, SITE, ("contoh.co.id", "contoh.test"))
    assert [(feed.url, feed.section, feed.kind) for feed in outlet.feeds] == [
        (f"{SITE}rss", section, "feed"), (f"{SITE}sitemap.xml", "all", "sitemap"),
    ]  # fmt: skip
