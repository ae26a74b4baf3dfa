-- What was asked for: entries, polls, requests, documents, keys, runs, gaps and walks.
insert into store.entries
select
    an_id('entry', n * 2 + s), feed_url, outlet_id, url, url, url, f.title, 'Ringkasan dari ' || f.title, [], ['Tekno'], lang,
    strftime(dated, '%a, %d %b %Y %H:%M:%S +0000'), dated, 'second', '', null,
    '{"id": "' || url || '", "link": "' || url || '", "published": "' || dated || '", "summary_detail": {"base": "", "type": "text/html"}}',
    (u(n, 80) * 50)::int, seen_at, seen_at + interval 1 day, article_id, true
from (select a.*, f.title, s from article a join store.fingerprints f on f.article_no = a.n, range(2) r(s) where s = 0 or u(a.n, 81) < .1) f
where not is_late
order by n;
insert into store.finds
select
    outlet_id, 'sitemap https://' || outlet_id || '.test/sitemap-{date}.xml', dated::date, 'page 1', article_id, url, url, '', dated, 'second',
    seen_at, getvariable('run'), url, true
from article where is_late or u(n, 82) < .1 order by n;

create temp table asking as
select i, getvariable('now') - to_seconds(((1 - i / (2 * getvariable('articles'))) * 730 * 86400)::bigint) as dated,
       1 + hash(i) % (select count(*) from feed) as k
from range(2 * getvariable('articles')) r(i);
insert into store.polls
select
    getvariable('run'), f.feed_url, a.dated, case when u(i, 83) < .03 then 'failed' when u(i, 83) < .4 then 'not_modified' else 'ok' end,
    if(u(i, 83) < .03, 503, 200), 40000, (100 + u(i, 84) * 900)::int, if(u(i, 83) < .03, null, 30),
    if(u(i, 83) < .4, 0, (u(i, 85) * 3)::int), if(u(i, 83) < .03, null, 28), if(u(i, 83) < .03, 'server_error 503', '')
from asking a join (select *, row_number() over (order by feed_url) as nth from feed) f on f.nth = a.k
order by i;
insert into store.fetches
select
    getvariable('run'), f.feed_url, f.outlet_id || '.test', 'feed', a.dated, if(u(i, 83) < .03, 'server_error', 'ok'), 200, 40000,
    (100 + u(i, 84) * 900)::int, '', a.dated, 2, 20000
from asking a join (select *, row_number() over (order by feed_url) as nth from feed) f on f.nth = a.k
order by i;
insert into store.fetches
select getvariable('run'), url, outlet_id || '.test', 'page', observed_at, 'ok', 200, 120000, 400, '', observed_at, 2, 20000
from document order by d;
insert into store.documents
select
    document_id, 'page', url, outlet_id, url, url, 200, 'text/html', observed_at, 'ok', strftime(observed_at, '%Y/%m/%d') || '/kabar.warc.gz',
    d * 31000, 31000, 'sha256:' || sha256(d::varchar), 120000, true, null
from document order by d;
insert into store.keys
select article_id, outlet_id, 'address', url, 'url', seen_at, hash(outlet_id || url) from article order by n;
insert into store.keys
select article_id, outlet_id, 'outlet', n::varchar, 'url', seen_at, hash(outlet_id || n) from article order by n;

insert into store.runs
select
    an_id('run', i), 'run', getvariable('now') - to_minutes((70080 - i) * 15), getvariable('now') - to_minutes((70080 - i) * 15) + interval 70 second,
    null, if(u(i, 90) < .01, 'failed', 'done'), '', map {'polled': 27, 'articles': 14}, false
from range(70080) r(i) where u(i, 91) < getvariable('articles') / 1e6 order by i;
insert into store.gaps
select
    an_id('gap', i), f.feed_url, f.outlet_id, g.dated, g.dated + to_minutes((u(i, 92) * 600)::bigint), g.status,
    if(g.status = 'closed', 'sitemap', null), 'no_overlap', g.dated + interval 10 hour, if(g.status = 'open', null, g.dated + interval 1 day), 1, null
from (
    select i, getvariable('now') - to_hours((u(i, 93) * 17000)::int) as dated, ['closed', 'closed', 'permanent', 'open'][1 + (u(i, 94) * 4)::int % 4] as status
    from range(getvariable('articles') // 2000) r(i)
) g join (select *, row_number() over (order by feed_url) as nth from feed) f on f.nth = 1 + hash(i) % (select count(*) from feed)
order by i;
insert into store.walked_days
select
    outlet_id, 'sitemap https://' || outlet_id || '.test/sitemap-{date}.xml', (getvariable('now') - to_days(400 + i::int))::date, 'complete', '',
    getvariable('now'), 40, getvariable('now'), getvariable('run')
from outlet, range(90) r(i);
insert into store.walked
select
    outlet_id, route, day, day, 'page 1', 'https://' || outlet_id || '.test/sitemap-' || day || '.xml', 'ok', 40, 10, [], '', ended_at, false, run_id
from store.walked_days;

update store.feeds set
    status = if(hash(feed_url) % 9 = 0, 'failing', if(hash(feed_url) % 9 = 1, 'stale', 'healthy')), failures = if(hash(feed_url) % 9 = 0, 3, 0),
    last_polled_at = getvariable('now'), last_ok_at = getvariable('now'), listed_at = getvariable('now'), covered_until = getvariable('now'),
    newest_item_at = getvariable('now'), interval_seconds = 1800, next_poll_at = getvariable('now') + interval 30 minute;
