"""Watching over whole runs: what a run brings is told once, by the command and in the feed, until it is forgotten."""

import io
import json
from pathlib import Path

import feedparser
import pytest

from tests.web import entities
from tests.web.kabar import Kabar
from tests.web.stories import LINKED_REWRITE, NAMED_REWRITE, ORIGINAL, ORIGINAL_URL

LINTANG = "lintang-robotics"


@pytest.fixture
def watching(kabar: Kabar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kabar:
    """An installation that watches the company of the story."""
    monkeypatch.setenv("KABAR_WATCH", LINTANG)
    return Kabar(
        home=kabar.home, outlets=kabar.outlets, web=kabar.web, entities=entities.declare(tmp_path / "entities")
    )


def news(kabar: Kabar) -> list[tuple[str, str]]:
    """What is new since the last look, by the real command."""
    done = kabar.command("watch", LINTANG, "--since-last", "--format", "json")
    assert done.returncode == 0, done.stderr
    return sorted((one["kind"], one["title"]) for one in json.loads(done.stdout))


def test_a_run_is_told_once_and_forgetting_takes_it_out_of_the_feed(watching: Kabar) -> None:
    feed = watching.home / "watch.atom"
    watching.run()
    articles = [("article", piece.title) for piece in (ORIGINAL, NAMED_REWRITE, LINKED_REWRITE)]
    retellings = [("retelling", piece.title) for piece in (NAMED_REWRITE, LINKED_REWRITE)]
    first = news(watching)
    assert set(first) >= {*articles, *retellings, ("story", ORIGINAL.title)}
    assert len(set(first)) == len(first)
    shown = feedparser.parse(io.BytesIO(feed.read_bytes())).entries
    assert sorted(entry.title for entry in shown) == sorted(
        title if kind == "article" else f"{kind.capitalize()}: {title}" for kind, title in first
    )
    before = feed.read_bytes()
    watching.run(force=True)
    watching.rebuild("identify")
    assert news(watching) == []
    assert feed.read_bytes() == before

    done = watching.said("forget", ORIGINAL_URL, "--yes", KABAR_WATCH=LINTANG)
    assert done.returncode == 0, done.stderr
    after = feedparser.parse(io.BytesIO(feed.read_bytes())).entries
    assert ORIGINAL_URL not in [entry.link for entry in after]
    kept = [path.read_text("utf-8") for path in (watching.home / "looks").iterdir()]
    assert not any(ORIGINAL.title in text for text in (*kept, feed.read_text("utf-8")))
