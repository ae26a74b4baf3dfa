-- Which share of what is written about entities of its type falls to each entity?
-- Of the articles published in that time, copies of others included; one that names several counts for each.
-- place: its place among the entities of its type
-- texts: the articles without copies of other articles
-- type_articles: articles that name any entity of the type
with
    named as materialized (
        select n.article_id, n.entity_id, e.name, e.type, n.outlet_id, n.duplicate_of is null as is_first
        from article_entities n
        join entities e using (entity_id)
        where ($outlet::varchar is null or n.outlet_id = $outlet)
            and ($since::timestamptz is null or n.dated_at >= $since)
            and ($until::timestamptz is null or n.dated_at < $until)
    ),
    types as (select type, count(distinct article_id) as type_articles from named group by type),
    counted as (
        select
            entity_id, name, type, count(*) as articles, count(*) filter (is_first) as texts,
            count(distinct outlet_id) as outlets
        from named group by entity_id, name, type
    ),
    placed as (
        select *, row_number() over (partition by type order by articles desc, name, entity_id) as place from counted
    )
select name as entity, type, place, articles, texts, outlets, type_articles, round(articles / type_articles, 4) as share
from placed
join types using (type)
where $entity::varchar is null or entity_id = $entity
order by articles desc, entity
limit coalesce($most::bigint, 50)
