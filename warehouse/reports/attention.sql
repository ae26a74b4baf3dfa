-- How much is written about an entity, period by period?
-- Periods are days where five weeks or less are asked for, weeks (from Monday) up to two years, else months; those
-- without an article are there, too, up to when the file was published. Without a beginning, its last 90 days; without
-- an entity, the 10 that most articles name (or as many as --most says).
-- articles: how many name it in title or body, copies of other articles included
-- texts: how many of these are no copies
-- outlets: how many outlets they are of
with
    asked as (
        select
            coalesce($since::timestamptz, published_at - interval 90 day) as since,
            least(coalesce($until::timestamptz, published_at), published_at) as until,
            if(until - since <= interval 35 day, 'day', if(until - since <= interval 731 day, 'week', 'month')) as period
        from kabar_info
    ),
    days as materialized (
        select d.entity_id, d.outlet_id, d.articles, d.texts, date_trunc(a.period, d.day)::date as period_from
        from entity_days d, asked a
        where d.day between (a.since at time zone 'UTC')::date and ((a.until - interval 1 microsecond) at time zone 'UTC')::date
            and ($entity::varchar is null or d.entity_id = $entity)
            and ($outlet::varchar is null or d.outlet_id = $outlet)
    ),
    most_named as (
        select e.entity_id, e.name, coalesce(sum(d.articles), 0) as articles
        from entities e
        left join days d using (entity_id)
        where e.entity_id = $entity or ($entity::varchar is null and d.entity_id is not null)
        group by e.entity_id, e.name
        order by articles desc, e.entity_id
        limit coalesce($most::bigint, 10)
    ),
    periods as (
        select unnest(generate_series(
            date_trunc(period, since at time zone 'UTC')::timestamp, (until - interval 1 microsecond) at time zone 'UTC',
            case period when 'day' then to_days(1) when 'week' then to_days(7) else to_months(1) end
        ))::date as period_from
        from asked
    ),
    counted as (
        select entity_id, period_from, sum(articles) as articles, sum(texts) as texts, count(distinct outlet_id) as outlets
        from days group by all
    )
select
    l.name as entity, p.period_from as "from", coalesce(c.articles, 0)::bigint as articles,
    coalesce(c.texts, 0)::bigint as texts, coalesce(c.outlets, 0) as outlets
from most_named l
cross join periods p
left join counted c on c.entity_id = l.entity_id and c.period_from = p.period_from
order by l.articles desc, entity, "from"
