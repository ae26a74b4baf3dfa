-- One row per address at which an article may be found, and what became of it: nothing that a feed or a past day's listing showed is missing here.
-- outlet_id: whose feed, or listing of a past day, showed it
-- url: the canonical address
-- discovered_via: feed, api, index, sitemap, wayback, warc or citation (another article gave its address)
-- first_seen_at: when it was first listed
-- route: the route by which a backfill found it; null where a feed that was polled showed it first
-- outcome: pending, ok (archived; it stays so whatever later looks find), skipped (an address no article has), or how the last request ended
-- attempts: requests so far
-- next_attempt_at: when it is tried again; null when it is not
-- check_at: when an archived page is looked at again; null when it is not
-- extraction: ok where it ever gave an article, or why not; null while it was not read
-- article_id: the article it is an address of
-- detail: what was said of the failure
with read as (
    select
        page_id, if(bool_or(outcome in ('ok', 'unchanged')), 'ok', max_by(outcome, observed_at)) as extraction,
        max_by(detail, observed_at) as detail
    from store.extractions
    group by page_id
)
select
    p.outlet_id, p.url, p.discovered_via, p.first_seen_at, p.route, p.outcome, p.attempts, p.next_attempt_at,
    p.check_at, r.extraction, a.article_id, coalesce(nullif(p.detail, ''), nullif(r.detail, '')) as detail
from store.pages p
left join read r using (page_id)
left join store.redirects w on w.article_id = p.page_id
left join store.articles a on a.article_id = coalesce(w.leads_to, p.page_id)
