//! What an engine does beyond taking the likeliest sound of each moment.

use serde::{Deserialize, Serialize};

/// Readings followed at once unless it is said otherwise.
const READINGS: usize = 8;

/// What an engine may do to read better. Engines without these arts pass it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoding {
    /// Begin each stretch with faint noise, so that its first syllable is not lost.
    pub lead_in: bool,
    /// Readings followed at once; 1 is greedy.
    pub readings: usize,
    /// Prefer words of the language, where their list is installed.
    pub common_words: bool,
}

impl Default for Decoding {
    fn default() -> Self {
        Self { lead_in: true, readings: READINGS, common_words: true }
    }
}
