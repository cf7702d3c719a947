//! Words often misheard.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `POST /api/misheard/decision`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MisheardDecision {
    /// What the engine hears.
    pub heard: String,
    /// What is written instead.
    pub meant: String,
    /// Whether the machine does it from now on; none takes a decision back.
    pub accepted: Option<bool>,
}
