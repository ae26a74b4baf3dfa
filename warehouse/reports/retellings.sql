-- Which Indonesian articles retell an English one, how much later, and what says so?
-- The newest first. With an entity: those that name it. The time is the retelling's.
-- lag: from the original's first publication to the retelling's; empty where one of them is not dated to the minute
-- how: stated (the article gives the address) or inferred (the address was found)
-- confidence: 0 to 1
select
    s.name as original_outlet, o.title as original, w.name as outlet, r.title as retelling,
    if(r.published_precision in ('second', 'minute') and o.published_precision in ('second', 'minute'),
        least(r.published_at, r.first_published_at) - least(o.published_at, o.first_published_at), null) as lag,
    d.how, d.confidence, d.evidence, r.url
from derivations d
join (from headlines where lang = 'id') r on r.article_id = d.article_id
join (from headlines where lang = 'en') o on o.article_id = d.original_id
join outlets w on w.outlet_id = r.outlet_id
join outlets s on s.outlet_id = o.outlet_id
where ($outlet::varchar is null or r.outlet_id = $outlet)
    and ($since::timestamptz is null or coalesce(r.published_at, r.first_seen_at) >= $since)
    and ($until::timestamptz is null or coalesce(r.published_at, r.first_seen_at) < $until)
    and ($entity::varchar is null
        or r.article_id in (select article_id from article_entities where entity_id = $entity))
order by coalesce(r.published_at, r.first_seen_at) desc, r.url, d.original_url
limit coalesce($most::bigint, 100)
