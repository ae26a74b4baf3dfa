-- One row per article as it was known at a moment: `from articles_as_of(timestamptz '2025-06-11 12:00:00+00')`. The columns of articles; story_id is null.
-- moment: the instant
select
    v.article_id, p.outlet_id, p.url, e.title, e.lang, v.authors, nullif(v.section, '') as section,
    v.published_at, v.published_from, v.published_precision, p.first_seen_at, p.discovered_via,
    p.route is not null as backfilled, e.access, e.text, e.body, e.word_count, v.version, d.duplicate_of, null::uuid as story_id,
    nullif(e.description, '') as description, e.tags, e.modified_at, nullif(e.dateline, '') as dateline,
    nullif(e.desk, '') as desk, v.observed_at, v.document_id, v.first_published_at, v.change_kind
from (
    with recursive
        then_merged as (
            select article_id, duplicate_of
            from store.duplicates
            where relation = 'same article' and decided_at <= moment::timestamptz
              and (undone_at is null or undone_at > moment::timestamptz)
        ),
        ways as (
            select article_id, duplicate_of as leads_to from then_merged
            union
            select w.article_id, m.duplicate_of from ways w join then_merged m on m.article_id = w.leads_to
        ),
        then_led as (select * from ways anti join then_merged on then_merged.article_id = ways.leads_to),
        -- The articles that have other pages now than then: their states are made of the pages they had.
        moved as (
            select coalesce(t.leads_to, p.page_id) as article_id
            from (select article_id as page_id from then_merged union select article_id from store.redirects) p
            left join then_led t on t.article_id = p.page_id
            left join store.redirects r on r.article_id = p.page_id
            where coalesce(t.leads_to, p.page_id) <> coalesce(r.leads_to, p.page_id)
            union
            select r.leads_to
            from store.redirects r
            left join then_led t on t.article_id = r.article_id
            where coalesce(t.leads_to, r.article_id) <> r.leads_to
            union
            select t.leads_to
            from then_led t
            left join store.redirects r on r.article_id = t.article_id
            where t.leads_to <> coalesce(r.leads_to, t.article_id)
        ),
        shown as (
            select
                v.article_id, v.document_id, v.observed_at, v.change_kind, v.published_at, v.published_from,
                v.published_precision, v.authors, v.section, v.version
            from store.versions v
            where v.observed_at <= moment::timestamptz and v.article_id not in (select article_id from moved)
              and v.article_id not in (select article_id from then_led)
        ),
        members as (
            select article_id, article_id as page_id from moved
            union
            select t.leads_to, t.article_id from then_led t where t.leads_to in (select article_id from moved)
        ),
        apart as (
            select
                m.article_id, e.document_id, e.observed_at, null as change_kind,
                coalesce(v.published_at, e.published_at) as published_at,
                coalesce(v.published_from, e.published_from) as published_from,
                coalesce(v.published_precision, e.published_precision) as published_precision,
                coalesce(v.authors, e.authors) as authors, coalesce(v.section, e.section, '') as section,
                row_number() over (partition by m.article_id order by e.observed_at, e.document_id) as version
            from members m
            join store.extractions e using (page_id)
            left join store.versions v using (document_id)
            where e.outcome = 'ok' and e.observed_at <= moment::timestamptz
        ),
        all_shown as (from shown union all by name from apart),
        lasts as (
            select
                article_id, arg_max(document_id, version) as document_id, max(version) as last,
                count(*)::integer as version, min(published_at) as first_published_at
            from all_shown
            group by article_id
        )
    select
        a.article_id, a.document_id, a.observed_at, a.change_kind, a.published_at, a.published_from,
        a.published_precision, a.authors, a.section, l.version, l.first_published_at
    from all_shown a
    join lasts l on l.article_id = a.article_id and l.last = a.version
) v
join store.extractions e using (document_id)
join store.pages p on p.page_id = v.article_id and p.first_seen_at <= moment::timestamptz
left join (
    with recursive
        then_merged as (
            select article_id, duplicate_of
            from store.duplicates
            where relation = 'same article' and decided_at <= moment::timestamptz
              and (undone_at is null or undone_at > moment::timestamptz)
        ),
        ways as (
            select article_id, duplicate_of as leads_to from then_merged
            union
            select w.article_id, m.duplicate_of from ways w join then_merged m on m.article_id = w.leads_to
        ),
        then_led as (select * from ways anti join then_merged on then_merged.article_id = ways.leads_to),
        then_copies as (
            select
                coalesce(a.leads_to, d.article_id) as article_id, coalesce(o.leads_to, d.duplicate_of) as duplicate_of,
                d.decided_at
            from store.duplicates d
            left join then_led a on a.article_id = d.article_id
            left join then_led o on o.article_id = d.duplicate_of
            where d.relation <> 'same article' and d.decided_at <= moment::timestamptz
              and (d.undone_at is null or d.undone_at > moment::timestamptz)
        ),
        nearest_copies as (
            select article_id, arg_min(duplicate_of, (decided_at, duplicate_of)) as duplicate_of
            from then_copies
            where article_id <> duplicate_of
            group by article_id
        ),
        chains as (
            select article_id, duplicate_of, 1 as steps from nearest_copies
            union all
            select c.article_id, n.duplicate_of, c.steps + 1
            from chains c
            join nearest_copies n on n.article_id = c.duplicate_of
            where c.steps < 20 and n.duplicate_of <> c.article_id
        )
    select article_id, arg_max(duplicate_of, steps) as duplicate_of from chains group by article_id
) d using (article_id)
