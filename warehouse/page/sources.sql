-- What each outlet gave in the last 24 hours, and how its feeds are: one row per outlet, those in trouble first.
-- A feed fails where its last poll did, and is stale where it answers with nothing but old news; either is trouble.
-- An outlet is blocked where all its feeds refuse us, or all of its pages that were asked for in the last seven days, and
-- these were no fewer than $refusals.
with
    polled as (
        select f.outlet_id, f.status, f.last_ok_at, f.newest_item_at, p.detail, p.outcome
        from (from store.feeds where declared) f
        left join (
            select feed_url, arg_max(detail, polled_at) as detail, arg_max(outcome, polled_at) as outcome
            from store.polls
            group by feed_url
        ) p using (feed_url)
    ),
    health as (
        select
            outlet_id, count(*) as feeds, count(*) filter (status = 'failing') as failing,
            count(*) filter (status = 'stale') as stale,
            count(*) filter (status = 'failing' and regexp_matches(detail, '^(blocked|refused|robots)')) as refused,
            max(last_ok_at) as last_answer_at, max(newest_item_at) as newest_item_at,
            -- The worst has been silent longest.
            coalesce(
                arg_min(coalesce(nullif(detail, ''), outcome, status), coalesce(last_ok_at, timestamptz '1970-01-01'))
                    filter (status = 'failing'),
                any_value(status) filter (status = 'stale'),
                ''
            ) as why
        from polled
        group by outlet_id
    ),
    had as (
        select outlet_id, count(*) as articles
        from store.current
        where first_seen_at > $now::timestamptz - interval 1 day and first_seen_at <= $now::timestamptz
          and not is_backfilled
        group by outlet_id
    ),
    changed as (
        select a.outlet_id, count(distinct v.article_id) as changed
        from store.versions v
        join store.current a using (article_id)
        where v.version > 1 and v.observed_at > $now::timestamptz - interval 1 day
          and v.observed_at <= $now::timestamptz
        group by a.outlet_id
    ),
    tried as (
        select
            outlet_id, count(*) filter (outcome <> 'ok' and next_attempt_at is not null) as waiting,
            count(*) filter (
                outcome in ('blocked', 'refused', 'robots') and last_attempt_at > $now::timestamptz - interval 7 day
            ) as refused,
            count(*) filter (outcome = 'ok' and last_attempt_at > $now::timestamptz - interval 7 day) as served,
            arg_max(outcome, last_attempt_at) filter (outcome in ('blocked', 'refused', 'robots')) as refusal
        from store.pages
        group by outlet_id
    )
select
    o.outlet_id, o.name as outlet,
    case
        when h.feeds is null then 'unwatched'
        when h.refused = h.feeds or (t.refused >= $refusals and t.served = 0) then 'blocked'
        when h.failing = h.feeds then 'silent'
        when h.failing + h.stale > 0 then 'failing'
        else 'well'
    end as state,
    coalesce(a.articles, 0) as articles, coalesce(c.changed, 0) as changed, coalesce(t.waiting, 0) as waiting,
    coalesce(h.feeds, 0) as feeds, coalesce(h.failing + h.stale, 0) as failing_feeds, h.last_answer_at,
    h.newest_item_at,
    if(state = 'blocked', coalesce(t.refusal, h.why), coalesce(h.why, '')) as why
from store.outlets o
left join health h using (outlet_id)
left join had a using (outlet_id)
left join changed c using (outlet_id)
left join tried t using (outlet_id)
order by list_position(['blocked', 'silent', 'failing', 'well', 'unwatched'], state), articles desc, outlet
