//! The opening (khai mạc): what secretary and chair say before the first matter, and who was said to be absent.

use giaoban_models::minutes::{Passage, PassageKind};
use giaoban_models::turn::TurnRole;

use super::Source;
use super::agenda;
use super::explained::Explained;
use super::names::Names;
use super::speech::Block;
use super::weigh::{idle, names_absence};

/// So many syllables of each opening speaker are told.
const MOST: usize = 70;

/// What was said before the first matter.
pub(super) struct Opening {
    /// Its passages.
    pub passages: Vec<Explained>,
    /// Sentences that name absences, with their turns.
    pub absent: Vec<(String, usize)>,
    /// The first sentence of the course: block and place in it.
    pub until: (usize, usize),
}

/// Where the course begins: at the first matter, at the first delegate, or when somebody who presides speaks again.
fn end(blocks: &[Block<'_>], names: &Names) -> (usize, usize) {
    let mut spoke: Vec<TurnRole> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let role = block.speaker.role;
        if !matches!(role, TurnRole::Chair | TurnRole::Secretary) || spoke.contains(&role) {
            return (at, 0);
        }
        spoke.push(role);
        if let Some(index) = block.said.iter().position(|said| said.covered || agenda::opens_matter(said, names)) {
            return (at, index);
        }
    }
    (blocks.len(), 0)
}

/// Tells the opening.
pub(super) fn opening(source: &Source, blocks: &[Block<'_>], names: &Names) -> Opening {
    let until = end(blocks, names);
    let (mut passages, mut absent) = (Vec::new(), Vec::new());
    let mut opened = false;
    for (at, block) in blocks.iter().enumerate().take(until.0 + 1) {
        let count = if at == until.0 { until.1 } else { block.said.len() };
        let (mut text, mut turns, mut rules, mut syllables) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for said in &block.said[..count] {
            if idle(said, block.speaker, names) || said.question {
                continue;
            }
            if names_absence(said) {
                absent.push((said.text.clone(), said.turn));
                continue;
            }
            syllables += said.text.split(' ').count();
            if syllables <= MOST {
                text.push(format!("{}.", said.text));
                turns.extend(said.turns());
                rules.extend(said.rules.iter());
            }
        }
        if text.is_empty() {
            continue;
        }
        let chair = block.speaker.role == TurnRole::Chair;
        opened |= chair;
        let who = if chair {
            "Chủ trì khai mạc, nêu nội dung cuộc họp"
        } else {
            "Thư ký báo cáo thành phần tham dự"
        };
        let mut passage = Passage::plain(PassageKind::Paragraph, format!("{who}: {}", text.join(" ")));
        passage.utterances = source.utterances(turns);
        let rule = if chair { "opening-of-chair" } else { "opening-of-secretary" };
        passages.push(Explained::new(passage, rule).rewritten(rules));
    }
    if !opened {
        let text = format!("{} khai mạc và chủ trì cuộc họp.", source.meeting.chair_name);
        passages.push(Explained::plain(PassageKind::Paragraph, text, "opening-without-words"));
    }
    Opening { passages, absent, until }
}
