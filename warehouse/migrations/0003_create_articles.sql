-- What the pages say. Everything here can be made again from the archive and the tables of 0002.

-- One row per page document that was read: the article in it, or why there is none.
create table store.extractions (
    document_id uuid not null,
    outlet_id varchar not null,
    url varchar not null,
    observed_at timestamptz not null,
    extractor varchar not null,
    outcome varchar not null,
    detail varchar not null,
    title varchar,
    text varchar using compression zstd,
    body varchar using compression zstd,
    lang varchar,
    access varchar,
    word_count integer,
    published_at timestamptz,
    published_from varchar,
    published_precision varchar,
    modified_at timestamptz,
    authors varchar[],
    section varchar,
    description varchar using compression zstd,
    tags varchar[],
    canonical_url varchar,
    dateline varchar,
    desk varchar,
    text_digest varchar
);

create table store.zones (
    document_id uuid not null,
    zone varchar not null,
    char_start integer not null,
    char_end integer not null
);

create table store.articles (
    article_id uuid not null,
    outlet_id varchar not null,
    url varchar not null,
    first_seen_at timestamptz not null,
    discovered_via varchar not null
);

-- One row per state an article was seen in; published_* and the rest are the page's word, the feed's where it has none.
create table store.versions (
    article_id uuid not null,
    version integer not null,
    document_id uuid not null,
    observed_at timestamptz not null,
    change_kind varchar,
    published_at timestamptz,
    published_from varchar,
    published_precision varchar,
    authors varchar[] not null,
    section varchar not null
);

-- Every decision that two articles are one, with its evidence; undone, never deleted.
create table store.duplicates (
    article_id uuid not null,
    duplicate_of uuid not null,
    rule varchar not null,
    score double not null,
    evidence varchar not null,
    decided_at timestamptz not null,
    undone_at timestamptz
);
