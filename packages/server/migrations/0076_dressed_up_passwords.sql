-- Whether a password that was found among leaked ones is on no list itself, but a common one with digits and signs around it:
-- its owner is told that, and not that it was stolen.

alter table password_credentials add column found_dressed_up boolean not null default false;
