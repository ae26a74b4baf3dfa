-- One row per feed entry as it read, whether or not it became an article yet.
-- entry_id: made of what the entry said
-- feed_url: the feed that showed it
-- outlet_id: whose feed
-- guid: the feed's own identifier
-- link: the address as the feed gave it
-- url: the canonical address made of it
-- title: the headline in the feed
-- excerpt: the feed's description, as plain text
-- authors: as the feed names them
-- categories: as the feed has them
-- lang: the language the feed claims
-- published_raw: the feed's own date, untouched
-- published_at: our reading of it
-- updated_raw: the feed's own date of change, untouched
-- updated_at: our reading of it
-- said: everything else the feed said of it, as JSON
-- first_seen_at: the first poll that showed it so
-- last_seen_at: the last one
select
    entry_id, feed_url, outlet_id, guid, link, url, title, excerpt, authors, categories, nullif(lang, '') as lang,
    published_raw, published_at, updated_raw, updated_at, said, first_seen_at, last_seen_at
from store.entries
