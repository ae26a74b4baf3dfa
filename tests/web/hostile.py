"""Feeds and pages that mean harm, by path: scripts and control characters in headlines, excerpts without end."""

from tests.web.outlets import PAGES, page_url

SCRIPT_TITLE = "Harga &lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;cabai&lt;/b&gt; naik"
LONG = "kata " * 800_000  # 4 MB: as much as fits into a feed that is still read


def _feed(items: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Usil</title>'
    return f"{head}{items}</channel></rss>".encode()


def _item(name: str, title: str, excerpt: str = "Singkat saja.") -> str:
    url = f"http://hostile.rusak.test:8080/{name}"
    return f"<item><title>{title}</title><link>{url}</link><description>{excerpt}</description></item>"


_HOSTILE = _feed(
    _item("script", SCRIPT_TITLE)
    + _item("control", "Judul\x00 dengan\x07 bel\x1b[31m dan\x08 lain&#x202e;nya")
    + _item("long", "Kutipan panjang", LONG)
    + _item("quote", "Robert'); drop table store.articles; --", "a' or 1=1; --")
    + "<item><title>Jahat</title><link>javascript:alert(1)</link></item>"
    + "<item><title>Berkas</title><link>file:///etc/passwd</link></item>"
)

_PAGE = """<!DOCTYPE html><html lang="id"><head><title>Harga cabai\x00 naik</title>
<meta property="og:type" content="article"></head><body><article><h1>Harga cabai naik</h1>
<p>Harga cabai naik di pasar induk sejak pagi.\x1b[2J<script>alert(document.cookie)</script> Pedagang mengeluh karena
pembeli hanya melihat-lihat.\x07</p><p onclick="alert(1)">Pemerintah kota menyiapkan pasar murah pada akhir pekan ini di
halaman kantor kecamatan, kata seorang pejabat.</p><iframe src="file:///etc/passwd"></iframe></article></body></html>"""

# path -> (body, content type), on any host that is no publisher's
DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "/hostile-feed": (_HOSTILE, "application/rss+xml"),
    "/big-excerpt": (_feed(_item("long", "Besar", "x" * 10_000_000)), "application/rss+xml"),
    "/broken-pages": (
        _feed(
            "".join(
                f"<item><title>{name}</title><link>{page_url(name).replace('&', '&amp;')}</link></item>"
                for name in PAGES
            )
        ),
        "application/rss+xml",
    ),
    **{f"/{name}": (_PAGE.encode(), "text/html; charset=utf-8") for name in ("script", "control", "long", "quote")},
}
