//! The draft of the minutes (dự thảo biên bản): what was said, condensed by rule into the words an office writes.
//!
//! Nothing is invented: a sentence of the course is the speaker's own without address, pronouns and fillers, a clause of
//! the conclusion words a proposed directive, and each passage points at the utterances it rests on. What is left out is
//! what carries no figure, name, difficulty or decision, and, in a long meeting, what weighs least.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use giaoban_models::clock::Moment;
use giaoban_models::directive::Proposal;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::{PersonId, ProposalId, UnitId, UtteranceId};
use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::{Passage, PassageKind, Vote};
use giaoban_models::turn::{Turn, TurnRole};

use crate::attendance::Attendance;
use crate::written;
pub use explained::Explained;

use agenda::Topic;
use clauses::Wording;
use conclusion::{Clause, conclusion};
use names::Names;
use narrate::Narrator;
use opening::opening;
use speech::Reader;

mod agenda;
mod budget;
mod choose;
mod clauses;
mod conclusion;
mod explained;
mod heading;
mod heard;
mod names;
mod narrate;
mod numbering;
mod office;
mod opening;
mod phrasebook;
mod register;
mod rewrite;
mod speech;
#[cfg(test)]
mod tests;
mod weigh;
mod words;

/// Somebody who may have been there, with the names of that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Identity.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
}

/// What a draft is made from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The meeting.
    pub meeting: Meeting,
    /// Post of the chair on that day; may be empty.
    pub chair_post: String,
    /// Post of the secretary on that day; may be empty.
    pub secretary_post: String,
    /// Where it was held; the hall of the meeting when nothing is given.
    pub place: Option<String>,
    /// From the room's log; none for a meeting held elsewhere.
    pub attendance: Option<Attendance>,
    /// Names and posts for the people of the attendance.
    pub people: Vec<Attendee>,
    /// The agenda, an item a line; may be empty.
    pub agenda: Vec<String>,
    /// What was said, in order; for a meeting held here [`Turn::id`] is the utterance's.
    pub turns: Vec<Turn>,
    /// Votes entered.
    pub votes: Vec<Vote>,
    /// What extraction proposed, in order of speech.
    pub proposals: Vec<(ProposalId, Proposal)>,
    /// Units and people of that day.
    pub gazetteer: Gazetteer,
    /// Number words to digits (`written::figures`).
    pub figures: fn(&str) -> String,
}

impl Source {
    /// The utterances of these turns (indices), each once, in order of speech.
    fn utterances(&self, turns: impl IntoIterator<Item = usize>) -> Vec<UtteranceId> {
        let mut turns: Vec<usize> = turns.into_iter().collect();
        turns.sort_unstable();
        turns.dedup();
        turns.into_iter().map(|turn| UtteranceId(self.turns[turn].id.clone())).collect()
    }

    /// The unit whose meeting it is: the chair's.
    fn authority(&self) -> UnitId {
        let chair =
            self.gazetteer.persons.iter().find(|person| person.id == self.meeting.chair).map(|person| &person.unit_id);
        let speaking =
            self.turns.iter().find(|turn| turn.speaker.role == TurnRole::Chair).map(|turn| &turn.speaker.unit);
        let hall = self.meeting.sites.iter().find(|site| site.hall).map(|site| &site.unit);
        chair.or(speaking).or(hall).cloned().unwrap_or_else(|| UnitId(String::new()))
    }

    fn ended(&self, from: Moment) -> Moment {
        let spoken = self.turns.iter().map(|turn| turn.t_end).fold(0.0, f64::max);
        #[allow(clippy::cast_possible_truncation)] // a meeting's seconds, far below 2^53
        let spoken = from.plus((spoken * 1000.0) as i64);
        self.meeting.ended_at.unwrap_or(spoken)
    }
}

/// Where each proposal's quote stands in its first turn, by turn.
fn taken(source: &Source) -> (HashMap<&str, usize>, Vec<Vec<Range<usize>>>) {
    let index: HashMap<&str, usize> =
        source.turns.iter().enumerate().map(|(at, turn)| (turn.id.as_str(), at)).collect();
    let mut taken = vec![Vec::new(); source.turns.len()];
    for (_, proposal) in &source.proposals {
        let Some(turn) = proposal.turns.first().and_then(|id| index.get(id.as_str())) else { continue };
        if let Some(at) = source.turns[*turn].text.find(&proposal.quote)
            && !proposal.quote.is_empty()
        {
            taken[*turn].push(at..at + proposal.quote.len());
        }
    }
    (index, taken)
}

