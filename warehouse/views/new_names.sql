-- One row per name that recurs in articles of the last 28 days and is in no gazetteer: what stands twice in one of them, or in two. Current versions count; a copy of another article does not. score = sqrt(articles * groups) * share * freshness * watched: how widely the name is reported (groups of owners are the independent voices), times how new it is: share is the part of all its articles that is of these 28 days; freshness is 1 for a name first seen today and halves with every 14 days; watched is 0 for a name that its outlets wrote from the beginning of what the file has of them, 2/3 where they had done without it for a week, near 1 after three.
-- name: as it is written
-- score: by which they are ranked, the highest first; 1 is a name in a single article, of today
-- articles: that name it in title or body, in these 28 days
-- outlets: whose
-- groups: of how many owners these are
-- mentions: how often it stands in their titles and bodies
-- articles_before: articles that named it earlier
-- first_seen_at: when the first of all these was published, or first seen where it does not say
-- last_seen_at: when the last was
-- example_title: the headline of the first of these days
-- example_url: its address
with
    now as (select published_at as until, published_at - interval 28 day as since from store.published),
    copies as (
        select distinct coalesce(r.leads_to, d.article_id) as article_id
        from store.duplicates d
        left join store.redirects r using (article_id)
        where d.relation <> 'same article' and d.undone_at is null
    ),
    dated as (
        select v.article_id, v.document_id, a.outlet_id, least(v.first_published_at, a.first_seen_at) as seen_at
        from store.versions v
        join store.articles a using (article_id)
        anti join copies using (article_id)
        where v.latest
    ),
    -- The first twentieth of what the file has of an outlet is no beginning: feeds show single old articles.
    beginnings as (
        select outlet_id, quantile_disc(seen_at, .05) as begins_at from dated group by outlet_id
    ),
    recent as (
        select d.*, b.begins_at, coalesce(nullif(o.group_id, ''), d.outlet_id) as group_id, e.title, a.url
        from dated d
        join now on d.seen_at > now.since and d.seen_at <= now.until
        join beginnings b using (outlet_id)
        join store.articles a using (article_id)
        join store.extractions e using (document_id)
        left join store.outlets o using (outlet_id)
    ),
    named as (
        select n.name, n.mentions, n.document_id
        from store.names n
        semi join recent r using (document_id)
        anti join (select distinct lower(alias) as alias from store.aliases) known on known.alias = lower(n.name)
    ),
    -- In a Headline in Title Case the words of a name are known only by texts that have it: any text, here.
    headlines as (
        select document_id, regexp_split_to_array(trim(regexp_replace(title, '[^\pL\pN&.+-]+', ' ', 'g')), ' ') as words
        from recent
    ),
    placed as (
        select document_id, words, unnest(range(1, least(len(words), 40))) as place from headlines
    ),
    phrases as (
        select distinct document_id, array_to_string(words[place : place + more], ' ') as name
        from placed, (select unnest([1, 2, 3, 4]) as more)
        where place + more <= len(words)
    ),
    counted as (
        select
            name,
            count(*) as articles,
            count(distinct r.outlet_id) as outlets,
            count(distinct r.group_id) as groups,
            sum(mentions)::bigint as mentions,
            min(r.seen_at) as first_at,
            max(r.seen_at) as last_seen_at,
            min(r.begins_at) as begins_at,
            arg_min(r.title, r.seen_at) as example_title,
            arg_min(r.url, r.seen_at) as example_url
        from (
            select * from named
            union all
            select p.name, 1, p.document_id
            from phrases p
            semi join named using (name)
            anti join named n on n.name = p.name and n.document_id = p.document_id
        )
        join recent r using (document_id)
        group by name
        having count(*) > 1 or sum(mentions) > 1
    ),
    before as (
        select n.name, count(*) as articles, min(d.seen_at) as first_at
        from store.names n
        semi join counted using (name)
        join dated d using (document_id)
        join now on d.seen_at <= now.since
        group by n.name
    ),
    both_times as (
        select c.*, coalesce(b.articles, 0) as articles_before, coalesce(b.first_at, c.first_at) as first_seen_at
        from counted c
        left join before b using (name)
    ),
    factors as (
        select
            *,
            articles / (articles + articles_before) as share,
            2 ** -((epoch(until) - epoch(first_seen_at)) / (14 * 86400)) as freshness,
            1 - exp(-greatest(epoch(first_seen_at) - epoch(begins_at), 0) / (7 * 86400)) as watched
        from both_times, now
    )
select
    name, round(sqrt(articles * groups) * share * freshness * watched, 3) as score, articles, outlets, groups, mentions,
    articles_before, first_seen_at, last_seen_at, example_title, example_url
from factors
order by score desc, articles desc, name
