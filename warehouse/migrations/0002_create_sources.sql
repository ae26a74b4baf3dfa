-- What kabar asked the world and what the world said. No primary keys: uniqueness is the writers' anti-join, and
-- the tests assert it (200 rows into a million: 68 ms without a key, 360 ms with one).

-- As the outlets' files say; laid anew at every run. An outlet whose file is gone keeps its row.
create table store.outlets (
    outlet_id varchar not null,
    name varchar not null,
    homepage varchar not null,
    country varchar not null,
    lang varchar not null,
    time_zone varchar not null,
    group_id varchar not null
);

-- One row per feed ever declared: the declaration, and what is remembered between polls.
create table store.feeds (
    feed_url varchar not null,
    outlet_id varchar not null,
    section varchar not null,
    kind varchar not null,
    declared boolean not null,
    status varchar not null,
    etag varchar not null,
    last_modified varchar not null,
    body_digest varchar not null,
    conditional_polls integer not null,
    interval_seconds bigint,
    next_poll_at timestamptz,
    failures integer not null,
    last_polled_at timestamptz,
    last_ok_at timestamptz,
    newest_item_at timestamptz,
    last_new_at timestamptz,
    moved_to varchar not null,
    moved_times integer not null,
    address varchar not null
);

create table store.polls (
    run_id uuid not null,
    feed_url varchar not null,
    polled_at timestamptz not null,
    outcome varchar not null,
    status integer,
    bytes bigint not null,
    ms bigint not null,
    entries integer,
    new_entries integer,
    overlap integer,
    detail varchar not null
);

create table store.fetches (
    run_id uuid not null,
    url varchar not null,
    host varchar not null,
    purpose varchar not null,
    started_at timestamptz not null,
    outcome varchar not null,
    status integer,
    bytes bigint not null,
    ms bigint not null,
    detail varchar not null
);

-- One row per state in which a feed showed an entry. entry_id is made of that state, so it is the same in every run.
create table store.entries (
    entry_id uuid not null,
    feed_url varchar not null,
    outlet_id varchar not null,
    guid varchar not null,
    link varchar not null,
    url varchar not null,
    title varchar not null,
    excerpt varchar not null using compression zstd,
    authors varchar[] not null,
    categories varchar[] not null,
    lang varchar not null,
    published_raw varchar not null,
    published_at timestamptz,
    published_precision varchar,
    updated_raw varchar not null,
    updated_at timestamptz,
    said varchar not null using compression zstd,
    place integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
);

-- One row per address at which an article may be found, and how far we got with it.
create table store.pages (
    outlet_id varchar not null,
    url varchar not null,
    discovered_via varchar not null,
    first_seen_at timestamptz not null,
    attempts integer not null,
    last_attempt_at timestamptz,
    next_attempt_at timestamptz,
    outcome varchar not null,
    detail varchar not null
);

-- The index of the archive: one row per document kept.
create table store.documents (
    document_id uuid not null,
    purpose varchar not null,
    key varchar not null,
    outlet_id varchar not null,
    url varchar not null,
    final_url varchar not null,
    status integer not null,
    content_type varchar not null,
    fetched_at timestamptz not null,
    outcome varchar not null,
    file varchar not null,
    "offset" bigint not null,
    length bigint not null,
    digest varchar not null,
    bytes bigint not null
);

-- The rules of each site as last fetched: asked for once a day at most. A 404 is a copy too, with no text.
create table store.robots (
    url varchar not null,
    status integer not null,
    text varchar not null using compression zstd,
    fetched_at timestamptz not null
);
