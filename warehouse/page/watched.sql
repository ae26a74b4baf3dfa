-- Who is watched, and how many articles name them: in the last 24 hours (without what was found afterwards), in the last
-- seven days, in a week of the four before, in a day of the 28 before the last, and ever.
select
    w.entity_id, w.name, w.type is not null as is_known,
    coalesce(r.last_day, 0) as last_day, coalesce(r.last_week, 0) as last_week,
    coalesce(r.month, 0) / 4 as usual_week, coalesce(e.articles, 0) as ever,
    coalesce(r.before, 0) as before
from watching w
left join (
    select
        n.entity_id,
        count(*) filter (a.is_today) as last_day,
        count(*) filter (n.dated_at > $now::timestamptz - interval 7 day) as last_week,
        count(*) filter (
            n.dated_at > $now::timestamptz - interval 35 day and n.dated_at <= $now::timestamptz - interval 7 day
        ) as month,
        count(*) filter (
            n.dated_at > $now::timestamptz - interval 29 day and n.dated_at <= $now::timestamptz - interval 1 day
        ) as before
    from naming n
    join recent a using (article_id)
    group by n.entity_id
) r using (entity_id)
left join (
    select entity_id, count(*) as articles
    from store.named
    where entity_id in (select entity_id from watching)
    group by entity_id
) e using (entity_id)
order by w.place
