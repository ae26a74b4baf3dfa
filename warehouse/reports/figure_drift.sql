-- Which figures read otherwise in a retelling than in its original?
-- Contradictions first, then conversions, then rounding; the newest first. With an entity: in retellings that name it.
-- The time is the retelling's.
-- verdict: contradicted, converted (into another currency) or rounded
-- figure: as it stands in the original
-- became: as it stands in the retelling
-- rate: the rate that a conversion implies: units of the retelling's currency for one of the original's
select
    f.verdict, f.original as figure, f.derived as became, f.rate, o.name as outlet, f.title as retelling,
    s.name as original_outlet, f.original_title as original, a.url
from (from figure_drift where verdict in ('contradicted', 'converted', 'rounded')) f
join headlines a using (article_id)
join outlets o on o.outlet_id = f.outlet_id
left join outlets s on s.outlet_id = f.original_outlet_id
where ($outlet::varchar is null or f.outlet_id = $outlet)
    and ($since::timestamptz is null or coalesce(a.published_at, a.first_seen_at) >= $since)
    and ($until::timestamptz is null or coalesce(a.published_at, a.first_seen_at) < $until)
    and ($entity::varchar is null
        or f.article_id in (select article_id from article_entities where entity_id = $entity))
order by list_position(['contradicted', 'converted', 'rounded'], f.verdict), a.published_at desc, a.url, f.original_start
limit coalesce($most::bigint, 100)
