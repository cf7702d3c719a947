//! The conclusion: by matter, what is ordered and what is decided without an order.

use std::collections::HashSet;

use giaoban_models::id::ProposalId;
use giaoban_models::minutes::{Passage, PassageKind, Run};

use super::Source;
use super::agenda::{OTHER, Topic};
use super::explained::Explained;
use super::numbering::letter;
use super::speech::Block;
use super::words::lowered;

/// A sentence of the conclusion.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The sentence, with its full stop.
    pub text: String,
    /// Indices of its turns, the first one where it was said.
    pub turns: Vec<usize>,
    /// The directive it words.
    pub proposal: Option<ProposalId>,
    /// The rule that worded it.
    pub rule: &'static str,
    /// The rules that changed the words of speech in it.
    pub rewrites: Vec<&'static str>,
}

/// The part about the conclusion; `held` are decisions of the chair that order nothing, as (block, sentence).
pub(super) fn conclusion(
    source: &Source,
    topics: &[Topic],
    blocks: &[Block<'_>],
    clauses: Vec<Clause>,
    held: &HashSet<(usize, usize)>,
) -> Vec<Explained> {
    let topic_of = |turn: usize| {
        let holds = |topic: &&Topic| topic.said.iter().any(|(block, at)| blocks[*block].said[*at].turn == turn);
        topics.iter().position(|topic| holds(&topic))
    };
    // (matter, turn, order within the turn, clause)
    let mut placed: Vec<(usize, usize, usize, Clause)> = Vec::new();
    for (order, clause) in clauses.into_iter().enumerate() {
        let turn = clause.turns.first().copied().unwrap_or(usize::MAX);
        let topic = topic_of(turn).unwrap_or(topics.len());
        // The same order said twice is one clause.
        match placed.iter_mut().find(|(.., other)| other.text == clause.text) {
            Some((.., other)) => other.turns.extend(clause.turns),
            None => placed.push((topic, turn, 1 + order, clause)),
        }
    }
    for (block, at) in held {
        let said = &blocks[*block].said[*at];
        let clause = Clause {
            text: format!("{}.", said.text),
            turns: said.turns().collect(),
            proposal: None,
            rule: "decision",
            rewrites: said.rules.clone(),
        };
        placed.push((topic_of(said.turn).unwrap_or(topics.len()), said.turn, *at, clause));
    }
    placed.sort_by_key(|(topic, turn, order, _)| (*topic, *turn, *order));
    if placed.is_empty() {
        let text = "Chủ trì không có kết luận tại cuộc họp.";
        return vec![Explained::plain(PassageKind::Paragraph, text, "no-conclusion")];
    }
    let title = |topic: usize| topics.get(topic).and_then(|topic| topic.title.as_deref()).unwrap_or(OTHER);
    // What belongs to no matter stands together, last.
    placed.sort_by_key(|(topic, ..)| title(*topic) == OTHER);
    let matters: HashSet<&str> = placed.iter().map(|(topic, ..)| title(*topic)).collect();
    let mut passages = Vec::new();
    let (mut now, mut number, mut point) = (None, 0, 0);
    for (topic, _, _, clause) in placed {
        let title = title(topic);
        if matters.len() > 1 && now != Some(title) {
            (now, point) = (Some(title), 0);
            number += 1;
            let title = if title == OTHER { OTHER.to_owned() } else { format!("Về {}", lowered(title, false)) };
            passages.push(Explained::plain(PassageKind::Topic, format!("{number}. {title}"), "topic"));
        }
        let mark = if matters.len() > 1 { format!("{})", letter(point)) } else { format!("{}.", point + 1) };
        point += 1;
        let passage = Passage {
            kind: PassageKind::Paragraph,
            runs: vec![Run::plain(format!("{mark} {}", clause.text))],
            utterances: source.utterances(clause.turns),
            proposal: clause.proposal,
        };
        passages.push(Explained::new(passage, clause.rule).rewritten(&clause.rewrites));
    }
    passages
}
