-- What became of the figures along what these articles retell; those that read the same are here, too, to be counted.
select d.article_id::varchar, d.original_id::varchar, d.verdict, d.original, coalesce(d.derived, '') as derived, d.rate
from store.drifts d
where d.article_id in (select article_id from members where is_line)
order by d.article_id, d.original_id, d.original_start, d.kind
