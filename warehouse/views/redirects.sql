-- One row per article id that was merged with an elder.
-- article_id: the id that was given first to what turned out to be another address of an article
-- leads_to: that article
select article_id, leads_to
from store.redirects
