-- What was not imported is kept for a month after the last of its import: found by when that was.
create index imports_updated on imports (updated_at);

-- The permissions a bootstrap client was given, so that one which came with a later version is added once, and one that
-- somebody took away stays away. Null: made by a version that did not note it.
alter table bootstrap_clients add column permissions text[];
