//! The meeting that was held: its script, and when in it everything happens.

mod load;
mod timeline;

use giaoban_models::clock::Moment;
use giaoban_models::id::{MeetingId, PersonId, UnitId};
use serde::Deserialize;

/// `held.json`.
#[derive(Debug, Deserialize)]
pub(super) struct Script {
    pub(super) id: MeetingId,
    title: String,
    starts_at: Moment,
    chair: PersonId,
    secretary: PersonId,
    hall: UnitId,
    sites: Vec<UnitId>,
    present: Vec<Attendant>,
    turns: Vec<Turn>,
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
    /// The one in this binary.
    pub(super) fn embedded() -> Self {
        serde_json::from_str(include_str!("held.json")).expect("a test reads the embedded script")
    }
}

#[cfg(test)]
mod tests {
    use giaoban_models::store::RoomEventKind;
    use giaoban_models::text::kept;

    use super::*;

    /// Written forms of what is spoken as several words.
    fn is_number_or_measure(token: &str) -> bool {
        token.chars().any(|c| c.is_ascii_digit()) || matches!(token, "ha" | "m" | "-")
    }

    #[test]
    fn the_spoken_form_is_what_an_engine_hears_and_the_written_form_says_the_same() {
        let script = Script::embedded();
        assert!((18..=25).contains(&script.turns.len()));
        for sentence in script.turns.iter().flat_map(|turn| &turn.said) {
            assert!(sentence.spoken.chars().all(|c| c == ' ' || c.is_lowercase()), "{}", sentence.spoken);
            assert_eq!(sentence.written, kept(&sentence.written));
            assert!(sentence.written.ends_with(['.', '?']), "{}", sentence.written);
            let mut heard = sentence.spoken.split(' ');
            for word in sentence.written.to_lowercase().split(' ') {
                let word = word.trim_matches([',', '.', '?', ':']);
                if !is_number_or_measure(word) {
                    assert!(heard.any(|h| h == word), "{word:?} of {:?} is not spoken", sentence.written);
                }
            }
        }
    }

    #[test]
    fn whoever_speaks_or_has_something_happen_to_them_is_present_and_speakers_have_voices() {
        let script = Script::embedded();
        let attendant = |id: &PersonId| script.present.iter().find(|a| a.person == *id);
        for turn in &script.turns {
            assert!(attendant(&turn.by).is_some_and(|a| a.voice.is_some()), "{}", turn.by);
            for happening in &turn.before {
                assert!(attendant(&happening.person).is_some(), "{}", happening.person);
                assert!(RoomEventKind::from_code(&happening.kind).is_some(), "{}", happening.kind);
            }
        }
        let voices: std::collections::HashSet<_> =
            script.present.iter().filter_map(|a| a.voice.as_ref()).map(|v| (v.name.clone(), v.pitch)).collect();
        let speakers = script.present.iter().filter(|a| a.voice.is_some()).count();
        assert_eq!(voices.len(), speakers, "no two speakers sound the same");
    }

    #[test]
    fn the_chair_concludes_with_directives_and_the_communes_report_figures() {
        let script = Script::embedded();
        let conclusion = script.turns.iter().filter(|t| t.by == script.chair).map(|t| t.said.len()).max();
        assert!(conclusion >= Some(8));
        let figures = |unit: &UnitId| {
            let who: Vec<_> = script.present.iter().filter(|a| a.unit == *unit).map(|a| &a.person).collect();
            let said = script.turns.iter().filter(|t| who.contains(&&t.by)).flat_map(|t| &t.said);
            said.filter(|s| s.written.contains(|c: char| c.is_ascii_digit())).count()
        };
        assert!(script.sites.iter().filter(|unit| figures(unit) > 0).count() >= 3);
    }
}
