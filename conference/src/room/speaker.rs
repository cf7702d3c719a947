//! Who is speaking: steady enough that the large picture does not jump at a cough.

use giaoban_models::clock::Moment;
use giaoban_models::id::ParticipantId;

/// Softer than this (-dBov, RFC 6464) is not speech in a quiet office.
const AUDIBLE: u8 = 50;
/// How long somebody else must be the loudest before the picture follows, milliseconds.
const FOLLOW_AFTER: i64 = 1_200;

/// Follows the loudest voice.
#[derive(Debug, Default)]
pub(super) struct Speaker {
    current: Option<ParticipantId>,
    rival: Option<(ParticipantId, Moment)>,
    voices: Vec<ParticipantId>,
    told: Vec<ParticipantId>,
}

impl Speaker {
    /// Takes the levels of a moment, loudest first; true when the speaker has changed.
    pub fn hear(&mut self, now: Moment, levels: &[(ParticipantId, u8)]) -> bool {
        self.voices = levels.iter().filter(|(_, level)| *level <= AUDIBLE).map(|(id, _)| id.clone()).collect();
        let Some(loudest) = self.voices.first() else {
            self.rival = None;
            return false; // silence: the last speaker keeps the picture
        };
        if self.current.as_ref() == Some(loudest) {
            self.rival = None;
            return false;
        }
        let since = match &self.rival {
            Some((rival, since)) if rival == loudest => *since,
            _ => {
                self.rival = Some((loudest.clone(), now));
                now
            }
        };
        if self.current.is_none() || now.since(since) >= FOLLOW_AFTER {
            self.current = Some(loudest.clone());
            self.rival = None;
            return true;
        }
        false
    }

    /// Who spoke last.
    pub fn current(&self) -> Option<&ParticipantId> {
        self.current.as_ref()
    }

    /// The audible voices, when they are others than at the last call.
    pub fn changed_voices(&mut self) -> Option<Vec<ParticipantId>> {
        (self.voices != self.told).then(|| {
            self.told.clone_from(&self.voices);
            self.voices.clone()
        })
    }
}
