-- What was applied to this file. The program that opens it compares, and refuses what it does not know.
create schema store;

create table store.migrations (
    number integer not null,
    name varchar not null,
    checksum varchar not null
);

-- The digest of the view files that the views were last made from: they are remade only when one changed.
create table store.views_made (digest varchar not null);

-- One row per run of a command that writes. A run that is `running` while nobody holds the lock was cut down.
create table store.runs (
    run_id uuid not null,
    command varchar not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    flow_run_id varchar,
    outcome varchar not null check (outcome in ('running', 'done', 'failed', 'cut')),
    detail varchar,
    counts map(varchar, bigint),
    mended boolean not null default false -- of a run that was cut or failed: what it had archived is recorded since
);

-- One row: the run that this file was last published by.
create table store.published (
    run_id uuid not null,
    published_at timestamptz not null
);
