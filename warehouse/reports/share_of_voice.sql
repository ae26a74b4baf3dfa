-- Which share of what is written about entities of its type falls to each entity?
-- Of the articles published in that time, copies of others included; one that names several counts for each.
-- place: its place among the entities of its type
-- texts: the articles without copies of other articles
-- type_articles: articles that name any entity of the type
with
    kinds as (
        select type, row_number() over (order by type)::integer as place from (select distinct type from entities)
    ),
    named as materialized (
        select article_no, entity_id, outlet_id, duplicate_of is null as is_first
        from article_entities
        where ($outlet::varchar is null or outlet_id = $outlet)
            and ($since::timestamptz is null or dated_at >= $since)
            and ($until::timestamptz is null or dated_at < $until)
    ),
    -- A bit for each type that an article names: half the work of counting its articles anew for each type.
    types as (
        select k.type, count(*) as type_articles
        from (
            select n.article_no, bit_or(1 << k.place) as bits
            from named n
            join entities e using (entity_id)
            join kinds k using (type)
            group by n.article_no
        ) a
        join kinds k on a.bits & (1 << k.place) <> 0
        group by k.type
    ),
    counted as (
        select
            entity_id, count(*) as articles, count(*) filter (is_first) as texts, count(distinct outlet_id) as outlets
        from named group by entity_id
    ),
    placed as (
        select
            c.*, e.name, e.type, row_number() over (partition by e.type order by articles desc, name, entity_id) as place
        from counted c
        join entities e using (entity_id)
    )
select name as entity, type, place, articles, texts, outlets, type_articles, round(articles / type_articles, 4) as share
from placed
join types using (type)
where $entity::varchar is null or entity_id = $entity
order by articles desc, entity
limit coalesce($most::bigint, 50)
