"""What can stop the warehouse; each message names the thing, the value and the way out."""


class WarehouseError(Exception):
    """The warehouse could not be used as asked."""


class MigrationError(WarehouseError):
    """The file's schema and this program do not fit: an edited migration, or a file from a newer kabar."""


class QueryError(WarehouseError):
    """A person's SQL could not be answered."""


class EntityError(Exception):
    """A file of entities is wrong; the message names file, line, key and value, and the way out.

    `line` counts from 1, and is 0 where it is not about a line; `key` is as it is written, with the place in a list:
    `aliases[2].from`. `value` is what stands there, empty where nothing does; what could not be seen is escaped.
    """

    def __init__(self, file: str, line: int, key: str, value: str, remedy: str) -> None:
        key, value = _shown(key), _shown(value)
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {key}: " + (f'"{value}" {remedy}' if value else remedy))
        self.file, self.line, self.key, self.value, self.remedy = file, line, key, value, remedy


def _shown(text: str) -> str:
    return text[:100] if text.isprintable() else ascii(text[:100])[1:-1]
