-- What each outlet gave since $since, and how its feeds are: one row per outlet that has feeds.
with
    had as (
        select outlet_id, count(*) as articles from articles
        where first_seen_at between $since and $now and not backfilled
        group by outlet_id
    ),
    changed as (
        select a.outlet_id, count(distinct v.article_id) as changed
        from article_versions v join articles a using (article_id)
        where v.version > 1 and v.observed_at between $since and $now
        group by a.outlet_id
    ),
    asked as (
        select f.outlet_id, count(*) as polls,
               count(*) filter (p.outcome in ('failed', 'not_a_feed', 'other_site')) as failed_polls
        from polls p join feeds f using (feed_url)
        where p.polled_at between $since and $now
        group by f.outlet_id
    ),
    waiting as (
        select outlet_id, count(*) as waiting from pages
        where outcome <> 'ok' and next_attempt_at is not null group by outlet_id
    ),
    newest as (
        select outlet_id, max(newest_item_at) as newest_item, max(last_ok_at) as last_answer
        from feeds where status <> 'retired' group by outlet_id
    )
select o.name as outlet, coalesce(h.articles, 0) as "new articles", coalesce(c.changed, 0) as changed,
       coalesce(w.waiting, 0) as "pages to fetch", coalesce(a.polls, 0) as polls, coalesce(a.failed_polls, 0) as failed,
       n.last_answer as "last answer", n.newest_item as "newest item"
from outlets o
join newest n using (outlet_id)
left join had h using (outlet_id)
left join changed c using (outlet_id)
left join asked a using (outlet_id)
left join waiting w using (outlet_id)
order by "new articles" desc, outlet
