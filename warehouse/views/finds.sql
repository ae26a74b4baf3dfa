-- One row per (route, stretch of days, article) that a listing of past days named: told afterwards, never seen in a feed.
-- outlet_id: who published it
-- route: the kind of the route and its template
-- day_from: the first day of the stretch that was walked
-- step: the request whose answer named it
-- url: its canonical address
-- link: the address as the listing gave it
-- title: its headline there; empty where the listing has none
-- published_at: when it was published, as the listing says
-- published_precision: how exactly: second, minute, day or month
-- found_at: when it was found
-- article_id: the article it became; null where its page gave none, or was not had yet
-- run_id: the run that named it last
select
    f.outlet_id, f.route, f.day_from, f.step, f.url, f.link, f.title, f.published_at, f.published_precision, f.found_at,
    a.article_id, f.run_id
from store.finds f
left join store.redirects w on w.article_id = f.page_id
left join store.articles a on a.article_id = coalesce(w.leads_to, f.page_id)
