-- A query for each relation that people ask, to begin with: shown by `kabar schema RELATION`, in the order of the alphabet.

-- aliases
select alias, weak, lang from aliases where entity_id = 'meta-platforms';

-- amounts
select article_id, surface, value, currency from amounts where zone in ('title', 'body') and value >= 1e9;

-- article_entities
select entity_id, count(*) as articles from article_entities where in_title group by all order by articles desc;

-- article_versions
select observed_at, title, change_kind from article_versions where version > 1 order by observed_at desc limit 20;

-- articles
select published_at, outlet_id, title, url from articles order by published_at desc limit 20;

-- articles_as_of
select outlet_id, title from articles_as_of(timestamptz '2025-06-11 12:00:00+00');

-- breaches
select host, count(*) as breaches from breaches group by all;

-- citations
select outlet_id, kind, count(*) as articles from citations where role = 'source' group by all order by articles desc;

-- co_mentions
select * from co_mentions where 'meta-platforms' in (entity_a, entity_b) order by articles desc limit 10;

-- coverage
select outlet_id, covered_until, open_gaps, missing_seconds / 3600 as missing_hours from coverage;

-- coverage_lag
select outlet_id, retellings, median_lag from coverage_lag order by median_lag;

-- derivation_candidates
select article_id, original_title, score, reason from derivation_candidates order by score desc limit 20;

-- derivation_history
select article_id, original_url, how, since_at, until_at from derivation_history where until_at is not null;

-- derivations
select a.outlet_id, a.title, d.how, d.original_url, d.evidence from derivations d join articles a using (article_id);

-- duplicates
select article_id, duplicate_of, rule, score, relation from duplicates where undone_at is null;

-- entities
select entity_id, name from entities where type = 'ORG' order by name;

-- entity_days
select day, sum(articles) as articles from entity_days where entity_id = 'meta-platforms' group by day order by day;

-- entries
select first_seen_at, title, published_raw, published_at from entries order by first_seen_at desc limit 20;

-- exclusive_stories
select first_at, first_outlet_id, title from exclusive_stories order by first_at desc limit 20;

-- feeds
select outlet_id, feed_url, status, last_ok_at from feeds where status not in ('healthy', 'retired');

-- fetches
select host, outcome, count(*) as requests, median(ms) as half_within_ms from fetches group by all order by requests desc;

-- figure_drift
select title, original, derived from figure_drift where verdict = 'contradicted';

-- finds
select route, count(*) as found, count(article_id) as articles from finds group by all;

-- first_mentions
from first_mentions where entity_id = 'scale-ai' order by first_at;

-- gaps
select feed_url, missing_from, missing_until, status, reason from gaps where status <> 'closed';

-- headlines
select outlet_id, count(*) as articles from headlines where published_at >= timestamptz '2025-06-01' group by all order by articles desc;

-- kabar_info
from kabar_info;

-- links
select regexp_extract(url, '://([^/]+)', 1) as host, count(*) as links from links group by all order by links desc;

-- mention_changes
select change, entity_id, count(*) as mentions from mention_changes group by all order by mentions desc;

-- mentions
select zone, count(*) as mentions from mentions where entity_id = 'meta-platforms' group by zone;

-- mentions_body
select entity_id, surface, count(*) as mentions from mentions_body group by all order by mentions desc limit 20;

-- momentum
from momentum order by ratio desc nulls last limit 10;

-- new_names
select name, score, articles, outlets, example_title from new_names order by score desc limit 20;

-- originals
select outlet_id, count(*) as wanted, count(article_id) as found from originals group by all;

-- outlets
select outlet_id, name, lang, group_id from outlets order by outlet_id;

-- pages
select outcome, extraction, count(*) as pages from pages group by all order by pages desc;

-- polls
select outcome, count(*) as polls, max(polled_at) as last_at from polls group by all;

-- recall
select outlet_id, day, source, listed, shown, share from recall where is_watched order by share;

-- redirects
from redirects limit 20;

-- runs
select command, started_at, ended_at - started_at as took, outcome, counts from runs order by started_at desc limit 10;

-- share_of_voice
select week, entity_id, share from share_of_voice where type = 'ORG' order by week desc, share desc limit 20;

-- sightings
select entry_title, feed_url, first_seen_at, last_seen_at from sightings order by first_seen_at desc limit 20;

-- stories
select first_at, title, articles, outlets from stories where independent_voices > 1 order by first_at desc limit 20;

-- story_articles
select story_id, article_id, score, why from story_articles where why <> '' limit 20;

-- story_changes
select changed_at, story_id, change, other_id from story_changes where change <> 'born' order by changed_at desc;

-- story_timeline
from story_timeline((select story_id from stories order by articles desc limit 1));

-- taggers
from taggers order by tagger_no desc;

-- untold_in_indonesian
select first_at, title, entities from untold_in_indonesian order by first_at desc limit 20;

-- walked
select route, outcome, count(*) as steps from walked group by all;

-- walked_days
select outlet_id, day, status, reason from walked_days where status = 'partial' order by day;

-- who_follows_whom
from who_follows_whom order by articles desc limit 20;

-- zones
select zone, count(*) as parts, avg(char_end - char_start) as code_points from zones group by zone;
