"""Everything that is expected to go wrong between an outlet and an article.

    SourceError
      FetchError        an address gave no document; `kind` says why
      FeedError         a document is no feed, or not the feed it should be
      ExtractionError   a page holds no article; `kind` says why
      ArchiveError      the archive could not be written or read
      BadAddress        a text is no address of an article that could be asked for
    CatalogueError      an outlet's file is wrong: file, key and remedy

Each `kind` is a short fixed word, fit for `group by`; it is what reaches the warehouse.
"""


class SourceError(Exception):
    """An expected failure of one unit of work: one feed, one page."""


class FetchError(SourceError):
    """The address gave no document; `kind` is one of `sources.types.FetchOutcome`."""

    def __init__(self, url: str, kind: str, detail: str = "") -> None:
        super().__init__(f"{url}: {kind}" + (f" ({detail})" if detail else ""))
        self.url, self.kind, self.detail = url, kind, detail


class FeedError(SourceError):
    """The document is no usable feed; `kind` is one of `sources.types.PollOutcome`."""

    def __init__(self, url: str, kind: str, detail: str = "") -> None:
        super().__init__(f"{url}: {kind}" + (f" ({detail})" if detail else ""))
        self.url, self.kind, self.detail = url, kind, detail


class ExtractionError(SourceError):
    """The page holds no article; `kind` is one of `sources.types.ExtractionOutcome`."""

    def __init__(self, url: str, kind: str, detail: str = "") -> None:
        super().__init__(f"{url}: {kind}" + (f" ({detail})" if detail else ""))
        self.url, self.kind, self.detail = url, kind, detail


class ArchiveError(SourceError):
    """The archive could not be written (a full disk) or a record could not be read back."""


class BadAddress(SourceError):  # noqa: N818  reads better where it is raised
    """The text is no web address, or one too long to keep; `reason` is for people."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url[:200]}: {reason}")
        self.url, self.reason = url, reason


class CatalogueError(Exception):
    """An outlet's file is wrong; the message names file, key and the way out."""

    def __init__(self, file: str, key: str, remedy: str) -> None:
        super().__init__(f"{file}: {key}: {remedy}")
        self.file, self.key, self.remedy = file, key, remedy
