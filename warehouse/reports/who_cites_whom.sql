-- Whom does each outlet name as the source of its articles, and how?
-- A link in passing counts where the article turned out to retell what it leads to.
select o.name as outlet, coalesce(s.name, c.outlet_id, regexp_extract(c.url, '://([^/]+)', 1)) as source,
       count(distinct c.article_id) as articles,
       count(distinct c.article_id) filter (c.url is not null) as "with an address",
       arg_max(c.evidence, (c.role, a.published_at)) as "for instance"
from (
    from citations c
    where role = 'source' or (article_id, url) in (select (article_id, original_url) from derivations where how = 'stated')
) c
join articles a using (article_id)
join outlets o on o.outlet_id = a.outlet_id
left join outlets s on s.outlet_id = c.outlet_id
where c.outlet_id is distinct from a.outlet_id
group by o.name, source
order by articles desc, outlet, source
