-- How is each outlet: do its feeds answer, what do they bring, how soon, and what is missing?
-- Articles and polls are those of the time asked for; feeds, pages and gaps are as they are now.
-- feeds, healthy: that are declared; of them, those that answer and have something new
-- newest_item: the newest publication time that a feed of it carried
-- half_seen_within: from publication to the poll that listed it, of the article in the middle; of those published since it is
-- watched, and not found afterwards
-- polls, failed, reasons: how often its feeds were asked, how often in vain, and why
-- waiting, refused, unread: its pages that are yet to be fetched; that were refused; that were had and gave no article
-- open_gaps, missing_hours: stretches being looked for; hours, feed by feed, that nothing has made good
with
    fed as (
        select
            outlet_id, count(*) as feeds, count(*) filter (status = 'healthy') as healthy,
            max(last_ok_at) as last_answer, max(newest_item_at) as newest_item
        from feeds where status <> 'retired' group by outlet_id
    ),
    had as (
        select
            outlet_id, count(*) as articles,
            to_seconds(round(median(epoch(first_seen_at) - epoch(published_at)) filter (
                not backfilled and published_precision in ('second', 'minute') and published_at > first_listed_at
            ))::bigint) as half_seen_within
        from headlines
        left join (select outlet_id, first_listed_at from coverage) using (outlet_id)
        where ($since::timestamptz is null or first_seen_at >= $since)
            and ($until::timestamptz is null or first_seen_at < $until)
        group by outlet_id
    ),
    ended as (
        select
            f.outlet_id, count(*) as n,
            if(p.outcome in ('ok', 'not_modified', 'unchanged'), null, coalesce(p.detail, p.outcome)) as failure
        from polls p
        join feeds f using (feed_url)
        where ($since::timestamptz is null or p.polled_at >= $since)
            and ($until::timestamptz is null or p.polled_at < $until)
        group by all
    ),
    polled as (
        select
            outlet_id, sum(n)::bigint as polls, coalesce(sum(n) filter (failure is not null), 0)::bigint as failed,
            string_agg(n || ' ' || failure, ', ' order by n desc, failure) filter (failure is not null) as reasons
        from ended group by outlet_id
    ),
    listed as (
        select
            outlet_id, count(*) filter (outcome <> 'ok' and next_attempt_at is not null) as waiting,
            count(*) filter (outcome in ('blocked', 'refused', 'robots')) as refused,
            count(*) filter (outcome = 'ok' and extraction <> 'ok') as unread
        from pages group by outlet_id
    )
select
    o.name as outlet, coalesce(f.feeds, 0) as feeds, coalesce(f.healthy, 0) as healthy, f.last_answer, f.newest_item,
    coalesce(h.articles, 0) as articles, h.half_seen_within, coalesce(p.polls, 0) as polls,
    coalesce(p.failed, 0) as failed, p.reasons, coalesce(l.waiting, 0)::bigint as waiting,
    coalesce(l.refused, 0)::bigint as refused, coalesce(l.unread, 0)::bigint as unread, c.open_gaps,
    round(c.missing_seconds / 3600, 1) as missing_hours
from outlets o
left join fed f using (outlet_id)
left join had h using (outlet_id)
left join polled p using (outlet_id)
left join listed l using (outlet_id)
left join coverage c using (outlet_id)
where $outlet::varchar is null or o.outlet_id = $outlet
order by outlet
