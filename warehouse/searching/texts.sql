-- One row per article: what the search index takes of its current version. More conditions are added at the end.
select
    hash(a.article_id) as key,
    hash(e.text_digest, e.document_id, e.lang, a.outlet_id, coalesce(v.published_at, a.first_seen_at)) as state,
    a.outlet_id, coalesce(e.lang, '') as lang, coalesce(v.published_at, a.first_seen_at) as published_at,
    coalesce(e.title, '') as title, coalesce(e.body, '') as body
from store.articles a
join store.versions v using (article_id)
join store.extractions e using (document_id)
where v.latest
