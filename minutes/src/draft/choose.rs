//! Which sentences of the course are told: what they are worth for their height on the page, so that nobody is left out
//! and nothing is told twice.

use std::collections::{HashMap, HashSet};

use giaoban_models::id::PersonId;
use giaoban_models::text::tone_free_key;

use super::agenda::{Topic, pairs};
use super::budget::{Room, letters_points};
use super::narrate::{Narrator, Place, syllables};
use super::weigh::{LEAST, agreement, housekeeping, value};

/// Letters of the line a heading takes with its space.
const HEADING: usize = 104;
/// What each further sentence of the same paragraph is worth, against the one before.
const AGAIN: f64 = 0.97;
/// What the first sentence of somebody not heard yet is worth more, and each further one of somebody heard less.
const UNHEARD: f64 = 2.2;
const SPREAD: f64 = 0.985;
/// Share of a new paragraph's height that its first sentence is charged with, and letters every sentence is charged with.
const CHARGED: f64 = 0.7;
const EACH: usize = 25;

struct Candidate {
    place: Place,
    value: f64,
    /// Syllables.
    cost: f64,
    /// Height on the page.
    points: f64,
    /// Neighbouring content words.
    pairs: HashSet<(String, String)>,
    /// How many of them are told already.
    known: usize,
}

impl Candidate {
    /// What it is worth beside what is told already, 0.4 to 1: another commune's figure of the same kind says less.
    fn news(&self) -> f64 {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        1.0 - 0.6 * number(self.known) / number(self.pairs.len().max(1))
    }
}

impl Narrator<'_> {
    /// The sentences worth their place, within `room` syllables.
    pub(super) fn chosen(&self, topics: &[Topic], held: &HashSet<Place>, room: Room) -> HashSet<Place> {
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
                    known: 0,
                });
            }
        }
        let headings = topics.iter().filter(|topic| topic.title.is_some()).count();
        let left = Room { points: room.points - letters_points(headings * HEADING), ..room };
        self.best(candidates, left)
    }

    /// Takes the best again and again until nothing more fits.
    fn best(&self, mut candidates: Vec<Candidate>, mut left: Room) -> HashSet<Place> {
        let mut saying: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, one) in candidates.iter().enumerate() {
            for pair in &one.pairs {
                saying.entry(pair.clone()).or_default().push(at);
            }
        }
        let beside: Vec<f64> = (0..self.blocks.len()).map(|block| self.overhead(block)).collect();
        let mut taken: HashMap<usize, i32> = HashMap::new();
        let mut heard: HashMap<&PersonId, i32> = HashMap::new();
        let mut open: Vec<usize> = (0..candidates.len()).collect();
        let mut chosen = HashSet::new();
        loop {
            let overhead = |block: usize| if taken.contains_key(&block) { 0.0 } else { beside[block] };
            // What does not fit now never will, but for the further sentences of a paragraph.
            open.retain(|at| {
                let one = &candidates[*at];
                one.cost <= left.syllables && one.points <= left.points
            });
            let best = open
                .iter()
                .enumerate()
                .map(|(order, at)| (order, *at, &candidates[*at]))
                .filter(|(.., one)| one.points + overhead(one.place.0) <= left.points)
                .map(|(order, at, one)| {
                    let again = AGAIN.powi(taken.get(&one.place.0).copied().unwrap_or(0));
                    // Whoever has not been heard yet comes first; nobody fills the pages alone.
                    let spread = match heard.get(&self.speaker(one.place.0).id) {
                        None => UNHEARD,
                        Some(count) => SPREAD.powi(*count),
                    };
                    // The rest of a paragraph costs its lines too.
                    let height = one.points + CHARGED * overhead(one.place.0) + letters_points(EACH);
                    (order, at, one.value * again * spread * one.news() / height)
                })
                .max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)));
            let Some((order, at, _)) = best else { break };
            open.swap_remove(order);
            let place = candidates[at].place;
            left.syllables -= candidates[at].cost;
            left.points -= candidates[at].points + overhead(place.0);
            *taken.entry(place.0).or_insert(0) += 1;
            *heard.entry(&self.speaker(place.0).id).or_insert(0) += 1;
            for pair in std::mem::take(&mut candidates[at].pairs) {
                // Told once, it is known to everyone else who says it.
                for other in saying.remove(&pair).unwrap_or_default() {
                    candidates[other].known += 1;
                }
            }
            chosen.insert(place);
        }
        chosen
    }
}
