-- What left the archive because it was too old, or because there was no room for it.

-- When the document's bytes went. What was read of it stays; it is not read again.
alter table store.documents add column gone_at timestamptz;

-- One row per file of the archive that went, written before it is deleted: one that still lies there is deleted by the
-- next upkeep.
create table store.retired (
    file varchar not null,
    bytes bigint not null,
    documents integer not null, -- that lay in it; those elsewhere that only stood for bytes in it have gone_at, too
    first_fetched_at timestamptz,
    last_fetched_at timestamptz,
    why varchar not null check (why in ('age', 'size')),
    retired_at timestamptz not null,
    run_id uuid not null
);
