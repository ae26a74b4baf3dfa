-- What people ask most, kept as it is asked: what would otherwise be put together anew out of millions of rows for each
-- question. Made of the other tables alone; brought up to date whenever the warehouse is signed (warehouse/current.py).

-- One row per article: its current version without what its page says at length. article_no: shorter than its id.
create table store.current (
    article_no integer not null,
    article_id uuid not null,
    document_id uuid not null,
    outlet_id varchar not null,
    url varchar not null,
    title varchar,
    lang varchar,
    authors varchar[] not null,
    section varchar not null,
    published_at timestamptz,
    published_from varchar,
    published_precision varchar,
    first_seen_at timestamptz not null,
    discovered_via varchar not null,
    is_backfilled boolean not null,
    version integer not null,
    observed_at timestamptz not null,
    read_at timestamptz not null, -- when its document was fetched: what that was read of lies in this order
    first_published_at timestamptz,
    change_kind varchar,
    duplicate_of uuid,
    story_id uuid
);

-- One row per (article, entity) that its current version names in title or body. dated_at: published, or else first seen.
create table store.named (
    article_no integer not null,
    article_id uuid not null,
    entity_id varchar not null,
    outlet_id varchar not null,
    dated_at timestamptz not null,
    day date not null, -- of dated_at, UTC: to be looked for by day or week without reckoning with zones
    mentions integer not null,
    in_title boolean not null,
    duplicate_of uuid
);

-- The names of store.names that articles' current versions have, by number: fifteen million rows for a million articles,
-- which are looked through for every question about new names.
create table store.known_names (
    name_no integer not null,
    name varchar not null
);
create table store.names_of (
    article_no integer not null,
    name_no integer not null,
    mentions smallint not null
);
