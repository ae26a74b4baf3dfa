"""Days, instants and templates: slices tile the stretch, and addresses come out as the outlets want them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.routes import windows
from sources.types import Days, Precision, Route, Stamp

ZONES = ("UTC", "Asia/Jakarta", "America/Los_Angeles", "America/New_York", "Pacific/Kiritimati", "Pacific/Apia")
DAY = timedelta(days=1)
OCTOBER_20 = Days(first=date(2025, 10, 20), last=date(2025, 10, 20))
dates = st.dates(min_value=date(1995, 1, 1), max_value=date(2090, 1, 1))
stretches = st.builds(lambda first, more: Days(first=first, last=first + more * DAY), dates, st.integers(0, 800))


def days(first: str, last: str = "") -> Days:
    return Days(first=date.fromisoformat(first), last=date.fromisoformat(last or first))


# ------------------------------------------------------------------ days


@given(stretch=stretches)
def test_months_and_single_days_tile_the_stretch(stretch: Days) -> None:
    for cut in (windows.months(stretch), windows.single_days(stretch)):
        assert (cut[0].first, cut[-1].last) == (stretch.first, stretch.last)
        assert all(part.first <= part.last for part in cut)
        assert all(before.last + DAY == behind.first for before, behind in pairwise(cut))


@given(stretch=stretches)
def test_no_month_is_cut_and_none_is_joined(stretch: Days) -> None:
    for part in windows.months(stretch):
        assert (part.first.year, part.first.month) == (part.last.year, part.last.month)
        assert part.last == stretch.last or (part.last + DAY).day == 1


def test_months_are_clipped_to_the_stretch() -> None:
    assert windows.months(days("2024-01-30", "2024-03-02")) == (
        days("2024-01-30", "2024-01-31"),
        days("2024-02-01", "2024-02-29"),
        days("2024-03-01", "2024-03-02"),
    )


@given(stretch=stretches, zone=st.sampled_from(ZONES))
def test_local_days_hold_every_instant_of_the_stretch_and_none_is_idle(stretch: Days, zone: str) -> None:
    begins, until = windows.bounds(stretch, "UTC")
    local = windows.local_days(stretch, zone)
    opens, closes = windows.bounds(local, zone)
    assert opens <= begins
    assert until <= closes
    assert windows.bounds(Days(first=local.first, last=local.first), zone)[1] > begins
    assert windows.bounds(Days(first=local.last, last=local.last), zone)[0] < until


def test_a_utc_day_is_two_of_jakartas() -> None:
    assert windows.local_days(OCTOBER_20, "Asia/Jakarta") == days("2025-10-20", "2025-10-21")
    assert windows.local_days(OCTOBER_20, "America/Los_Angeles") == days("2025-10-19", "2025-10-20")


def test_bounds_are_the_zones_midnights_in_utc() -> None:
    assert windows.bounds(OCTOBER_20, "Asia/Jakarta") == (
        datetime(2025, 10, 19, 17, tzinfo=UTC),
        datetime(2025, 10, 20, 17, tzinfo=UTC),
    )
    # A day of 25 hours: the clocks went back.
    begins, until = windows.bounds(days("2025-11-02"), "America/New_York")
    assert until - begins == timedelta(hours=25)


ZONE_OF = {
    "index by day": ("https://contoh.test/indeks?date={date:%Y-%m-%d}&page={page}", "Asia/Jakarta"),
    "by the day after": ("https://contoh.test/indeks?until={next:%Y-%m-%d}", "Asia/Jakarta"),
    "sitemap by month": ("https://contoh.test/{date:%Y-%m}.xml", "Asia/Jakarta"),
    "pages": ("https://contoh.test/feed/?paged={page}", "UTC"),
    "endpoint": ("https://contoh.test/wp-json/wp/v2/posts", "UTC"),
}


@pytest.mark.parametrize(("template", "zone"), ZONE_OF.values(), ids=ZONE_OF)
def test_days_that_an_address_names_are_the_outlets(template: str, zone: str) -> None:
    route = Route(kind="index", url=template, outlet_id="contoh")
    assert windows.zone_of(route, "Asia/Jakarta") == zone
    expected = days("2025-10-20", "2025-10-21") if zone == "Asia/Jakarta" else OCTOBER_20
    assert windows.own_days(route, OCTOBER_20, "Asia/Jakarta") == expected


OUTSIDE: dict[str, tuple[str, Precision, bool]] = {
    "a second before": ("2025-10-19T16:59:58+00:00", "second", True),
    "the first second": ("2025-10-19T17:00:00+00:00", "second", False),
    "the last second": ("2025-10-20T16:59:59+00:00", "second", False),
    "the second after": ("2025-10-20T17:00:00+00:00", "second", True),
    "the minute before, that ends within": ("2025-10-19T16:59:30+00:00", "minute", False),
    "the day, as its midnight in UTC": ("2025-10-20T00:00:00+00:00", "day", False),
    "the day before in UTC, that ends within": ("2025-10-19T00:00:00+00:00", "day", False),
    "two days before": ("2025-10-18T00:00:00+00:00", "day", True),
    "the month": ("2025-10-01T00:00:00+00:00", "month", False),
    "the month before": ("2025-09-01T00:00:00+00:00", "month", True),
}


@pytest.mark.parametrize(("at", "precision", "outside"), OUTSIDE.values(), ids=OUTSIDE)
def test_only_what_is_surely_outside_is_called_so(at: str, precision: Precision, outside: bool) -> None:
    stamp = Stamp(at=datetime.fromisoformat(at), precision=precision)
    assert windows.lies_outside(stamp, OCTOBER_20, "Asia/Jakarta") is outside


def test_what_has_no_date_may_lie_within() -> None:
    assert windows.lies_outside(None, OCTOBER_20, "UTC") is False


# ------------------------------------------------------------------ templates

FILLED = {
    "iso": ("https://a.test/?date={date:%Y-%m-%d}&page={page}", "https://a.test/?date=2025-12-31&page=3"),
    "slashes": ("https://a.test/indeks/{date:%Y/%m/%d}/{page}/", "https://a.test/indeks/2025/12/31/3/"),
    "encoded slashes": (
        "https://a.test/indeks?date={date:%m%%2F%d%%2F%Y}&page={page}",
        "https://a.test/indeks?date=12%2F31%2F2025&page=3",
    ),
    "encoding between forms": ("https://a.test/?d={date:%m}%2F{date:%d}", "https://a.test/?d=12%2F31"),
    "the day after": (
        "https://a.test/?start={date:%Y-%m-%d}&end={next:%Y-%m-%d}",
        "https://a.test/?start=2025-12-31&end=2026-01-01",
    ),
    "month": ("https://a.test/sitemap/{date:%Y-%m}.xml", "https://a.test/sitemap/2025-12.xml"),
    "nothing": ("https://a.test/rss", "https://a.test/rss"),
    "no form": ("https://a.test/{date}/{halaman}", "https://a.test/{date}/{halaman}"),
}


@pytest.mark.parametrize(("template", "address"), FILLED.values(), ids=FILLED)
def test_templates_are_filled(template: str, address: str) -> None:
    assert windows.filled(template, days("2025-12-31"), 3) == address


def test_the_slash_of_a_date_stays_encoded_on_the_wire() -> None:
    address = windows.filled("https://a.test/indeks?date={date:%m%%2F%d%%2F%Y}", days("2025-10-20"))
    assert urlsplit(address).query == "date=10%2F20%2F2025"
    assert parse_qs(urlsplit(address).query) == {"date": ["10/20/2025"]}


def test_the_day_after_a_month_is_the_next_months_first() -> None:
    assert windows.filled("{date:%d} {next:%Y-%m-%d}", days("2024-02-01", "2024-02-29")) == "01 2024-03-01"


@given(first=dates, page=st.integers(1, 10_000))
def test_days_and_pages_are_told_apart(first: date, page: int) -> None:
    template = "https://a.test/{date:%Y/%m/%d}/{page}"
    one = windows.filled(template, Days(first=first, last=first), page)
    others = {
        windows.filled(template, Days(first=first + DAY, last=first + DAY), page),
        windows.filled(template, Days(first=first, last=first), page + 1),
    }
    assert one not in others


@given(page=st.integers(1, 100_000))
def test_a_pages_name_is_read_back(page: int) -> None:
    assert windows.page_of(windows.page_name(page)) == page


@pytest.mark.parametrize("name", ["", "page", "page x", "sitemap https://a.test/", "page 99999999999", "pages 3"])
def test_other_names_are_no_pages(name: str) -> None:
    assert windows.page_of(name) == 0


NUMBERS = {"pages": (1, 1, [1, 2, 3]), "offsets": (0, 20, [0, 20, 40]), "from nought": (0, 1, [0, 1, 2])}


@pytest.mark.parametrize(("first", "step", "numbers"), NUMBERS.values(), ids=NUMBERS)
def test_pages_are_counted_as_the_outlet_does(first: int, step: int, numbers: list[int]) -> None:
    route = Route(kind="index", url="https://a.test/{page}", outlet_id="a", first=first, step=step)
    assert [windows.page_number(route, page) for page in (1, 2, 3)] == numbers
