-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Accounts: closed ones stay for what they did; a one-time password must be changed before anything else.
ALTER TABLE accounts ADD COLUMN closed_at BIGINT;
ALTER TABLE accounts ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;

-- Rights and traces: which machines are signed in, the second factor of an account, a log whose lines hang together.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT ''; -- browser and system as people call them
ALTER TABLE sessions ADD COLUMN used_at BIGINT;                  -- to about five minutes
CREATE TABLE second_factors (
    account_id   TEXT PRIMARY KEY REFERENCES accounts (id),
    secret       TEXT NOT NULL,   -- base32 (RFC 4648); must be readable to be compared with (RFC 6238)
    confirmed_at BIGINT,          -- none: offered, not yet proved by a code
    last_step    BIGINT NOT NULL  -- the newest step a code was taken of; no code of it or before counts again
);
-- Only hashes: whoever reads this file has no code.
CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    code_hash  TEXT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (account_id, code_hash)
);
ALTER TABLE audit ADD COLUMN chain TEXT NOT NULL DEFAULT ''; -- SHA-256 over the chain of the line before and this line

-- Purge and retention: what is removed on purpose, what must not be, and what removal leaves behind.
CREATE TABLE purges (
    meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
    at         BIGINT NOT NULL,
    actor_id   TEXT NOT NULL REFERENCES accounts (id),
    actor_name TEXT NOT NULL,
    reason     TEXT NOT NULL,
    files      TEXT NOT NULL,   -- JSON: the recordings to remove
    done_at    BIGINT           -- none: under way, which is the only time the guards below open
);
CREATE TABLE legal_holds (
    meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
    at         BIGINT NOT NULL,
    actor_id   TEXT NOT NULL REFERENCES accounts (id),
    actor_name TEXT NOT NULL,
    reason     TEXT NOT NULL
);
ALTER TABLE tracks ADD COLUMN removed_at BIGINT; -- the file is gone by the rule of retention; the line stays

DROP TRIGGER revisions_stay;
CREATE TRIGGER revisions_stay BEFORE DELETE ON utterance_revisions
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN utterances u ON u.meeting_id = p.meeting_id
    WHERE u.id = OLD.utterance_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
DROP TRIGGER minutes_updates_stay;
CREATE TRIGGER minutes_updates_stay BEFORE DELETE ON minutes_updates
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = OLD.meeting_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'updates of minutes are append-only'); END;
DROP TRIGGER versions_stay;
CREATE TRIGGER versions_stay BEFORE DELETE ON minutes_versions
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = OLD.meeting_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
DROP TRIGGER directives_stay;
CREATE TRIGGER directives_stay BEFORE DELETE ON directives
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = OLD.meeting_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed'); END;
DROP TRIGGER directive_events_stay;
CREATE TRIGGER directive_events_stay BEFORE DELETE ON directive_events
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN directives d ON d.meeting_id = p.meeting_id
    WHERE d.id = OLD.directive_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the history of a directive is append-only'); END;
-- What was purged does not come back from a task that was still at work.
CREATE TRIGGER purged_tracks_stay_away BEFORE INSERT ON tracks
WHEN EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = NEW.meeting_id)
BEGIN SELECT RAISE(ABORT, 'the content of this meeting was removed'); END;
CREATE TRIGGER purged_words_stay_away BEFORE INSERT ON utterances
WHEN EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = NEW.meeting_id)
BEGIN SELECT RAISE(ABORT, 'the content of this meeting was removed'); END;
CREATE TRIGGER purged_minutes_stay_away BEFORE INSERT ON minutes
WHEN EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = NEW.meeting_id)
BEGIN SELECT RAISE(ABORT, 'the content of this meeting was removed'); END;
CREATE TRIGGER purged_proposals_stay_away BEFORE INSERT ON proposals
WHEN EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = NEW.meeting_id)
BEGIN SELECT RAISE(ABORT, 'the content of this meeting was removed'); END;
CREATE TRIGGER purged_directives_stay_away BEFORE INSERT ON directives
WHEN EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = NEW.meeting_id)
BEGIN SELECT RAISE(ABORT, 'the content of this meeting was removed'); END;
-- A tombstone stays.
CREATE TRIGGER purges_stay BEFORE DELETE ON purges
BEGIN SELECT RAISE(ABORT, 'a purge leaves its trace'); END;

-- Standard doors: a calendar program reads the meetings of an account by a secret link; only its hash is kept.
CREATE TABLE calendar_links (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id),
    token_hash TEXT NOT NULL UNIQUE,
    made_at    BIGINT NOT NULL
);
