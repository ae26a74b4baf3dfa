-- One row per (feed entry as it read, feed) that showed an article: the same entry reads differently after an edit.
-- article_id: the article it led to
-- feed_url: the feed that showed it
-- guid: the feed's own identifier
-- entry_title: the headline in the feed
-- entry_excerpt: the feed's description, as plain text
-- first_seen_at: the first poll that showed the entry so
-- last_seen_at: the last one
-- link: the address as the feed gave it
-- published_raw: the feed's own date, untouched
-- published_at: our reading of it
-- categories: the feed's categories
select
    a.article_id, n.feed_url, n.guid, n.title as entry_title, n.excerpt as entry_excerpt, n.first_seen_at,
    n.last_seen_at, n.link, n.published_raw, n.published_at, n.categories
from store.entries n
left join store.redirects w on w.article_id = n.page_id
join store.articles a on a.article_id = coalesce(w.leads_to, n.page_id)
