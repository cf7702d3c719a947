-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Accounts: closed ones stay for what they did; a one-time password must be changed before anything else.
ALTER TABLE accounts ADD COLUMN closed_at BIGINT;
ALTER TABLE accounts ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
