-- The lines of the timelines, by story and time, each with the surest of what it retells: what stands on the same
-- timeline before all else. Lags are measured between articles dated to the minute: since what it retells where that is
-- in the warehouse, else since the story's first article.
with
    lines as (from members where is_line),
    firsts as (select story_id, published_at, is_exact, article_id from members where place = 1),
    links as (
        select l.story_id, d.*, o.article_id is not null as is_here
        from lines l
        join (from store.derivations where until_at is null) d using (article_id)
        left join lines o on o.story_id = l.story_id and o.article_id = d.original_id
        qualify row_number() over (
            partition by l.story_id, l.article_id
            order by is_here desc, d.confidence desc, d.original_url, d.original_id, d.original_outlet_id
        ) = 1
    ),
    originals as (
        select article_id, published_at
        from store.fingerprints
        where article_id in (select original_id from links)
          and article_id in (select article_id from store.current where published_precision in ('second', 'minute'))
    )
select
    l.story_id::varchar, l.article_id::varchar, l.published_at, coalesce(d.how, '') as how, d.confidence,
    if(d.is_here, d.original_id::varchar, '') as of,
    d.original_id::varchar as original_id,
    coalesce(w.name, d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1), '') as of_outlet,
    coalesce(d.original_url, '') as of_url,
    case
        when not l.is_exact then null
        when d.original_id is not null then epoch(l.published_at) - epoch(o.published_at)
        when f.is_exact and f.article_id <> l.article_id then epoch(l.published_at) - epoch(f.published_at)
    end as lag,
    coalesce(d.evidence, '') as evidence, l.is_copy
from lines l
join firsts f using (story_id)
left join links d on d.story_id = l.story_id and d.article_id = l.article_id
left join originals o on o.article_id = d.original_id
left join called w on w.outlet_id = d.original_outlet_id
order by l.story_id, l.place
