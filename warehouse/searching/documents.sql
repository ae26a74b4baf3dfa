-- One row per article among `$these` keys of the index: its current document, and what is shown of it.
select
    hash(a.article_id) as key, v.document_id, a.article_id::varchar as article_id, a.outlet_id, a.url,
    coalesce(v.published_at, a.first_seen_at) as published_at
from store.articles a
join store.versions v using (article_id)
where v.latest and hash(a.article_id) in (select text::ubigint from store.texts($these))
