-- One row per article: its current version.
-- article_id: names the article for ever; one that was merged with an elder leads there (relation redirects)
-- outlet_id: who published it
-- url: its canonical address at first sight; the others are in pages
-- title: the headline, as the page has it
-- lang: the language of its text, two letters
-- authors: the persons named as its authors; empty where only a brand signs
-- section: the outlet's own section, or the feed's; null where neither says more than "all"
-- published_at: when this version says it was published
-- published_from: who says so: jsonld, meta or page (the page), feed, api, sitemap
-- published_precision: how exactly: second, minute, day or month
-- first_seen_at: when kabar first saw it listed
-- discovered_via: feed, api, index, sitemap, wayback, warc or citation (another article gave its address)
-- backfilled: true where it was found afterwards, in a listing of its day or by another article's citation, and no feed that was polled had shown it
-- access: full, teaser (the rest is behind a wall) or headline
-- text: all that extraction kept, furniture included; offsets of zones and mentions count its code points
-- body: the article itself, without boilerplate, related lines and captions
-- word_count: of body
-- version: which of its versions this is
-- duplicate_of: the earliest known article with the same text; null where this is it
-- story_id: the story it belongs to
-- description: the outlet's own summary of it
-- tags: the outlet's own tags
-- modified_at: when it says it was last changed
-- dateline: the place and outlet its text opens with
-- desk: the initials its text ends with: writer, then editor
-- observed_at: when this version was fetched
-- document_id: the archived page it was read from
-- first_published_at: the earliest time that any of its versions says it was published
-- change_kind: what changed with this version; unpublished where the page is gone
select
    c.article_id, c.outlet_id, c.url, c.title, c.lang, c.authors, nullif(c.section, '') as section,
    c.published_at, c.published_from, c.published_precision, c.first_seen_at, c.discovered_via,
    c.is_backfilled as backfilled, e.access, e.text, e.body, e.word_count, c.version, c.duplicate_of, c.story_id,
    nullif(e.description, '') as description, e.tags, e.modified_at, nullif(e.dateline, '') as dateline,
    nullif(e.desk, '') as desk, c.observed_at, c.document_id, c.first_published_at, c.change_kind
from store.current c
    -- read_at is there beside the id because extractions lie in that order: of a few days' articles few texts are read.
join store.extractions e on e.document_id = c.document_id and e.observed_at = c.read_at
    -- Always true: DuckDB takes a condition for one that leaves little, and does not put all the texts in memory to join.
where c.version > 0
