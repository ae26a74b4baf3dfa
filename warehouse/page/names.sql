-- The names that recur of late and are in no gazetteer, those that became news most first, and whose articles have them.
-- Only names of two articles or more: one article has a dozen that nobody else will write.
with
    best as (
        select name, score, articles, first_seen_at, example_title, example_url
        from new_names
        where score > 0 and articles > 1
        order by score desc, articles desc, name
        limit $most
    )
select
    b.name, b.score, b.articles, coalesce(n.outlets, []) as outlets, b.first_seen_at,
    coalesce(b.example_title, '') as example_title, b.example_url
from best b
left join (
    select k.name, list_sort(list(distinct coalesce(o.name, r.outlet_id))) as outlets
    from (from store.known_names where name in (select name from best)) k
    join store.names_of n using (name_no)
    join (from recent where dated_at > $now::timestamptz - interval 28 day and not is_copy) r using (article_no)
    left join store.outlets o on o.outlet_id = r.outlet_id
    group by k.name
) n using (name)
order by b.score desc, b.articles desc, b.name
