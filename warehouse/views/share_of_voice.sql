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
        named as materialized (
            select
                n.article_id, n.entity_id, t.type, n.duplicate_of is null as is_first,
                date_trunc('week', n.dated_at at time zone 'UTC')::date as week
            from article_entities n
            join store.entities t using (entity_id)
        )
    select entity_id, week, type, e.articles, e.texts, w.articles as type_articles
    from (
        select entity_id, week, type, count(*) as articles, count(*) filter (is_first) as texts
        from named
        group by all
    ) e
    join (
        select type, week, count(*) as articles
        from (select distinct article_id, type, week from named)
        group by all
    ) w using (type, week)
)
