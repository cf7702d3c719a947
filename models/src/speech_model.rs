//! Which machine writes, and under which terms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A speech model as people are told of it: on the admin page and in the start-up log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpeechModel {
    /// Catalogue identity, such as `conformer` or `whisper-base`.
    pub id: String,
    /// Engine that runs it.
    pub engine: String,
    /// Licence its package states.
    pub licence: String,
    /// What is known of its origin, in Vietnamese.
    pub provenance: String,
    /// Where it is fetched from, package and version.
    pub source: String,
    /// Bytes on disk.
    #[ts(as = "f64")]
    pub size: u64,
    /// Whether it is in the cache and right.
    pub installed: bool,
    /// Whether captions are written with it now.
    pub writing: bool,
}
