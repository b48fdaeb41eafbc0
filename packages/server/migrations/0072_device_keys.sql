-- Browsers that an account knows prove themselves by a key that does not leave them, and their owner sees them listed.

alter table known_devices
  -- the uncompressed point of the browser's P-256 key, bound at the first completed sign-in that brought one
  add column public_key bytea,
  -- what browser and where it was seen last, and how its owner calls it
  add column client bytea,
  add column sealed_name bytea;

-- The browser that a session was begun in: forgetting the one ends the other.
alter table sessions add column device_hash bytea;
