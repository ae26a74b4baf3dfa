-- One row per outlet, day and other source: what a news sitemap or a route to past days listed of that day, and how much of it a feed showed. Photos, videos and whatever else is no article do not count.
-- outlet_id: whose articles
-- day: the UTC day of their publication, as the source says (where it does not: the day on which it was asked)
-- source: the address of the news sitemap, or the kind of the route and its template
-- listed: how many articles the source listed
-- shown: how many of these a feed of the outlet showed as well
-- share: shown of listed, from 0 to 1
-- is_watched: whether feeds of the outlet were polled by the beginning of that day: of earlier days they cannot have shown much
with
    listings as (
        select e.outlet_id, e.feed_url as source, e.page_id, min(coalesce(e.published_at, e.first_seen_at)) as listed_on
        from store.entries e semi join (from store.feeds where kind = 'sitemap') f on f.feed_url = e.feed_url
        group by all
        union all
        select outlet_id, route, page_id, min(coalesce(published_at, found_at)) from store.finds group by all
    ),
    merged as (
        select l.outlet_id, l.source, coalesce(r.leads_to, l.page_id) as page_id, min(l.listed_on) as listed_on
        from listings l
        join store.pages p on p.page_id = l.page_id and p.outcome <> 'skipped'
        left join store.redirects r on r.article_id = l.page_id
        group by all
    ),
    shown as (
        select distinct coalesce(r.leads_to, e.page_id) as page_id
        from store.entries e
        semi join (from store.feeds where kind <> 'sitemap') f on f.feed_url = e.feed_url
        left join store.redirects r on r.article_id = e.page_id
    ),
    watched as (
        select feeds.outlet_id, min(polled_at) as first_listed_at
        from store.polls join store.feeds using (feed_url) where entries > 0 and kind <> 'sitemap' group by all
    )
select
    m.outlet_id, (m.listed_on at time zone 'UTC')::date as day, m.source, count(*) as listed,
    count(s.page_id) as shown, count(s.page_id) / count(*) as share,
    coalesce(bool_and(w.first_listed_at <= (m.listed_on at time zone 'UTC')::date::timestamp at time zone 'UTC'), false)
        as is_watched
from merged m
left join shown s on s.page_id = m.page_id
left join watched w on w.outlet_id = m.outlet_id
group by m.outlet_id, day, m.source
