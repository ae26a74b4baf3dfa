"""One article, many addresses: what the shipped outlets' rules have to fold, and what they have to keep apart.

Forms are real, slugs and numbers invented. FOLDED: variants that come to one canonical address. ONE_ID: addresses that
differ for good and have the outlet's own id, or the number of the post, in common. APART: two articles that look alike.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.catalogue import load
from sources.errors import BadAddress
from sources.keys import entry_keys
from sources.types import Outlet
from sources.urls import canonical_url, fetch_url, outlet_key
from tests.sources.test_outlets import ARTICLES

OUTLETS = {outlet.outlet_id: outlet for outlet in load().outlets}
FEED = "https://contoh.test/rss"

# outlet and what varies: the canonical address first, then its variants
FOLDED: dict[str, tuple[str, ...]] = {
    "antara scheme, campaign": (
        "https://www.antaranews.com/berita/4891234/pabrik-cip-dibangun",
        "http://www.antaranews.com/berita/4891234/pabrik-cip-dibangun/",
        "https://antaranews.com/berita/4891234/pabrik-cip-dibangun?utm_source=related_news&utm_medium=related",
    ),
    "antara mobile AMP": (
        "https://www.antaranews.com/berita/4891235/harga-cip-turun",
        "http://m.antaranews.com/amp/berita/4891235/harga-cip-turun",
        "https://m.antaranews.com/berita/4891235/harga-cip-turun#komentar",
    ),
    "antara bureau AMP": (
        "https://jatim.antaranews.com/berita/912345/pelabuhan-dibuka",
        "https://jatim.antaranews.com/amp/berita/912345/pelabuhan-dibuka",
    ),
    "business-insider region": (
        "https://www.businessinsider.com/chip-startup-raises-money-2025-6",
        "https://www.businessinsider.com/chip-startup-raises-money-2025-6?r=US&IR=T",
        "http://businessinsider.com/chip-startup-raises-money-2025-6?IR=T&r=AU",
        "https://www.businessinsider.com/chip-startup-raises-money-2025-6?international=true&r=US&IR=T",
    ),
    "business-insider AMP, one page": (
        "https://www.businessinsider.com/ten-chips-to-watch-2019-11",
        "https://www.businessinsider.com/ten-chips-to-watch-2019-11?amp",
        "https://amp.businessinsider.com/ten-chips-to-watch-2019-11",
        "https://www.businessinsider.com/ten-chips-to-watch-2019-11?op=1#slide-3",
        "https://www.businessinsider.com/ten-chips-to-watch-2019-11?slop=1#slideshow-start",
    ),
    "business-insider evergreen": (
        "https://www.businessinsider.com/personal-finance/banking/best-savings-accounts",
        "https://businessinsider.com/personal-finance/banking/best-savings-accounts/?utm_source=feed&amp;utm_medium=rss",
    ),
    "cnbc-indonesia parameters": (
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640123/startup-cip-dapat-modal",
        "https://cnbcindonesia.com/tech/20250611143501-37-640123/startup-cip-dapat-modal?page=all",
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640123/startup-cip-dapat-modal/2",
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640123/startup-cip-dapat-modal/amp?tag=cip",
    ),
    "cnn-indonesia mobile, AMP": (
        "https://www.cnnindonesia.com/teknologi/20250611093112-185-1238001/cip-buatan-sendiri",
        "http://m.cnnindonesia.com/teknologi/20250611093112-185-1238001/cip-buatan-sendiri",
        "https://www.cnnindonesia.com/teknologi/20250611093112-185-1238001/cip-buatan-sendiri/amp",
        "https://www.cnnindonesia.com/teknologi/20250611093112-185-1238001/cip-buatan-sendiri/3?device=desktop",
    ),
    "dailysocial www, slash": (
        "https://dailysocial.id/post/startup-cip-dapat-pendanaan",
        "https://www.dailysocial.id/post/startup-cip-dapat-pendanaan/",
        "http://dailysocial.id/post/startup-cip-dapat-pendanaan/amp/?fbclid=1",
    ),
    "detik one page, paging": (
        "https://finance.detik.com/berita-ekonomi-bisnis/d-8030201/harga-cip-turun",
        "https://finance.detik.com/berita-ekonomi-bisnis/d-8030201/harga-cip-turun?single=1",
        "https://finance.detik.com/berita-ekonomi-bisnis/d-8030201/harga-cip-turun/2",
        "http://finance.detik.com/berita-ekonomi-bisnis/d-8030201/harga-cip-turun/amp?tag_from=wp_cb",
    ),
    "detik mobile": (
        "https://inet.detik.com/science/d-5471401/kenapa-cip-panas",
        "https://m.detik.com/inet/science/d-5471401/kenapa-cip-panas",
        "https://m.detik.com/amp/inet/science/d-5471401/kenapa-cip-panas",
        "https://inet.detik.com/science/d-5471401/kenapa-cip-panas?smartautoplay=1&_ga=2.1",
    ),
    "detik mobile, desk without host": (
        "https://www.detik.com/jabar/berita/d-8249101/pabrik-cip-dibangun",
        "https://m.detik.com/jabar/berita/d-8249101/pabrik-cip-dibangun",
        "http://detik.com/jabar/berita/d-8249101/pabrik-cip-dibangun?sortby=time&mtype=x",
    ),
    "detik of old, mobile": (
        "https://finance.detik.com/read/2016/02/19/151843/3146301/1034/ekspor-cip-dibuka",
        "http://m.detik.com/finance/read/2016/02/19/151843/3146301/1034/ekspor-cip-dibuka",
    ),
    "inews one page": (
        "https://www.inews.id/techno/internet/startup-cip-dapat-modal",
        "https://www.inews.id/techno/internet/startup-cip-dapat-modal/all",
        "https://inews.id/techno/internet/startup-cip-dapat-modal?utm_source=ajaib&utm_campaign=aggregator",
        "https://www.inews.id/amp/techno/internet/startup-cip-dapat-modal",
    ),
    "inews region": (
        "https://jatim.inews.id/berita/pabrik-cip-dibangun",
        "http://jatim.inews.id/berita/pabrik-cip-dibangun/all/amp/",
    ),
    "katadata AMP": (
        "https://katadata.co.id/digital/startup/683d1bbd06801/startup-cip-dapat-modal",
        "https://www.katadata.co.id/digital/startup/683d1bbd06801/startup-cip-dapat-modal",
        "https://katadata.co.id/amp/digital/startup/683d1bbd06801/startup-cip-dapat-modal",
    ),
    "kompas one page, tracking": (
        "https://money.kompas.com/read/2025/06/11/143501026/startup-cip-dapat-modal",
        "https://money.kompas.com/read/2025/06/11/143501026/startup-cip-dapat-modal?page=all",
        "https://money.kompas.com/read/2025/06/11/143501026/startup-cip-dapat-modal?page=2&jxrecoid=1~a",
        "http://money.kompas.com/read/2025/06/11/143501026/startup-cip-dapat-modal?source=widget&medium=box#lgn_method",
    ),
    "kompas AMP, desk with host": (
        "https://money.kompas.com/read/2023/11/02/213419026/tiket-pesawat-mahal",
        "https://amp.kompas.com/money/read/2023/11/02/213419026/tiket-pesawat-mahal",
        "https://money.kompas.com/amp/read/2023/11/02/213419026/tiket-pesawat-mahal",
    ),
    "kompas AMP, region with host": (
        "https://surabaya.kompas.com/read/2025/06/11/143501078/pabrik-cip-dibangun",
        "https://amp.kompas.com/surabaya/read/2025/06/11/143501078/pabrik-cip-dibangun",
    ),
    "kompas AMP, one more desk": (
        "https://tekno.kompas.com/read/2025/06/11/14350101/startup-cip",
        "https://amp.kompas.com/tekno/read/2025/06/11/14350101/startup-cip?page=all",
    ),
    "kompas AMP, desk in a folder": (
        "https://www.kompas.com/tren/read/2025/06/11/143501065/kenapa-cip-panas",
        "https://amp.kompas.com/tren/read/2025/06/11/143501065/kenapa-cip-panas",
        "https://kompas.com/tren/read/2025/06/11/143501065/kenapa-cip-panas/amp?page=all",
    ),
    "kompas of old keeps its case": (
        "https://nasional.kompas.com/read/2016/02/16/14382301/Menteri.Bicara.Soal.Cip.",
        "http://nasional.kompas.com/amp/read/2016/02/16/14382301/Menteri.Bicara.Soal.Cip.",
        "http://NASIONAL.kompas.com/read/2016/02/16/14382301/Menteri.Bicara.Soal.Cip.?utm_source=RD&utm_medium=box",
    ),
    "kumparan mobile, AMP, opened out": (
        "https://kumparan.com/kumparantech/startup-cip-dapat-modal-25FcK2Tmp01",
        "https://m.kumparan.com/kumparantech/startup-cip-dapat-modal-25FcK2Tmp01",
        "https://m.kumparan.com/amp/kumparantech/startup-cip-dapat-modal-25FcK2Tmp01",
        "https://kumparan.com/kumparantech/startup-cip-dapat-modal-25FcK2Tmp01/full",
        "https://www.kumparan.com/kumparantech/startup-cip-dapat-modal-25FcK2Tmp01/3",
    ),
    "liputan6 feed's campaign": (
        "https://www.liputan6.com/tekno/read/6075001/startup-cip-dapat-modal",
        "http://liputan6.com/tekno/read/6075001/startup-cip-dapat-modal?utm_source=lpfeed&utm_medium=lpfeed",
        "https://m.liputan6.com/tekno/read/6075001/startup-cip-dapat-modal?source=search",
        "https://www.liputan6.com/tekno/read/6075001/startup-cip-dapat-modal?photo=1142301&page=2",
    ),
    "media-indonesia": (
        "https://mediaindonesia.com/ekonomi/781201/startup-cip-dapat-modal",
        "https://www.mediaindonesia.com/ekonomi/781201/startup-cip-dapat-modal",
        "https://m.mediaindonesia.com/ekonomi/781201/startup-cip-dapat-modal?utm_source=rss",
    ),
    "media-indonesia of old": (
        "https://mediaindonesia.com/read/detail/273001-survei-cip",
        "https://m.mediaindonesia.com/amp/amp_detail/273001-survei-cip",
        "http://www.mediaindonesia.com/read/detail/273001-survei-cip",
    ),
    "merdeka mobile, paging": (
        "https://www.merdeka.com/uang/startup-cip-dapat-modal-530701-mvk.html",
        "https://m.merdeka.com/uang/startup-cip-dapat-modal-530701-mvk.html",
        "http://merdeka.com/uang/startup-cip-dapat-modal-530701-mvk.html?page=2&mvk_page=1&param_mvk=x",
    ),
    "okezone one page, AMP": (
        "https://economy.okezone.com/read/2025/06/11/320/3146701/startup-cip-dapat-modal",
        "https://economy.okezone.com/read/2025/06/11/320/3146701/startup-cip-dapat-modal?page=all",
        "https://economy.okezone.com/amp/2025/06/11/320/3146701/startup-cip-dapat-modal",
        "http://economy.okezone.com/read/2025/06/11/320/3146701/startup-cip-dapat-modal?page=2#halaman",
    ),
    "republika slashes, hosts": (
        "https://www.republika.co.id/berita/sxabc1501/startup-cip-dapat-modal",
        "https://republika.co.id/berita/sxabc1501/startup-cip-dapat-modal",
        "http://m.republika.co.id/berita/sxabc1501/startup-cip-dapat-modal?utm_source=x&source=y",
    ),
    "republika AMP": (
        "https://www.republika.co.id/berita/o2l07x201",
        "http://m.republika.co.id/amp_version/o2l07x201",
        "https://www.republika.co.id/amp/o2l07x201",
    ),
    "sindonews one page, later pages": (
        "https://tekno.sindonews.com/read/1578301/207/startup-cip-dapat-modal-1749614501",
        "https://tekno.sindonews.com/read/1578301/207/startup-cip-dapat-modal-1749614501?showpage=all",
        "https://tekno.sindonews.com/read/1578301/207/startup-cip-dapat-modal-1749614501/5",
        "https://tekno.sindonews.com/read/1578301/207/startup-cip-dapat-modal-1749614501/10?showpage=all",
        "http://tekno.sindonews.com/newsread/1578301/207/startup-cip-dapat-modal-1749614501",
    ),
    "suara hosts, paging": (
        "https://www.suara.com/tekno/2025/06/11/143501/startup-cip-dapat-modal",
        "https://amp.suara.com/tekno/2025/06/11/143501/startup-cip-dapat-modal",
        "http://suara.com/tekno/2025/06/11/143501/startup-cip-dapat-modal?page=all",
        "https://m.suara.com/tekno/2025/06/11/143501/startup-cip-dapat-modal?page=2",
    ),
    "techcrunch scheme, click, AMP": (
        "https://techcrunch.com/2018/02/25/chip-startup-gives-up/",
        "http://techcrunch.com/2018/02/25/chip-startup-gives-up/?ncid=rss",
        "https://techcrunch.com/2018/02/25/chip-startup-gives-up/amp/",
        "http://social.techcrunch.com/2018/02/25/chip-startup-gives-up/#respond",
        "https://www.techcrunch.com/2018/02/25/chip-startup-gives-up?guccounter=1&guce_referrer=aHR0",
        "http://techcrunch.com/2018/02/25/chip-startup-gives-up/\\?ncid=rss",
        "https://techcrunch.com/2018/02/25/chip-startup-gives-up/2/",
    ),
    "tempo": (
        "https://www.tempo.co/ekonomi/startup-cip-dapat-modal-1638001",
        "https://tempo.co/ekonomi/startup-cip-dapat-modal-1638001",
        "http://m.tempo.co/ekonomi/startup-cip-dapat-modal-1638001/?utm_source=x",
    ),
    "tempo of old, AMP": (
        "https://tekno.tempo.co/read/1900001/kenapa-cip-panas",
        "https://tekno.tempo.co/amp/1900001/kenapa-cip-panas",
        "https://tekno.tempo.co/read/1900001/kenapa-cip-panas/full&view=ok",
        "http://tekno.tempo.co/read/1900001/kenapa-cip-panas?page=2",
    ),
    "tribunnews mobile, AMP, paging": (
        "https://www.tribunnews.com/techno/2025/06/11/startup-cip-dapat-modal",
        "https://m.tribunnews.com/amp/techno/2025/06/11/startup-cip-dapat-modal",
        "https://m.tribunnews.com/techno/2025/06/11/startup-cip-dapat-modal",
        "http://tribunnews.com/techno/2025/06/11/startup-cip-dapat-modal?page=3",
        "https://www.tribunnews.com/techno/2025/06/11/startup-cip-dapat-modal?page=all&lgn_method=google",
    ),
    "tribunnews region AMP": (
        "https://jatim.tribunnews.com/2025/06/11/pabrik-cip-dibangun/",
        "https://jatim.tribunnews.com/amp/2025/06/11/pabrik-cip-dibangun",
        "http://jatim.tribunnews.com/2025/06/11/pabrik-cip-dibangun?page=2",
    ),
    "viva AMP, paging": (
        "https://www.viva.co.id/digital/startup/1823401-startup-cip-dapat-modal",
        "https://www.viva.co.id/amp/digital/startup/1823401-startup-cip-dapat-modal?page=1",
        "https://m.viva.co.id/amp/digital/startup/1823401-startup-cip-dapat-modal",
        "http://viva.co.id/digital/startup/1823401-startup-cip-dapat-modal?page=all",
    ),
    "viva mobile desk": (
        "https://life.viva.co.id/showbiz/read/736401-konser-dibatalkan",
        "http://m.life.viva.co.id/showbiz/read/736401-konser-dibatalkan",
    ),
}

# outlet and what differs: addresses that stay different and name one article by an id
ONE_ID: dict[str, tuple[str, ...]] = {
    "antara headline": (
        "https://www.antaranews.com/berita/4891234/pabrik-cip-dibangun",
        "https://www.antaranews.com/berita/4891234/pabrik-cip-mulai-dibangun",
    ),
    "business-insider edition": (
        "https://www.businessinsider.com/chip-startup-raises-money-2015-6",
        "http://uk.businessinsider.com/chip-startup-raises-money-2015-6?r=US&IR=T",
        "http://www.businessinsider.com/sai/chip-startup-raises-money-2015-6",
    ),
    "cnbc-indonesia desk": (
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640123/startup-cip",
        "https://www.cnbcindonesia.com/market/20250611150000-17-640123/startup-cip-dapat-modal",
    ),
    "cnn-indonesia desk": (
        "https://www.cnnindonesia.com/teknologi/20250611093112-185-1238001/cip-buatan-sendiri",
        "https://www.cnnindonesia.com/ekonomi/20250611093112-92-1238001/cip-buatan-sendiri-dijual",
    ),
    "dailysocial move": (
        "https://dailysocial.id/post/startup-cip-dapat-pendanaan",
        "https://news.dailysocial.id/post/startup-cip-dapat-pendanaan/",
        "https://news.dailysocial.id/startup-cip-dapat-pendanaan/",
    ),
    "detik desk, headline": (
        "https://news.detik.com/berita/d-8003501/startup-cip",
        "https://news.detik.com/berita-jawa-timur/d-8003501/startup-cip-dapat-modal?single=1",
        "https://m.detik.com/news/berita/d-8003501/startup-cip",
    ),
    "detik of old": (
        "http://hot.detik.com/read/2017/04/27/220848/3486101/230/cip-dan-penyanyi",
        "http://m.detik.com/read/2017/04/27/220848/3486101/230/cip-dan-penyanyi-akan-manggung",
        "https://hot.detik.com/celeb/d-3486101/cip-dan-penyanyi",
    ),
    "katadata rubric": (
        "https://katadata.co.id/digital/startup/683d1bbd06801/startup-cip",
        "https://katadata.co.id/finansial/bursa/683d1bbd06801/startup-cip-dapat-modal",
    ),
    "kompas host, headline": (
        "https://regional.kompas.com/read/2025/06/11/143501078/pabrik-cip",
        "https://surabaya.kompas.com/read/2025/06/11/143501078/pabrik-cip-dibangun?page=all",
        "https://www.kompas.com/jawa-timur/read/2025/06/11/143501078/pabrik-cip",
    ),
    "kumparan headline": (
        "https://kumparan.com/kumparantech/startup-cip-25FcK2Tmp01",
        "https://kumparan.com/kumparanbisnis/startup-cip-dapat-modal-25FcK2Tmp01/full",
    ),
    "liputan6 host, AMP": (
        "https://www.liputan6.com/tekno/read/2436701/startup-cip",
        "http://tekno.liputan6.com/read/2436701/startup-cip?utm_source=lpfeed",
        "https://www.liputan6.com/amp/2436701/startup-cip",
        "http://m.liputan6.com/bisnis/read/2436701/startup-cip-dapat-modal",
    ),
    "media-indonesia old and new form": (
        "https://mediaindonesia.com/read/detail/273001-survei-cip",
        "https://mediaindonesia.com/teknologi/273001/survei-cip",
    ),
    "merdeka headline": (
        "https://www.merdeka.com/uang/startup-cip-530701-mvk.html",
        "https://www.merdeka.com/teknologi/startup-cip-dapat-modal-530701-mvk.html",
    ),
    "merdeka by number": (
        "https://www.merdeka.com/teknologi/read/573502/startup-cip",
        "http://m.merdeka.com/uang/read/573502/startup-cip-dapat-modal",
    ),
    "okezone desk, mobile": (
        "http://lifestyle.okezone.com/read/2015/11/05/481/1244201/sering-panas",
        "http://m.okezone.com/read/2015/11/05/481/1244201/sering-panas",
        "https://www.okezone.com/tren/read/2015/11/05/16/1244201/sering-panas-hati-hati",
    ),
    "republika host, AMP": (
        "http://nasional.republika.co.id/berita/nasional/daerah/16/02/15/o2l07x201-pabrik-cip",
        "http://m.republika.co.id/amp_version/o2l07x201",
        "https://nasional.republika.co.id/berita//o2l07x201/pabrik-cip-dibangun",
    ),
    "sindonews host, headline": (
        "https://ekbis.sindonews.com/read/1578301/34/harga-cip-1749614501",
        "https://tekno.sindonews.com/newsread/1578301/207/harga-cip-turun-1749614999/5",
    ),
    "suara desk": (
        "https://www.suara.com/tekno/2025/06/11/143501/pabrik-cip-dibangun",
        "https://jatim.suara.com/read/2025/06/11/143501/pabrik-cip-dibangun?page=all",
    ),
    "techcrunch number": (
        "https://techcrunch.com/?p=3010001",
        "http://www.techcrunch.com/?p=3010001&utm_source=x",
        "http://techcrunch.com/index.php?p=3010001",
    ),
    "tempo desk, headline": (
        "https://www.tempo.co/ekonomi/startup-cip-1638001",
        "https://www.tempo.co/digital/startup-cip-dapat-modal-1638001",
    ),
    "tempo of old": (
        "https://tekno.tempo.co/read/1900001/kenapa-cip-panas",
        "https://bisnis.tempo.co/amp/1900001/kenapa-cip-bisa-panas",
    ),
    "tempo of 2015": (
        "http://en.tempo.co/read/news/2015/11/04/055715601,uk.html/Chip-Plant-Opens",
        "http://en.tempo.co/read/news/2015/11/04/055715601/Chip-Plant-Opens",
    ),
    "tribunnews number": (
        "https://www.tribunnews.com/bisnis/7745001/startup-cip",
        "https://www.tribunnews.com/techno/7745001/startup-cip-dapat-modal?page=all",
    ),
    "tribunnews desk": (
        "https://www.tribunnews.com/techno/2025/06/11/startup-cip-dapat-modal",
        "https://m.tribunnews.com/amp/bisnis/2025/06/11/startup-cip-dapat-modal",
    ),
    "viva desk": (
        "http://life.viva.co.id/showbiz/read/736401-konser-cip",
        "https://www.viva.co.id/berita/nasional/736401-konser-cip-dibatalkan",
    ),
}

# outlet and what is alike: two articles
APART: dict[str, tuple[str, str]] = {
    "antara bureaus count alike": (
        "https://jatim.antaranews.com/berita/912345/pelabuhan-dibuka",
        "https://jateng.antaranews.com/berita/912345/jembatan-dibuka",
    ),
    "antara bureau and headquarters": (
        "https://www.antaranews.com/berita/912345/menteri-bicara",
        "https://jatim.antaranews.com/berita/912345/pelabuhan-dibuka",
    ),
    "business-insider monthly": (
        "https://www.businessinsider.com/chips-to-watch-this-month-2025-6",
        "https://www.businessinsider.com/chips-to-watch-this-month-2025-7",
    ),
    "business-insider years": (
        "https://www.businessinsider.com/chips-to-watch-this-month-2024-1",
        "https://www.businessinsider.com/chips-to-watch-this-month-2024-11",
    ),
    "cnbc-indonesia one second, one desk": (
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640123/harga-cip",
        "https://www.cnbcindonesia.com/tech/20250611143501-37-640124/harga-cip",
    ),
    "cnn-indonesia one headline": (
        "https://www.cnnindonesia.com/teknologi/20250611093112-185-1238001/harga-cip-hari-ini",
        "https://www.cnnindonesia.com/teknologi/20250612093112-185-1238500/harga-cip-hari-ini",
    ),
    "dailysocial numbered slugs": (
        "https://news.dailysocial.id/post/pendanaan-startup-pekan-ini",
        "https://news.dailysocial.id/post/pendanaan-startup-pekan-ini-2",
    ),
    "dailysocial numbers": ("https://news.dailysocial.id/?p=90001", "https://news.dailysocial.id/?p=90002"),
    "detik one headline": (
        "https://finance.detik.com/bursa-dan-valas/d-8030201/harga-emas-hari-ini",
        "https://finance.detik.com/bursa-dan-valas/d-8030202/harga-emas-hari-ini",
    ),
    "detik number within another": (
        "https://news.detik.com/berita/d-800350/harga-cip",
        "https://news.detik.com/berita/d-8003501/harga-cip",
    ),
    "inews regions": (
        "https://jatim.inews.id/berita/jadwal-imsak-hari-ini",
        "https://jateng.inews.id/berita/jadwal-imsak-hari-ini",
    ),
    "inews rubrics": (
        "https://www.inews.id/finance/bisnis/harga-emas-hari-ini",
        "https://www.inews.id/finance/makro/harga-emas-hari-ini",
    ),
    "katadata": (
        "https://katadata.co.id/digital/startup/683d1bbd06801/startup-cip",
        "https://katadata.co.id/digital/startup/683d1bbd06802/startup-cip",
    ),
    "kompas one time": (
        "https://money.kompas.com/read/2025/06/11/120000026/harga-cip",
        "https://money.kompas.com/read/2025/06/11/120000126/harga-emas",
    ),
    "kompas one number, two days": (
        "https://money.kompas.com/read/2025/06/11/120000026/harga-emas-hari-ini",
        "https://money.kompas.com/read/2025/06/12/120000026/harga-emas-hari-ini",
    ),
    "kumparan case": (
        "https://kumparan.com/kumparantech/startup-cip-25FcK2Tmp01",
        "https://kumparan.com/kumparantech/startup-cip-25fcK2Tmp01",
    ),
    "kumparan words": (
        "https://kumparan.com/kumparantech/apa-itu-kemerdekaan",
        "https://kumparan.com/kumparannews/hari-kemerdekaan",
    ),
    "liputan6": (
        "https://www.liputan6.com/tekno/read/6075001/startup-cip",
        "https://www.liputan6.com/tekno/read/6075002/startup-cip",
    ),
    "media-indonesia": (
        "https://mediaindonesia.com/ekonomi/781201/harga-cip",
        "https://mediaindonesia.com/ekonomi/781202/harga-cip",
    ),
    "merdeka without number": (
        "https://www.merdeka.com/uang/harga-cip-turun.html",
        "https://www.merdeka.com/uang/harga-cip-naik.html",
    ),
    "merdeka two counts": (
        "https://www.merdeka.com/uang/harga-cip-573501-mvk.html",
        "https://www.merdeka.com/uang/read/573501/harga-emas",
    ),
    "okezone one desk": (
        "https://economy.okezone.com/read/2025/06/11/320/3146701/harga-cip",
        "https://economy.okezone.com/read/2025/06/11/320/3146702/harga-cip",
    ),
    "republika": (
        "https://ekonomi.republika.co.id/berita/sxabc1501/harga-cip",
        "https://ekonomi.republika.co.id/berita/sxabc2501/harga-cip",
    ),
    "sindonews numbers given twice": (
        "https://nasional.sindonews.com/read/1434101/12/harga-cip-1566954701",
        "https://nasional.sindonews.com/read/1434101/15/menteri-bicara-1723470901",
    ),
    "sindonews one page number": (
        "https://tekno.sindonews.com/read/1578301/207/harga-cip-1749614501/5",
        "https://tekno.sindonews.com/read/1578302/207/harga-emas-1749614601/5",
    ),
    "suara one second": (
        "https://www.suara.com/bisnis/2025/06/11/070000/harga-emas-hari-ini",
        "https://www.suara.com/tekno/2025/06/11/070000/ponsel-murah-pekan-ini",
    ),
    "techcrunch one slug": (
        "https://techcrunch.com/2025/06/11/the-week-in-chips/",
        "https://techcrunch.com/2025/06/18/the-week-in-chips/",
    ),
    "techcrunch numbers": ("https://techcrunch.com/?p=3010001", "https://techcrunch.com/?p=3010002"),
    "tempo old and new count": (
        "https://www.tempo.co/ekonomi/harga-cip-1638001",
        "https://tekno.tempo.co/read/1638001/kenapa-cip-panas",
    ),
    "tempo slugs that end in a year": (
        "https://nasional.tempo.co/read/1906801/pilkada-2024",
        "https://nasional.tempo.co/read/1906802/anggaran-2024",
    ),
    "tribunnews regions reprint": (
        "https://jatim.tribunnews.com/2025/06/11/pabrik-cip-dibangun",
        "https://surabaya.tribunnews.com/2025/06/11/pabrik-cip-dibangun",
    ),
    "tribunnews one slug": (
        "https://www.tribunnews.com/bisnis/2025/06/11/harga-emas-hari-ini",
        "https://www.tribunnews.com/bisnis/2025/06/12/harga-emas-hari-ini",
    ),
    "viva region and headquarters": (
        "https://jabar.viva.co.id/news/736401-jurusan-baru",
        "https://www.viva.co.id/berita/nasional/736401-konser-cip",
    ),
}


def outlet_of(case: str) -> Outlet:
    return OUTLETS[case.split(" ")[0]]


def keys(url: str, outlet: Outlet) -> set[tuple[str, str]]:
    url = canonical_url(url, outlet.addresses)
    return {(key.kind, key.value) for key in entry_keys(FEED, "", url, url, outlet)}


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert len(FOLDED) + len(ONE_ID) >= 40
    assert len(APART) >= 20
    assert {case.split(" ")[0] for case in (*FOLDED, *ONE_ID)} == set(OUTLETS)


@pytest.mark.parametrize("case", FOLDED)
def test_variants_come_to_one_address(case: str) -> None:
    rules = outlet_of(case).addresses
    kept, *variants = FOLDED[case]
    assert canonical_url(kept, rules) == kept
    assert {canonical_url(variant, rules) for variant in variants} == {kept}
    assert canonical_url(fetch_url(kept, rules), rules) == kept


@pytest.mark.parametrize("case", ONE_ID)
def test_addresses_of_one_article_share_an_id(case: str) -> None:
    outlet = outlet_of(case)
    named = [{key for key in keys(url, outlet) if key[0] != "address"} for url in ONE_ID[case]]
    assert len(set.intersection(*named)) == 1, named


@pytest.mark.parametrize("case", APART)
def test_two_articles_share_nothing(case: str) -> None:
    outlet = outlet_of(case)
    one, other = (keys(url, outlet) for url in APART[case])
    assert one
    assert other
    assert not one & other


def test_every_rule_for_ids_and_rewrites_is_needed_by_a_case() -> None:
    """A rule that no case needs may be wrong without anybody noticing."""
    for outlet in OUTLETS.values():
        rules = outlet.addresses
        cases = (*FOLDED.items(), *ONE_ID.items())
        urls = [url for case, group in cases if outlet_of(case) is outlet for url in group]
        forms = {canonical_url(url, which) for url in urls for which in (rules, replace(rules, rewrites=()))}
        patterns = (*rules.keys, *(pattern for pattern, _ in rules.rewrites))
        unused = [pattern for pattern in patterns if not any(re.search(pattern, form) for form in forms)]
        assert not unused, outlet.outlet_id


# ------------------------------------------------------------------ whatever else is in an address

_KNOWN = [(outlet_of(case), url) for case, group in (*FOLDED.items(), *ONE_ID.items()) for url in group]
_KNOWN += [(OUTLETS[outlet_id], url) for outlet_id, url in ARTICLES]
_PIECES = st.sampled_from(
    ["/", "//", "amp/", "/amp", "/all", "/2", "/full", "read/", "newsread/", "berita/", "d-12345", "2025/06/11/", "1/",
     "143501026", "/..", "%2f", "?p=12", "?page=2", "&r=US", "&amp;", "#x", "é", "amp_detail/1234-", "o2l07x201",
     "20250611093112-185-1238001/", "a-b-c", "-1749614501", "\\", "news/", "read/1234/5/a"]
)  # fmt: skip


@st.composite
def _mangled(draw: st.DrawFn) -> tuple[Outlet, str]:
    """An address on one of an outlet's hosts: pieces of known ones, in a wrong order, with anything between."""
    outlet, known = draw(st.sampled_from(_KNOWN))
    path = known.split("/", 3)[3]
    cut = draw(st.integers(0, len(path)))
    middle = "".join(draw(st.lists(_PIECES | st.text(max_size=2), max_size=6)))
    return outlet, "/".join(known.split("/", 3)[:3]) + "/" + path[:cut] + middle + path[cut:]


