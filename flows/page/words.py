"""What the page says in its own words: a sentence by its key, in both languages at once, one of which is shown.

The sentences are `words/<language>.toml`. A sentence names its values in braces; after a colon stands how a value is
written: `{n:article|articles}` is a count with its noun, `{n:=article|articles}` the noun alone, `{at:day}` the day.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from html import escape
from string import Formatter
from typing import Any

from flows.page import numbers
from flows.page.markup import Html, text
from flows.page.numbers import LANGUAGES, Tongue, tongue

Value = str | Html | int | float | date | datetime | timedelta


def say(key: str, **values: Value) -> Html:
    """The sentence in every language, as spans of which the page shows one."""
    made = [(lang, _Filler(tongue(lang)).sentence(key, values)) for lang in LANGUAGES]
    return Html("".join(f'<span lang="{lang}">{words}</span>' for lang, words in made))


def when(value: datetime, *, is_exact: bool = True, now: datetime | None = None) -> Html:
    """A time to the minute, or the day alone where that is all that is known; with its year if that is not `now`'s."""
    stamp = f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if is_exact else f"{value.astimezone(UTC):%Y-%m-%d}"
    is_old = now is not None and now.year != value.year
    if is_exact:
        words = say("one.moment_of_year" if is_old else "one.moment", at=value)
    else:
        words = say("one.day_of_year" if is_old else "one.day", at=value)
    return Html(f'<time datetime="{stamp}">{words}</time>')


class _Filler(Formatter):
    """Fills one language's sentences."""

    def __init__(self, way: Tongue) -> None:
        self._way = way

    def sentence(self, key: str, values: Mapping[str, Value]) -> str:
        return self.vformat(self._way.sentences[key], (), values)

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Html):
            return value
        if isinstance(value, str):
            return text(value)
        return escape(self._written(value, format_spec))

    def _written(self, value: float | date | timedelta, how: str) -> str:
        if isinstance(value, datetime):
            return _TIMES[how](value, self._way)
        if isinstance(value, date):
            return self._way.short_months[value.month - 1] if how == "month" else numbers.day(value, self._way)
        if isinstance(value, timedelta):
            return numbers.span(value, self._way)
        return numbers.percent(value, self._way) if how == "percent" else self._counted(value, how)

    def _counted(self, value: float, nouns: str) -> str:
        """The number, with its noun in the form that it wants."""
        plain = numbers.figure(value, self._way)
        if not nouns:
            return plain
        one, _, many = nouns.removeprefix("=").partition("|")
        noun = one if value == 1 else many or one
        return noun if nouns.startswith("=") else f"{plain}\u00a0{noun}"


_TIMES: dict[str, Callable[[datetime, Tongue], str]] = {
    "": numbers.moment,
    "clock": numbers.clock,
    "date": lambda at, way: numbers.date_of_year(at.astimezone(way.zone).date(), way),
    "long_ago": lambda at, way: f"{_TIMES['date'](at, way)} {numbers.clock(at, way)}",
    "day": lambda at, way: numbers.day(at.astimezone(way.zone).date(), way),
    "long": lambda at, way: numbers.long_day(at.astimezone(way.zone).date(), way),
}
