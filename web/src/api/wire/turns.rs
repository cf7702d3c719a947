//! Wire types of turns: `POST /api/meetings/{id}/turns`.

use giaoban_models::id::{PersonId, UtteranceId};
use giaoban_models::naming::{TurnEdge, TurnMark};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who spoke in these sentences, and where the turn of the first begins. At most 5000 sentences.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TurnChange {
    /// The sentences, in order.
    pub sentences: Vec<TurnSentence>,
    /// Who spoke; none leaves it as it stands.
    pub speaker: Option<ChosenSpeaker>,
    /// Where the turn of the first sentence begins; none leaves it as it stands.
    pub edge: Option<TurnEdge>,
}

/// A sentence as it was shown.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TurnSentence {
    /// The utterance.
    pub id: UtteranceId,
    /// Revision of its [`TurnMark`]; 0 without one.
    pub revision: u32,
}

/// Who spoke.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ChosenSpeaker {
    /// Whoever was recorded.
    Recorded,
    /// Somebody of the lists, or who spoke in this meeting.
    Person {
        /// Who.
        person: PersonId,
    },
    /// Somebody who is in no list.
    Named {
        /// Their name, 2 to 100 characters.
        name: String,
        /// Their post and unit, at most 200 characters; may be empty.
        post: String,
    },
}

/// Answer to [`TurnChange`]: what people said about all turns of the meeting.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TurnMarks {
    /// By time.
    pub turns: Vec<TurnMark>,
}
