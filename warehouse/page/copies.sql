-- The articles that are copies of an earlier one: those whose `duplicate_of` is not null in articles.
create or replace temp table copies as
select distinct coalesce(a.leads_to, d.article_id) as article_id
from store.duplicates d
left join store.redirects a on a.article_id = d.article_id
left join store.redirects o on o.article_id = d.duplicate_of
where d.relation <> 'same article' and d.undone_at is null
  and coalesce(a.leads_to, d.article_id) <> coalesce(o.leads_to, d.duplicate_of)
