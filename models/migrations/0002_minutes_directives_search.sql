-- What becomes of the words: minutes, directives and their history, and what the search index has yet to read.
--
-- The forms are those of the first migration: TEXT identifiers, BIGINT moments, TEXT calendar days, JSON as TEXT.

-- How people call a unit, whom a group of units holds ("các xã"), how people address a person.
CREATE TABLE unit_aliases (
    unit_id TEXT NOT NULL REFERENCES units (id),
    alias   TEXT NOT NULL,
    PRIMARY KEY (unit_id, alias)
);
CREATE TABLE unit_members (
    unit_id   TEXT NOT NULL REFERENCES units (id),
    member_id TEXT NOT NULL REFERENCES units (id),
    PRIMARY KEY (unit_id, member_id)
);
CREATE TABLE address_forms (
    person_id TEXT NOT NULL REFERENCES persons (id),
    form      TEXT NOT NULL,
    PRIMARY KEY (person_id, form)
);

CREATE TABLE agenda_items (
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    place      BIGINT NOT NULL, -- order, from 0
    title      TEXT NOT NULL,
    PRIMARY KEY (meeting_id, place)
);

CREATE TABLE votes (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    subject    TEXT NOT NULL,
    in_favour  BIGINT NOT NULL,
    against    BIGINT NOT NULL,
    abstained  BIGINT NOT NULL,
    entered_at BIGINT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES accounts (id)
);
CREATE INDEX votes_by_meeting ON votes (meeting_id, entered_at);

-- The verbatim layer: what a person heard where the machine misheard.
CREATE TABLE utterance_revisions (
    utterance_id TEXT NOT NULL REFERENCES utterances (id),
    number       BIGINT NOT NULL, -- from 1; as heard is 0
    written      TEXT NOT NULL,
    at           BIGINT NOT NULL,
    author_id    TEXT NOT NULL REFERENCES accounts (id),
    author_name  TEXT NOT NULL,
    PRIMARY KEY (utterance_id, number)
);

-- Minutes are prose of their own: a co-edited document kept as its updates, in order. `passages` is what the updates
-- add up to, for readers and the index, and can be made again from them.
CREATE TABLE minutes (
    meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
    drafted_at BIGINT NOT NULL,
    passages   TEXT NOT NULL
);
CREATE TABLE minutes_updates (
    seq         INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    meeting_id  TEXT NOT NULL REFERENCES minutes (meeting_id),
    at          BIGINT NOT NULL,
    author_id   TEXT REFERENCES accounts (id), -- none: the machine's draft
    author_name TEXT NOT NULL,
    bytes       BLOB NOT NULL -- a Yjs update, encoding 1; PostgreSQL: BYTEA
);
CREATE INDEX minutes_updates_by_meeting ON minutes_updates (meeting_id, seq);

-- Frozen texts. An issued one carries its number of the year's register.
CREATE TABLE minutes_versions (
    meeting_id      TEXT NOT NULL REFERENCES minutes (meeting_id),
    number          BIGINT NOT NULL, -- from 1
    state           TEXT NOT NULL,
    at              BIGINT NOT NULL,
    author_id       TEXT NOT NULL REFERENCES accounts (id),
    author_name     TEXT NOT NULL,
    sha256          TEXT NOT NULL, -- of content
    content         TEXT NOT NULL,
    register_year   BIGINT,
    register_number BIGINT,
    issued_on       TEXT,
    PRIMARY KEY (meeting_id, number),
    UNIQUE (register_year, register_number)
);

-- What extraction proposes; a person decides.
CREATE TABLE proposals (
    id           TEXT PRIMARY KEY,
    meeting_id   TEXT NOT NULL REFERENCES meetings (id),
    place        BIGINT NOT NULL, -- order of speech, from 0
    content      TEXT NOT NULL,
    decision     TEXT, -- accepted, rejected
    decided_at   BIGINT,
    decided_by   TEXT REFERENCES accounts (id),
    decided_name TEXT,
    reason       TEXT,
    UNIQUE (meeting_id, place)
);

-- A task given to several leads at once; each has a directive of its own under it.
CREATE TABLE directive_parents (
    id         TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meetings (id),
    task       TEXT NOT NULL
);

-- What was ordered, as it was ordered: never changed. What became of it is in the events.
CREATE TABLE directives (
    id             TEXT PRIMARY KEY,
    code           TEXT NOT NULL UNIQUE,
    parent_id      TEXT REFERENCES directive_parents (id),
    meeting_id     TEXT NOT NULL REFERENCES meetings (id),
    proposal_id    TEXT REFERENCES proposals (id),
    lead_unit_id   TEXT NOT NULL REFERENCES units (id),
    lead_unit_name TEXT NOT NULL, -- of the day
    task           TEXT NOT NULL,
    quote          TEXT NOT NULL,
    utterances     TEXT NOT NULL,
    clause         TEXT NOT NULL,
    directed_on    TEXT NOT NULL,
    leader_id      TEXT NOT NULL REFERENCES persons (id),
    leader_name    TEXT NOT NULL,
    leader_post    TEXT NOT NULL,
    due            TEXT, -- YYYY-MM-DD or YYYY-MM-DDTHH:MM
    due_text       TEXT,
    recurring      BOOLEAN NOT NULL,
    conditional    BOOLEAN NOT NULL,
    created_at     BIGINT NOT NULL
);
CREATE INDEX directives_by_meeting ON directives (meeting_id);
CREATE INDEX directives_by_lead ON directives (lead_unit_id);

CREATE TABLE directive_co_units (
    directive_id TEXT NOT NULL REFERENCES directives (id),
    unit_id      TEXT NOT NULL REFERENCES units (id),
    unit_name    TEXT NOT NULL, -- of the day
    PRIMARY KEY (directive_id, unit_id)
);
CREATE INDEX directive_co_units_by_unit ON directive_co_units (unit_id);

CREATE TABLE directive_events (
    seq          INTEGER PRIMARY KEY, -- PostgreSQL: BIGINT GENERATED ALWAYS AS IDENTITY
    directive_id TEXT NOT NULL REFERENCES directives (id),
    at           BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    actor_id     TEXT REFERENCES accounts (id),
    actor_name   TEXT NOT NULL,
    actor_unit   TEXT NOT NULL, -- name of the day
    note         TEXT NOT NULL,
    due          TEXT
);
CREATE INDEX directive_events_by_directive ON directive_events (directive_id, seq);

-- Meetings whose search entries are older than their records; `change` grows with every change.
CREATE TABLE search_stale (
    meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
    change     BIGINT NOT NULL
);

CREATE TRIGGER revisions_keep_their_words BEFORE UPDATE ON utterance_revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON utterance_revisions
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER minutes_updates_keep BEFORE UPDATE ON minutes_updates
BEGIN SELECT RAISE(ABORT, 'updates of minutes are append-only'); END;
CREATE TRIGGER minutes_updates_stay BEFORE DELETE ON minutes_updates
BEGIN SELECT RAISE(ABORT, 'updates of minutes are append-only'); END;
CREATE TRIGGER versions_keep BEFORE UPDATE ON minutes_versions
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER versions_stay BEFORE DELETE ON minutes_versions
BEGIN SELECT RAISE(ABORT, 'a frozen version is never changed'); END;
CREATE TRIGGER directives_stay_as_ordered BEFORE UPDATE ON directives
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed'); END;
CREATE TRIGGER directives_stay BEFORE DELETE ON directives
BEGIN SELECT RAISE(ABORT, 'what was ordered is never changed'); END;
CREATE TRIGGER directive_events_keep BEFORE UPDATE ON directive_events
BEGIN SELECT RAISE(ABORT, 'the history of a directive is append-only'); END;
CREATE TRIGGER directive_events_stay BEFORE DELETE ON directive_events
BEGIN SELECT RAISE(ABORT, 'the history of a directive is append-only'); END;

-- Every change to what can be searched marks its meeting, whichever process makes it.
CREATE TRIGGER stale_by_meeting AFTER INSERT ON meetings
BEGIN INSERT INTO search_stale VALUES (NEW.id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_meeting_change AFTER UPDATE ON meetings
BEGIN INSERT INTO search_stale VALUES (NEW.id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_utterance AFTER INSERT ON utterances
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_revision AFTER INSERT ON utterance_revisions
BEGIN
    INSERT INTO search_stale SELECT meeting_id, 1 FROM utterances WHERE id = NEW.utterance_id
    ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER stale_by_minutes AFTER INSERT ON minutes
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_minutes_change AFTER UPDATE ON minutes
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_version AFTER INSERT ON minutes_versions
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_proposal AFTER INSERT ON proposals
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_decision AFTER UPDATE ON proposals
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_directive AFTER INSERT ON directives
BEGIN INSERT INTO search_stale VALUES (NEW.meeting_id, 1) ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1; END;
CREATE TRIGGER stale_by_directive_event AFTER INSERT ON directive_events
BEGIN
    INSERT INTO search_stale SELECT meeting_id, 1 FROM directives WHERE id = NEW.directive_id
    ON CONFLICT (meeting_id) DO UPDATE SET change = change + 1;
END;

-- Meetings kept before there was a search are read once.
INSERT INTO search_stale SELECT id, 1 FROM meetings;
