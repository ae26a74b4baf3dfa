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
    -- All is reckoned with numbers in place of names and ids: a million articles have fifteen million names.
    now as (select published_at as until, published_at - interval 28 day as since from store.published),
    dated as not materialized ( -- each time it is read for a few of its columns
        select article_no, outlet_id, least(first_published_at, first_seen_at) as seen_at
        from store.current
        where duplicate_of is null
    ),
    -- The first twentieth of what the file has of an outlet is no beginning: feeds show single old articles.
    beginnings as (
        select outlet_id, quantile_disc(seen_at, .05) as begins_at from dated group by outlet_id
    ),
    owners as ( -- each outlet and each owner is a bit: how many there are is counted without keeping a list for each name
        select
            b.outlet_id, b.begins_at,
            set_bit(none, (row_number() over (order by b.outlet_id))::integer - 1, 1) as outlet,
            set_bit(
                none, (dense_rank() over (order by coalesce(nullif(o.group_id, ''), b.outlet_id)))::integer - 1, 1
            ) as owner
        from (select *, bitstring('0', (count(*) over ())::integer) as none from beginnings) b
        left join store.outlets o using (outlet_id)
    ),
    recent as materialized (
        select
            d.article_no, d.seen_at, o.begins_at, o.outlet, o.owner,
            row_number() over (order by d.seen_at, d.article_no) as place
        from dated d
        join now on d.seen_at > now.since and d.seen_at <= now.until
        join owners o using (outlet_id)
    ),
    fresh as materialized (
        select k.name_no, k.name
        from (select distinct n.name_no from store.names_of n join recent using (article_no)) n
        join store.known_names k using (name_no)
        anti join (select distinct lower(alias) as alias from store.aliases) a on a.alias = lower(k.name)
    ),
    named as materialized (
        select n.article_no, n.name_no, n.mentions
        from store.names_of n
        join (select article_no from recent) using (article_no)
        join (select name_no from fresh) using (name_no)
    ),
    -- In a Headline in Title Case the words of a name are known only by texts that have it: any text, here.
    words as (
        select
            article_no, string_split(trim(regexp_replace(title, '[^\pL\pN&.+-]+', ' ', 'g')), ' ') as words
        from store.current
        semi join recent using (article_no)
    ),
    placed as (
        select article_no, words, place
        from (select article_no, words, unnest(range(1, least(len(words), 40))) as place from words)
        semi join (select distinct split_part(name, ' ', 1) as word from fresh) begins on begins.word = words[place]
    ),
    phrases as (
        select distinct p.article_no, f.name_no
        from (
            select article_no, array_to_string(words[place : place + more], ' ') as name
            from placed, (select unnest([1, 2, 3, 4]) as more)
            where place + more <= len(words)
        ) p
        join fresh f using (name)
    ),
    counted as materialized (
        select
            n.name_no,
            count(*) as articles,
            bit_count(bit_or(r.outlet)) as outlets,
            bit_count(bit_or(r.owner)) as groups,
            sum(n.mentions)::bigint as mentions,
            min(r.place) as first_place,
            max(r.place) as last_place,
            min(r.begins_at) as begins_at
        from (
            from named
            union all
            select p.article_no, p.name_no, 1
            from phrases p
            anti join named n on n.name_no = p.name_no and n.article_no = p.article_no
        ) n
        join recent r using (article_no)
        group by n.name_no
        having count(*) > 1 or sum(n.mentions) > 1
    ),
    -- By way of known_names, of which DuckDB knows how large it is: guessing that, it would take the fifteen million rows
    -- for the few, and look for each article among them. What is of after `since` is left out when it is counted.
    ever as (
        select n.name_no, count(*) filter (d.seen_at <= now.since) as articles_before, min(d.seen_at) as first_at
        from store.names_of n
        join dated d using (article_no)
        join (select name_no from store.known_names semi join counted using (name_no)) using (name_no), now
        group by n.name_no
    ),
    both_times as (
        select
            c.*, e.articles_before, f.article_no as example_no, least(f.seen_at, e.first_at) as first_seen_at,
            l.seen_at as last_seen_at
        from counted c
        join ever e using (name_no)
        join recent f on f.place = c.first_place
        join recent l on l.place = c.last_place
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
    k.name, round(sqrt(f.articles * f.groups) * f.share * f.freshness * f.watched, 3) as score, f.articles, f.outlets,
    f.groups, f.mentions, f.articles_before, f.first_seen_at, f.last_seen_at, e.title as example_title,
    e.url as example_url
from factors f
join fresh k using (name_no)
join (from store.current semi join recent using (article_no)) e on e.article_no = f.example_no
order by score desc, f.articles desc, k.name
