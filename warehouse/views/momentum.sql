-- One row per entity that articles name in title or body in the five weeks before this file was published: the last seven days against the four weeks before them. Copies of other articles count in articles and before, not in the columns of texts.
-- entity_id: the entity
-- articles: how many articles of the last seven days name it
-- before: how many of a week did, in the mean of the four weeks before
-- ratio: articles / before; null where the four weeks have none
-- texts: articles without copies of earlier articles
-- texts_before: before without copies of earlier articles
select entity_id, articles, before, articles / nullif(before, 0) as ratio, texts, texts_before
from (
    select
        entity_id,
        count(*) filter (dated_at > published_at - interval 7 day) as articles,
        count(*) filter (dated_at <= published_at - interval 7 day) / 4 as before,
        count(*) filter (dated_at > published_at - interval 7 day and duplicate_of is null) as texts,
        count(*) filter (dated_at <= published_at - interval 7 day and duplicate_of is null) / 4 as texts_before
    from store.named
    join store.published on dated_at <= published_at and dated_at > published_at - interval 35 day
    group by entity_id
)
