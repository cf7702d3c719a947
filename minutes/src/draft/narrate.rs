//! The course of the meeting (diễn biến): by matter and speaker, chosen by what sentences are worth.

use std::collections::{BTreeMap, HashSet};

use giaoban_models::minutes::{Passage, PassageKind, Run};
use giaoban_models::text::tone_free_key;
use giaoban_models::turn::{TurnRole, TurnSpeaker};

use super::Source;
use super::agenda::Topic;
use super::budget::{Room, letters_points, paragraph_points};
use super::explained::Explained;
use super::names::Names;
use super::speech::{Block, Said};
use super::weigh::{agreement, decides, idle, value};
use super::words::{begins_any, capitalised, words};

/// Longest question told with its answer, in syllables.
const QUESTION: usize = 30;
/// Letters of a label on average ("UBND xã Hòa Bình báo cáo: ").
const LABEL: usize = 32;

/// Tells the course.
pub(super) struct Narrator<'a> {
    /// Where it comes from.
    pub source: &'a Source,
    /// Names of the authority.
    pub names: &'a Names,
    /// What was said.
    pub blocks: &'a [Block<'a>],
    /// By block, the question the block before ended with.
    pub(super) asked: Vec<Vec<Place>>,
}

/// A sentence: its block and its place there.
pub(super) type Place = (usize, usize);

pub(super) fn syllables(text: &str) -> usize {
    text.split(' ').count()
}

