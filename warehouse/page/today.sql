-- The figures of the last 24 hours, and how many articles the 24 hours before had. known_days: of the 28 days before the
-- last, those that have a tenth of its articles or more: feeds show single articles of days that nobody watched.
with
    today as (from recent where is_today),
    retellings as (
        select d.article_id, d.original_id
        from store.derivations d
        semi join today using (article_id)
        where d.until_at is null
    )
select
    (select count(*) from today) as articles,
    (
        select count(*) from recent
        where not is_backfilled
          and dated_at > $now::timestamptz - interval 2 day and dated_at <= $now::timestamptz - interval 1 day
    ) as articles_before,
    (select count(distinct outlet_id) from today) as outlets,
    (select count(*) from today where is_copy) as copies,
    (select count(*) from store.stories s semi join today on today.article_id = s.first_article_id) as stories,
    (select count(distinct article_id) from retellings) as retellings,
    (
        select count(*)
        from store.drifts d
        semi join retellings r on r.article_id = d.article_id and r.original_id = d.original_id
        where d.verdict = 'contradicted'
    ) as contradicted,
    (select count(*) from store.gaps where status = 'open') as open_gaps,
    (
        select count(*)
        from (
            select epoch($now::timestamptz - dated_at) // 86400 as days_ago
            from recent
            where dated_at <= $now::timestamptz - interval 1 day and dated_at > $now::timestamptz - interval 29 day
            group by days_ago
            having 10 * count(*) >= (select count(*) from today)
        )
    ) as known_days
