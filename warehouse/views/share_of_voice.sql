-- One row per (entity, week) in which an article names the entity in title or body: its part of what is written about entities of its type. Copies of other articles count in articles and share, not in texts; shares of one week add up to more than 1 where articles name several.
-- entity_id: the entity
-- week: the Monday (UTC) on which the week begins
-- type: of the entity: ORG, PERSON, PRODUCT, PLACE, EVENT or LAW
-- articles: how many articles of the week name it
-- texts: how many of these are no copy of an earlier article
-- type_articles: how many articles of the week name any entity of this type
-- share: articles / type_articles
select entity_id, week, type, articles, texts, type_articles, articles / type_articles as share
from (
    with
        kinds as (
            select type, row_number() over (order by type)::integer as place
            from (select distinct type from store.entities)
        ),
        named as materialized (
            select
                article_no, entity_id, duplicate_of is null as is_first, date_trunc('week', day)::date as week
            from store.named
        )
    select e.entity_id, e.week, t.type, e.articles, e.texts, w.articles as type_articles
    from (
        select entity_id, week, count(*) as articles, count(*) filter (is_first) as texts
        from named
        group by all
    ) e
    join store.entities t using (entity_id)
    join (
        -- A bit for each type that an article names: half the work of counting its articles anew for each type.
        select k.type, a.week, count(*) as articles
        from (
            select n.article_no, any_value(n.week) as week, bit_or(1 << k.place) as bits
            from named n
            join store.entities e using (entity_id)
            join kinds k using (type)
            group by n.article_no
        ) a
        join kinds k on a.bits & (1 << k.place) <> 0
        group by k.type, a.week
    ) w on w.type = t.type and w.week = e.week
)
