//! Which words the rules read (lời dùng để nhận chỉ đạo): of speech that an engine wrote down, the words as they were heard,
//! because marks that a machine set part sentences where nobody paused; else the text as it is written.
//!
//! What is proposed quotes the written text again: that is what people read and can be led to.

use std::collections::HashMap;

use giaoban_minutes::align::written_of;
use giaoban_minutes::mend::Corrector;
use giaoban_models::directive::Proposal;
use giaoban_models::turn::Turn;
use giaoban_models::utterance::Utterance;

/// The words of an utterance that the rules read; `learned` mends what people said is often misheard.
pub fn words(said: &Utterance, learned: &Corrector) -> String {
    match (said.was_recognised(), said.revision) {
        (false, _) => said.written.clone(),
        (true, 0) => learned.mend(&said.spoken).text,
        (true, _) => without_marks(&said.written),
    }
}

/// A text with its words and figures, without capitals and the marks around words.
fn without_marks(written: &str) -> String {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_lowercase();
    written.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The proposals with quote and time phrase as they stand in the written turns. `heard`: the same turns with the words that the
/// rules read.
pub fn quoted(proposals: Vec<Proposal>, heard: &[Turn], written: &[Turn]) -> Vec<Proposal> {
    let places: HashMap<&str, usize> = heard.iter().enumerate().map(|(n, turn)| (turn.id.as_str(), n)).collect();
    let shown = |mut proposal: Proposal| {
        let place = proposal.turns.first().and_then(|id| places.get(id.as_str()));
        let Some((heard, written)) = place.map(|n| (&heard[*n].text, &written[*n].text)) else { return proposal };
        if heard == written {
            return proposal;
        }
        let Some(at) = heard.find(&proposal.quote) else { return proposal };
        let time = proposal.deadline_text.take().map(|phrase| match heard[at..].find(&phrase) {
            Some(from) => {
                let from = at + from;
                written[written_of(heard, from..from + phrase.len(), written)].to_owned()
            }
            // In another turn than the quote.
            None => phrase,
        });
        proposal.deadline_text = time;
        proposal.quote = written[written_of(heard, at..at + proposal.quote.len(), written)].to_owned();
        proposal
    };
    proposals.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use giaoban_minutes::mend::Learned;
    use serde_json::json;

    use super::*;

    fn turn(text: &str) -> Turn {
        serde_json::from_value(json!({
            "meeting_id": "m", "id": "u1", "spoken_on": "2024-11-04", "t_start": 0, "t_end": 1,
            "speaker": {"id": "p", "name": "A", "post": "Chủ tịch", "unit": "h", "role": "chair"}, "text": text
        }))
        .unwrap()
    }

    fn said(engine: &str, revision: u32) -> Utterance {
        serde_json::from_value(json!({
            "id": "u1", "meeting": "m", "track": "t",
            "speaker": {"participant": "x", "person": "p", "name": "A", "post": "B", "unit": "h", "unit_name": "H"},
            "began_at": 0, "t0": 0, "t1": 1, "words": [], "confidence": 1.0, "engine": engine, "revision": revision,
            "corrected_by": null, "spoken": "giao xã cam nộ mười lăm hộ", "written": "Giao xã Cam Lộ: 1,5 tỷ, 15 hộ."
        }))
        .unwrap()
    }

    #[test]
    fn what_a_machine_wrote_is_read_as_heard_what_a_person_wrote_as_written() {
        let words = |said: &Utterance| super::words(said, &Corrector::of_learned(&[]));
        assert_eq!(words(&said("conformer/conformer", 0)), "giao xã cam nộ mười lăm hộ");
        assert_eq!(words(&said("conformer/conformer", 1)), "giao xã cam lộ 1,5 tỷ 15 hộ");
        assert_eq!(words(&said("nhập từ tệp", 0)), "Giao xã Cam Lộ: 1,5 tỷ, 15 hộ.");
        let pair = Learned { heard: "cam nộ".to_owned(), meant: "Cam Lộ".to_owned(), count: 3 };
        let learned = Corrector::of_learned(&[pair]);
        assert_eq!(super::words(&said("conformer/conformer", 0), &learned), "giao xã cam lộ mười lăm hộ");
    }

    #[test]
    fn a_proposal_quotes_what_people_read() {
        let heard = [turn("rồi giao phòng nội vụ rà soát trước ngày mười lăm tháng mười một nhé")];
        let written = [turn("Rồi. Giao Phòng Nội vụ rà soát, trước ngày 15/11 nhé.")];
        let proposal: Proposal = serde_json::from_value(json!({
            "meeting_id": "m", "turns": ["u1"], "quote": "giao phòng nội vụ rà soát trước ngày mười lăm tháng mười một",
            "lead_units": ["nv"], "co_units": [], "task": "Rà soát", "deadline": "2024-11-15",
            "deadline_text": "trước ngày mười lăm tháng mười một", "action": "new", "recurring": false, "conditional": false,
            "confidence": 0.9, "reasons": []
        }))
        .unwrap();
        let shown = quoted(vec![proposal.clone()], &heard, &written);
        assert_eq!(shown[0].quote, "Giao Phòng Nội vụ rà soát, trước ngày 15/11");
        assert_eq!(shown[0].deadline_text.as_deref(), Some("trước ngày 15/11"));
        assert_eq!(quoted(vec![proposal.clone()], &heard, &heard), [proposal]);
    }
}
