//! The room's log: what must be told later (attendance, outages, who had the floor) and what a restart must bring back.

use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;
pub use giaoban_models::store::RoomEventKind as EntryKind;

use super::seat::Remembered;
use super::{Output, Room};

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: EntryKind,
    /// Who did it; none for the server.
    pub actor: Option<ParticipantId>,
    /// Whom it concerns.
    pub subject: Option<ParticipantId>,
}

impl Room {
    pub(super) fn entry(
        &self,
        at: Moment,
        kind: EntryKind,
        actor: Option<ParticipantId>,
        subject: Option<ParticipantId>,
    ) -> Output {
        Output::Keep(Entry { at, kind, actor, subject })
    }

    /// Brings back, after a restart of the server, what the log of an open meeting says: the floor, hands and
    /// microphones of those who were in, and who presides. Each finds their state when they join again.
    pub fn recall(&mut self, entries: impl IntoIterator<Item = Entry>) {
        for entry in entries {
            match entry.kind {
                EntryKind::FloorTaken => self.floor = None,
                _ => {
                    // Lines that concern nobody (opening, recording) bring nothing back.
                    let Some(who) = entry.subject else { continue };
                    if entry.kind == EntryKind::Left {
                        self.remembered.remove(&who);
                        if self.floor.as_ref() == Some(&who) {
                            self.floor = None;
                        }
                        self.acting.take_if(|acting| *acting == who);
                        continue;
                    }
                    let state =
                        self.remembered.entry(who.clone()).or_insert(Remembered { muted: true, hand_raised_at: None });
                    match entry.kind {
                        EntryKind::Muted => state.muted = true,
                        EntryKind::Unmuted => state.muted = false,
                        EntryKind::HandRaised => state.hand_raised_at = Some(entry.at),
                        EntryKind::HandLowered => state.hand_raised_at = None,
                        EntryKind::FloorGiven => self.floor = Some(who),
                        EntryKind::ChairHanded => self.acting = Some(who),
                        _ => {}
                    }
                }
            }
        }
    }
}
