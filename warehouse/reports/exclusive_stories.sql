-- Which stories does one owner alone tell, 48 hours on, and has from nobody else?
-- The newest first. With an entity: those whose first article names it. The time is that of the first article.
-- owner: the group that its outlets belong to
-- articles: how many articles tell the story
select s.first_at, o.name as outlet, s.group_id as owner, s.title, s.articles, a.url
from exclusive_stories s
join headlines a on a.article_id = s.first_article_id
join outlets o on o.outlet_id = s.first_outlet_id
where ($outlet::varchar is null or s.first_outlet_id = $outlet)
    and ($since::timestamptz is null or s.first_at >= $since)
    and ($until::timestamptz is null or s.first_at < $until)
    and ($entity::varchar is null
        or s.first_article_id in (select article_id from article_entities where entity_id = $entity))
order by s.first_at desc, a.url
limit coalesce($most::bigint, 100)
