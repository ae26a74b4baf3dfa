-- Which headlines were changed after publication, and into what?
-- The newest first. With an entity: of articles whose current version names it. The time is that of the change.
-- seen_at: when the new headline was seen first; it may have changed any time since the look before
-- after: how long after publication that was
-- change_kind: what changed with it: headline, numbers, correction or text
select
    n.observed_at as seen_at, o.name as outlet, b.title as before, n.title as headline,
    n.observed_at - a.published_at as after, n.change_kind, a.url
from (from article_versions where version > 1 and change_kind is distinct from 'unpublished') n
join article_versions b on b.article_id = n.article_id and b.version = n.version - 1 and b.title <> n.title
join headlines a on a.article_id = n.article_id
join outlets o on o.outlet_id = a.outlet_id
where ($outlet::varchar is null or a.outlet_id = $outlet)
    and ($since::timestamptz is null or n.observed_at >= $since)
    and ($until::timestamptz is null or n.observed_at < $until)
    and ($entity::varchar is null
        or n.article_id in (select article_id from article_entities where entity_id = $entity))
order by n.observed_at desc, a.url, n.version
limit coalesce($most::bigint, 100)
