//! The fields of the index and how an entry becomes a document.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token as Position};

use super::HitKind;
use super::entry::Entry;
use super::tokens::{Key, Token, tokens};
use crate::directive::DirectiveState;

/// Changes whenever older folders cannot be read any more: they are made again from the store.
pub(super) const FORMAT: &str = "giaoban-search-2";

/// Places between two texts of one entry, so that no phrase reaches from one into the next.
const GAP: usize = 50;

/// The fields.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// The keys of every word that finds the entry.
    pub(super) exact: Field,
    pub(super) tone_free: Field,
    pub(super) plain: Field,
    /// Who may find it: `u:` and a unit, `p:` and a person.
    pub(super) readers: Field,
    pub(super) meeting: Field,
    pub(super) kind: Field,
    /// Units it is of.
    pub(super) units: Field,
    /// People it is of.
    pub(super) people: Field,
    /// State of a directive.
    pub(super) state: Field,
    /// The last minute in which a directive is not late, as the number YYYYMMDDhhmm.
    pub(super) last_minute: Field,
    /// What hits are counted by: identity, tab, name.
    pub(super) of_unit: Field,
    pub(super) of_person: Field,
    pub(super) of_meeting: Field,
    /// Day as the number YYYYMMDD.
    pub(super) day: Field,
    /// What entries of one hit share; 0 for an entry that is a hit by itself.
    pub(super) shared: Field,
    /// The entry as JSON.
    pub(super) entry: Field,
}

/// Name of [`Fields::shared`], for the columns.
pub(super) const SHARED: &str = "shared";

/// Columns that hits are counted by, in the order of [`Facets`](super::Facets).
pub(super) const COUNTED: [&str; 5] = ["kind", "of_unit", "of_person", "of_meeting", "state"];

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let keys = |option| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let exact = schema.add_text_field("exact", keys(IndexRecordOption::WithFreqs));
        let tone_free = schema.add_text_field("tone_free", keys(IndexRecordOption::WithFreqsAndPositions));
        let plain = schema.add_text_field("plain", keys(IndexRecordOption::WithFreqsAndPositions));
        let readers = schema.add_text_field("readers", STRING);
        let meeting = schema.add_text_field("meeting", STRING);
        let counted = || TextOptions::default().set_fast(None);
        let kind = schema.add_text_field("kind", STRING | FAST);
        let units = schema.add_text_field("units", STRING);
        let people = schema.add_text_field("people", STRING);
        let state = schema.add_text_field("state", STRING | FAST);
        let last_minute = schema.add_u64_field("last_minute", FAST | INDEXED);
        let of_unit = schema.add_text_field("of_unit", counted());
        let of_person = schema.add_text_field("of_person", counted());
        let of_meeting = schema.add_text_field("of_meeting", counted());
        let day = schema.add_u64_field("day", FAST | INDEXED);
        let shared = schema.add_u64_field(SHARED, FAST);
        let entry = schema.add_text_field("entry", STORED);
        let schema = schema.build();
        Self {
            schema,
            exact,
            tone_free,
            plain,
            readers,
            meeting,
            kind,
            units,
            people,
            state,
            last_minute,
            of_unit,
            of_person,
            of_meeting,
            day,
            shared,
            entry,
        }
    }

    /// The document of an entry.
    pub(super) fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let texts: Vec<Vec<Token>> = entry.texts().map(tokens).collect();
        for (field, key) in [(self.exact, Key::Exact), (self.tone_free, Key::ToneFree), (self.plain, Key::Plain)] {
            document.add_pre_tokenized_text(field, positions(&texts, key));
        }
        for unit in &entry.readers {
            document.add_text(self.readers, unit_key(unit.as_str()));
        }
        for person in &entry.persons {
            document.add_text(self.readers, person_key(person.as_str()));
        }
        for (unit, name) in &entry.units {
            document.add_text(self.units, unit.as_str());
            document.add_text(self.of_unit, counted(unit.as_str(), name));
        }
        for (person, name) in &entry.people {
            document.add_text(self.people, person.as_str());
            document.add_text(self.of_person, counted(person.as_str(), name));
        }
        if let Some(history) = &entry.history {
            document.add_text(self.state, state_key(history.standing().state));
            if let Some(minute) = history.last_minute() {
                document.add_u64(self.last_minute, minute);
            }
        }
        document.add_text(self.of_meeting, counted(entry.meeting.as_str(), &entry.meeting_title));
        document.add_text(self.meeting, entry.meeting.as_str());
        document.add_text(self.kind, kind_key(entry.kind));
        document.add_u64(self.day, day_number(&entry.day));
        document.add_u64(self.shared, shared_key(entry));
        document.add_text(self.entry, serde_json::to_string(entry).expect("an entry is plain JSON"));
        document
    }
}

/// What a hit is counted by: identity and name.
fn counted(id: &str, name: &str) -> String {
    format!("{id}\t{name}")
}

/// The name of a state.
pub(super) fn state_key(state: DirectiveState) -> &'static str {
    match state {
        DirectiveState::Assigned => "assigned",
        DirectiveState::Returned => "returned",
        DirectiveState::Accepted => "accepted",
        DirectiveState::InProgress => "in_progress",
        DirectiveState::Reported => "reported",
        DirectiveState::Redo => "redo",
        DirectiveState::Completed => "completed",
        DirectiveState::Suspended => "suspended",
        DirectiveState::Cancelled => "cancelled",
    }
}

/// The key of a unit among the readers.
pub(super) fn unit_key(unit: &str) -> String {
    format!("u:{unit}")
}

/// The key of a person among the readers.
pub(super) fn person_key(person: &str) -> String {
    format!("p:{person}")
}

/// The name of a kind.
pub(super) fn kind_key(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Directive => "directive",
        HitKind::Utterance => "utterance",
        HitKind::Minutes => "minutes",
        HitKind::Document => "document",
    }
}

/// `YYYY-MM-DD` as the number YYYYMMDD; 0 for anything else.
pub(super) fn day_number(day: &str) -> u64 {
    let digits: String = day.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 { digits.parse().unwrap_or(0) } else { 0 }
}

/// What entries of one hit share; 0 for one that is a hit by itself.
fn shared_key(entry: &Entry) -> u64 {
    if !entry.joint {
        return 0;
    }
    // FNV-1a, 64 bits: the same in every version of the program, which a stored value must be.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in kind_key(entry.kind).bytes().chain([0]).chain(entry.id.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.max(1)
}

fn positions(texts: &[Vec<Token>], key: Key) -> PreTokenizedString {
    let mut all = Vec::new();
    let mut base = 0;
    for text in texts {
        for (place, token) in text.iter().enumerate() {
            let mut add = |text: &str| {
                all.push(Position {
                    offset_from: 0,
                    offset_to: 0,
                    position: base + place,
                    text: text.to_owned(),
                    position_length: 1,
                });
            };
            add(token.key(key));
            if let (Key::Plain, Some(day)) = (key, &token.day) {
                add(day);
            }
        }
        base += text.len() + GAP;
    }
    PreTokenizedString { text: String::new(), tokens: all }
}
