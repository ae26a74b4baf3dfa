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
    a.article_id, a.outlet_id, a.url, e.title, e.lang, v.authors, nullif(v.section, '') as section,
    v.published_at, v.published_from, v.published_precision, a.first_seen_at, a.discovered_via,
    p.route is not null as backfilled, e.access, e.text, e.body, e.word_count, v.version, d.duplicate_of, s.story_id,
    nullif(e.description, '') as description, e.tags, e.modified_at, nullif(e.dateline, '') as dateline,
    nullif(e.desk, '') as desk, v.observed_at, v.document_id, v.first_published_at, v.change_kind
from store.articles a
join (from store.versions where latest) v using (article_id)
join store.extractions e using (document_id)
left join store.pages p on p.page_id = a.article_id
    -- The subquery has its own steps: beside this query they would have every column of every article read.
left join (
    with recursive
        standing_copies as (
            select
                coalesce(a.leads_to, d.article_id) as article_id, coalesce(o.leads_to, d.duplicate_of) as duplicate_of,
                d.decided_at
            from store.duplicates d
            left join store.redirects a on a.article_id = d.article_id
            left join store.redirects o on o.article_id = d.duplicate_of
            where d.relation <> 'same article' and d.undone_at is null
        ),
        nearest_copies as (
            select article_id, arg_min(duplicate_of, (decided_at, duplicate_of)) as duplicate_of
            from standing_copies
            where article_id <> duplicate_of
            group by article_id
        ),
        chains as (
            select article_id, duplicate_of, 1 as steps from nearest_copies
            union all
            select c.article_id, n.duplicate_of, c.steps + 1
            from chains c
            join nearest_copies n on n.article_id = c.duplicate_of
            where c.steps < 20 and n.duplicate_of <> c.article_id
        )
    select article_id, arg_max(duplicate_of, steps) as duplicate_of from chains group by article_id
) d using (article_id)
left join (
    select article_id, any_value(story_id) as story_id from store.story_articles group by article_id
) s using (article_id)
