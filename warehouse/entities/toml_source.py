"""A TOML file as bytes and as lines: what is in it, and on which line each part of it stands.

Lines are looked for only when there is something to complain about, and by scanning: `tomllib` does not keep them. A
file laid out in a way that this does not follow (entities in one inline list) gets the line of the next thing around.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from warehouse.errors import EntityError

HEADER = "entity"
MOST_DOTS = 1000  # on a line: `tomllib` takes half a minute for a key of 40,000 parts, and the square of it for more
LARGEST_FILE = 4 * 1024**2  # bytes; all that is shipped is a fortieth of it

# What may hold anything, [[entity]] and `id =` included: texts, of four kinds, and comments.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)  # no slots: lines are kept once they are known
class Source:
    """A file: as messages call it, its bytes, and the number of the folder it is in (0 is the shipped one)."""

    file: str
    content: bytes
    folder: int = 0

    def values(self) -> dict[str, object]:
        """What the file says. Raises `EntityError` with the line where it is no TOML, or is too large."""
        if len(self.content) > LARGEST_FILE:
            raise self._wrong(1, f"larger than {LARGEST_FILE} bytes; split it into several files")
        for number, written in enumerate(self.content.split(b"\n"), 1):
            if written.count(b".") > MOST_DOTS:
                raise self._wrong(number, f"more than {MOST_DOTS} dots on one line; break it into several lines")
        try:
            return tomllib.loads(self.content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise self._wrong(line, "not UTF-8; save the file as UTF-8") from error
        except RecursionError as error:
            raise self._wrong(1, "nested too deeply; write it flatter") from error
        except ValueError as error:  # TOMLDecodeError is one; a number of 5,000 digits is another
            said, _, place = str(error).rpartition(" (at ")
            line_said = re.match(r"line (\d+)", place)
            line = int(line_said[1]) if line_said else self._text.rstrip().count("\n") + 1
            raise self._wrong(line, f"no TOML ({said or error}); correct it there") from error

    def line(self, number: int, key: str, *values: str) -> int:
        """The line of `key` in the `number`-th (from 1) `[[entity]]`, or of that header where it cannot be found.

        `values` lead further, from the outside in: `"aliases", "Meta", "2021-10-28"` is where that day stands.
        Of entities in one inline list all have the line on which the list begins: each would take a look through it.
        """
        if number > len(self._begins):
            return self._header_line
        begin = self._begins[number - 1]
        end = self._begins[number] if number < len(self._begins) else len(self._text)
        *_, last = (begin, *self._offsets(begin, end, key, values))
        return bisect_left(self._line_ends, last) + 1

    def key_line(self, key: str) -> int:
        """The line on which `key` of the file itself, or its table, begins; 1 where that cannot be found."""
        found = re.search(rf"(?m)^[ \t]*(?:\[+[ \t]*)?{re.escape(key)}\b", self._bare)
        return self._text.count("\n", 0, found.start()) + 1 if found else 1

    def _offsets(self, begin: int, end: int, key: str, values: tuple[str, ...]) -> Iterator[int]:
        """Where the key and each of `values` begin, each after the one before; what is not found is passed over."""
        found = re.compile(rf"(?m)^[ \t]*(?:\[+[ \t]*{HEADER}\.)?{re.escape(key)}\b").search(self._bare, begin, end)
        if not found:
            return
        yield (at := found.start())
        for value in values:
            places = (self._text.find(form, at, end) for form in (f'"{value}"', f"'{value}'", value))
            at = next((place for place in places if place >= 0), at)
            yield at

    def _wrong(self, line: int, remedy: str) -> EntityError:
        return EntityError(self.file, line, "the file", "", remedy)

    @cached_property
    def _text(self) -> str:
        return self.content.decode("utf-8-sig", "replace")

    @cached_property
    def _bare(self) -> str:
        """The text with every string and comment blanked out, at the same offsets."""
        return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", "_", match[0]), self._text)

    @cached_property
    def _begins(self) -> list[int]:
        headers = re.finditer(rf"(?m)^[ \t]*\[\[[ \t]*{HEADER}[ \t]*\]\]", self._bare)
        return [match.start() for match in headers]

    @cached_property
    def _header_line(self) -> int:
        return self.key_line(HEADER)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self._text)]
