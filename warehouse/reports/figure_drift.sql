-- Which figures read otherwise in a retelling than in its original?
select f.verdict, f.original as "in the original", f.derived as "in the retelling", f.rate, o.name as outlet, f.title,
       f.original_title as original, a.url
from figure_drift f
join articles a using (article_id)
join outlets o on o.outlet_id = f.outlet_id
where f.verdict in ('contradicted', 'converted', 'rounded')
order by f.verdict <> 'contradicted', a.published_at desc, a.url, f.original_start
limit 200
