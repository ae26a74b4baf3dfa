-- Where it came from: stories, derivations, drift, duplicates, links and citations.
create temp table story as
select event, an_id('story', event) as story_id, arg_min(n, n) as first_n, count(*) as many
from article where kind = 'news' group by event;
create temp table told as
select s.story_id, s.first_n, s.many, a.*, lag(a.n) over told as before_n
from article a join story s using (event) where a.kind = 'news'
window told as (partition by s.event order by a.n);

insert into store.stories
select s.story_id, f.title, a.dated, a.outlet_id, a.article_id, a.seen_at
from story s join article a on a.n = s.first_n join store.fingerprints f on f.article_no = a.n order by a.n;
insert into store.story_articles
select story_id, article_id, if(n = first_n, 1, round(.5 + u(n, 50) / 2, 3)), if(n = first_n, '', 'both name the same firm')
from told order by n;
insert into store.story_changes
select story_id, 'born', null, [a.article_id], a.seen_at, getvariable('run') from story s join article a on a.n = s.first_n order by a.n;

insert into store.linked select n, article_id, an_id('document', n * 4 + versions), 1, 1, true from article order by n;
insert into store.rare_keys
select n, floor(epoch(dated) / 3600), hash(if(i < 5 and event > 0, event, n) * 32 + i) from article, range(16) r(i) order by n;
insert into store.edges select before_n, n, u(n, 51) from told where before_n is not null order by n;

-- Of those that tell an event after others of another owner half retell: mostly the first, else the one before.
create temp table retelling as
select
    t.n, t.article_id, o.article_id as original_id, o.url as original_url, o.outlet_id as original_outlet_id, o.n as original_n,
    t.outlet_id, t.seen_at, case when u(t.n, 52) < .3 then 'stated' when u(t.n, 52) < .75 then 'inferred' else 'named' end as how
from told t
join article o on o.n = if(u(t.n, 53) < .7, t.first_n, t.before_n)
where t.n <> t.first_n and u(t.n, 54) < if(o.lang = 'en' and t.lang = 'id', .35, .06) and o.outlet_id <> t.outlet_id;
insert into store.derivations
select
    article_id, if(how = 'named', null, original_url), if(how = 'named', null, original_id), original_outlet_id, how,
    if(how = 'named', .7, round(.6 + u(n, 55) * .4, 2)), 'names its source: “dikutip dari sumbernya”', true, seen_at,
    if(u(n, 56) < .05, seen_at + interval 1 hour, null)
from retelling order by n;
insert into store.derivation_candidates
select article_id, original_id, round(u(n, 57) / 2, 3), 'agrees too little' from retelling where u(n, 58) < .5 order by n;
insert into store.drifts
select
    article_id, original_id, ['amount', 'count', 'percent', 'date'][1 + s],
    ['equal', 'equal', 'rounded', 'converted', 'missing', 'contradicted'][1 + (u(n * 4 + s, 59) * 6)::int % 6],
    '$42 million', 100 * s, 100 * s + 11, 'Rp 684 miliar', 120 * s, 120 * s + 13, if(s = 0, 16285.7, null)
from retelling, range(4) r(s) where how <> 'named' and u(n, 56) >= .05 order by n;

insert into store.citations
select
    d.document_id, r.original_outlet_id, if(r.how = 'stated', r.original_url, null), if(r.how = 'stated', 'url', 'phrase'),
    'dikutip dari ' || r.original_outlet_id, 10, 40, 'source'
from retelling r join document d on d.n = r.n order by d.d;
insert into store.citations
select
    document_id, if(u(n, 60) < .5, (select outlet_id from outlet where k = 3), 'kantor-berita-' || zipf(u(n, 61), 60)), null, 'phrase',
    'dilansir kantor berita', 10, 32, if(u(n, 62) < .6, 'source', 'background')
from document where u(n, 63) < .08 order by d;
insert into store.links
select document_id, 'https://situs' || zipf(u(d, 64), 5000) || '.test/' || d, 30 + s * 50, 60 + s * 50
from document, range(3) r(s) where u(n * 4 + s, 65) < .1 order by d;
insert into store.originals
select original_url, any_value(original_outlet_id), null, arg_min(article_id, n), min(seen_at), null
from retelling where u(n, 66) < .1 group by original_url order by min(n);

insert into store.duplicates
select
    a.article_id, o.article_id, if(u(a.n, 70) < .5, 'exact_text', 'near_text'), .95, '97% of its words in common runs',
    a.seen_at, if(u(a.n, 71) < .03, a.seen_at + interval 1 day, null),
    if(a.outlet_id = o.outlet_id, 'same outlet', if(a.group_id = o.group_id, 'same group', 'independent')), null, null, true
from article a join article o on o.n = a.n - 1 - hash(a.n) % 150 where u(a.n, 72) < .02 order by a.n;
insert into store.duplicates
select an_id('amp', n), article_id, 'same_address', 1, url, seen_at, null, 'same article', null, null, true
from article where u(n, 28) < .003 order by n;
