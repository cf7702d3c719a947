//! The course of the meeting (diễn biến): by matter and speaker, chosen by what sentences are worth.

use std::collections::{BTreeMap, HashMap, HashSet};

use giaoban_models::id::PersonId;
use giaoban_models::minutes::{Passage, PassageKind, Run};
use giaoban_models::text::tone_free_key;
use giaoban_models::turn::{TurnRole, TurnSpeaker};

use super::Source;
use super::agenda::{Topic, pairs};
use super::budget::{Room, letters_points, paragraph_points};
use super::explained::Explained;
use super::names::Names;
use super::speech::{Block, Said};
use super::weigh::{LEAST, agreement, decides, housekeeping, idle, value};
use super::words::{begins_any, capitalised, words};

/// Longest question told with its answer, in syllables.
const QUESTION: usize = 30;
/// Letters of a label on average ("UBND xã Hòa Bình báo cáo: "), and of the line a heading takes with its space.
const LABEL: usize = 32;
const HEADING: usize = 104;
/// What each further sentence of the same speaker is worth, against the one before.
const AGAIN: f64 = 0.97;
/// What the first sentence of somebody not heard yet is worth more, and each further one of somebody heard less.
const UNHEARD: f64 = 2.2;
const SPREAD: f64 = 0.985;

/// Tells the course.
pub(super) struct Narrator<'a> {
    /// Where it comes from.
    pub source: &'a Source,
    /// Names of the authority.
    pub names: &'a Names,
    /// What was said.
    pub blocks: &'a [Block<'a>],
    /// By block, the question the block before ended with.
    asked: Vec<Vec<Place>>,
}

type Place = (usize, usize);

struct Candidate {
    place: Place,
    value: f64,
    /// Syllables.
    cost: f64,
    /// Height on the page.
    points: f64,
    /// Neighbouring content words.
    pairs: HashSet<(String, String)>,
}

impl Candidate {
    /// What it is worth beside what is told already, 0.4 to 1: another commune's figure of the same kind says less.
    fn news(&self, told: &HashSet<(String, String)>) -> f64 {
        let known = self.pairs.iter().filter(|pair| told.contains(pair)).count();
        let share = f64::from(u32::try_from(known).unwrap_or(0))
            / f64::from(u32::try_from(self.pairs.len().max(1)).unwrap_or(1));
        1.0 - 0.6 * share
    }
}

fn syllables(text: &str) -> usize {
    text.split(' ').count()
}

impl<'a> Narrator<'a> {
    /// Reads which blocks answer which questions.
    pub fn new(source: &'a Source, names: &'a Names, blocks: &'a [Block<'a>]) -> Self {
        let mut narrator = Self { source, names, blocks, asked: vec![] };
        narrator.asked = (0..blocks.len()).map(|block| narrator.question_before(block)).collect();
        narrator
    }

    fn question(&self, block: usize) -> &[Place] {
        self.asked.get(block).map_or(&[], Vec::as_slice)
    }

    fn said(&self, place: Place) -> &Said {
        &self.blocks[place.0].said[place.1]
    }

    fn speaker(&self, block: usize) -> &TurnSpeaker {
        self.blocks[block].speaker
    }

    fn idle(&self, place: Place) -> bool {
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
    fn answers(&self, place: Place) -> bool {
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

    /// The sentences worth their place, within `room` syllables.
    fn chosen(&self, topics: &[Topic], held: &HashSet<Place>, room: Room) -> HashSet<Place> {
        let mut seen: HashSet<String> = held.iter().map(|place| tone_free_key(&self.said(*place).text) + " ").collect();
        let mut candidates: Vec<Candidate> = Vec::new();
        // "Phòng Kinh tế báo cáo nước cho vụ đông xuân": what is left of it stands in the heading.
        let titles: HashSet<String> =
            topics.iter().filter_map(|topic| Some(tone_free_key(topic.title.as_deref()?))).collect();
        let mut opened = HashSet::new();
        let asked: HashSet<Place> = self.asked.iter().flatten().copied().collect();
        for place in topics.iter().flat_map(|topic| topic.said.iter().copied()) {
            let said = self.said(place);
            if said.covered
                || held.contains(&place)
                || asked.contains(&place)
                || titles.contains(&tone_free_key(&said.text))
            {
                continue;
            }
            let answers = self.answers(place);
            if said.text.is_empty()
                || (!answers && self.idle(place))
                || housekeeping(said)
                || agreement(said, self.speaker(place.0), self.names) && !said.text.starts_with("Không")
            {
                continue;
            }
            let question = if answers { self.question(place.0) } else { &[] };
            let key: String = question
                .iter()
                .map(|place| &self.said(*place).text)
                .chain([&said.text])
                .map(|text| tone_free_key(text) + " ")
                .collect();
            if !seen.insert(key) {
                continue;
            }
            let mut worth = value(said);
            if opened.insert(place.0) {
                worth += 0.8;
            }
            if answers {
                worth += 1.5;
            }
            if worth >= LEAST {
                let length = syllables(&said.text);
                let points = letters_points(said.text.chars().count());
                candidates.push(Candidate {
                    place,
                    value: worth,
                    cost: f64::from(u32::try_from(length).unwrap_or(u32::MAX)),
                    points,
                    pairs: pairs(&said.text),
                });
            }
        }
        let mut taken: HashMap<usize, i32> = HashMap::new();
        let mut heard: HashMap<&PersonId, i32> = HashMap::new();
        let mut chosen = HashSet::new();
        let headings = topics.iter().filter(|topic| topic.title.is_some()).count();
        let mut left = room;
        left.points -= letters_points(headings * HEADING);
        let mut told: HashSet<(String, String)> = HashSet::new();
        loop {
            let best = candidates
                .iter()
                .enumerate()
                .filter(|(_, one)| {
                    one.cost <= left.syllables && one.points + self.overhead(one.place.0, &taken) <= left.points
                })
                .map(|(at, one)| {
                    let again = AGAIN.powi(taken.get(&one.place.0).copied().unwrap_or(0));
                    // Whoever has not been heard yet comes first; nobody fills the pages alone.
                    let spread = match heard.get(&self.speaker(one.place.0).id) {
                        None => UNHEARD,
                        Some(count) => SPREAD.powi(*count),
                    };
                    // The rest of a paragraph costs its lines too.
                    let height = one.points + 0.7 * self.overhead(one.place.0, &taken) + letters_points(25);
                    (at, one.value * again * spread * one.news(&told) / height)
                })
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((at, _)) = best else { break };
            let one = candidates.swap_remove(at);
            left.syllables -= one.cost;
            left.points -= one.points + self.overhead(one.place.0, &taken);
            *taken.entry(one.place.0).or_insert(0) += 1;
            *heard.entry(&self.speaker(one.place.0).id).or_insert(0) += 1;
            told.extend(one.pairs);
            chosen.insert(one.place);
        }
        chosen
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
            TurnRole::Chair => "có ý kiến",
            _ if figures && !asks => "báo cáo",
            _ => "có ý kiến",
        }
    }

    /// Height of what a new paragraph has beside its sentences: a label, a last line, the question it answers.
    fn overhead(&self, block: usize, taken: &HashMap<usize, i32>) -> f64 {
        if taken.contains_key(&block) {
            return 0.0;
        }
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
