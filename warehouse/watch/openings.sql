-- One row per article of $ids: how it begins.
-- article_id: the article
-- opening: the outlet's own summary, or how its body begins
with
    chosen as (select id as article_id from store.ids($ids)),
    documents as (
        select v.article_id, v.document_id
        from (from store.versions where latest) v
        semi join chosen using (article_id)
    ),
    -- Places first: joined to them the texts are read of the rows that lie there alone, joined to ids of every row.
    places as materialized (select d.article_id, e.rowid as place from documents d join store.extractions e using (document_id))
select
    p.article_id::varchar as article_id, coalesce(nullif(e.description, ''), e.body[1:1000], '') as opening
from store.extractions e
join places p on p.place = e.rowid