fn plain_section(number: &mut usize, name: &str) -> Explained {
    *number += 1;
    Explained::plain(PassageKind::Section, format!("{}. {name}", numbering::roman(*number)), "section")
}

/// The draft of the minutes, from the line of time to the closing line. Pure: the same source gives the same text.
#[must_use]
pub fn draft(source: &Source) -> Vec<Passage> {
    draft_explained(source).into_iter().map(|one| one.passage).collect()
}

/// [`draft`] with the rules that made each passage.
#[must_use]
pub fn draft_explained(source: &Source) -> Vec<Explained> {
    let meeting = &source.meeting;
    let from = meeting.opened_at.unwrap_or(meeting.starts_at);
    let present: HashSet<&UnitId> =
        source.turns.iter().map(|turn| &turn.speaker.unit).chain(meeting.sites.iter().map(|site| &site.unit)).collect();
    let names = Names::new(&source.gazetteer, &source.authority(), &present);
    let (index, taken) = taken(source);
    let chair = if source.chair_post.is_empty() { "Chủ trì" } else { &source.chair_post };
    let proper = written::Names::of(&source.gazetteer);
    let reader = Reader { names: &names, proper: &proper, figures: source.figures, chair };
    let blocks = reader.blocks(&source.turns, &taken);
    let speech: usize =
        blocks.iter().flat_map(|block| &block.said).map(|said| said.raw.split_whitespace().count()).sum();

    let opened = opening(source, &blocks, &names);
    let topics: Vec<Topic> = agenda::course(&blocks, opened.until, &source.agenda, &meeting.title, &names);

    let wording = Wording { names: &names, proper: &proper, figures: source.figures };
    let clauses: Vec<Clause> = source
        .proposals
        .iter()
        .map(|(id, proposal)| Clause {
            text: wording.clause(proposal),
            turns: proposal.turns.iter().filter_map(|turn| index.get(turn.as_str()).copied()).collect(),
            proposal: Some(id.clone()),
            rule: clauses::rule(proposal.action),
            rewrites: vec![],
        })
        .collect();
    let narrator = Narrator::new(source, &names, &blocks);
    let held = narrator.decisions(&topics, budget::decision_syllables(speech));
    let concluded = conclusion(source, &topics, &blocks, clauses, &held);

    let lines = heading::heading(source, from, &opened.absent);
    let mut head: Vec<Explained> = lines.into_iter().map(|line| Explained::new(line, "heading")).collect();
    let mut number = 0;
    head.push(plain_section(&mut number, "KHAI MẠC"));
    head.extend(opened.passages);

    let fixed: Vec<&Passage> = head.iter().chain(&concluded).map(|one| &one.passage).collect();
    let proposals: Vec<&Proposal> = source.proposals.iter().map(|(_, proposal)| proposal).collect();
    let room = budget::course_room(speech, &fixed, &proposals, &names);
    let told = narrator.course(&topics, &held, room);

    let mut passages = head;
    if !told.is_empty() {
        passages.push(plain_section(&mut number, "NỘI DUNG"));
        passages.extend(told);
    }
    if !source.votes.is_empty() {
        passages.push(plain_section(&mut number, "KẾT QUẢ BIỂU QUYẾT"));
        passages.extend(source.votes.iter().zip(1..).map(|(vote, at)| vote_line(vote, at)));
    }
    passages.push(plain_section(&mut number, "KẾT LUẬN CỦA CHỦ TRÌ"));
    passages.extend(concluded);
    let end = heading::in_words(source.ended(from));
    passages.push(Explained::plain(PassageKind::Paragraph, format!("Cuộc họp kết thúc vào {end}./."), "closing"));
    passages
}

fn vote_line(vote: &Vote, number: usize) -> Explained {
    let all = vote.in_favour + vote.against + vote.abstained;
    let text = format!(
        "{number}. {}: tán thành {}/{all}; không tán thành {}/{all}; không có ý kiến {}/{all}.",
        vote.subject, vote.in_favour, vote.against, vote.abstained
    );
    Explained::plain(PassageKind::Paragraph, text, "vote")
}
