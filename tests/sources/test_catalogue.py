"""The catalogue of files: what one needs, what each mistake is called, and that a mistake stops only its outlet."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.catalogue import Catalogue, load
from sources.errors import CatalogueError
from sources.outlet_file import read_outlet, registered_domain
from sources.types import AddressRules, Feed, LeftOut, Outlet, PageRules, ZoneRule

TOP = """
name = "Contoh"
homepage = "https://contoh.test/"
country = "ID"
language = "id"
time_zone = "Asia/Jakarta"
"""
FEED = """
[[feeds]]
url = "https://contoh.test/rss"
section = "all"
"""
SHIPPED = len(load().outlets)


def add(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def the_fault(catalogue: Catalogue) -> CatalogueError:
    assert len(catalogue.faults) == 1, catalogue.faults
    return catalogue.faults[0]


def test_a_users_minimal_file_is_enough(tmp_path: Path) -> None:
    catalogue = load([add(tmp_path, "contoh.toml", TOP + FEED)])
    assert catalogue.faults == ()
    assert catalogue.outlet("contoh") == Outlet(
        outlet_id="contoh",
        name="Contoh",
        homepage="https://contoh.test/",
        country="ID",
        language="id",
        time_zone="Asia/Jakarta",
        group_id="contoh",
        domains=("contoh.test",),
        feeds=(Feed(url="https://contoh.test/rss", outlet_id="contoh", section="all", kind="feed"),),
    )


def test_every_key_is_read() -> None:
    text = f"""{TOP}
