-- One row per article, as in articles, without what has to be looked up in its text: to count, sort and join by.
-- article_id: names the article for ever
-- outlet_id: who published it
-- url: its canonical address at first sight
-- title: the headline, as the page has it
-- lang: the language of its text, two letters
-- authors: the persons named as its authors; empty where only a brand signs
-- section: the outlet's own section, or the feed's; null where neither says more than "all"
-- published_at: when this version says it was published
-- published_from: who says so: jsonld, meta or page (the page), feed, api, sitemap
-- published_precision: how exactly: second, minute, day or month
-- first_seen_at: when kabar first saw it listed
-- discovered_via: feed, api, index, sitemap, wayback, warc or citation
-- backfilled: true where it was found afterwards, and no feed that was polled had shown it
-- version: which of its versions this is
-- duplicate_of: the earliest known article with the same text; null where this is it
-- story_id: the story it belongs to
-- observed_at: when this version was fetched
-- first_published_at: the earliest time that any of its versions says it was published
-- change_kind: what changed with this version; unpublished where the page is gone
select
    article_id, outlet_id, url, title, lang, authors, nullif(section, '') as section, published_at, published_from,
    published_precision, first_seen_at, discovered_via, is_backfilled as backfilled, version, duplicate_of, story_id,
    observed_at, first_published_at, change_kind
from store.current
