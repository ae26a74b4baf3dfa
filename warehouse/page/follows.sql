-- Whose articles an outlet retells, directly, in the last 90 days; its own are left out. Lags are measured as in relation
-- who_follows_whom: from first publication to first publication, between articles that are both here and dated to the
-- minute.
with
    links as (
        select
            d.article_id, d.original_id, d.how, r.outlet_id, r.is_exact,
            coalesce(d.original_outlet_id, regexp_extract(d.original_url, '://([^/]+)', 1)) as original_outlet_id
        from store.derivations d
        join (from recent where dated_at > $now::timestamptz - interval 90 day) r using (article_id)
        where d.until_at is null
    ),
    ends as (
        select article_id, published_at
        from store.fingerprints
        where article_id in (select unnest([article_id, original_id]) from links)
    ),
    exact as (select article_id from store.current where published_precision in ('second', 'minute'))
select
    coalesce(o.name, l.outlet_id) as outlet, coalesce(w.name, l.original_outlet_id) as original_outlet,
    count(distinct l.article_id) as articles, count(distinct l.article_id) filter (l.how = 'stated') as stated,
    median(epoch(a.published_at) - epoch(f.published_at)) filter (l.is_exact) as median_lag
from links l
left join ends a on a.article_id = l.article_id
left join (from ends semi join exact using (article_id)) f on f.article_id = l.original_id
left join store.outlets o on o.outlet_id = l.outlet_id
left join called w on w.outlet_id = l.original_outlet_id
where l.original_outlet_id <> '' and l.original_outlet_id <> l.outlet_id
group by l.outlet_id, l.original_outlet_id, outlet, original_outlet
order by articles desc, outlet, original_outlet
limit $most
