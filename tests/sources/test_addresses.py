"""Addresses made ready for the wire: what comes out can be sent, whatever went in."""

import contextlib
import ssl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.addresses import BadAddressError, address

SENT = [
    ("https://contoh.test", "https://contoh.test/", "https://contoh.test"),
    (" https://Contoh.TEST:443/a b?q=\u00e9#top\n", "https://contoh.test/a%20b?q=%C3%A9", "https://contoh.test"),
    ("http://contoh.test:8080/a%20b", "http://contoh.test:8080/a%20b", "http://contoh.test:8080"),
    ("http://b\u00fccher.test/", "http://xn--bcher-kva.test/", "http://xn--bcher-kva.test"),
    ("http://[::1]:81/", "http://[::1]:81/", "http://[::1]:81"),
]


@pytest.mark.parametrize(("said", "url", "origin"), SENT, ids=[case[0] for case in SENT])
def test_the_form_on_the_wire(said: str, url: str, origin: str) -> None:
    sent = address(said)
    assert sent.raw.copy_with() == sent.raw
    assert (sent.raw.raw_path.decode(), sent.origin) == (url.removeprefix(origin), origin)
    assert address(sent.url) == sent


@pytest.mark.parametrize("url", ["//lain.test/x", "/x", "x", "?x", "", "https://lain.test"])
def test_relative_ones(url: str) -> None:
    sent = address(url, address("https://contoh.test/a/b"))
    assert sent.host in ("contoh.test", "lain.test")


hosts = st.one_of(st.text(), st.text(".-:[]a1%@\u00e9", max_size=80), st.just("contoh.test"))


@given(st.one_of(st.text(), st.builds("{}://{}{}".format, st.sampled_from(["http", "https"]), hosts, st.text())))
@example("https://a..b/")
@example("https://.a/")
@example("https://a../")
@example("https://" + "a" * 64 + "/")
@example("https://" + "a." * 130 + "/")
@example("https://[v1.x]/")
@example("https://[::1%25eth0]/")
def test_what_passes_can_be_sent(url: str) -> None:
    with contextlib.suppress(BadAddressError):
        sent = address(url)
        assert sent.url.isascii()
        assert not set(sent.url) & set(" \r\n\t\0#")
        name = sent.raw.raw_host.decode("ascii")
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=name)
        assert address(sent.url).url == sent.url
