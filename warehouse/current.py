"""What is kept as people ask for it: every article's current version, whom that names, and which names nobody knows.

The tables are made of the others, and of nothing else: whoever changes those need not think of them. What is out of
step is found by comparing all that a row of `store.current` is made of, and made anew. A row of a document whose text
or mentions are taken away goes with them (`warehouse.tags.OF_DOCUMENTS`): nothing else would show that they changed.
"""

from warehouse.connection import Connection

# Everything a row of store.current is made of, but for its number.
_COLUMNS = (
    "article_id", "document_id", "outlet_id", "url", "title", "lang", "authors", "section", "published_at",
    "published_from", "published_precision", "first_seen_at", "discovered_via", "is_backfilled", "version",
    "observed_at", "read_at", "first_published_at", "change_kind", "duplicate_of", "story_id",
)  # fmt: skip
_OF_PAGE = ("title", "lang", "read_at")

# The earliest known article with an article's text: along the chain of the copies that stand, to its end.
_COPIES = """
    with recursive
        standing as (
            select
                coalesce(a.leads_to, d.article_id) as article_id, coalesce(o.leads_to, d.duplicate_of) as duplicate_of,
                d.decided_at
            from store.duplicates d
            left join store.redirects a on a.article_id = d.article_id
            left join store.redirects o on o.article_id = d.duplicate_of
            where d.relation <> 'same article' and d.undone_at is null
        ),
        nearest as (
            select article_id, arg_min(duplicate_of, (decided_at, duplicate_of)) as duplicate_of
            from standing
            where article_id <> duplicate_of
            group by article_id
        ),
        chains as (
            select article_id, duplicate_of, 1 as steps from nearest
            union all
            select c.article_id, n.duplicate_of, c.steps + 1
            from chains c
            join nearest n on n.article_id = c.duplicate_of
            where c.steps < 20 and n.duplicate_of <> c.article_id
        )
    select article_id, arg_max(duplicate_of, steps) as duplicate_of from chains group by article_id
"""
# What a row is made of, but for what its page says: a page that is read anew takes the row away (see above), and to
# compare a million headlines would cost as much again as all the rest.
_MADE_OF = f"""
    select
        a.article_id, v.document_id, a.outlet_id, a.url, v.authors, v.section, v.published_at, v.published_from,
        v.published_precision, a.first_seen_at, a.discovered_via, p.page_id is not null as is_backfilled, v.version,
        v.observed_at, v.first_published_at, v.change_kind, d.duplicate_of, s.story_id
    from store.articles a
    join (from store.versions where latest) v using (article_id)
    left join (select page_id from store.pages where route is not null) p on p.page_id = a.article_id
    left join ({_COPIES}) d on d.article_id = a.article_id
    left join (select article_id, min(story_id) as story_id from store.story_articles group by article_id) s
        on s.article_id = a.article_id
"""
_DIFFERS = " or ".join(f"c.{name} is distinct from w.{name}" for name in _COLUMNS if name not in _OF_PAGE)
_CHANGED = f"""
    create or replace temp table changed as
    select w.*, e.title, e.lang, e.observed_at as read_at
    from (
        select w.* from ({_MADE_OF}) w left join store.current c on c.article_id = w.article_id where {_DIFFERS}
    ) w
    join (select document_id, title, lang, observed_at from store.extractions) e using (document_id)
"""
_GONE = """
    delete from store.current
    where article_id in (select article_id from changed)
       or article_id not in (select article_id from store.articles)
"""
# To count is a tenth of the work of looking for them, and mostly there are none.
_HAS_ORPHANS = """
    select (select count(*) from store.{0}) <> (select count(*) from store.{0} join store.current using (article_no))
"""
_ORPHANS = "delete from store.{} where article_no not in (select article_no from store.current)"
_CURRENT = f"""
    insert into store.current (article_no, {", ".join(_COLUMNS)})
    select (select coalesce(max(article_no), 0) from store.current) + row_number() over (order by first_seen_at, url),
        {", ".join(_COLUMNS)}
    from changed
    order by first_seen_at, url
"""
_NAMED = """
    insert into store.named
    select
        c.article_no, any_value(c.article_id), m.entity_id, any_value(c.outlet_id),
        any_value(c.dated_at), any_value((c.dated_at at time zone 'UTC')::date), count(*), bool_or(m.zone = 'title'),
        any_value(c.duplicate_of)
    from (select document_id, entity_id, zone from store.mentions where zone in ('title', 'body')) m
    join (
        select *, coalesce(published_at, first_seen_at) as dated_at from store.current
        where article_id in (select article_id from changed)
    ) c using (document_id)
    group by c.article_no, m.entity_id
    order by c.article_no, m.entity_id
"""


_KNOWN_NAMES = """
    insert into store.known_names
    select (select coalesce(max(name_no), 0) from store.known_names) + row_number() over (order by name), name
    from (
        select distinct n.name
        from store.names n
        semi join changed using (document_id)
        anti join store.known_names k using (name)
    )
"""
_NAMES_OF = """
    insert into store.names_of
    select c.article_no, k.name_no, n.mentions
    from store.names n
    join (from store.current where article_id in (select article_id from changed)) c using (document_id)
    join store.known_names k using (name)
    order by c.article_no
"""
# A name is forgotten with the last article that has it.
_NOBODY_S = "delete from store.known_names where name_no not in (select name_no from store.names_of)"


def keep(db: Connection) -> None:
    """Brings them up to date. The transaction is the caller's."""
    db.execute(_CHANGED)
    db.execute(_GONE)
    _drop_orphans(db, "named")
    has_dropped = _drop_orphans(db, "names_of")
    for statement in (_CURRENT, _NAMED, _KNOWN_NAMES, _NAMES_OF):
        db.execute(statement)
    if has_dropped:
        db.execute(_NOBODY_S)
    db.execute("drop table changed")


def _drop_orphans(db: Connection, table: str) -> bool:
    """Takes away the rows of articles whose row went; whether there were any."""
    (there_are,) = db.execute(_HAS_ORPHANS.format(table)).fetchall()[0]
    if there_are:
        db.execute(_ORPHANS.format(table))
    return bool(there_are)
