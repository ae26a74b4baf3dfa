"""Index pages as a route: one slice a day, everything listed is kept, and a page of photos is not the end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sources.errors import FeedError
from sources.routes import listing, windows
from sources.types import AddressRules, Days, Listing, Outlet, Response, Route, Step

OUTLET = Outlet(
    outlet_id="contoh", name="Contoh", homepage="https://www.contoh.test/", country="ID", language="id",
    time_zone="Asia/Jakarta", group_id="contoh", domains=("contoh.test",), feeds=(),
    addresses=AddressRules(articles=(r"contoh\.test/[a-z-]+/d-\d+",), skip=(r"/foto-berita/",), one_page="single=1"),
)  # fmt: skip
ROUTE = Route(kind="index", url="https://inet.contoh.test/indeks?date={date:%m%%2F%d%%2F%Y}&page={page}",
              outlet_id="contoh")  # fmt: skip
DAY = Days(first=date(2025, 10, 20), last=date(2025, 10, 20))


def article(number: int, *, at: str = "Senin, 20 Okt 2025 18:30 WIB", desk: str = "inet") -> str:
    return f"""<article class="list-content__item"><div class="media"><div class="media__text">
      <h3 class="media__title"><a href="https://inet.contoh.test/{desk}/d-{number}/pabrik-cip-{number}?ref=indeks"
        class="media__link">Pabrik cip {number}</a></h3><div class="media__date"><span title="{at}">2 jam lalu</span>
      </div></div></div></article>"""


def page(*articles: str) -> str:
    return f"""<!DOCTYPE html><html lang="id"><head><title>Indeks Berita</title></head><body>
      <nav><a href="/">Beranda</a> <a href="/indeks">Indeks</a></nav><div class="grid-row list-content">
      {"".join(articles)}</div><div class="pagination"><a href="/indeks?page=2">2</a></div></body></html>"""


def read(body: str, *, number: int = 1, route: Route = ROUTE, part: Days = DAY, led_to: str = "") -> Listing:
    asked = windows.filled(route.url, part, windows.page_number(route, number))
    step = Step(name=windows.page_name(number), url=asked)
    response = Response(
        url=step.url, final_url=led_to or step.url, permanent_url=step.url, status=200,
        headers=(("content-type", "text/html; charset=utf-8"),), body=body.encode(),
        fetched_at=datetime(2025, 10, 22, tzinfo=UTC),
    )  # fmt: skip
    return listing.read(route, part, step, response, OUTLET)


def test_a_slice_is_one_of_the_outlets_days() -> None:
    stretch = Days(first=date(2025, 10, 20), last=date(2025, 10, 21))
    parts = listing.slices(ROUTE, stretch, "Asia/Jakarta")
    assert [(part.first.day, part.last.day) for part in parts] == [(20, 20), (21, 21), (22, 22)]


def test_begins_with_the_first_page_of_the_day() -> None:
    (step,) = listing.begin(ROUTE, DAY, OUTLET)
    assert (step.name, step.url) == ("page 1", "https://inet.contoh.test/indeks?date=10%2F20%2F2025&page=1")


def test_offsets_are_counted_by_the_route() -> None:
    route = replace(ROUTE, url="https://www.contoh.test/indeks/0/{page}?t={date:%Y-%m-%d}", first=0, step=20)
    assert listing.begin(route, DAY, OUTLET)[0].url == "https://www.contoh.test/indeks/0/0?t=2025-10-20"
    (onward,) = read(page(article(1)), number=3, route=route).leads_to
    assert (onward.name, onward.url) == ("page 4", "https://www.contoh.test/indeks/0/60?t=2025-10-20")


def test_articles_are_found_with_their_title_and_date() -> None:
    first, second = read(page(article(11), article(12, at="Senin, 20 Okt 2025 19:00 WIB"))).found
    assert (first.title, first.url) == ("Pabrik cip 11", "https://inet.contoh.test/inet/d-11/pabrik-cip-11")
    assert first.link == "https://inet.contoh.test/inet/d-11/pabrik-cip-11?ref=indeks"
    assert second.published is not None
    assert (second.published.at, second.published.precision) == (datetime(2025, 10, 20, 12, tzinfo=UTC), "minute")


def test_what_is_listed_is_kept_whatever_its_date() -> None:
    later = article(12, at="Selasa, 21 Okt 2025 00:10 WIB")
    assert len(read(page(article(11), later)).found) == 2


def test_photos_count_and_are_not_fetched() -> None:
    answer = read(page(article(1, desk="foto-berita"), article(2, desk="foto-berita")))
    assert (answer.listed, len(answer.leads_to)) == (2, 1)
    assert [found.skip for found in answer.found] == ["skip: /foto-berita/"] * 2


def test_nothing_listed_is_the_end() -> None:
    first, later = read(page()), read(page(), number=4)
    assert (first.listed, first.leads_to, first.detail) == (0, (), "the first page lists nothing")
    assert (later.listed, later.leads_to, later.detail) == (0, (), "")


def test_an_index_of_one_page_leads_nowhere() -> None:
    route = replace(ROUTE, url="https://www.contoh.test/indeks/{date:%Y-%m-%d}")
    assert read(page(article(1)), route=route).leads_to == ()


def test_a_server_that_does_not_understand_the_day_is_found_out() -> None:
    today = [article(number, at="Rabu, 22 Okt 2025 07:30 WIB") for number in range(4)]
    assert read(page(*today[:2])).listed == 2  # too few to tell
    assert read(page(article(9), *today)).listed == 5  # one is of the day
    assert read(page(*today), number=2).listed == 4  # what stands beside the list, after its end
    with pytest.raises(FeedError, match="lists nothing of 2025-10-20") as caught:
        read(page(*today))
    assert caught.value.kind == "not_a_feed"


LED_TO = {
    "https": ("https://inet.contoh.test/indeks?date=10%2F20%2F2025&page=1", True),
    "the plain slashes": ("https://www.contoh.test/inet/indeks?page=1&date=10/20/2025", True),
    "the newest": ("https://inet.contoh.test/indeks", False),
    "the front page": ("https://www.contoh.test/", False),
    "another day": ("https://inet.contoh.test/indeks?date=10%2F22%2F2025&page=1", False),
}


@pytest.mark.parametrize(("address", "is_read"), LED_TO.values(), ids=LED_TO)
def test_what_is_led_to_has_to_name_the_day(address: str, is_read: bool) -> None:
    if is_read:
        assert read(page(article(1)), led_to=address).listed == 1
        return
    with pytest.raises(FeedError, match="does not name 2025-10-20"):
        read(page(article(1)), led_to=address)


def test_a_day_to_spare_is_left_for_dates_without_a_zone() -> None:
    nearly = [article(number, at="Selasa, 21 Okt 2025 01:30 WIB") for number in range(4)]
    assert read(page(*nearly)).listed == 4


@pytest.mark.parametrize("body", ["", "not found", '{"articles": []}', "\x1f\x8b broken"])
def test_an_answer_that_is_no_page_is_refused(body: str) -> None:
    with pytest.raises(FeedError) as caught:
        read(body)
    assert caught.value.kind == "not_a_feed"
