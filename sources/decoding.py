"""From the bytes of a feed or sitemap to text: unpacked within a bound, in the encoding it really has.

Not for pages: what HTML says of its own encoding is read by extraction.
"""

import codecs
import re
import zlib

from sources.errors import FeedError

_GZIP = b"\x1f\x8b"
_BOMS = (  # the longer ones first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_FIRST_BYTES = (  # "<?" or "<r" without a mark: XML 1.0, appendix F
    (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00\x00\x00", "utf-32-le"), (b"\x00<", "utf-16-be"), (b"<\x00", "utf-16-le"),
)  # fmt: skip
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s{0,100}<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
# Not encodings of documents, quadratic, or alive (`unicode_escape`): a feed may not choose them.
_REFUSED = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})


def unpacked(body: bytes, *, url: str, limit: int) -> bytes:
    """`body` without its gzip wrapping, if it has one (`sitemap.xml.gz`); FeedError beyond `limit` bytes."""
    if body.startswith(_GZIP):
        unpacking = zlib.decompressobj(wbits=31)
        try:
            body = unpacking.decompress(body, limit + 1)
        except zlib.error as error:
            raise FeedError(url, "not_a_feed", f"broken gzip: {error}") from error
        if not unpacking.eof and len(body) <= limit:
            raise FeedError(url, "not_a_feed", "gzip cut short")
    if len(body) > limit:
        raise FeedError(url, "not_a_feed", f"larger than {limit} bytes")
    return body


def decoded(body: bytes, *, content_type: str) -> str:
    """`body` as text. Never fails: what no encoding explains is read as windows-1252 with holes.

    A byte order mark decides; then text beyond ASCII that is valid UTF-8 is UTF-8, whatever label it bears (other
    encodings do not come out valid by chance); then the header's charset, the XML declaration's, windows-1252.
    """
    for mark, encoding in (*_BOMS, *_FIRST_BYTES):
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    labels = [found[1] for found in (_CHARSET.search(content_type), _declared(body)) if found]
    for label in labels if body.isascii() else ["utf-8", *labels]:
        if (text := _attempt(body, label)) is not None:
            return text
    return body.decode("windows-1252", errors="replace")


def _declared(body: bytes) -> re.Match[str] | None:
    found = _DECLARED.match(body)
    return re.fullmatch("(.*)", found[1].decode("ascii")) if found else None


def _attempt(body: bytes, label: str) -> str | None:
    """HTML's rule for two old labels: what calls itself latin-1 is windows-1252, gb2312 is gb18030."""
    try:
        name = codecs.lookup(label).name
        name = {"iso8859-1": "windows-1252", "ascii": "utf-8", "gb2312": "gb18030"}.get(name, name)
        return None if name in _REFUSED else body.decode(name)
    except (LookupError, UnicodeError):
        return None
