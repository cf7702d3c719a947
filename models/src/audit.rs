//! The audit log: who did what to what, append-only.

pub mod chain;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Moment;
use crate::id::AccountId;

/// One line of the audit log (nhật ký).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEntry {
    /// When.
    pub at: Moment,
    /// Whose account acted; none for the server itself or an unknown person.
    pub actor: Option<AccountId>,
    /// The actor's name on that day.
    pub actor_name: String,
    /// What was done: a stable code such as `session.opened`, `meeting.ended`, `recording.played`.
    pub act: String,
    /// What it was done to: the identity of a meeting, track or account.
    pub subject: String,
    /// What else matters, as JSON without names or transcript text.
    pub detail: serde_json::Value,
}
