-- Whose articles an outlet retells, directly, in the last 90 days; its own are left out. Lags are measured between
-- articles that are both here and dated to the minute.
with
    links as (
        select
            d.article_id, d.original_id, d.how, r.outlet_id, r.dated_at, r.is_exact,
            coalesce(d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1)) as original_outlet_id
        from store.derivations d
        join (from recent where dated_at > $now::timestamptz - interval 90 day) r using (article_id)
        where d.until_at is null
    ),
    originals as (
        select article_id, published_at
        from store.versions
        where latest and published_precision in ('second', 'minute')
          and article_id in (select original_id from links)
    )
select
    coalesce(o.name, l.outlet_id) as outlet, coalesce(w.name, l.original_outlet_id) as original_outlet,
    count(distinct l.article_id) as articles, count(distinct l.article_id) filter (l.how = 'stated') as stated,
    median(epoch(l.dated_at) - epoch(f.published_at)) filter (l.is_exact) as median_lag
from links l
left join originals f on f.article_id = l.original_id
left join store.outlets o on o.outlet_id = l.outlet_id
left join store.outlets w on w.outlet_id = l.original_outlet_id
where l.original_outlet_id <> '' and l.original_outlet_id <> l.outlet_id
group by l.outlet_id, l.original_outlet_id, outlet, original_outlet
order by articles desc, outlet, original_outlet
limit $most
