-- The articles that the page shows, by their ids: `wanted`.
create or replace temp table wanted as
select
    article_id, document_id, outlet_id, url, coalesce(published_at, first_seen_at) as dated_at,
    published_at is not null and coalesce(published_precision in ('second', 'minute'), false) as is_exact
from store.current
where article_id in (from store.ids($ids))
