//! Finding again: one box over what was said, the minutes and the directives.
//!
//! [`Index`] answers, [`Indexer`] keeps it as new as the store. Who may find what is decided inside the query: an answer
//! needs a [`Reader`], and what that reader may not read is neither among the hits nor counted.

mod asked;
mod entry;
mod error;
mod find;
mod hits;
mod index;
mod indexer;
mod judge;
mod matching;
mod reader;
mod schema;
mod snippet;
mod spelling;
mod tokens;

#[cfg(test)]
mod tests;

pub use asked::{Asked, LONGEST_QUERY, MOST_HITS, MOST_TERMS, Phrase, Term, USUAL_HITS};
pub use entry::{Entry, History};
pub use error::SearchError;
pub use index::Index;
pub use indexer::{Indexer, Refreshed};
pub use reader::Reader;
pub use tokens::Token;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::directive::{DirectiveState, Timeliness};
use crate::id::{MeetingId, TrackId, UtteranceId};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A directive, or a proposal nobody has decided on.
    Directive,
    /// A sentence somebody said.
    Utterance,
    /// A passage of minutes.
    Minutes,
    /// An issued document.
    Document,
}

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// Whether it is what was asked for.
    pub hit: bool,
}

/// Where something can be heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Heard {
    /// The sentence.
    pub utterance: UtteranceId,
    /// The recording.
    pub track: TrackId,
    /// Beginning in it, milliseconds.
    #[ts(as = "f64")]
    pub t0: i64,
    /// End in it, milliseconds.
    #[ts(as = "f64")]
    pub t1: i64,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its identity: of the directive (or proposal), the utterance; for minutes the meeting's.
    pub id: String,
    /// Its meeting.
    pub meeting_id: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Day of the meeting, `YYYY-MM-DD`.
    pub day: String,
    /// A line that says what it is: the task, the speaker and post, the heading of the passage.
    pub title: String,
    /// Where the words asked for stand.
    pub snippet: Vec<Piece>,
    /// How well it fits; only the order means something.
    pub score: f32,
    /// Where to hear it; none without sound.
    pub heard: Option<Heard>,
    /// Seconds since the meeting was opened.
    pub at_seconds: Option<f64>,
    /// Where a directive stands.
    pub state: Option<DirectiveState>,
    /// How it stands against its due date today.
    pub timeliness: Option<Timeliness>,
}

/// How many hits there are of one kind, unit, person, meeting or state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacetCount {
    /// Its identity, or its code.
    pub key: String,
    /// Its name; empty for a code.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// What hits are counted by (bộ lọc kèm số lượng): the most frequent of each, most first. Only what one may read counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// Kinds.
    pub kinds: Vec<FacetCount>,
    /// Units they are of.
    pub units: Vec<FacetCount>,
    /// People who spoke or ordered.
    pub people: Vec<FacetCount>,
    /// Meetings.
    pub meetings: Vec<FacetCount>,
    /// States of directives.
    pub states: Vec<FacetCount>,
}

/// What a search answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Found {
    /// The query as understood.
    pub query: String,
    /// Milliseconds it took.
    pub took_ms: f64,
    /// How many there are in all.
    pub total: u32,
    /// The best of them, best first.
    pub hits: Vec<Hit>,
    /// The newest change the index has read.
    pub as_of: Option<Moment>,
    /// How many of what, when it was asked for.
    pub facets: Option<Facets>,
}
