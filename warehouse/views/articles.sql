-- One row per article: its current version.
-- article_id: names the article for ever
-- outlet_id: who published it
-- url: its canonical address
-- title: the headline, as the page has it
-- lang: the language of its text, two letters
-- authors: the persons named as its authors; empty where only a brand signs
-- section: the outlet's own section, or the feed's; null where neither says more than "all"
-- published_at: when it says it was published
-- published_from: who says so: jsonld, meta or page (the page), feed, api, sitemap
-- published_precision: how exactly: second, minute, day or month
-- first_seen_at: when kabar first saw it listed
-- discovered_via: feed, api, index, sitemap, wayback or warc
-- access: full, teaser (the rest is behind a wall) or headline
-- text: all that extraction kept, furniture included; offsets of zones and mentions count its code points
-- body: the article itself, without boilerplate, related lines and captions
-- word_count: of body
-- version: which of its versions this is
-- duplicate_of: the earliest known copy of the same text; null where this is it
-- story_id: the story it belongs to
-- description: the outlet's own summary of it
-- tags: the outlet's own tags
-- modified_at: when it says it was last changed
-- dateline: the place and outlet its text opens with
-- desk: the initials its text ends with: writer, then editor
-- observed_at: when this version was fetched
-- document_id: the archived page it was read from
with
    current_versions as (
        select *
        from store.versions
        qualify row_number() over (partition by article_id order by version desc) = 1
    ),
    standing_duplicates as (
        select article_id, arg_max(duplicate_of, decided_at) as duplicate_of
        from store.duplicates
        where undone_at is null
        group by article_id
    ),
    stories_of as (select article_id, any_value(story_id) as story_id from store.story_articles group by article_id)
select
    a.article_id, a.outlet_id, a.url, e.title, e.lang, v.authors, nullif(v.section, '') as section,
    v.published_at, v.published_from, v.published_precision, a.first_seen_at, a.discovered_via,
    e.access, e.text, e.body, e.word_count, v.version, d.duplicate_of, s.story_id,
    nullif(e.description, '') as description, e.tags, e.modified_at, nullif(e.dateline, '') as dateline,
    nullif(e.desk, '') as desk, v.observed_at, v.document_id
from store.articles a
join current_versions v using (article_id)
join store.extractions e using (document_id)
left join standing_duplicates d using (article_id)
left join stories_of s using (article_id)
