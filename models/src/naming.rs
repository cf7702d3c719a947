//! Who spoke when one microphone served several people (xác định người nói): said by a person, beside what was recorded.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::{PersonId, UtteranceId};
use crate::utterance::Speaker;

/// Where a turn begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnEdge {
    /// As recorded: with another speaker, or after a long silence.
    #[default]
    AsRecorded,
    /// Tách lượt: a turn begins with this sentence, whoever spoke before.
    Begins,
    /// Nhập lượt: this sentence goes on the turn before.
    Joins,
}

impl TurnEdge {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::AsRecorded => "as_recorded",
            Self::Begins => "begins",
            Self::Joins => "joins",
        }
    }

    /// The edge of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::AsRecorded, Self::Begins, Self::Joins].into_iter().find(|edge| edge.code() == code)
    }
}

/// What a person said last about the speaker of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnMark {
    /// The sentence.
    pub utterance: UtteranceId,
    /// How often it was said; 0 never.
    pub revision: u32,
    /// Who spoke; none when it is whoever was recorded.
    pub speaker: Option<Speaker>,
    /// Who was recorded.
    pub recorded: Speaker,
    /// Where the turn begins.
    pub edge: TurnEdge,
    /// When it was said.
    pub at: Moment,
    /// By whom.
    pub by: String,
}

/// An identity for somebody who is in no list of people, the same wherever that name is given.
#[must_use]
pub fn identity_of_name(name: &str) -> PersonId {
    let hash = Sha256::digest(name.to_lowercase().as_bytes());
    let hex: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    PersonId(format!("named-{hex}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_one_person_however_it_is_written() {
        assert_eq!(identity_of_name("Hồ Văn Ơn"), identity_of_name("HỒ VĂN ƠN"));
        assert_ne!(identity_of_name("Hồ Văn Ơn"), identity_of_name("Hồ Văn Ớn"));
    }

    #[test]
    fn an_edge_is_known_by_its_name_in_the_store() {
        for edge in [TurnEdge::AsRecorded, TurnEdge::Begins, TurnEdge::Joins] {
            assert_eq!(TurnEdge::from_code(edge.code()), Some(edge));
        }
        assert_eq!(TurnEdge::from_code("khác"), None);
    }
}
