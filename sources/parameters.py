"""The parameters of an article's address: which ones say nothing of which article is meant, and are dropped.

A parameter is kept unless it is known to be idle: `?p=123` identifies, and so may what nobody has heard of. What one
outlet adds to its addresses stands in its file.
"""

import re

from sources.escapes import encoded

# The prefixes belong to campaign tools and page translators; the names are those of click trackers and of the
# one-page and regional switches that news sites add to an article's address.
TRACKING_PREFIXES = (
    "utm_", "guce_", "hsa_", "mtm_", "matomo_", "pk_", "mc_", "oly_", "vero_", "at_", "trk_", "amp_", "_x_tr_",
)  # fmt: skip
_TRACKING = """
    __s __twitter_impression _branch_match_id _branch_referrer _ga _gl _hsenc _hsmi amp campaign cmpid cid_source
    cvid dclid device epik fb_action_ids fb_ref fb_source fbclid ftag gad_source gbraid gclid gclsrc guccounter icid
    igsh igshid ir jxconvid jxrecoid li_fat_id mibextid mkt_tok mvk_page msclkid ncid ns_campaign ns_mchannel
    ns_source ocid param_mvk rand rdt_cid ref ref_src ref_url referrer s_kwcid share showpage single smartautoplay
    soc_src soc_trk source spm srnd sr_share tag_from tpcc trk ttclid twclid usqp wbraid wt_mc xtor yclid ysclid zoom
"""
TRACKING = frozenset(_TRACKING.split())

# Names that switch pages, regions or views on a news site and choose the document elsewhere (`?page=berita&id=3`,
# `?r=site/view`, `?op=article`): only their switching values are idle.
_SWITCHES = {
    "page": re.compile(r"\d{0,4}|all|full|semua"),
    "r": re.compile(r"[a-z]{0,2}"),
    "op": re.compile(r"\d?"),
    "output": re.compile("amp"),
    "outputtype": re.compile("amp"),
    "view": re.compile("amp"),
    "mode": re.compile("amp"),
    "format": re.compile("amp"),
}

_ESCAPED_AMPERSANDS = re.compile(r"&(?:amp;)+", re.IGNORECASE)


def identifying(query: str, idle: frozenset[str]) -> str:
    """What is left of `query` without tracking, switches and the outlet's own `idle` names: in order, encoded."""
    pairs = _ESCAPED_AMPERSANDS.sub("&", query).split("&")
    return "&".join(
        pair for pair in (encoded(pair, safe="/?:@!$'()*+,;=%[]|") for pair in pairs) if pair and not _idle(pair, idle)
    )


def name_of(pair: str) -> str:
    """The name in `name=value`, in lower case."""
    return pair.partition("=")[0].lower()


def _idle(pair: str, idle: frozenset[str]) -> bool:
    name = name_of(pair)
    if name in idle or name in TRACKING or name.startswith(TRACKING_PREFIXES):
        return True
    switch = _SWITCHES.get(name)
    return switch is not None and bool(switch.fullmatch(pair.partition("=")[2].lower()))
