-- One row per (derived, original) pair as of now: an article that retells another. What was believed before is in derivation_history, what was considered and not taken in derivation_candidates.
-- article_id: the article that retells
-- original_url: the address of what it retells; null where the outlet is named, and which of its articles is not known
-- original_id: that article; null while it is not in the warehouse
-- original_outlet_id: whose article it retells; null where the address is of nobody known
-- how: stated (it gives the address), inferred (the address was found) or named (the outlet is all that is known)
-- confidence: 0 to 1
-- evidence: why, in words, a reason a line
-- attributed: whether the article names that outlet
-- root_id: the article at the other end of the chain, where the original retells another itself; null while that is not in the warehouse
-- root_url: its address
-- since_at: when it was found
-- Where an original has several itself, the chain goes on along the surest; it ends where it would come back.
select
    d.article_id, d.original_url, d.original_id, d.original_outlet_id, d.how, d.confidence, d.evidence, d.attributed,
    if(r.article_id is null, d.original_id, r.root.id) as root_id,
    if(r.article_id is null, d.original_url, r.root.url) as root_url,
    d.since_at
from (from store.derivations where until_at is null) d
left join (
    with recursive
        surest as (
            select
                article_id,
                arg_max({'id': original_id, 'url': original_url}, (confidence, original_url, original_id)) as original
            from store.derivations
            where until_at is null and original_url is not null
            group by article_id
        ),
        chains as (
            select
                d.article_id, d.original_id, s.original.id as root_id, s.original.url as root_url,
                [d.article_id, d.original_id] as path
            from store.derivations d
            join surest s on s.article_id = d.original_id
            where d.until_at is null and s.original.id is distinct from d.article_id
            union all
            select c.article_id, c.original_id, s.original.id, s.original.url, list_append(c.path, c.root_id)
            from chains c
            join surest s on s.article_id = c.root_id
            where len(c.path) < 20 and not coalesce(list_contains(c.path, s.original.id), false)
        )
    select article_id, original_id, arg_max({'id': root_id, 'url': root_url}, len(path)) as root
    from chains
    group by article_id, original_id
) r on r.article_id = d.article_id and r.original_id = d.original_id
