"""What can stop the warehouse; each message names the thing, the value and the way out."""


class WarehouseError(Exception):
    """The warehouse could not be used as asked."""


class MigrationError(WarehouseError):
    """The file's schema and this program do not fit: an edited migration, or a file from a newer kabar."""


class QueryError(WarehouseError):
    """A person's SQL could not be answered."""
