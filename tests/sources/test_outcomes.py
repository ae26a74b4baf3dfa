"""What statuses mean, and which pages are walls."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.outcomes import is_passing, is_wall, outcome_of

HTML = (("content-type", "text/html; charset=utf-8"),)
PARAGRAPH = "<p>Kapal itu berlayar ke timur membawa muatan kopi dan rempah dari pelabuhan lama di kota.</p>"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "ok"), (203, "ok"), (204, "ok"), (301, "redirect"), (304, "not_modified"), (305, "protocol"),
     (400, "client_error"), (401, "refused"), (403, "refused"), (404, "not_found"), (410, "gone"),
     (429, "rate_limited"), (451, "refused"),
     (499, "client_error"), (500, "server_error"), (599, "server_error"), (100, "protocol"), (999, "protocol")],
)  # fmt: skip
def test_statuses(status: int, outcome: str) -> None:
    assert outcome_of(status, conditional=True) == outcome


def test_not_modified_is_an_answer_to_a_condition_only() -> None:
    assert outcome_of(304, conditional=False) == "protocol"


@pytest.mark.parametrize(
    ("outcome", "status", "passing"),
    [("timeout", None, True), ("cut", None, True), ("cut", 200, True), ("connection", None, True),
     ("rate_limited", 429, True), ("server_error", 503, True), ("server_error", 502, True),
     ("server_error", 504, True), ("server_error", 500, False), ("not_found", 404, False), ("dns", None, False),
     ("tls", None, False), ("too_large", 200, False), ("ok", 200, False)],
)  # fmt: skip
def test_what_may_pass(outcome: str, status: int | None, passing: bool) -> None:
    assert is_passing(outcome, status) is passing  # type: ignore[arg-type]


def page(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


SCRIPT = "<script>" + "var a = 'Kapal';" * 3000 + "</script>"
WALLS = [
    ("Cloudflare", page("Just a moment...", f"<h1>contoh.test</h1>{SCRIPT}<p>Verifying</p>"), HTML),
    ("Cloudflare, no title", page("", "<p>Performing security verification</p>"), HTML),
    ("Cloudflare, old", page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"), HTML),
    ("its header", page("Kapal", PARAGRAPH * 100), (*HTML, ("cf-mitigated", "challenge"))),
    ("AWS", b"", (("x-amzn-waf-action", "challenge"),)),
    ("script wanted", page("contoh.test", "<p>Please enable JavaScript to continue</p>"), HTML),
    ("DataDome", page("contoh.test", '<p>Wait</p><script src="https://ct.captcha-delivery.com/c.js">'), HTML),
    ("PerimeterX", page("Access to this page has been denied", '<div id="px-captcha"></div>'), HTML),
    ("Akamai", page("Access Denied", "<p>Reference #18.2d351ab8.1557333295.a4e16ab</p>"), HTML),
    ("Indonesian", page("contoh.test", "<p>Maaf, akses diblokir.</p>"), HTML),
    ("behind the site's name", page("contoh.test - Are you a robot?", "<p>Wait</p>"), HTML),
    ("no content type", page("Just a moment...", "<p>Wait</p>"), ()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "headers"), [w[1:] for w in WALLS], ids=[w[0] for w in WALLS])
def test_walls(body: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert is_wall(headers, body)


NO_WALLS = [
    ("an article", page("Kapal baru", PARAGRAPH * 30)),
    (
        "an article that quotes a wall",
        page("Laman diblokir", PARAGRAPH * 30 + '<p>"Just a moment", akses diblokir.</p>'),
    ),
    ("an article with such a title", page("Just a moment: kisah kapal", PARAGRAPH * 30)),
    ("a short one with a noscript", page("Kapal", PARAGRAPH * 5 + "<noscript>Please enable JavaScript</noscript>")),
    ("a short one", page("Kapal", PARAGRAPH * 2)),
    ("a short one with such words in its title", page("Pelabuhan gets a Security Checkup tool", PARAGRAPH * 2)),
    ("an article behind such a service", page("Kapal", PARAGRAPH * 8 + "<script>window._pxAppId = 'a'</script>")),
    ("an empty document", b""),
]


@pytest.mark.parametrize("body", [n[1] for n in NO_WALLS], ids=[n[0] for n in NO_WALLS])
def test_no_walls(body: bytes) -> None:
    assert not is_wall(HTML, body)


def test_a_feed_is_never_a_wall() -> None:
    assert not is_wall((("content-type", "application/rss+xml"),), b"<rss><title>Just a moment...</title></rss>")


@given(st.binary(max_size=3000))
def test_any_bytes_are_judged(body: bytes) -> None:
    assert is_wall(HTML, body) in (True, False)


@pytest.mark.parametrize(
    "piece", [b"<", b"<script", b"<script></script>", b"<title", b">", b"reference #1.1", b"verify "]
)
def test_hostile_markup_is_judged_quickly(piece: bytes) -> None:
    body = b"<html>" + piece * (149_000 // len(piece))
    began = time.process_time()
    is_wall(HTML, body)
    assert time.process_time() - began < 1
