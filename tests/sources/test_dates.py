"""Printed dates: every form the outlets print, and that no input crashes the reader."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.dates import FIRST_YEAR, LAST_YEAR, parse_stamp

NOW = datetime(2025, 9, 1, 10, 0, tzinfo=UTC)
SECOND, MINUTE, DAY, MONTH = "second", "minute", "day", "month"

JAKARTA = [
    ("2025-08-30T08:34:00+07:00", "2025-08-30T01:34:00", SECOND),
    ("2025-08-30T08:34:00Z", "2025-08-30T08:34:00", SECOND),
    ("2025-08-30T08:34:00.123+0000", "2025-08-30T08:34:00", SECOND),
    ("2025-08-30T08:34Z", "2025-08-30T08:34:00", MINUTE),
    ("2025-08-30 08:34:00", "2025-08-30T01:34:00", SECOND),
    ("2025/08/30 08:34:00", "2025-08-30T01:34:00", SECOND),
    ("2016-02-23 T16:00:20Z", "2016-02-23T16:00:20", SECOND),
    ("20160223T160020Z", "2016-02-23T16:00:20", SECOND),
    ("20160223", "2016-02-22T17:00:00", DAY),
    ("2025-08-30", "2025-08-29T17:00:00", DAY),
    ("2025-08", "2025-07-31T17:00:00", MONTH),
    ("1456218020", "2016-02-23T09:00:20", SECOND),
    ("1456218020000", "2016-02-23T09:00:20", SECOND),
    ("Sat, 30 Aug 2025 08:34:00 +0700", "2025-08-30T01:34:00", SECOND),
    ("Sat, 30 Aug 2025 08:34:00 WIB", "2025-08-30T01:34:00", SECOND),
    ("Sat, 30 Aug 2025 08:34:00 GMT", "2025-08-30T08:34:00", SECOND),
    ("Sat, 30 Aug 2025 08:34:00 EDT", "2025-08-30T12:34:00", SECOND),
    ("Wed, 02 Oct 02 13:00:00 GMT", "2002-10-02T13:00:00", SECOND),
    ("Sat Aug 30 08:34:00 WIB 2025", "2025-08-30T01:34:00", SECOND),
    ("30 Agt 2025, 08.34 WIB", "2025-08-30T01:34:00", MINUTE),
    ("Rabu, 02 Jan 2019 22:00 WIB", "2019-01-02T15:00:00", MINUTE),
    ("02 Januari 2019 | 21:10 WIB", "2019-01-02T14:10:00", MINUTE),
    ("24 Juli 2026 | 11.32 WIB", "2026-07-24T04:32:00", MINUTE),
    ("24 Juli 2026 | null WIB", "2026-07-23T17:00:00", DAY),
    ("Jum'at, 24 Juli 2026 - 13:39 WIB", "2026-07-24T06:39:00", MINUTE),
    ("Jum’at, 24 Juli 2026 – 13:39 WIB", "2026-07-24T06:39:00", MINUTE),
    ("Jumat, 24 Juli 2026 12:40 WITA", "2026-07-24T04:40:00", MINUTE),
    ("Jumat, 24 Juli 2026 12:40 WIT", "2026-07-24T03:40:00", MINUTE),
    ("Kompas.com - 30/08/2025, 08:34 WIB", "2025-08-30T01:34:00", MINUTE),
    ("Diperbarui 30/08/2025, 09:00 WIB", "2025-08-30T02:00:00", MINUTE),
    ("Terbit 2 Sep 2025 17:00 WIB", "2025-09-02T10:00:00", MINUTE),
    ("21/7/2026 22:42", "2026-07-21T15:42:00", MINUTE),
    ("31 May 2026 20:00", "2026-05-31T13:00:00", MINUTE),
    ("Minggu (30/8/2025)", "2025-08-29T17:00:00", DAY),
    ("12 Ags 2024", "2024-08-11T17:00:00", DAY),
    ("1 Peb 2016 pukul 09.10", "2016-02-01T02:10:00", MINUTE),
    ("Pkl 08.34 WIB, 29 Nopember 2025", "2025-11-29T01:34:00", MINUTE),
    ("Agustus 2025", "2025-07-31T17:00:00", MONTH),
    ("2 October 2013 5:03 PM", "2013-10-02T10:03:00", MINUTE),
    ("2 October 2013 12:03 a.m.", "2013-10-01T17:03:00", MINUTE),
]

AMERICAN = [
    ("10/02/2013 5:03 PM", "2013-10-02T21:03:00", MINUTE),
    ("Oct. 2, 2013 at 5:03 p.m. ET", "2013-10-02T21:03:00", MINUTE),
    ("January 2nd, 2013", "2013-01-02T05:00:00", DAY),
]

NONE = [
    "", "selasa", "10:00", "08.34 WIB", "2025", "31/02/2025", "0001-01-01T00:00:00", "2525-01-01",
    "99/99/9999", "3 jam lalu", "kemarin", "x" * 1000 + " 30 Agustus 2025", "2003-335", "null", "14.300.000",
]  # fmt: skip

RELATIVE = [
    ("baru saja", "2025-09-01T10:00:00", MINUTE),
    ("5 menit yang lalu", "2025-09-01T09:55:00", MINUTE),
    ("10 mnt lalu", "2025-09-01T09:50:00", MINUTE),
    ("sejam lalu", "2025-09-01T09:00:00", DAY),
    ("3 jam lalu", "2025-09-01T07:00:00", DAY),
    ("kemarin", "2025-08-31T10:00:00", DAY),
    ("12 hari lalu", "2025-08-20T10:00:00", DAY),
    ("2 pekan lalu", "2025-08-18T10:00:00", MONTH),
    ("1 bulan lalu", "2025-08-02T10:00:00", MONTH),
    ("2 hours ago", "2025-09-01T08:00:00", DAY),
]


@pytest.mark.parametrize(("raw", "at", "precision"), JAKARTA, ids=[case[0] for case in JAKARTA])
def test_a_date_without_a_zone_is_the_outlets_own(raw: str, at: str, precision: str) -> None:
    stamp = parse_stamp(raw, zone="Asia/Jakarta")
    assert stamp is not None
    assert (stamp.at, stamp.precision) == (datetime.fromisoformat(at + "+00:00"), precision)


@pytest.mark.parametrize(("raw", "at", "precision"), AMERICAN, ids=[case[0] for case in AMERICAN])
def test_an_american_outlet_puts_the_month_first(raw: str, at: str, precision: str) -> None:
    stamp = parse_stamp(raw, zone="America/New_York")
    assert stamp is not None
    assert (stamp.at, stamp.precision) == (datetime.fromisoformat(at + "+00:00"), precision)


@pytest.mark.parametrize("raw", NONE)
def test_what_prints_no_date_gives_none(raw: str) -> None:
    assert parse_stamp(raw, zone="Asia/Jakarta") is None


@pytest.mark.parametrize(("raw", "at", "precision"), RELATIVE, ids=[case[0] for case in RELATIVE])
def test_relative_forms_need_a_now(raw: str, at: str, precision: str) -> None:
    stamp = parse_stamp(raw, zone="Asia/Jakarta", now=NOW)
    assert stamp is not None
    assert (stamp.at, stamp.precision) == (datetime.fromisoformat(at + "+00:00"), precision)
    assert parse_stamp(raw, zone="Asia/Jakarta") is None


@given(st.integers(int(NOW.timestamp()) - 10**9, int(NOW.timestamp()) + 10**9))
def test_what_isoformat_prints_comes_back(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    stamp = parse_stamp(at.isoformat(), zone="Asia/Jakarta")
    assert stamp is not None
    assert (stamp.at, stamp.precision) == (at, SECOND)


DATELIKE = st.text(alphabet="0123456789 -/:.,TZ+agustmeiWIBpmlalujnhr()", max_size=40)


@given(st.one_of(st.text(max_size=80), DATELIKE), st.booleans())
def test_no_text_crashes_it(raw: str, relative: bool) -> None:
    stamp = parse_stamp(raw, zone="Asia/Makassar", now=NOW if relative else None)
    assert stamp is None or FIRST_YEAR <= stamp.at.year <= LAST_YEAR
