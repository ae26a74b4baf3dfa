-- The articles of the last 91 days (thirteen weeks and what is left of the first), without their texts: `recent`.
-- dated_at is that of article_entities and entity_days, so that whoever asks those finds the same figures. An article
-- that claims to be of the future is left out until its time has come. is_today: dated in the last 24 hours, and not
-- found afterwards: what a backfill brings is no news.
create or replace temp table recent as
select
    article_no, article_id, outlet_id, coalesce(lang, '') as lang, dated_at, is_backfilled,
    coalesce(published_precision in ('second', 'minute'), false) as is_exact,
    change_kind is not distinct from 'unpublished' as is_gone, duplicate_of is not null as is_copy,
    dated_at > $now::timestamptz - interval 1 day and not is_backfilled as is_today
from (select *, coalesce(published_at, first_seen_at) as dated_at from store.current)
where dated_at > $now::timestamptz - interval 91 day and dated_at <= $now::timestamptz
