-- One row per address that an article gives as its source and that was not in the warehouse then, and what became of it.
-- url: the address
-- outlet_id: whose it is; null where no outlet that kabar watches publishes there, and nothing is asked for
-- given_by: the first article that gives it
-- wanted_at: when it was noted
-- asked_at: when its page was put among those to fetch; null while it was not, or where it got there otherwise
-- outcome: what became of that page, as in pages; null while it was not asked for
-- article_id: the article that it turned out to be; null while there is none
select
    o.url, o.outlet_id, o.asked_by as given_by, o.wanted_at, o.asked_at, p.outcome, a.article_id
from store.originals o
left join store.pages p using (page_id)
left join store.redirects w on w.article_id = o.page_id
left join store.articles a on a.article_id = coalesce(w.leads_to, o.page_id)
