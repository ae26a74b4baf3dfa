-- What part of the articles of a week that name any entity of its type name each that is watched: the week of `now` and
-- the twelve before. A week in which no article names any of the type is left out, one in which others are named is not.
with
    weekly as (
        select article_id, entity_id, type, date_trunc('week', dated_at at time zone 'UTC')::date as week
        from naming
        where (dated_at at time zone 'UTC')::date
            >= date_trunc('week', $now::timestamptz at time zone 'UTC')::date - 84
    ),
    all_of_type as (select type, week, count(distinct article_id) as articles from weekly group by all),
    of_one as (select entity_id, week, count(*) as articles from weekly group by all)
select w.entity_id, w.name, t.week, coalesce(o.articles, 0) as articles, coalesce(o.articles, 0) / t.articles as share
from watching w
join all_of_type t using (type)
left join of_one o on o.entity_id = w.entity_id and o.week = t.week
order by w.place, t.week
