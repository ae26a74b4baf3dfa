"""`kabar add` and `kabar fixture`: what they make of sites of all kinds, what they refuse, how politely."""

import json
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from sources.catalogue import load
from sources.types import Outlet
from tests.web import hostile, rows
from tests.web.kabar import Kabar
from tests.web.publishers import Web

HOST = "http://koranbaru.test:8080"
PROSE = "Pasar terapung di tepi sungai kembali ramai sejak jembatan lama dibuka lagi oleh warga desa pada hari Senin. "

Add = Callable[..., Result]


@pytest.fixture
def add(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Runs `kabar add` in an empty folder; `name=value` are variables of its environment."""
    for name in [name for name in os.environ if name.startswith("KABAR_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    return partial(_run, web, "add")


@pytest.fixture
def fixture(add: Add, web: Web) -> Add:
    """Runs `kabar fixture` there."""
    return partial(_run, web, "fixture")


def _run(web: Web, command: str, *arguments: str, **environment: str) -> Result:
    given = {"KABAR_HOME": "home", "KABAR_HOST_GAP": "0", "KABAR_WORKERS": "1", "KABAR_NOW": web.clock.now.isoformat()}
    return CliRunner(env=given | environment).invoke(app, [command, *arguments])


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts documents by path on every host that nobody else has: `__` is a slash (alone: the site's first page), `_` a
    dot."""

    def put(kind: str = "text/html", **documents: str) -> None:
        for path, text in documents.items():
            place = "/" + path.removeprefix("__").replace("__", "/").replace("_", ".")
            monkeypatch.setitem(hostile.DOCUMENTS, place, (text.encode(), kind))

    return put


def rss(*names: str, title: str = "Koran Baru", date: str = "Wed, 11 Jun 2025 17:00:00 +0700") -> str:
    items = "".join(
        f"<item><title>Berita {n}</title><link>{HOST}/{n}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        for n in names
    )
    return f'<rss version="2.0"><channel><title>{title}</title><language>en-US</language>{items}</channel></rss>'


def page(title: str, words: int = 200, extra: str = "") -> str:
    body = "".join(f"<p>{PROSE}{title} {n}.</p>" for n in range(words // 18 + 1))
    ld = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": "2025-06-11T17:00:00+07:00",
                     "author": {"@type": "Person", "name": "Sari Contoh"}})  # fmt: skip
    return (
        f'<html lang="id"><head><title>{title}</title><meta property="og:site_name" content="Koran Baru">'
        f'<script type="application/ld+json">{ld}</script></head>'
        f"<body><article><h1>{title}</h1>{body}{extra}</article></body></html>"
    )


def written(tmp_path: Path, name: str = "outlets") -> Outlet:
    (file,) = (tmp_path / name).iterdir()
    return load([tmp_path / name]).outlet(file.stem)


def test_a_publisher_that_declares_nothing_is_added_and_runs(add: Add, web: Web, tmp_path: Path) -> None:
    said = add("http://kabarkini.test:8080/", KABAR_OUTLETS="mine")
    assert said.exit_code == 0, said.output
    outlet = written(tmp_path, "mine")
    assert (outlet.outlet_id, outlet.homepage) == ("kabarkini", "http://kabarkini.test:8080/")
    assert (outlet.language, outlet.country, outlet.time_zone) == ("id", "ID", "Asia/Jakarta")
    assert {feed.kind for feed in outlet.feeds} == {"feed", "sitemap"}
    assert not (tmp_path / "home").exists()  # nothing of it is kept
    assert web.requests()[0] == "http://kabarkini.test/robots.txt"
    ran = Kabar(home=tmp_path / "home", outlets=tmp_path / "mine", web=web).run("kabarkini", limit=2)
    assert dict(ran.counts)["articles"] >= 2


def test_a_page_that_declares_feeds(add: Add, publish: Callable[..., None], tmp_path: Path) -> None:
    declared = "".join(
        f"<link rel=alternate type=application/rss+xml title='{title}' href='{path}'>"
        for title, path in (("Tekno", "/rss/tekno.xml"), ("Komentar", "/comments/feed/"), ("Bisnis", "/rss/bisnis.xml"))
    )
    publish(__=f'<html lang="id"><head><title>Halaman muka</title>{declared}</head><body>x</body></html>')
    publish("text/xml", rss__tekno_xml=rss("a", "b"), rss__bisnis_xml=rss("b", "c", title="Bisnis"))
    publish(**{name: page(f"Judul {name} yang panjang") for name in "abc"})
    said = add(f"{HOST}/", "--format", "json")
    assert said.exit_code == 0, said.output
    (told,) = json.loads(said.stdout)
    assert [(line["feed"], line["items"], line["newest"]) for line in told["feeds"]] == [
        (f"{HOST}/rss/tekno.xml", 2, "2025-06-11T10:00:00Z"), (f"{HOST}/rss/bisnis.xml", 2, "2025-06-11T10:00:00Z"),
    ]  # fmt: skip
    assert [line["title"] for line in told["entries"]] == [f"Judul {name} yang panjang" for name in "abc"]
    assert {(line["lang"], line["access"], line["dated_by"], *line["authors"]) for line in told["entries"]} == {
        ("id", "full", "jsonld", "Sari Contoh")
    }
    assert all(line["begins"].count(".") <= 1 for line in told["entries"])  # a sentence at most
    assert told["doubts"] == []
    outlet = written(tmp_path)
    assert (outlet.outlet_id, outlet.name, outlet.language) == ("koranbaru", "Koran Baru", "id")
    assert [feed.section for feed in outlet.feeds] == ["tekno", "bisnis"]
    assert (tmp_path / told["file"]).read_text() == told["toml"]


def test_a_feed_is_taken_at_its_word(add: Add, publish: Callable[..., None], web: Web, tmp_path: Path) -> None:
    publish("text/xml", rss__tekno_xml=rss("a"), rss=rss("a", "b"))
    publish(a=page("Judul yang panjang sekali"))
    assert add(f"{HOST}/rss/tekno.xml").exit_code == 0
    assert [feed.url for feed in written(tmp_path).feeds] == [f"{HOST}/rss/tekno.xml"]
    assert f"{HOST}/rss" not in web.asked()


def test_of_an_index_of_sitemaps_the_news_are_taken(add: Add, publish: Callable[..., None], tmp_path: Path) -> None:
    listed = "".join(f"<sitemap><loc>{HOST}/{name}.xml</loc></sitemap>" for name in ("tag", "berita"))
    stamp = "<lastmod>2025-06-11 17:00:00</lastmod>"  # without a zone: the site's own
    publish("text/xml", sitemap_xml=f"<sitemapindex>{listed}</sitemapindex>")
    publish("text/xml", berita_xml=f"<urlset><url><loc>{HOST}/a</loc>{stamp}</url></urlset>")
    publish(a=page("Judul yang panjang sekali"))
    said = add(f"{HOST}/sitemap.xml", "--format", "json")
    assert said.exit_code == 0, said.output
    assert [(feed.url, feed.kind) for feed in written(tmp_path).feeds] == [(f"{HOST}/berita.xml", "sitemap")]


def test_the_site_of_a_feed_is_the_one_it_names(add: Add, publish: Callable[..., None], tmp_path: Path) -> None:
    named = rss("a").replace("<language>", f"<link>{HOST}/</link><language>")
    publish("text/xml", contoh=named)
    publish(__=page("Halaman muka"), a=page("Judul yang panjang sekali"))
    assert add("http://umpan.test:8080/contoh").exit_code == 0
    outlet = written(tmp_path)
    assert (outlet.outlet_id, outlet.homepage) == ("koranbaru", f"{HOST}/")
    assert [feed.url for feed in outlet.feeds] == ["http://umpan.test:8080/contoh"]


def test_dates_without_a_zone_are_the_outlets(add: Add, publish: Callable[..., None]) -> None:
    publish("text/xml", rss=rss("a", date="2025-06-11 17:00:00").replace("en-US", "id"))
    publish(a=page("Judul yang panjang sekali"))
    said = add(f"{HOST}/rss", "--dry-run", "--format", "json")
    (told,) = json.loads(said.stdout)
    assert told["feeds"][0]["newest"] == "2025-06-11T10:00:00Z"
    assert told["doubts"] == []


def test_what_looks_wrong_is_said(add: Add, publish: Callable[..., None]) -> None:
    furniture = "<p>Baris yang sama di bawah setiap artikel koran baru ini.</p>"
    publish("text/xml", rss=rss("a", "b", "c", date=""))
    publish(a=page("Judul pertama yang panjang", 40, furniture), b=page("Judul kedua yang panjang", extra=furniture))
    said = add(f"{HOST}/rss", "--dry-run")
    assert said.exit_code == 0, said.output
    for words in (
        "3 of 3 entries have no date", "the body is short", "/c: no article came of it (not_found 404)",
        'every body has the line "Baris yang sama',
    ):  # fmt: skip
        assert words in said.stdout, words


def test_dry_run_writes_nothing(add: Add, tmp_path: Path) -> None:
    said = add("http://wartanusa.test:8080/", "--dry-run")
    assert said.exit_code == 0
    assert 'url = "http://wartanusa.test:8080/' in said.stdout
    assert "Not written" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays(add: Add, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "outlets" / "kabarkini.toml"
    file.parent.mkdir()
    file.write_text("# mine")
    said = add("http://kabarkini.test:8080/rss")
    assert (said.exit_code, file.read_text(), web.requests()) == (2, "# mine", [])
    assert "--force" in said.stderr
    assert add("http://kabarkini.test:8080/rss", "--force").exit_code == 0
    assert written(tmp_path).name == "kabarkini"
    assert [path.name for path in file.parent.iterdir()] == ["kabarkini.toml"]


def test_an_outlet_that_is_there_already_is_named(add: Add, web: Web, tmp_path: Path) -> None:
    web.declare(tmp_path / "known")
    said = add("http://kabarkini.test:8080/", KABAR_OUTLETS=str(tmp_path / "known"))
    assert (said.exit_code, web.requests()) == (2, [])
    assert "Kabarkini" in said.stderr
    assert add("https://news.detik.com/rss").exit_code == 2


@pytest.mark.parametrize(
    ("url", "words", "code"),
    [
        ("http://127.0.0.1:9/", "KABAR_ALLOW_PRIVATE_HOSTS", 1),
        ("ftp://contoh.test/", "ftp", 2),
        ("http://", "http://", 2),
        (f"{HOST}/wall", "challenge", 1),
        (f"{HOST}/status?code=503", "server_error 503", 1),
        (f"{HOST}/loop", "redirect_loop", 1),
        (f"{HOST}/nothing-here", "no feed", 1),
    ],
)
def test_what_cannot_be_added(add: Add, tmp_path: Path, url: str, words: str, code: int) -> None:
    said = add(url)
    assert said.exit_code == code, said.output
    assert words in said.stderr.splitlines()[-1]
    assert said.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_robots_txt_is_obeyed(add: Add, web: Web) -> None:
    web.state.robots["koranbaru.test"] = (200, "User-agent: kabar\nDisallow: /")
    said = add(f"{HOST}/")
    assert said.exit_code == 1
    assert "robots.txt" in said.stderr
    assert web.requests() == ["http://koranbaru.test/robots.txt"]


def test_a_site_of_a_thousand_leads_is_not_pestered(add: Add, publish: Callable[..., None], web: Web) -> None:
    publish(__="<html>" + "".join(f"<a href='/rss/{n}'>x</a>" for n in range(1_000)))
    assert add(f"{HOST}/").exit_code == 1
    assert len(web.requests()) <= 25


def test_hostile_words_stay_words(add: Add, publish: Callable[..., None], tmp_path: Path) -> None:
    title = 'Koran "Baru"\\]]&gt; &#10;[[feeds]]&#x1b;[31m &lt;script&gt;'
    publish("text/xml", rss=rss("a", title=title))
    publish(a=page("Judul \x1b[31m merah <b>yang</b> panjang"))
    said = add(f"{HOST}/rss")
    assert said.exit_code == 0, said.output
    assert "\x1b" not in said.output
    assert len(written(tmp_path).feeds) == 1


# ------------------------------------------------------------------ kabar fixture


def test_a_fixture_of_a_page_that_is_asked_for(fixture: Add, publish: Callable[..., None], tmp_path: Path) -> None:
    publish(**{"tekno__12345__pasar-terapung-kembali-ramai": page("Pasar terapung kembali ramai")})
    said = fixture(f"{HOST}/tekno/12345/pasar-terapung-kembali-ramai", "--output", "baru.html")
    assert said.exit_code == 0, said.output
    made = (tmp_path / "baru.html").read_text()
    assert not re.search("(?i)terapung|jembatan|Sari Contoh|12345", made)
    assert '"datePublished": "2025-06-11T17:00:00+07:00"' in made
    assert made.count("<p>") == page("Pasar terapung kembali ramai").count("<p>")
    assert "paragraphs are read in it, as in the page" in said.stderr, said.stderr
    assert '"baru": Expected(' in said.stderr
    assert "datetime(2025, 6, 11, 10, 0, 0, tzinfo=UTC)" in said.stderr
    assert not (tmp_path / "home").exists()


def test_a_fixture_of_a_page_in_the_archive_asks_nobody(fixture: Add, ran: Kabar) -> None:
    ran.web.clear()
    [(url,)] = rows.published(ran.home, "select url from articles where outlet_id = 'kabarkini' limit 1")
    said = fixture(url, KABAR_HOME=str(ran.home), KABAR_OUTLETS=str(ran.outlets))
    assert said.exit_code == 0, said.output
    assert "from the archive" in said.stderr
    assert said.stdout.startswith("<!DOCTYPE html>")
    assert ran.web.requests() == []


@pytest.mark.parametrize(
    ("path", "words"), [("/nothing-here", "not_found 404"), ("/wall", "blocked"), ("/leer", "no article")]
)
def test_what_no_fixture_can_be_made_of(
    fixture: Add, publish: Callable[..., None], tmp_path: Path, path: str, words: str
) -> None:
    publish(leer="<html><body></body></html>")
    said = fixture(f"{HOST}{path}", "--output", "baru.html")
    assert (said.exit_code, said.stdout) == (1, "")
    assert words in said.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []
