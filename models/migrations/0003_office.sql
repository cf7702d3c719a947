-- What an office needs over the years: reminders and hand-over, review and papers, rights and retention.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- Accounts: closed ones stay for what they did; a one-time password must be changed before anything else.
ALTER TABLE accounts ADD COLUMN closed_at BIGINT;
ALTER TABLE accounts ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
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

-- Words often misheard (từ hay nghe nhầm).

-- What a correction showed: heard as the engine writes, meant as the person wrote; goes with its sentence.
CREATE TABLE misheard_places (
    utterance_id TEXT NOT NULL REFERENCES utterances (id) ON DELETE CASCADE,
    heard        TEXT NOT NULL,
    meant        TEXT NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (utterance_id, heard, meant)
);
CREATE INDEX misheard_places_by_words ON misheard_places (heard, meant);

-- What a person decided on such a pair. Nothing is used before.
CREATE TABLE misheard_decisions (
    heard        TEXT NOT NULL,
    meant        TEXT NOT NULL,
    accepted     BOOLEAN NOT NULL,
    decided_at   BIGINT NOT NULL,
    decided_by   TEXT NOT NULL REFERENCES accounts (id),
    decided_name TEXT NOT NULL,
    PRIMARY KEY (heard, meant)
);
-- Finding again: searches somebody keeps, and how many hits each had when it was last looked at.
CREATE TABLE saved_searches (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    title      TEXT NOT NULL,
    question   TEXT NOT NULL, -- what is asked, JSON
    created_at BIGINT NOT NULL,
    seen_total BIGINT NOT NULL
);
CREATE INDEX saved_searches_by_account ON saved_searches (account_id, created_at);
-- Directives that get done: documents and hand-over in the history, and what each account is told.
ALTER TABLE directive_events ADD COLUMN document TEXT;    -- number and sign
ALTER TABLE directive_events ADD COLUMN document_on TEXT; -- its day
ALTER TABLE directive_events ADD COLUMN to_unit_id TEXT REFERENCES units (id);
ALTER TABLE directive_events ADD COLUMN to_unit_name TEXT; -- of the day
CREATE INDEX directive_events_by_receiver ON directive_events (to_unit_id) WHERE to_unit_id IS NOT NULL;

-- One line for each account and thing it is told: the key makes it be told once, whatever is restarted.
CREATE TABLE notices (
    seq          INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    account_id   TEXT NOT NULL REFERENCES accounts (id),
    directive_id TEXT NOT NULL REFERENCES directives (id),
    key          TEXT NOT NULL, -- due:YYYY-MM-DD:before_7, event:123
    kind         TEXT NOT NULL, -- before_7, day, after_1, or the kind of an event
    due          TEXT,          -- the due date a reminder speaks of
    at           BIGINT NOT NULL,
    read_at      BIGINT,
    UNIQUE (account_id, directive_id, key)
);
CREATE INDEX notices_by_account ON notices (account_id, seq);
CREATE INDEX notices_unread ON notices (account_id) WHERE read_at IS NULL;

-- Where people can be reached outside the program; an empty text is no address.
CREATE TABLE person_contacts (
    person_id TEXT PRIMARY KEY REFERENCES persons (id),
    email     TEXT NOT NULL,
    phone     TEXT NOT NULL
);

-- The outbox: one message for each account, channel and stretch of notices, kept before it is sent.
CREATE TABLE messages (
    id         TEXT PRIMARY KEY, -- the same at every try
    channel    TEXT NOT NULL,    -- mail, gateway
    account_id TEXT NOT NULL REFERENCES accounts (id),
    after_seq  BIGINT NOT NULL,  -- notices of the account after this one
    up_to_seq  BIGINT NOT NULL,  -- up to this one
    made_at    BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    try_at     BIGINT NOT NULL,
    sent_at    BIGINT,
    gave_up_at BIGINT
);
CREATE INDEX messages_by_account ON messages (channel, account_id, up_to_seq);
CREATE INDEX messages_waiting ON messages (channel, try_at) WHERE sent_at IS NULL AND gave_up_at IS NULL;
-- Turns: who spoke, and where a turn begins, as a person says it beside what was recorded. The newest number counts.
CREATE TABLE turn_revisions (
    utterance_id TEXT NOT NULL REFERENCES utterances (id),
    number       BIGINT NOT NULL, -- from 1; as recorded is 0
    speaker_id   TEXT, -- none: whoever was recorded; else a person, or an identity made of the name of somebody who is in no list
    speaker_name TEXT,
    speaker_post TEXT,
    unit_id      TEXT REFERENCES units (id),
    unit_name    TEXT,
    edge         TEXT NOT NULL, -- as_recorded, begins (a turn begins here), joins (this goes on the turn before)
    at           BIGINT NOT NULL,
    author_id    TEXT NOT NULL REFERENCES accounts (id),
    author_name  TEXT NOT NULL,
    PRIMARY KEY (utterance_id, number)
);
CREATE TRIGGER turn_revisions_keep BEFORE UPDATE ON turn_revisions
BEGIN SELECT RAISE(ABORT, 'who spoke is revised by adding, never by changing'); END;
CREATE TRIGGER turn_revisions_stay BEFORE DELETE ON turn_revisions
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN utterances u ON u.meeting_id = p.meeting_id
    WHERE u.id = OLD.utterance_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'who spoke is revised by adding, never by changing'); END;
CREATE TRIGGER stale_by_turn AFTER INSERT ON turn_revisions
BEGIN
    INSERT INTO search_stale SELECT meeting_id, 1 FROM utterances WHERE id = NEW.utterance_id
    ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1;
END;
-- Second hearing (nghe lại bằng máy): what an engine heard later in the same stretch. Where that changed the words, `number` is the
-- revision it became; 0 where nothing changed. A revision without a line here was made by a person.
CREATE TABLE utterance_rehearings (
    utterance_id TEXT NOT NULL REFERENCES utterances (id),
    at           BIGINT NOT NULL,
    number       BIGINT NOT NULL,
    engine       TEXT NOT NULL,
    spoken       TEXT NOT NULL,
    words        TEXT NOT NULL,
    confidence   DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (utterance_id, at)
);
CREATE TRIGGER rehearings_keep_their_words BEFORE UPDATE ON utterance_rehearings
BEGIN SELECT RAISE(ABORT, 'rehearings are append-only'); END;
CREATE TRIGGER rehearings_stay BEFORE DELETE ON utterance_rehearings
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN utterances u ON u.meeting_id = p.meeting_id
    WHERE u.id = OLD.utterance_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'rehearings are append-only'); END;
-- Papers of a meeting besides its minutes: invitations and notices of conclusions.
CREATE TABLE papers (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES meetings (id),
    kind        TEXT NOT NULL,
    state       TEXT NOT NULL,
    content     TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    corrects_id TEXT REFERENCES papers (id), -- the issued one it replaces
    created_at  BIGINT NOT NULL
);
CREATE INDEX papers_by_meeting ON papers (meeting_id);
CREATE INDEX papers_by_corrected ON papers (corrects_id);
CREATE TABLE paper_events (
    seq         INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    paper_id    TEXT NOT NULL REFERENCES papers (id),
    at          BIGINT NOT NULL,
    step        TEXT NOT NULL,
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    note        TEXT NOT NULL
);
CREATE INDEX paper_events_by_paper ON paper_events (paper_id, seq);
-- Frozen texts. An issued one carries its number of the year's register of its agency.
CREATE TABLE paper_versions (
    paper_id        TEXT NOT NULL REFERENCES papers (id),
    number          BIGINT NOT NULL, -- from 1
    state           TEXT NOT NULL,
    at              BIGINT NOT NULL,
    author_id       TEXT NOT NULL REFERENCES accounts (id),
    author_name     TEXT NOT NULL,
    sha256          TEXT NOT NULL, -- of content
    content         TEXT NOT NULL,
    kind            TEXT NOT NULL,
    agency_id       TEXT REFERENCES units (id),
    register_year   BIGINT,
    register_number BIGINT,
    issued_on       TEXT,
    PRIMARY KEY (paper_id, number),
    UNIQUE (agency_id, kind, register_year, register_number)
);
CREATE TRIGGER paper_events_keep BEFORE UPDATE ON paper_events
BEGIN SELECT RAISE(ABORT, 'what was done with a paper is append-only'); END;
CREATE TRIGGER paper_events_stay BEFORE DELETE ON paper_events
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN papers g ON g.meeting_id = p.meeting_id
    WHERE g.id = OLD.paper_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'what was done with a paper is append-only'); END;
CREATE TRIGGER paper_versions_keep BEFORE UPDATE ON paper_versions
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER paper_versions_stay BEFORE DELETE ON paper_versions
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN papers g ON g.meeting_id = p.meeting_id
    WHERE g.id = OLD.paper_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER issued_papers_keep_their_text BEFORE UPDATE ON papers
WHEN OLD.state IN ('issued', 'recalled') AND OLD.content <> NEW.content
BEGIN SELECT RAISE(ABORT, 'an issued paper is never changed'); END;

-- Review of minutes: sent, sent back; remarks and what became of them.
CREATE TABLE review_events (
    seq         INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    meeting_id  TEXT NOT NULL REFERENCES minutes (meeting_id),
    at          BIGINT NOT NULL,
    step        TEXT NOT NULL, -- submitted, returned
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    note        TEXT NOT NULL
);
CREATE INDEX review_events_by_meeting ON review_events (meeting_id, seq);
CREATE TABLE review_comments (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES minutes (meeting_id),
    at          BIGINT NOT NULL,
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    place       BIGINT NOT NULL, -- of the passage then, from 0
    quote       TEXT NOT NULL,
    words       TEXT NOT NULL,
    suggestion  TEXT
);
CREATE INDEX review_comments_by_meeting ON review_comments (meeting_id, at);
CREATE TABLE review_decisions (
    comment_id  TEXT PRIMARY KEY REFERENCES review_comments (id),
    at          BIGINT NOT NULL,
    decision    TEXT NOT NULL, -- accepted, rejected
    author_id   TEXT NOT NULL REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    reason      TEXT NOT NULL
);
CREATE TRIGGER review_events_keep BEFORE UPDATE ON review_events
BEGIN SELECT RAISE(ABORT, 'the review is append-only'); END;
CREATE TRIGGER review_events_stay BEFORE DELETE ON review_events
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = OLD.meeting_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the review is append-only'); END;
CREATE TRIGGER review_comments_keep BEFORE UPDATE ON review_comments
BEGIN SELECT RAISE(ABORT, 'a remark is never changed'); END;
CREATE TRIGGER review_comments_stay BEFORE DELETE ON review_comments
WHEN NOT EXISTS (SELECT 1 FROM purges p WHERE p.meeting_id = OLD.meeting_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a remark is never changed'); END;
CREATE TRIGGER review_decisions_keep BEFORE UPDATE ON review_decisions
BEGIN SELECT RAISE(ABORT, 'a decision on a remark is never changed'); END;
CREATE TRIGGER review_decisions_stay BEFORE DELETE ON review_decisions
WHEN NOT EXISTS (SELECT 1 FROM purges p JOIN review_comments c ON c.meeting_id = p.meeting_id
    WHERE c.id = OLD.comment_id AND p.done_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a decision on a remark is never changed'); END;

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

-- Retention: a file that is gone by rule, and the guards of older tables, which open for a purge.
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
