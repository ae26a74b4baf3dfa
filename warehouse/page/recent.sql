-- The articles of the last 91 days (thirteen weeks and what is left of the first), without their texts: `recent`.
-- dated_at is that of article_entities and entity_days, so that whoever asks those finds the same figures. An article
-- that claims to be of the future is left out until its time has come. is_today: dated in the last 24 hours, and not
-- found afterwards: what a backfill brings is no news.
create or replace temp table recent as
with
    dated as (
        select
            a.article_id, v.document_id, a.outlet_id, a.first_seen_at,
            coalesce(v.published_at, a.first_seen_at) as dated_at,
            coalesce(v.published_precision in ('second', 'minute'), false) as is_exact,
            v.change_kind is not distinct from 'unpublished' as is_gone
        from (from store.versions where latest) v
        join store.articles a using (article_id)
        where coalesce(v.published_at, a.first_seen_at) > $now::timestamptz - interval 91 day
          and coalesce(v.published_at, a.first_seen_at) <= $now::timestamptz
    )
select
    d.*, coalesce(e.lang, '') as lang, p.route is not null as is_backfilled,
    d.article_id in (select article_id from copies) as is_copy,
    d.dated_at > $now::timestamptz - interval 1 day and p.route is null as is_today
from dated d
left join (select document_id, lang from store.extractions) e using (document_id)
left join (select page_id, route from store.pages) p on p.page_id = d.article_id