impl<'a> Narrator<'a> {
    /// Reads which blocks answer which questions.
    pub fn new(source: &'a Source, names: &'a Names, blocks: &'a [Block<'a>]) -> Self {
        let mut narrator = Self { source, names, blocks, asked: vec![] };
        narrator.asked = (0..blocks.len()).map(|block| narrator.question_before(block)).collect();
        narrator
    }

    pub(super) fn question(&self, block: usize) -> &[Place] {
        self.asked.get(block).map_or(&[], Vec::as_slice)
    }

    pub(super) fn said(&self, place: Place) -> &Said {
        &self.blocks[place.0].said[place.1]
    }

    pub(super) fn speaker(&self, block: usize) -> &TurnSpeaker {
        self.blocks[block].speaker
    }

    pub(super) fn idle(&self, place: Place) -> bool {
        idle(self.said(place), self.speaker(place.0), self.names)
    }

    /// The question the block before ended with, as places; empty when there is none worth telling.
    fn question_before(&self, block: usize) -> Vec<Place> {
        let Some(before) = block.checked_sub(1) else { return vec![] };
        if self.blocks[block].said.iter().all(|said| agreement(said, self.speaker(block), self.names)) {
            return vec![];
        }
        let asked = &self.blocks[before].said;
        let Some(last) = asked.iter().rposition(|said| !said.text.is_empty() && !said.covered) else { return vec![] };
        if last + 1 != asked.len() || !asked[last].question {
            return vec![];
        }
        // Without the sentence before it a bare "Sao vậy?" says nothing.
        let mut places = vec![(before, last)];
        if syllables(&asked[last].text) < 6
            && let Some(earlier) = last.checked_sub(1)
            && !asked[earlier].covered
            && !self.idle((before, earlier))
        {
            places.insert(0, (before, earlier));
        }
        let length: usize = places.iter().map(|place| syllables(&self.said(*place).text)).sum();
        if (3..=QUESTION).contains(&length) { places } else { vec![] }
    }

    /// Whether a sentence answers a question: one of the first two of a block behind a question.
    pub(super) fn answers(&self, place: Place) -> bool {
        place.1 < 2 && !self.question(place.0).is_empty()
    }

    /// Decisions of the chair that order nothing: they belong to the conclusion. At most `room` syllables of them.
    pub fn decisions(&self, topics: &[Topic], room: usize) -> HashSet<Place> {
        let mut seen = HashSet::new();
        let mut found: Vec<Place> = topics
            .iter()
            .flat_map(|topic| topic.said.iter().copied())
            .filter(|place| self.speaker(place.0).role == TurnRole::Chair)
            .filter(|place| !self.said(*place).covered && !self.idle(*place) && !self.answers(*place))
            .filter(|place| decides(self.said(*place)) && seen.insert(tone_free_key(&self.said(*place).text)))
            .collect();
        found.sort_by(|a, b| value(self.said(*b)).total_cmp(&value(self.said(*a))));
        let mut left = room;
        found.retain(|place| {
            let length = syllables(&self.said(*place).text);
            let fits = length <= left;
            left -= if fits { length } else { 0 };
            fits
        });
        found.into_iter().collect()
    }

    /// Who speaks, as minutes name them.
    fn label(&self, who: &TurnSpeaker) -> String {
        if who.role == TurnRole::Chair {
            return "Chủ trì".to_owned();
        }
        let post = who.post.split(" (").next().unwrap_or_default();
        if who.role == TurnRole::Guest {
            return if post.is_empty() { who.name.clone() } else { post.to_owned() };
        }
        let own_authority = self.source.authority() == who.unit;
        if own_authority || !self.names.knows(&who.unit) {
            return format!("{post} {}", who.name).trim().to_owned();
        }
        self.names.unit(&who.unit)
    }

    fn verb(&self, block: usize, told: &[Place]) -> &'static str {
        let who = self.speaker(block);
        let texts: Vec<_> = told.iter().map(|place| words(&self.said(*place).text)).collect();
        let asks = begins_any(&texts[0], &["đề nghị", "kiến nghị", "xin", "kính đề nghị"]).is_some();
        let figures = texts.iter().flatten().any(|word| word.is_figure());
        match who.role {
            _ if told.iter().all(|place| self.said(*place).question) => "hỏi",
            TurnRole::Chair => "có ý kiến",
            _ if figures && !asks => "báo cáo",
            _ => "có ý kiến",
        }
    }

    /// Height of what a new paragraph has beside its sentences: a label, a last line, the question it answers.
    pub(super) fn overhead(&self, block: usize) -> f64 {
        let asked: usize =
            self.question(block).iter().map(|place| self.said(*place).text.chars().count() + LABEL).sum();
        paragraph_points() + letters_points(LABEL + asked)
    }

    fn sentence(&self, place: Place) -> String {
        let said = self.said(place);
        format!("{}{}", said.text, if said.question { "?" } else { "." })
    }

    /// Whether a heard answer is "Không" and then something else: "không họp ở sân chợ cũ" behind "... được không" means
    /// that it is held there.
    fn refuses(&self, question: Place, answer: Place) -> bool {
        let asked = words(&self.said(question).raw);
        let answer = self.said(answer);
        let all = words(&answer.raw);
        let key = |at: usize| all.get(at).map_or("", |word| word.key.as_str());
        let denies =
            ["có", "được", "phải", "đâu", "cần", "nên", "thể", "biết", "còn", "ai", "gì", ""].contains(&key(1));
        answer.heard && asked.last().is_some_and(|word| word.key == "không") && key(0) == "không" && !denies
    }

    fn paragraph(&self, block: usize, told: &[Place]) -> Explained {
        let question = self.question(block);
        let answered = !question.is_empty() && told.iter().any(|place| place.1 < 2);
        let mut text = String::new();
        let mut turns: Vec<usize> = told.iter().flat_map(|place| self.said(*place).turns()).collect();
        if answered {
            let asked: Vec<String> = question.iter().map(|place| self.sentence(*place)).collect();
            text = format!("{} hỏi: {} ", self.label(self.speaker(block - 1)), asked.join(" "));
            turns.extend(question.iter().flat_map(|place| self.said(*place).turns()));
        }
        let verb = if answered { "trả lời" } else { self.verb(block, told) };
        let mut sentences: Vec<String> = told.iter().map(|place| self.sentence(*place)).collect();
        if answered && question.last().is_some_and(|asked| self.refuses(*asked, told[0])) {
            sentences[0] = sentences[0].replacen("Không ", "Không, ", 1);
        }
        text.push_str(&format!("{} {verb}: {}", capitalised(&self.label(self.speaker(block))), sentences.join(" ")));
        let passage = Passage {
            kind: PassageKind::Paragraph,
            runs: vec![Run::plain(text)],
            utterances: self.source.utterances(turns),
            proposal: None,
        };
        let rule = match verb {
            "trả lời" => "question-and-answer",
            "báo cáo" => "report",
            "hỏi" => "question",
            _ => "opinion",
        };
        let asked = if answered { question } else { &[] };
        let rules = told.iter().chain(asked).flat_map(|place| &self.said(*place).rules);
        Explained::new(passage, rule).rewritten(rules)
    }

    /// The course under its headings; `held` stands in the conclusion already.
    pub fn course(&self, topics: &[Topic], held: &HashSet<Place>, room: Room) -> Vec<Explained> {
        let chosen = self.chosen(topics, held, room);
        let mut passages = Vec::new();
        let mut number = 0;
        for topic in topics {
            let mut told: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
            for place in topic.said.iter().filter(|place| chosen.contains(place)) {
                told.entry(place.0).or_default().push(*place);
            }
            if told.is_empty() {
                continue;
            }
            if let Some(title) = &topic.title {
                number += 1;
                passages.push(Explained::plain(PassageKind::Topic, format!("{number}. {title}"), "topic"));
            }
            passages.extend(told.into_iter().map(|(block, places)| self.paragraph(block, &places)));
        }
        passages
    }
}
