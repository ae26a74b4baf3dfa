-- One row per article that the index has not as it is now (come), or has and should not (gone, forgotten).
with
    current as (
        select
            hash(a.article_id) as key,
            hash(e.text_digest, e.document_id, e.lang, a.outlet_id, coalesce(v.published_at, a.first_seen_at)) as state
        from store.articles a
        join store.versions v using (article_id)
        join store.extractions e using (document_id)
        where v.latest
    ),
    forgotten as (select hash(page_id) as key from store.pages where outcome = 'forgotten')
select key, 'come' as kind from current anti join indexed using (key, state)
union all
select key, if(forgotten.key is null, 'gone', 'forgotten')
from (from indexed anti join current using (key))
left join forgotten using (key)
