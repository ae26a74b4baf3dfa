-- One row per (entity, outlet): the outlet's first article, as it reads now, that names the entity in title or body.
-- entity_id: the entity
-- outlet_id: the outlet
-- article_id: the article
-- first_at: when it was published; where it does not say, when kabar first saw it listed
-- title: its headline
-- url: its address
-- duplicate_of: the earliest known article with the same text; null where this is it
select f.entity_id, f.outlet_id, a.article_id, f.first_at, a.title, a.url, a.duplicate_of
from (
    select
        entity_id, outlet_id, arg_min(article_no, (dated_at, article_id)) as article_no, min(dated_at) as first_at
    from store.named
    group by entity_id, outlet_id
) f
join store.current a using (article_no)
