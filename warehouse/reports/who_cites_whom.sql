-- Whom does each outlet name as the source of its articles, and how?
select o.name as outlet, coalesce(s.name, c.outlet_id, regexp_extract(c.url, '://([^/]+)', 1)) as source,
       count(distinct c.article_id) as articles,
       count(distinct c.article_id) filter (c.url is not null) as "with an address",
       arg_max(c.evidence, a.published_at) as "for instance"
from (from citations where role = 'source') c
join articles a using (article_id)
join outlets o on o.outlet_id = a.outlet_id
left join outlets s on s.outlet_id = c.outlet_id
where c.outlet_id is distinct from a.outlet_id
group by o.name, source
order by articles desc, outlet, source
