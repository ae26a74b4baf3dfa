-- Who is named together with whom, in title or body of one article?
-- With an entity: its pairs alone. Articles that name more than 50 entities (lists, indexes) are left out.
-- texts: the articles without copies of other articles
-- last_at: when the last of the articles was published
with
    named as materialized (
        select article_id, entity_id, dated_at, duplicate_of is null as is_first
        from article_entities
        where ($outlet::varchar is null or outlet_id = $outlet)
            and ($since::timestamptz is null or dated_at >= $since)
            and ($until::timestamptz is null or dated_at < $until)
            and ($entity::varchar is null
                or article_id in (select article_id from article_entities where entity_id = $entity))
    ),
    lists as (select article_id from named group by article_id having count(*) > 50),
    pairs as (
        select
            a.entity_id as entity_a, b.entity_id as entity_b, count(*) as articles,
            count(*) filter (a.is_first) as texts, max(a.dated_at) as last_at
        from named a
        join named b on b.article_id = a.article_id
            and if($entity::varchar is null, b.entity_id > a.entity_id, a.entity_id = $entity and b.entity_id <> $entity)
        anti join lists on lists.article_id = a.article_id
        group by all
    )
select a.name as entity, b.name as named_with, p.articles, p.texts, p.last_at
from pairs p
join entities a on a.entity_id = p.entity_a
join entities b on b.entity_id = p.entity_b
order by p.articles desc, p.texts desc, entity, named_with
limit coalesce($most::bigint, 50)
