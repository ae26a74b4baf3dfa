"""A TOML file as a table that is asked for its values, each answer checked and each mistake named.

Every question is about one key: it returns the value, or raises a `CatalogueError` with file, key and the way
out. What the keys mean is not known here.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from sources.errors import CatalogueError

LONGEST_TEXT = 2000  # characters of one value

_DATE = re.compile(r"\{date:[^{}\s]*%[A-Za-z][^{}\s]*\}")
_KINDS: dict[type, str] = {
    str: "text in quotes", list: "a list in [brackets]", dict: "a table", int: "a whole number", bool: "true or false",
}  # fmt: skip


def parse(file: str, source: bytes) -> "Table":
    """The top table of `source`, the bytes of `file`; `CatalogueError` with the line where it is no TOML."""
    try:
        return Table(file=file, path="", values=tomllib.loads(source.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise CatalogueError(file, f"byte {error.start}", "not UTF-8; save the file as UTF-8") from error
    except RecursionError as error:
        raise CatalogueError(file, "the file", "nested too deeply; write it flatter") from error
    except tomllib.TOMLDecodeError as error:
        said, _, place = str(error).rpartition(" (at ")
        line = re.match(r"line \d+", place)
        key = line.group() if line else "the end"
        raise CatalogueError(file, key, f"no TOML ({said or error}); correct it there") from error


def nearest(word: str, known: Iterable[str], most: int = 1) -> str:
    """`; did you mean "..."?` with the nearest of `known`, at most so many, or nothing where none is near."""
    words = list(known)
    begun = [each for each in words if len(word) > 2 and each.startswith(word)]
    near = list(dict.fromkeys([*begun, *get_close_matches(word, words, n=most)]))[:most]
    return "; did you mean " + " or ".join(f'"{each}"' for each in near) + "?" if near else ""


def listed(words: Iterable[str]) -> str:
    """The words in quotes, with commas between."""
    return ", ".join(f'"{word}"' for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a file: where it lies in it, and what it holds."""

    file: str
    path: str  # "feeds[2]."; empty for the whole file
    values: dict[str, object]

    def wrong(self, key: str, remedy: str) -> CatalogueError:
        """The error to raise for `key` of this table."""
        return CatalogueError(self.file, self.path + key, remedy)

    def only(self, known: tuple[str, ...]) -> None:
        """Refuse keys other than the `known` ones, and name the one that was perhaps meant."""
        for key in self.values:
            if key not in known:
                way_out = nearest(key, known) or f"; the keys here are {', '.join(known)}"
                raise self.wrong(key, f"no such key{way_out}")

    def text(self, key: str, default: str | None = None) -> str:
        """The text of `key`, neither blank nor boundless; without a default it has to be there."""
        value = self._value(key, str, default)
        if value == default:
            return str(value)
        if not str(value).strip() or len(str(value)) > LONGEST_TEXT:
            raise self.wrong(key, f"write between 1 and {LONGEST_TEXT} characters that are not all blank")
        return str(value)

    def matching(self, key: str, pattern: str, example: str, default: str | None = None) -> str:
        """The text of `key`, of the form `pattern`; `example` describes that form."""
        value = self.text(key, default)
        if value != default and not re.fullmatch(pattern, value):
            raise self.wrong(key, f'"{value}" will not do; write {example}')
        return value

    def number(self, key: str, default: int, *, least: int, most: int) -> int:
        """The whole number of `key`, between `least` and `most`, both included."""
        value = self._value(key, int, default)
        assert isinstance(value, int)
        if not least <= value <= most:
            raise self.wrong(key, f"{value} will not do; write a number from {least} to {most}")
        return value

    def truth(self, key: str, default: bool) -> bool:
        """Whether `key` says true."""
        value = self._value(key, bool, default)
        assert isinstance(value, bool)
        return value

    def address(self, key: str, *, dated: bool = False, plain: Callable[[str], str] | None = None) -> str:
        """The http or https address of `key`; with `dated`, `{date:%Y-%m-%d}` may stand in it. With `plain`, it is a
        template, of which `plain` makes an address."""
        value = self.text(key)
        address = plain(value) if plain else _DATE.sub("2025", value) if dated else value
        if not _is_address(address):
            raise self.wrong(key, f'"{value}" is no web address; write it whole, such as "https://contoh.test/rss"')
        return value

    def time_zone(self, key: str) -> str:
        """The IANA time zone that `key` names."""
        value = self.text(key)
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:  # a folder of the time zone data is an OSError
            near = nearest(value, available_timezones()) or '; write one such as "Asia/Jakarta"'
            raise self.wrong(key, f'"{value}" is no time zone{near}') from error
        return value

    def texts(self, key: str, fault: Callable[[str], str] = lambda _: "") -> tuple[str, ...]:
        """The list of texts of `key`, none of which `fault` objects to; empty where it is not given."""
        values: list[str] = []
        for place, value in enumerate(self._list(key), 1):
            if not isinstance(value, str) or not value:
                raise self.wrong(f"{key}[{place}]", f"{value!r:.60} is no text; write it in quotes")
            if objection := fault(value):
                raise self.wrong(f"{key}[{place}]", f"{value!r:.60} {objection}")
            values.append(value)
        return tuple(values)

    def table(self, key: str) -> "Table":
        """The table of `key`, without values where it is not given."""
        value = self._value(key, dict, {})
        assert isinstance(value, dict)
        return Table(file=self.file, path=f"{self.path}{key}.", values=value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of `key`, written as `[[key]]`; none where it is not given."""
        found: list[Table] = []
        for place, value in enumerate(self._list(key), 1):
            if not isinstance(value, dict):
                raise self.wrong(f"{key}[{place}]", f"{value!r:.60} is no table; write [[{self.path}{key}]]")
            found.append(Table(file=self.file, path=f"{self.path}{key}[{place}].", values=value))
        return tuple(found)

    def _list(self, key: str) -> list[object]:
        value = self._value(key, list, [])
        assert isinstance(value, list)
        return value

    def _value(self, key: str, kind: type, default: object) -> object:
        value = self.values.get(key, default)
        if value is None:
            raise self.wrong(key, f"missing; add it as {_KINDS[kind]}")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"{value!r:.60} stands where {_KINDS[kind]} belongs")
        return value


def _is_address(text: str) -> bool:
    if not text.isascii() or re.search(r"[\s{}<>\"\\^`|]", text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and not parts.username and not parts.password
    return parts.scheme in {"http", "https"} and named and port != 0
