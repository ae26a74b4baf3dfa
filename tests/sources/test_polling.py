"""What a poll brought, as the next one depends on it."""

from datetime import UTC, datetime

from sources import polling
from sources.types import Feed, Poll, Response

NOW = datetime(2025, 6, 10, 12, tzinfo=UTC)
URL = "https://contoh.test/rss"


def test_the_headers_of_an_answer_reach_the_schedule_as_they_were_sent() -> None:
    sent = {
        "etag": 'W/"a"',
        "last-modified": "yesterday",
        "cache-control": "max-age=60",
        "age": "7",
        "expires": "Wed, 10 Jun 2026 13:00:00 GMT",
        "date": "Wed, 10 Jun 2026 12:00:00 GMT",
        "retry-after": "9",
    }
    response = Response(
        url=URL, final_url=URL, permanent_url=URL, status=304, headers=tuple(sent.items()), body=b"", fetched_at=NOW
    )
    feed = Feed(url=URL, outlet_id="contoh", section="all")
    found = polling.seen(Poll(feed=feed, polled_at=NOW, outcome="not_modified", exchanges=(), response=response), 0)
    assert {name: getattr(found, name.replace("-", "_")) for name in sent} == sent


def test_without_an_answer_there_is_nothing_to_go_by() -> None:
    feed = Feed(url=URL, outlet_id="contoh", section="all")
    found = polling.seen(Poll(feed=feed, polled_at=NOW, outcome="failed", exchanges=()), 0)
    assert (found.status, found.date, found.expires, found.permanent_url) == (None, "", "", "")
