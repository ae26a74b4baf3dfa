-- The articles that the page shows, by their ids: `wanted`.
create or replace temp table wanted as
select
    a.article_id, v.document_id, a.outlet_id, a.url, coalesce(v.published_at, a.first_seen_at) as dated_at,
    v.published_at is not null and coalesce(v.published_precision in ('second', 'minute'), false) as is_exact
from (from store.articles where article_id in (from store.ids($ids))) a
join (from store.versions where latest and article_id in (from store.ids($ids))) v using (article_id)
