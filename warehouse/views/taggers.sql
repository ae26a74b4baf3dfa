-- One row per tagger: a state of the entities' files and of the rules that found mentions.
-- tagger_no: its number, in the order of first use
-- digest: changes whenever what it would find may
-- first_used_at: when it first tagged
-- entities: how many it knew
-- aliases: in how many forms
-- documents: how many archived pages carry its mentions now
select t.tagger_no, t.digest, t.first_used_at, t.entities, t.aliases, coalesce(d.documents, 0) as documents
from store.taggers t
left join (
    select abs(tagger_no) as tagger_no, count(*) as documents from store.tagged group by all
) d using (tagger_no)