group = "kelompok"
domains = ["contoh.net", "contoh.test"]
[[feeds]]
url = "https://indeks.contoh.test/?hari={{date:%Y-%m-%d}}"
kind = "index"
[[left_out]]
url = "https://contoh.test/old"
reason = "gone"
[pages]
body = ["div.isi", "article"]
drop = [".iklan"]
boilerplate = ["(?i)baca juga.*"]
bylines = ["^Oleh (?P<name>.+)$"]
brands = ["Contoh"]
zoneless = ["pubdate"]
[[pages.zones]]
zone = "summary"
select = [".ikhtisar"]
heading = ['Ikhtisar \\d+ Detik']
[[pages.zones]]
zone = "caption"
select = ["p.foto"]
[addresses]
one_page = "page=all"
strip = ["dari"]
articles = ['/read/\\d+']
skip = ['/foto/']
keys = ['/read/(\\d+)', '/(tajuk|kolom)-(?P<key>\\d+)']
hosts = {{"m.contoh.test" = "contoh.test"}}
[[addresses.rewrite]]
from = '/mobil/(\\d+)$'
to = '/read/\\1'
"""
    outlet = read_outlet("contoh", "contoh.toml", text.encode())
    assert outlet.group_id == "kelompok"
    assert outlet.domains == ("contoh.test", "contoh.net")
    assert outlet.feeds == (
        Feed(url="https://indeks.contoh.test/?hari={date:%Y-%m-%d}", outlet_id="contoh", section="all", kind="index"),
    )
    assert outlet.left_out == (LeftOut(url="https://contoh.test/old", reason="gone"),)
    assert outlet.pages == PageRules(
        body=("div.isi", "article"),
        drop=(".iklan",),
        boilerplate=("(?i)baca juga.*",),
        bylines=("^Oleh (?P<name>.+)$",),
        brands=("Contoh",),
        zoneless=("pubdate",),
        zones=(
            ZoneRule(zone="summary", select=(".ikhtisar",), heading=(r"Ikhtisar \d+ Detik",)),
            ZoneRule(zone="caption", select=("p.foto",)),
        ),
    )
    assert outlet.addresses == AddressRules(
        one_page="page=all",
        strip=("dari",),
        hosts=(("m.contoh.test", "contoh.test"),),
        rewrites=((r"/mobil/(\d+)$", r"/read/\1"),),
        articles=(r"/read/\d+",),
        skip=("/foto/",),
        keys=(r"/read/(\d+)", r"/(tajuk|kolom)-(?P<key>\d+)"),
    )


def changed(old: str, new: str) -> str:
    text = TOP + FEED
    assert old in text
    return text.replace(old, new)


ZONE = TOP + FEED + "[[pages.zones]]\n"
REWRITE = TOP + FEED + "[[addresses.rewrite]]\n"

MISTAKES = {
    "not TOML": (changed('name = "Contoh"', "name = Contoh"), "line 2", "no TOML (Invalid value); correct it there"),
    "not closed": (TOP + '[pages\nbody = ["a"]', "line 7", "no TOML"),
    "key twice": (TOP + 'name = "x"' + FEED, "line 7", "no TOML"),
    "unknown key": (TOP + 'homepge = "x"' + FEED, "homepge", 'no such key; did you mean "homepage"?'),
    "far from any key": (TOP + "zzz = 1" + FEED, "zzz", "no such key; the keys here are name, homepage,"),
    "unknown key of a feed": (TOP + FEED + 'lang = "id"', "feeds[1].lang", "the keys here are url, section, kind"),
    "unknown key of pages": (TOP + FEED + "[pages]\nboddy = []", "pages.boddy", 'did you mean "body"?'),
    "unknown key of addresses": (TOP + FEED + "[addresses]\nskips = []", "addresses.skips", '"skip"'),
    "missing key": (changed('country = "ID"\n', ""), "country", "missing; add it as text in quotes"),
    "wrong type": (changed('"Contoh"', "7"), "name", "7 stands where text in quotes belongs"),
    "blank": (changed('"Contoh"', '" "'), "name", "not all blank"),
    "list for text": (TOP + FEED + '[pages]\nbody = "div"', "pages.body", "where a list in [brackets] belongs"),
    "number in a list": (TOP + FEED + "[pages]\nbody = [1]", "pages.body[1]", "1 is no text"),
    "pages as text": ('pages = "x"' + TOP + FEED, "pages", "where a table belongs"),
    "feeds as texts": (TOP + 'feeds = ["https://contoh.test/rss"]', "feeds[1]", "write [[feeds]]"),
    "country": (changed('"ID"', '"Indonesia"'), "country", 'two capital letters, such as "ID"'),
    "language": (changed('"id"', '"ind"'), "language", 'two small letters, such as "id"'),
    "time zone": (changed("Asia/Jakarta", "Asia/Jakrta"), "time_zone", 'did you mean "Asia/Jakarta"?'),
    "folder for a time zone": (changed("Asia/Jakarta", "Asia"), "time_zone", "is no time zone"),
    "path for a time zone": (changed("Asia/Jakarta", "../../etc/hosts"), "time_zone", "is no time zone"),
    "group": (TOP + 'group = "MNC Group"' + FEED, "group", "small letters, digits and hyphens"),
    "homepage": (changed("https://contoh.test/\"", 'contoh.test"'), "homepage", '"contoh.test" is no web address'),
    "feed address": (changed("https://contoh.test/rss", "ftp://contoh.test/rss"), "feeds[1].url", "no web address"),
    "blank in an address": (changed("/rss", "/r ss"), "feeds[1].url", "no web address"),
    "user in an address": (changed("https://contoh.test/rss", "https://a:b@contoh.test/"), "feeds[1].url", "no web"),
    "port of an address": (changed("https://contoh.test/rss", "https://contoh.test:x/"), "feeds[1].url", "no web"),
    "placeholder": (changed("/rss", "/{day}"), "feeds[1].url", "no web address"),
    "placeholder of a homepage": (changed('.test/"', '.test/{date:%Y}"'), "homepage", "no web address"),
    "kind": (TOP + FEED + 'kind = "sitmap"', "feeds[1].kind", 'did you mean "sitemap"?'),
    "no feeds": (TOP, "feeds", "there is none; add [[feeds]] with a url"),
    "feed twice": (TOP + FEED + FEED, "feeds[2].url", '"https://contoh.test/rss" is there twice'),
    "left out for no reason": (
        TOP + FEED + '[[left_out]]\nurl = "https://contoh.test/x"', "left_out[1].reason", "missing",
    ),
    "domain": (TOP + 'domains = ["https://contoh.net/"]' + FEED, "domains[1]", "no host name"),
    "host for a domain": (TOP + 'domains = ["www.contoh.net"]' + FEED, "domains[1]", 'a host of "contoh.net"'),
    "regular expression": (TOP + FEED + "[addresses]\nskip = ['(']", "addresses.skip[1]", "no regular expression"),
    "explosive": (TOP + FEED + "[pages]\nboilerplate = ['(a+)+b']", "pages.boilerplate[1]", "write it flat"),
    "byline without a name": (TOP + FEED + "[pages]\nbylines = ['Oleh .+']", "pages.bylines[1]", "(?P<name>...)"),
    "zone": (ZONE + 'zone = "sumary"', "pages.zones[1].zone", 'did you mean "summary"?'),
    "zone of the title": (ZONE + 'zone = "title"', "pages.zones[1].zone", '"title" is none of "summary", "body",'),
    "zone of nothing": (ZONE + 'zone = "qa"', "pages.zones[1].select", 'missing, and "heading" too'),
    "no zone": (ZONE + 'select = [".a"]', "pages.zones[1].zone", "missing"),
    "unknown key of a zone": (ZONE + 'zone = "qa"\nselct = [".a"]', "pages.zones[1].selct", 'did you mean "select"?'),
    "selector of a zone": (ZONE + 'zone = "qa"\nselect = ["p["]', "pages.zones[1].select[1]", "no CSS selector"),
    "heading of a zone": (ZONE + 'zone = "qa"\nheading = ["(a|b)+"]', "pages.zones[1].heading[1]", "write it flat"),
    "heading that opens nothing": (
        ZONE + 'zone = "caption"\nheading = ["Foto"]', "pages.zones[1].heading", 'use "select"',
    ),
    "zones as texts": (TOP + FEED + '[pages]\nzones = ["qa"]', "pages.zones[1]", "write [[pages.zones]]"),
    "selector": (TOP + FEED + "[pages]\ndrop = ['.a', 'div[']", "pages.drop[2]", "no CSS selector"),
    "one page": (TOP + FEED + '[addresses]\none_page = "?page=all"', "addresses.one_page", 'such as "single=1"'),
    "parameter": (TOP + FEED + '[addresses]\nstrip = ["a=b"]', "addresses.strip[1]", "write it bare"),
    "host": (TOP + FEED + '[addresses.hosts]\n"m.x/" = "x"', 'addresses.hosts."m.x/"', "no host name"),
    "key of no group": (TOP + FEED + "[addresses]\nkeys = ['/\\d+']", "addresses.keys[1]", "put one ( ) around the id"),
    "key of two groups": (TOP + FEED + "[addresses]\nkeys = ['(a)(b)']", "addresses.keys[1]", "has 2 groups"),
    "explosive key": (TOP + FEED + "[addresses]\nkeys = ['(a)', '(?:a+)+(b)']", "addresses.keys[2]", "write it flat"),
    "rewrite of nothing": (REWRITE + "to = '/a'", "addresses.rewrite[1].from", "missing"),
    "rewrite to nothing": (REWRITE + "from = '/a'", "addresses.rewrite[1].to", "missing"),
    "rewrite of the malformed": (REWRITE + "from = '('\nto = '/a'", "addresses.rewrite[1].from", "no regular"),
    "rewrite to a missing group": (REWRITE + "from = '/(a)'\nto = '/\\2'", "addresses.rewrite[1].to", "names group 2"),
    "rewrite to no address": (REWRITE + "from = '/a'\nto = '\\g<0>'", "addresses.rewrite[1].to", "no part of an"),
    "unknown key of a rewrite": (REWRITE + "form = '/a'", "addresses.rewrite[1].form", 'did you mean "from"?'),
    "host to itself": (TOP + FEED + '[addresses.hosts]\n"x" = "x"', 'addresses.hosts."x"', "a variant itself"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "remedy"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_its_remedy_and_stops_only_its_outlet(
    tmp_path: Path, text: str, key: str, remedy: str
) -> None:
    add(tmp_path, "salah.toml", text)
    add(tmp_path, "benar.toml", TOP + FEED.replace("/rss", "/rss-benar"))
    catalogue = load([tmp_path])
    fault = the_fault(catalogue)
    assert (fault.file, fault.key) == (str(tmp_path / "salah.toml"), key)
    assert remedy in fault.remedy
    assert "\n" not in str(fault)
    assert catalogue.outlet("benar").name == "Contoh"
    assert len(catalogue.outlets) == SHIPPED + 1


@pytest.mark.parametrize("name", ["Contoh.toml", "a b.toml", "a--b.toml", "-a.toml", "a_b.toml", "é.toml"])
def test_an_unsafe_id_is_refused(tmp_path: Path, name: str) -> None:
    fault = the_fault(load([add(tmp_path, name, TOP + FEED)]))
    assert (fault.key, "rename the file" in fault.remedy) == ("file name", True)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contoh.toml").write_bytes(TOP.replace("Contoh", "Conto\xe9").encode("latin-1"))
    fault = the_fault(load([tmp_path]))
    assert (fault.key, fault.remedy) == ("byte 14", "not UTF-8; save the file as UTF-8")


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_outlet("contoh", "contoh.toml", b"\xef\xbb\xbf" + (TOP + FEED).encode()).name == "Contoh"


def test_a_folder_named_like_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "contoh.toml").mkdir()
    assert the_fault(load([tmp_path])).key == "the file"


@pytest.mark.parametrize("make", ["missing", "a file"])
def test_a_missing_folder_is_reported_and_the_others_are_read(tmp_path: Path, make: str) -> None:
    gone = tmp_path / "gone"
    if make == "a file":
        gone.write_text("")
    catalogue = load([gone, add(tmp_path / "there", "contoh.toml", TOP + FEED)])
    fault = the_fault(catalogue)
    assert fault.file == str(gone)
    assert "KABAR_OUTLETS" in fault.remedy
    assert catalogue.outlet("contoh")


def test_other_files_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    for name in ("notes.md", ".hidden.toml", "contoh.toml~"):
        add(tmp_path, name, "no outlet")
    assert load([tmp_path]) == load()


def test_the_same_id_replaces_the_last_folder_first(tmp_path: Path) -> None:
    first = add(tmp_path / "first", "detik.toml", TOP + FEED)
    second = add(tmp_path / "second", "detik.toml", TOP.replace("Contoh", "Kedua") + FEED)
    catalogue = load([first, second])
    assert catalogue.faults == ()
    assert catalogue.outlet("detik").name == "Kedua"
    assert len(catalogue.outlets) == SHIPPED


def test_a_faulty_replacement_does_not_bring_the_replaced_back(tmp_path: Path) -> None:
    catalogue = load([add(tmp_path, "detik.toml", TOP)])
    with pytest.raises(CatalogueError, match=r"detik\.toml: feeds: there is none"):
        catalogue.outlet("detik")


def test_a_feed_belongs_to_one_outlet_and_the_users_file_is_told(tmp_path: Path) -> None:
    taken = FEED.replace("contoh.test", "viva.test")
    add(tmp_path, "aaa.toml", TOP + taken)
    add(tmp_path, "bbb.toml", TOP + FEED + taken)
    fault = the_fault(load([tmp_path]))
    assert (Path(fault.file).name, fault.key) == ("bbb.toml", "feeds[2].url")
    assert 'is a feed of "aaa" already' in fault.remedy


def test_a_shipped_feed_is_not_taken_over_by_a_users_outlet(tmp_path: Path) -> None:
    taken = load().outlet("viva").feeds[0].url
    catalogue = load([add(tmp_path, "aaa.toml", TOP + f'[[feeds]]\nurl = "{taken}"')])
    assert the_fault(catalogue).file.endswith("aaa.toml")
    assert catalogue.outlet("viva").feeds[0].url == taken


@pytest.mark.parametrize(
    ("wanted", "near"), [("techcrunh", "techcrunch"), ("cnn", "cnn-indonesia"), ("kompass", "kompas")]
)
def test_an_unknown_outlet_is_answered_with_the_nearest(wanted: str, near: str) -> None:
    with pytest.raises(CatalogueError, match=f'did you mean .*"{near}"'):
        load().outlet(wanted)


def test_an_outlet_unlike_all_is_answered_with_all() -> None:
    with pytest.raises(CatalogueError, match=r'"antara", .*"viva"'):
        load().outlet("xyzzy")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("techcrunch.com", "techcrunch.com"),
        ("inet.detik.com", "detik.com"),
        ("WWW.Republika.CO.ID.", "republika.co.id"),
        ("news.dailysocial.id", "dailysocial.id"),
        ("rss.tempo.co", "tempo.co"),
        ("a.b.kominfo.go.id", "kominfo.go.id"),
        ("blog.nama.web.id", "nama.web.id"),
        ("www.web.de", "web.de"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("x.com.sg", "x.com.sg"),
        ("co.id", "co.id"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_an_outlet_or_a_catalogue_error(source: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_outlet("contoh", "contoh.toml", source)


_VALUES = st.recursive(
    st.none() | st.integers() | st.booleans() | st.text(max_size=20) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(["name", "homepage", "country", "group", "domains", "feeds", "left_out", "pages", "addresses"]),
    _VALUES,
)
def test_any_value_of_a_key_is_read_or_named(key: str, value: object) -> None:
    lines = [line for line in TOP.splitlines() if not line.startswith(f"{key} =")]
    source = "\n".join([f"{key} = {as_toml(value)}", *lines, FEED if key != "feeds" else ""])
    try:
        read_outlet("contoh", "contoh.toml", source.encode())
    except CatalogueError as fault:
        assert fault.key.startswith(key)  # noqa: PT017


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(str(key))} = {as_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    escaped = "".join(f"\\U{ord(c):08x}" for c in str(value) if not 0xD800 <= ord(c) <= 0xDFFF)
    return f'"{escaped}"'
