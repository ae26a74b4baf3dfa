-- How long after an English original does each Indonesian outlet retell it?
-- Originals at the root of the chain; both in the warehouse and dated to the minute.
select o.name as outlet, count(*) as retellings, to_seconds(round(median(epoch(lag)))::bigint) as "half within",
       to_seconds(quantile_disc(epoch(lag), .9)::bigint) as "nine in ten within",
       arg_min(r.title, lag) as fastest, to_seconds(min(epoch(lag))::bigint) as after, arg_min(e.title, lag) as "of"
from (select distinct article_id, root_id from derivations where root_id is not null) d
join (from articles where lang = 'id' and published_precision in ('second', 'minute')) r using (article_id)
join (from articles where lang = 'en' and published_precision in ('second', 'minute')) e on e.article_id = d.root_id
join outlets o on o.outlet_id = r.outlet_id,
lateral (select r.published_at - e.published_at as lag)
group by o.name
order by "half within", outlet
