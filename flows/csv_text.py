"""Rows that are no answer to SQL as CSV; those that are go through `warehouse.arrow`, by the same rules."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from warehouse.query import jsonable

# A spreadsheet takes a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection); a
# quote in front of it makes it text.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a terminal obeys them


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Comma-separated, one header line; lists are JSON, times ISO 8601 with `Z`, nothing is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    plain = jsonable(value)
    if isinstance(plain, list | dict):
        plain = json.dumps(plain, ensure_ascii=False)
    if not isinstance(plain, str):
        return plain
    return _FORMULA.sub("'", _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", plain))
