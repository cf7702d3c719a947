//! Proposals drawn by rule from meetings that came without directives.

use giaoban_minutes::calendar::Holidays;
use giaoban_minutes::extract::{Lexicon, extract_with};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::ProposalId;
use giaoban_models::store::ImportedTurn;
use giaoban_models::turn::{Turn, TurnRole, TurnSpeaker};

use super::meetings::Numbered;

/// Adds to each meeting what the rules propose with the authority's words: `M-P01`, `M-P02` and so on, in order of speech.
pub(super) fn draw(meetings: &mut [Numbered], gazetteer: &Gazetteer, holidays: &Holidays, lexicon: &Lexicon) {
    for numbered in meetings {
        let proposals = extract_with(&turns(numbered), gazetteer, holidays, lexicon);
        let id = numbered.meeting.id.clone();
        numbered.meeting.proposals =
            (1..).zip(proposals).map(|(n, proposal)| (ProposalId(format!("{id}-P{n:02}")), proposal)).collect();
    }
}

fn turns(numbered: &Numbered) -> Vec<Turn> {
    let meeting = &numbered.meeting;
    let turn = |(turn, role): (&ImportedTurn, &TurnRole)| Turn {
        meeting_id: meeting.id.clone(),
        id: turn.id.clone(),
        spoken_on: meeting.day.clone(),
        t_start: turn.t0 as f64 / 1000.0,
        t_end: turn.t1 as f64 / 1000.0,
        speaker: TurnSpeaker {
            id: turn.speaker.id.clone(),
            name: turn.speaker.name.clone(),
            post: turn.speaker.post.clone(),
            unit: turn.speaker.unit.clone(),
            role: *role,
        },
        text: turn.written.clone(),
    };
    meeting.turns.iter().zip(&numbered.roles).map(turn).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::super::meetings;
    use super::*;

    #[test]
    fn what_the_chair_orders_is_proposed_under_the_meeting_s_identity() {
        let gazetteer: Gazetteer = serde_json::from_value(json!({"units": [
            {"id": "v", "full_name": "Ủy ban nhân dân huyện Vân", "short_name": "huyện Vân", "kind": "huyện"},
            {"id": "v-nv", "full_name": "Phòng Nội vụ", "short_name": "Phòng Nội vụ", "kind": "phòng", "parent_id": "v"},
        ]}))
        .unwrap();
        let chair = json!({"id": "khanh", "name": "Lý Quốc Khánh", "post": "Chủ tịch UBND huyện", "unit": "v"});
        let meeting = json!({
            "id": "K", "title": "Giao ban", "meeting_date": "2024-10-21", "chair": chair, "secretary": chair,
            "turns": [{"id": "K-T0", "t_start": 0, "t_end": 9, "speaker": chair,
                "text": "Giao Phòng Nội vụ rà soát biên chế các trường học, báo cáo trước ngày 30/10."}],
        });
        let mut read = meetings::read(&meeting.to_string()).unwrap();
        draw(&mut read, &gazetteer, &Holidays::shipped(), Lexicon::shipped());
        let (id, proposal) = &read[0].meeting.proposals[0];
        assert_eq!((id.as_str(), proposal.turns.as_slice()), ("K-P01", &["K-T0".to_owned()][..]));
        assert_eq!((proposal.lead_units[0].as_str(), proposal.deadline.as_deref()), ("v-nv", Some("2024-10-30")));
    }
}
