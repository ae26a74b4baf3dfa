-- Which stories in English does nobody tell in Indonesian, 48 hours on?
-- The newest first. With an entity: those whose first article names it. The time is that of the first article.
-- articles: how many articles tell the story
-- entities: whom the first article names, those in its headline first
select u.first_at, o.name as outlet, u.title, u.articles, u.entities, u.url
from untold_in_indonesian u
join outlets o on o.outlet_id = u.first_outlet_id
where ($outlet::varchar is null or u.first_outlet_id = $outlet)
    and ($since::timestamptz is null or u.first_at >= $since)
    and ($until::timestamptz is null or u.first_at < $until)
    and ($entity::varchar is null or list_contains(u.entities, $entity))
order by u.first_at desc, u.url
limit coalesce($most::bigint, 100)
