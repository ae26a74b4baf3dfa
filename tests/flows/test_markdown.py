"""What flows leave on the server: pages and tables in which nothing from the web is markup; the figures of the bar."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import markdown
from flows.backfill_estimate import Estimate, HostEstimate
from flows.backfilling import BackfillSummary
from flows.gauge import Gauge
from flows.maintaining import MaintainSummary
from flows.session import Summary
from flows.tally import OutletLine
from warehouse.days import DayLine
from warehouse.news import News
from warehouse.status import OutletStatus

AT = datetime(2025, 6, 11, 12, tzinfo=UTC)


def _summary(**more: object) -> Summary:
    line = OutletLine(
        outlet_id="warta-nusa", polled=2, new_entries=3, fetched=1, failed=(("blocked", 2),), articles=1, seconds=1.0
    )
    fields = {
        "run_id": "r", "counts": (("polled", 2), ("fetched", 1), ("left", 4)), "lines": (line,), "left": 4,
        "faults": ("rusak.toml: name",), "seconds": 3.25,
    }  # fmt: skip
    return Summary(**{**fields, **more})  # type: ignore[arg-type]


def _news(title: str, url: str = "https://contoh.test/a") -> News:
    return News(entity_id="lintang", name="Lintang Robotics", outlet_id="warta-nusa", title=title, url=url, dated_at=AT)


def test_a_run_s_page_has_what_is_new_a_line_per_outlet_and_what_was_left_out() -> None:
    page = markdown.run(_summary(), (_news("Lintang opens a plant"), _news("Lintang closes it")))
    assert page.startswith("**2 feeds polled, 1 page fetched, in 3\\.2 s.**")
    assert page.count("**Lintang Robotics**") == 1
    assert "- [Lintang closes it](https://contoh.test/a) (warta\\-nusa, 2025-06-11 12:00:00Z)" in page
    assert "| warta\\-nusa | 2 | 3 | 1 | 2 blocked | 1 |" in page
    assert "4 more pages" in page
    assert "- rusak\\.toml: name" in page


def test_a_run_without_news_says_so_and_has_no_empty_parts() -> None:
    page = markdown.run(_summary(counts=(), lines=(), left=0, faults=()), ())
    assert page == "**Nothing was due, in 3\\.2 s.**\n\nNothing new about the watched entities."


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://contoh.test/a b", "https://contoh.test/(x", "data:text/html,x", ""]
)
def test_what_is_no_plain_address_is_no_link(url: str) -> None:
    page = markdown.run(_summary(), (_news("A title", url),))
    assert "- A title (warta" in page
    assert "](" not in page


@given(st.text(max_size=80))
def test_any_text_is_shown_and_none_of_it_is_markup(text: str) -> None:
    shown = markdown.plain(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|#~]", shown)
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(text.split())


def _day(day: int, status: str, reason: str = "") -> DayLine:
    return DayLine(
        outlet_id="contoh", route="api https://contoh.test/", day=date(2025, 6, day), status=status, reason=reason,
        found=2, new=1,
    )  # fmt: skip


def _filled(*days: DayLine, left: int = 0) -> BackfillSummary:
    counts = (("found", 5), ("fetched", 4), ("articles", 3))
    return BackfillSummary(run_ids=("r",), days=days, counts=counts, left=left, notes=(), faults=(), seconds=1.0)


def test_a_backfill_says_how_the_days_stand() -> None:
    whole = _filled(_day(1, "complete"), _day(2, "complete"))
    assert "all 2 days complete" in markdown.backfill_in_words(whole)
    summary = _filled(_day(1, "complete"), _day(2, "partial", "not_over"), _day(3, "partial", "not_over"), left=7)
    assert markdown.backfill_in_words(summary) == (
        "5 pages found that no feed had shown, 4 fetched, 3 articles, 2 of 3 days partial, 7 pages left, in 1.0 s"
    )
    page = markdown.backfill(summary, ())
    assert "| contoh | api https://contoh\\.test/ | 2 | partial not\\_over |" in page


def test_an_estimate_says_who_would_be_asked_and_how_long_it_takes() -> None:
    hosts = (HostEstimate(host="contoh.test", listings=3, pages=120, seconds=246.0),)
    estimate = Estimate(hosts=hosts, stretches=1)
    assert markdown.estimate_in_words(estimate).startswith("At least 3 requests for listings and about 120 pages")
    assert markdown.estimate_table(estimate) == [{"host": "contoh.test", "listings": 3, "pages": 120, "minutes": "4.1"}]
    assert markdown.estimate_in_words(Estimate(hosts=(), stretches=0)).startswith("Nothing is left")


def test_outlets_in_trouble_come_first() -> None:
    def status(outlet_id: str, healthy: int, troubles: str) -> OutletStatus:
        return OutletStatus(
            outlet_id=outlet_id, feeds=2, healthy=healthy, last_polled_at=AT, last_ok_at=AT, newest_item_at=None,
            articles=1, pending=0, failed=0, blocked=0, troubles=troubles, missed="nothing missed",
        )  # fmt: skip

    table = markdown.health_table([status("a", 2, ""), status("b", 1, "1 feeds failing")])
    assert [(row["outlet"], row["healthy feeds"], row["troubles"]) for row in table] == [
        ("b", "1 of 2", "1 feeds failing"),
        ("a", "2 of 2", ""),
    ]


def test_upkeep_says_what_it_did_and_what_is_wrong() -> None:
    summary = MaintainSummary(
        run_id="r", size_before=90_000_000, size_after=50_000_000, documents_checked=7, files_checked=2,
        troubles=("a.warc.gz is missing",),
    )  # fmt: skip
    assert markdown.maintenance_in_words(summary) == (
        "warehouse 90 MB to 50 MB, 7 documents of 2 files checked, 1 troubles"
    )
    assert "### Troubles\n\n- a\\.warc\\.gz is missing" in markdown.maintenance(summary)


def test_the_bar_counts_what_is_done_of_what_is_known_to_be_left() -> None:
    gauge = Gauge()
    gauge.begin("walk", 4)
    assert (gauge.percent, str(gauge)) == (0.0, "4 stretches of days to walk, 0 pages to fetch")
    gauge.begin("fetch", 4)
    gauge.advance("fetch", 3)
    gauge.begin("walk", 1)  # the next portion: three stretches were walked, which nobody counted
    assert gauge.percent == pytest.approx(100 * 6 / 8)
    gauge.begin("walk", 0)
    gauge.begin("fetch", 0)
    assert gauge.percent == 100.0


@given(st.lists(st.tuples(st.sampled_from(["walk", "fetch"]), st.booleans(), st.integers(0, 50))))
def test_the_bar_stays_within_its_ends(happened: list[tuple[str, bool, int]]) -> None:
    gauge = Gauge()
    for step, begins, n in happened:
        (gauge.begin if begins else gauge.advance)(step, n)
        assert 0.0 <= gauge.percent <= 100.0
        assert gauge.percent < 100.0 or not gauge.left.total()