@given(_mangled())
def test_folding_twice_changes_nothing_under_any_outlets_rules(case: tuple[Outlet, str]) -> None:
    outlet, url = case
    try:
        once = canonical_url(url, outlet.addresses)
    except BadAddress:
        return
    assert canonical_url(once, outlet.addresses) == once


@given(
    st.sampled_from(_KNOWN),
    st.sampled_from(["http", "HTTP", "https"]),
    st.sampled_from(["", "/amp"]),
    st.sampled_from(["", "/", "/amp", "/amp/"]),
    st.lists(st.sampled_from(["utm_source=x", "fbclid=a1", "page=2", "r=US", "gclid=x&amp;IR=T", "amp=1"]), max_size=4),
    st.sampled_from(["", "#komentar", "#"]),
)
def test_ids_and_addresses_outlast_tracking_and_amp(
    known: tuple[Outlet, str], scheme: str, before: str, after: str, parameters: list[str], fragment: str
) -> None:
    outlet, url = known
    rules, parts = outlet.addresses, urlsplit(url)
    if parts.path in ("", "/", "/index.php") or "\\" in parts.path:
        before = after = ""
    query = "&".join([part for part in (parts.query, *parameters) if part])
    path = before + parts.path.rstrip("/") + after if before or after else parts.path
    variant = urlunsplit((scheme, parts.netloc.upper(), path, query, "")) + fragment
    assert canonical_url(variant, rules) == canonical_url(url, rules)
    assert outlet_key(canonical_url(variant, rules), rules) == outlet_key(canonical_url(url, rules), rules)
