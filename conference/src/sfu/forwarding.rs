//! What the room wants forwarded.

use std::collections::{HashMap, HashSet};

use giaoban_models::id::ParticipantId;

/// The room's decision about one meeting. Replaces the one before as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forwarding {
    /// Whose microphones are open. Sound of all others is dropped as it comes in: not recorded, not forwarded.
    pub microphones_open: HashSet<ParticipantId>,
    /// Who holds the floor: always heard while their microphone is open.
    pub floor: Option<ParticipantId>,
    /// For each subscriber, whose picture is in each of their places; places beyond the list stay empty.
    pub video: HashMap<ParticipantId, Vec<Option<ParticipantId>>>,
    /// Whether sound and picture are kept: only while the meeting is open. What comes before is forwarded all the same.
    pub recording: bool,
}
