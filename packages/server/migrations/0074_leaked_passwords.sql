-- Passwords that were found among leaked ones: when, and how often their owner has put off choosing another. A password
-- that is replaced is another: the marks go with it.

alter table password_credentials
  add column found_leaked_at timestamptz,
  add column leak_put_off smallint not null default 0,
  add column leak_put_off_at timestamptz;
