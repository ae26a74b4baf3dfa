-- How long after an English original does each Indonesian outlet retell it?
-- From the original at the root of a chain, of another outlet; both are here and dated to the minute, and count from
-- when they were first published. With an entity: of retellings that name it. The time is the retelling's.
-- half_within: the lag of the retelling in the middle
-- nine_in_ten_within: of the slowest tenth, the fastest
-- fastest, after, original: its quickest retelling, and of what
with
    retellings as materialized (
        select distinct article_id, root_id from derivations where root_id is not null and root_id <> article_id
    ),
    dated as materialized (
        select article_id, outlet_id, lang, least(published_at, first_published_at) as published_at, title
        from headlines
        where published_precision in ('second', 'minute')
            and article_id in (select unnest([article_id, root_id]) from retellings)
    )
select
    w.name as outlet, count(*) as retellings, to_seconds(round(median(lag))::bigint) as half_within,
    to_seconds(quantile_disc(lag, .9)::bigint) as nine_in_ten_within, arg_min(r.title, lag) as fastest,
    to_seconds(min(lag)::bigint) as after, arg_min(o.title, lag) as original
from retellings d
join (from dated where lang = 'id') r on r.article_id = d.article_id
join (from dated where lang = 'en') o on o.article_id = d.root_id and o.outlet_id <> r.outlet_id
join outlets w on w.outlet_id = r.outlet_id,
lateral (select epoch(r.published_at) - epoch(o.published_at) as lag)
where ($outlet::varchar is null or r.outlet_id = $outlet)
    and ($since::timestamptz is null or r.published_at >= $since)
    and ($until::timestamptz is null or r.published_at < $until)
    and ($entity::varchar is null
        or r.article_id in (select article_id from article_entities where entity_id = $entity))
group by w.name
order by half_within, outlet
