//! The meetings that were held: their scripts, when in them everything happens, what was ordered and what became of it.

mod issued;
mod load;
mod orders;
mod timeline;

use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, PersonId, UnitId};
use serde::Deserialize;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// A file in `held/`.
#[derive(Debug, Deserialize)]
pub(super) struct Script {
    pub(super) id: MeetingId,
    title: String,
    starts_at: Beginning,
    #[serde(default)]
    agenda: Vec<String>,
    /// Whose words can be heard; everybody's when it is left out.
    sound_of: Option<Vec<PersonId>>,
    /// What was ordered, and what became of it.
    #[serde(default)]
    orders: Vec<orders::PlannedOrder>,
    /// The text that was approved and issued; without it the meeting is left to be drafted.
    #[serde(default)]
    minutes: Vec<issued::PlannedPassage>,
    chair: PersonId,
    secretary: PersonId,
    hall: UnitId,
    sites: Vec<UnitId>,
    present: Vec<Attendant>,
    turns: Vec<Turn>,
}

/// When a meeting begins.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
enum Beginning {
    /// At a moment of the past.
    At(Moment),
    /// On a Monday before the day of loading, at eight.
    Before {
        /// 1 for the last Monday that is over, 2 for the one before.
        mondays_back: i64,
    },
}

impl Beginning {
    fn at(self, now: Moment) -> Moment {
        match self {
            Self::At(moment) => moment,
            Self::Before { mondays_back } => {
                let (today, _) = now.day_bounds_in_vietnam();
                let weekday = today.in_vietnam().weekday().number_days_from_monday();
                let days = if weekday == 0 { 7 } else { i64::from(weekday) } + 7 * (mondays_back - 1);
                today.plus(8 * HOUR - days * DAY)
            }
        }
    }
}

/// Somebody who took part.
#[derive(Debug, Deserialize)]
struct Attendant {
    person: PersonId,
    /// The unit they spoke for.
    unit: UnitId,
    /// None for who said nothing.
    voice: Option<Voice>,
}

/// A voice of the synthesiser.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Voice {
    /// Voice and variant as `espeak-ng -v` takes them.
    pub(super) name: String,
    /// Pitch, 0 to 99.
    pub(super) pitch: u8,
    /// Milliseconds a syllable takes; Vietnamese gives each about the same.
    pub(super) pace_ms: i64,
}

/// What one person says in one go.
#[derive(Debug, Deserialize)]
struct Turn {
    by: PersonId,
    /// Whether the chair gave the floor for it.
    floor: bool,
    /// What happens in the room just before, by the code of the event.
    before: Vec<Happening>,
    said: Vec<Sentence>,
}

/// Something in the room's log.
#[derive(Debug, Deserialize)]
struct Happening {
    kind: String,
    person: PersonId,
}

/// A sentence as an engine hears it and as it is written.
#[derive(Debug, Deserialize)]
struct Sentence {
    spoken: String,
    written: String,
}

impl Script {
    /// Those in this binary, oldest first.
    pub(super) fn embedded() -> [Self; 3] {
        let read = |json| serde_json::from_str(json).expect("a test reads the embedded scripts");
        [
            read(include_str!("held/district-2024.json")),
            read(include_str!("held/province-issued.json")),
            read(include_str!("held/province-to-draft.json")),
        ]
    }
}

#[cfg(test)]
mod tests;
