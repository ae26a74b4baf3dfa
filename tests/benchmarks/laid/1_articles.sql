-- Who writes when: articles, their documents and versions. `u` draws evenly from 0 to 1, the same for the same numbers.
create temp macro u(n, salt) as (hash(n * 256 + salt) % 1000003) / 1000003.0;
create temp macro an_id(kind, n) as md5(kind || n)::uuid;
-- The kth of so many, as words and names are drawn: the first twice as often as the second, three times as the third.
create temp macro zipf(draw, many) as least(floor(exp(draw * ln(many + 1)))::bigint, many);

create temp table outlet as
select outlet_id, group_id, lang, row_number() over (order by lang = 'en', hash(outlet_id)) as k from store.outlets;
create temp table feed as
select outlet_id, feed_url, row_number() over (partition by outlet_id order by feed_url) as k,
       count(*) over (partition by outlet_id) as many
from store.feeds;

-- Two years, busier by the year, by day more than by night, on Sundays half as much.
create temp table moment as
with
    drawn as (
        select i as n, getvariable('now') - to_seconds(((1 - pow(u(i, 1), .8)) * 730 * 86400)::bigint) as dated
        from range((getvariable('articles') * 2.2)::bigint) r(i)
    ),
    kept as (
        from drawn
        where u(n, 2) < if(dayofweek(dated) = 0, .5, 1) * (.55 + .45 * cos((hour(dated) - 7) / 24 * 2 * pi()))
           or u(n, 3) < .2
    )
select row_number() over (order by dated) as n, dated
from (from kept order by u(n, 4) limit getvariable('articles'));

-- Half of the articles tell what others tell, too: their event is drawn, early ones of two days the most told.
create temp table article as
with
    placed as (
        select
            m.n, m.dated, u(m.n, 5) as draw, u(m.n, 6) < .5 as shared,
            count(*) over (partition by floor(epoch(m.dated) / 172800)) as busy
        from moment m
    ),
    sorted as (
        select
            *,
            if(
                shared, floor(epoch(dated) / 172800)::bigint * 1000000 + zipf(draw * .6 + .4, greatest(busy // 8, 1)),
                -n
            ) as event,
            if(u(n, 7) < .11, 'en', 'id') as lang
        from placed
    ),
    by_outlet as (
        select s.*, o.outlet_id, o.group_id
        from sorted s
        join (select *, row_number() over (partition by lang order by k) as l, count(*) over (partition by lang) as many from outlet) o
          on o.lang = s.lang and o.l = zipf(u(s.n, 8), o.many)
    )
select
    b.n, an_id('article', b.n) as article_id, b.dated, b.dated + to_seconds((60 + u(b.n, 9) * 1800)::bigint) as seen_at,
    b.event, b.lang, b.outlet_id, b.group_id, f.feed_url, u(b.n, 10) < .05 as is_late,
    if(u(b.n, 11) < .92, 'news', ['column', 'roundup', 'promotion', 'evergreen'][1 + (u(b.n, 12) * 4)::int % 4]) as kind,
    'https://' || b.outlet_id || '.test/' || strftime(b.dated, '%Y/%m/%d') || '/' || b.n || '-berita-hari-ini' as url,
    case when u(b.n, 13) < .15 then 2 else 1 end + (u(b.n, 13) < .03)::int as versions
from by_outlet b
join feed f on f.outlet_id = b.outlet_id and f.k = 1 + floor(u(b.n, 14) * f.many)
order by b.n;

create temp table document as
select
    a.n * 4 + version as d, a.n, version, version = a.versions as latest, an_id('document', a.n * 4 + version) as document_id,
    a.article_id, a.outlet_id, a.url, a.lang, a.dated, a.event,
    least(a.seen_at + to_hours([0, 2, 8][version]), getvariable('now')) as observed_at
from article a, (select unnest([1, 2, 3]) as version)
where version <= a.versions
order by d;

insert into store.articles
select article_id, outlet_id, url, seen_at, if(is_late, 'sitemap', 'feed') from article order by n;

insert into store.versions
select
    article_id, version, document_id, observed_at,
    if(version = 1, null, ['headline', 'text', 'numbers', 'correction'][1 + (u(d, 20) * 4)::int % 4]),
    dated, 'jsonld', if(u(n, 21) < .9, 'second', 'minute'), if(u(n, 22) < .8, ['Penulis ' || zipf(u(n, 23), 2000)], []),
    ['news', 'tekno', 'ekonomi', 'bola', ''][1 + (u(n, 24) * 5)::int % 5], latest, dated
from document
order by d;

insert into store.pages
select
    outlet_id, url, if(is_late, 'sitemap', 'feed'), seen_at, 1, seen_at, null, 'ok', '', article_id,
    if(seen_at > getvariable('now') - interval 85 day, seen_at + interval 85 day, null), 3,
    if(is_late, 'sitemap https://' || outlet_id || '.test/sitemap-{date}.xml', null), null
from article
order by n;
-- Addresses that never gave an article, and those that turned out to be another's.
insert into store.pages
select
    outlet_id, url || '?gagal', 'feed', seen_at, 3, seen_at, if(u(n, 26) < .1, getvariable('now'), null),
    ['pending', 'not_found', 'skipped', 'blocked'][1 + (u(n, 27) * 4)::int % 4], 'gagal', an_id('page', n), null, 0, null, null
from article where u(n, 25) < .03 order by n;
insert into store.pages
select outlet_id, url || '/amp', 'feed', seen_at, 1, seen_at, null, 'ok', '', an_id('amp', n), null, 3, null, null
from article where u(n, 28) < .003 order by n;
insert into store.redirects select an_id('amp', n), article_id from article where u(n, 28) < .003 order by n;
insert into store.absences
select article_id, dated + interval 20 day, 'not_found', true from article where u(n, 29) < .005 order by n;
