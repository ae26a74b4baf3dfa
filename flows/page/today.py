"""The first section: today in five lines, each a figure and a sentence; pure."""

from flows.page.markup import EMPTY, Html, link, tag, text
from flows.page.words import say
from warehouse.page.model import Today
from warehouse.sentence import LONGEST_TITLE


def today(told: Today) -> Html:
    """Five lines, always the same ones in the same order."""
    lines = (_articles(told), _rising(told), _stories(told), _retellings(told), _sources(told))
    return tag("ol", *lines, class_="five")


def _line(figure: Html, sentence: Html, note: Html = EMPTY, *, alarm: bool = False) -> Html:
    """The figure stands apart; read aloud it begins the sentence."""
    return tag(
        "li",
        tag("span", figure, class_="figure"),
        tag("p", sentence, *((Html(" "), tag("span", note, class_="note")) if note else ())),
        class_="alarm" if alarm else "",
    )


def _figure(n: float) -> Html:
    return say("one.number", n=n)


def _articles(told: Today) -> Html:
    if not told.articles:
        return _line(
            _figure(0), say("today.no_articles"), say("today.articles_note_plain", before=told.articles_before)
        )
    note = "today.articles_note" if told.copies else "today.articles_note_plain"
    return _line(
        _figure(told.articles),
        say("today.articles", n=told.articles, outlets=told.outlets),
        say(note, before=told.articles_before, copies=told.copies),
    )


def _rising(told: Today) -> Html:
    if not told.rising:
        return _line(Html("\u2013"), say("today.nobody"))
    return _line(
        _figure(told.rising_articles),
        say("today.rising", n=told.rising_articles, name=told.rising),
        say("today.rising_note", usual=told.rising_usual),
    )


def _stories(told: Today) -> Html:
    if not told.biggest:
        return _line(_figure(told.stories), say("today.stories_plain", n=told.stories))
    headline = link(told.biggest_url, text(told.biggest, longest=LONGEST_TITLE), class_="headline")
    return _line(
        _figure(told.stories), say("today.stories", n=told.stories, groups=told.biggest_groups, headline=headline)
    )


def _retellings(told: Today) -> Html:
    if not told.retellings:
        return _line(_figure(0), say("today.retellings", n=0))
    note = "today.contradicted" if told.contradicted else "today.not_contradicted"
    return _line(_figure(told.retellings), say("today.retellings", n=told.retellings), say(note, n=told.contradicted))


def _sources(told: Today) -> Html:
    if told.silent_outlets and not told.open_gaps:
        silent = say("today.only_silent", n=told.silent_outlets)
        return _line(_figure(told.silent_outlets), silent, say("today.none_open"), alarm=True)
    gaps = say("today.gaps", n=told.open_gaps) if told.open_gaps else say("today.no_gaps")
    silent = say("today.silent", n=told.silent_outlets) if told.silent_outlets else say("today.not_silent")
    return _line(_figure(told.open_gaps), gaps, silent, alarm=bool(told.open_gaps))
