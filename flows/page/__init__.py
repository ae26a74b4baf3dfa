"""The report page: one HTML file that needs nothing else, in English and Indonesian, made of what `Told` tells.

No scripts, nothing loaded; every word from the web is text. What it tells is `warehouse.page`'s business.
"""

from collections.abc import Callable
from importlib.resources import files

from flows.page.finds import names, untold
from flows.page.follows import follows
from flows.page.markup import Html, join, tag, text
from flows.page.sources import gaps, sources
from flows.page.stories import stories
from flows.page.today import today
from flows.page.voice import voice
from flows.page.watched import watched
from flows.page.words import say
from warehouse.page.model import Told

# Nothing on the page may load or run, whatever got into it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_SECTIONS: tuple[tuple[str, Callable[[Told], Html]], ...] = (
    ("today", lambda told: today(told.today)),
    ("watched", lambda told: watched(told.watched)),
    ("stories", lambda told: stories(told.stories, told.now)),
    ("voice", lambda told: voice(told.shares)),
    ("follows", lambda told: follows(told.follows)),
    ("untold", lambda told: untold(told.untold)),
    ("names", lambda told: names(told.names)),
    ("sources", lambda told: join((sources(told.sources, told.now), tag("h3", say("sources.gaps")), gaps(told.gaps)))),
)  # fmt: skip


def page(told: Told) -> str:
    """The whole page. Drawing its charts takes about a second, once, and some hundredths for each."""
    sections = (_section(name, inside(told)) for name, inside in _SECTIONS)
    body = join((_skip(), _head(told), _nav(), tag("main", *sections, id="main"), _foot(told)), "\n")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>kabar {told.now:%Y-%m-%d}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _style() -> str:
    return files("flows.page").joinpath("style.css").read_text("utf-8")


def _skip() -> Html:
    return tag("a", say("frame.skip"), href="#main", class_="skip")


def _head(told: Told) -> Html:
    """Which day it is, what the page is about, how fresh it is; and the choice of language."""
    about = tag("p", say("frame.about", now=told.now), class_="about-page")
    return tag("header", tag("div", tag("p", Html("kabar"), class_="mark"), _languages(), class_="bar"),
               tag("h1", say("frame.title", now=told.now)), about, _published(told), class_="top")  # fmt: skip


def _published(told: Told) -> Html:
    if not told.published_at:
        return tag("p", say("frame.never"), class_="small")
    first = told.first_at or told.published_at
    return tag("p", say("frame.published", articles=told.articles, first=first, at=told.published_at), class_="small")


def _languages() -> Html:
    """Two radio buttons; the style does what they choose: it works without a script, by mouse, tap and key."""
    return Html(
        f'<fieldset class="languages"><legend class="unseen">{say("frame.language")}</legend>'
        '<input type="radio" name="language" id="in-en" checked><label for="in-en" lang="en">English</label>'
        '<input type="radio" name="language" id="in-id"><label for="in-id" lang="id">Bahasa Indonesia</label>'
        "</fieldset>"
    )


def _nav() -> Html:
    label = tag("span", say("frame.sections"), id="sections", class_="unseen")
    items = (tag("li", tag("a", say(f"nav.{name}"), href=f"#{name}")) for name, _ in _SECTIONS)
    return tag("nav", label, tag("ul", *items), aria_labelledby="sections")


def _section(name: str, inside: Html) -> Html:
    head = tag(
        "div",
        tag("h2", say(f"{name}.title"), id=f"{name}-title"),
        tag("p", say(f"{name}.lede"), class_="lede"),
        class_="side",
    )
    return tag("section", head, tag("div", inside, class_="body"), id=name, aria_labelledby=f"{name}-title")


def _foot(told: Told) -> Html:
    run = text(told.run_id[:8], longest=8)
    return tag("footer", tag("p", say("frame.foot")), tag("p", say("frame.run", run=run, schema=told.schema_version)))
