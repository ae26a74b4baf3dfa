"""A page that is had from the Wayback Machine: asked for there, found where it was captured, looked at where it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.archive import Archive
from sources.fetching import fetch_page, read_again
from sources.http import Web, open_web
from sources.keeping import Shelf
from sources.keys import page_keys
from sources.routes.wayback import original_of
from sources.types import AddressRules, Outlet, WantedPage
from tests.web.misbehaving import Misbehaving
from tests.web.wayback import Machine
from tests.web.wayback import wayback as machine_running

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
AT = datetime(2025, 3, 10, 12, tzinfo=UTC)
PAGE = b"<html><body><p>Pabrik cip itu dibuka.</p></body></html>"


@pytest.fixture
def outlet(server: Misbehaving) -> Outlet:
    """One whose site is the server."""
    return Outlet(
        outlet_id="contoh", name="Contoh", homepage=f"{server.url}/", country="ID", language="id",
        time_zone="Asia/Jakarta", group_id="contoh", domains=("127.0.0.1",), feeds=(),
        addresses=AddressRules(one_page="single=1"),
    )  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    pytest.importorskip("cryptography")
    with machine_running(tmp_path) as running:
        monkeypatch.setenv("HTTPS_PROXY", running.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def web(machine: Machine) -> Iterator[Web]:
    with open_web(user_agent="kabar", clock=lambda: NOW, host_gap=0.0, allow_private=True) as opened:
        yield opened


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive", sync=False)


def _captured(machine: Machine, server: Misbehaving, path: str = "/d-1") -> WantedPage:
    moment = machine.capture(server.url + path, AT, PAGE)
    copy = f"https://web.archive.org/web/{moment}id_/{server.url}{path}"
    return WantedPage(outlet_id="contoh", url=server.url + "/d-1", attempts=0, first_seen_at=NOW, copy_url=copy)


def test_a_copy_is_asked_for_in_the_place_of_the_page(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:
    page = _captured(machine, server)
    fetched = fetch_page(web, Shelf(archive), outlet, page)
    assert fetched.kept
    assert (fetched.outcome, fetched.kept.key, fetched.kept.url) == ("ok", page.url, page.copy_url)
    assert fetched.kept.final_url == page.url
    assert [exchange.host for exchange in fetched.exchanges if exchange.purpose == "page"] == ["web.archive.org"]
    assert server.asked("/d-1") == []
    assert archive.read(fetched.kept.ref).body == PAGE
    assert {key.value for key in page_keys(page.url, fetched.kept.final_url, "", outlet)} == {page.url}


def test_a_copy_that_was_not_recorded_is_found_again_in_the_archive(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:
    fetched = fetch_page(web, Shelf(archive), outlet, _captured(machine, server))
    assert fetched.kept
    found = read_again(fetched.page, archive.read(fetched.kept.ref), outlet)
    assert replace(found, exchanges=(), detail="") == replace(fetched, exchanges=(), detail="")


def test_another_capture_will_do(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:  # fmt: skip
    page = _captured(machine, server)
    page = replace(page, copy_url=page.copy_url.replace("20250310120000", "20240101000000"))
    fetched = fetch_page(web, Shelf(archive), outlet, page)
    assert fetched.kept
    assert (fetched.outcome, fetched.kept.url, fetched.kept.final_url) == ("ok", page.copy_url, page.url)


def test_where_the_capture_was_led_to_the_article_may_live(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:
    """A capture of another of its addresses: that one is a key, the archive's is none."""
    page = _captured(machine, server, "/kapal-baru-berlayar")
    fetched = fetch_page(web, Shelf(archive), outlet, page)
    assert fetched.kept
    keys = page_keys(page.url, fetched.kept.final_url, "", outlet)
    assert [(key.value, key.said_by) for key in keys] == [
        (page.url, "url"), (f"{server.url}/kapal-baru-berlayar", "redirect"),
    ]  # fmt: skip


def test_looks_are_at_the_pages_own_address_and_ask_for_all_of_it(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:
    first = fetch_page(web, Shelf(archive), outlet, _captured(machine, server))
    assert first.kept
    asked = len(machine.asked)
    page = replace(first.page, is_check=True, attempts=1, looked_at=NOW, document=first.kept.ref)
    look = fetch_page(web, Shelf(archive), outlet, page)
    assert (look.outcome, len(machine.asked)) == ("not_found", asked)
    (seen,) = server.asked("/d-1")
    assert (seen.query, seen.header("If-None-Match"), seen.header("If-Modified-Since")) == ("single=1", "", "")


def test_a_page_of_the_machines_own_is_no_copy(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:
    page = _captured(machine, server)
    machine.notice = (
        b"<html><body><p>Our services are down for maintenance. Thank you for your patience.</p></body></html>"
    )
    fetched = fetch_page(web, Shelf(archive), outlet, page)
    assert fetched.kept
    assert (fetched.outcome, fetched.kept.outcome) == ("blocked", "blocked")
    assert fetched.next_attempt_at
    found = read_again(page, archive.read(fetched.kept.ref), outlet)
    assert found.kept
    assert (found.outcome, found.kept.outcome) == ("blocked", "blocked")


def test_a_copy_that_is_not_there(
    machine: Machine, web: Web, server: Misbehaving, outlet: Outlet, archive: Archive
) -> None:  # fmt: skip
    page = replace(
        _captured(machine, server), copy_url="https://web.archive.org/web/20250310120000id_/http://lain.test/x"
    )
    fetched = fetch_page(web, Shelf(archive), outlet, page)
    assert (fetched.outcome, fetched.kept, fetched.attempts) == ("not_found", None, 1)


CAPTURES = {
    "https://web.archive.org/web/20250310120000id_/http://contoh.test:80/a?b=1": "http://contoh.test:80/a?b=1",
    "http://web.archive.org/web/2025/https://contoh.test/": "https://contoh.test/",
    "https://web.archive.org/web/20250310120000if_/https://contoh.test/a": "https://contoh.test/a",
    "https://contoh.test/web/20250310120000id_/https://lain.test/": "",
    "https://web.archive.org/web/20250310120000id_/javascript:alert(1)": "",
    "https://web.archive.org/about/": "",
    "https://contoh.test/?to=https://web.archive.org/web/2025id_/https://lain.test/": "",
}


@pytest.mark.parametrize(("url", "original"), CAPTURES.items(), ids=range(len(CAPTURES)))
def test_what_an_address_is_a_capture_of(url: str, original: str) -> None:
    assert original_of(url) == (original or url)
