//! Who presides: by role, or because the chair was handed over in words.

use giaoban_models::text::tone_free_key;
use giaoban_models::turn::{Turn, TurnRole};

use super::heard::Heard;
use crate::units::Kind;

/// Words by which whoever takes the chair says so.
const TAKEN: &[&str] = &["tôi", "em", "tui"];

/// Who may give directives besides those whose role says so.
#[derive(Debug, Default)]
pub struct Presiding {
    /// Units and the words by which those who were asked to preside were called.
    asked: Vec<(String, String)>,
    /// Those who do, by identity.
    acting: Vec<String>,
}

impl Presiding {
    /// Whether the speaker of a turn presides.
    pub fn presides(&mut self, turn: &Turn, heard: &Heard<'_>) -> bool {
        if turn.speaker.role == TurnRole::Chair {
            return true;
        }
        let id = turn.speaker.id.to_string();
        if self.acting.contains(&id) {
            return true;
        }
        let given = tone_free_key(turn.speaker.name.rsplit(' ').next().unwrap_or(""));
        let post = tone_free_key(&turn.speaker.post);
        let asked = self.asked.iter().any(|(unit, called)| {
            *unit == turn.speaker.unit.to_string()
                && (called.split(' ').any(|word| word == given)
                    || called.contains("phó chủ tịch") && post.contains("phó chủ tịch")
                    || called.contains("chánh văn phòng") && post.starts_with("chánh văn phòng"))
        });
        let takes = turn.speaker.unit == *heard.ground.home
            && heard
                .first(&heard.lexicon().presides, 0..heard.of.len().min(30))
                .is_some_and(|(at, _)| (at.saturating_sub(8)..at).any(|p| TAKEN.contains(&heard.key(p))));
        if asked || takes {
            self.acting.push(id);
        }
        asked || takes
    }

    /// Notes a hand-over; the chair who speaks again without one has it back.
    pub fn hand_over(&mut self, turn: &Turn, heard: &Heard<'_>) {
        let chair = turn.speaker.role == TurnRole::Chair;
        if !chair && turn.speaker.role != TurnRole::Secretary {
            return;
        }
        let found = (0..heard.of.len()).find_map(|at| heard.at(&heard.lexicon().presides, at).map(|len| (at, len)));
        let Some((at, len)) = found else {
            if chair && heard.of.len() > 3 {
                self.asked.clear();
                self.acting.clear();
            }
            return;
        };
        let sentence = heard.sentence(at);
        let person = heard
            .mentions
            .iter()
            .rfind(|m| m.kind == Kind::Person && m.at.end <= at + len && m.at.start >= sentence.start);
        // "anh Phát chốt luôn đi" asks the head of an office for their answer; only a leader of the authority concludes.
        let closes =
            matches!(heard.key(at), "chốt" | "quyết" | "chỉ") || heard.key(at) == "kết" && heard.key(at + 2) == "luôn";
        if let Some(person) = person.filter(|p| !closes || p.unit == *heard.ground.home) {
            let called: Vec<&str> = heard.of[person.at.clone()].iter().map(|s| s.key.as_str()).collect();
            self.asked.push((person.unit.to_string(), called.join(" ")));
        } else if (sentence.start..at).any(|p| heard.key(p) == "phó" && heard.key(p + 1) == "chủ") {
            self.asked.push((heard.ground.home.to_string(), "phó chủ tịch".to_owned()));
        }
    }
}
