-- One row per article of $ids: what may be shown of it.
-- article_id: the article
-- outlet_id: who published it
-- outlet: as people write it
-- lang: the language of its text
-- url: its address
-- title: its headline
-- dated_at: when it was published; where it does not say, when kabar first saw it listed
with chosen as (select id as article_id from store.ids($ids))
select
    a.article_id::varchar as article_id, a.outlet_id, coalesce(o.name, a.outlet_id) as outlet,
    coalesce(e.lang, '') as lang, a.url, coalesce(e.title, '') as title,
    coalesce(v.published_at, a.first_seen_at) as dated_at
from store.articles a
semi join chosen using (article_id)
join (from store.versions where latest) v on v.article_id = a.article_id
join store.extractions e on e.document_id = v.document_id
left join store.outlets o on o.outlet_id = a.outlet_id
