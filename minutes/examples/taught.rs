//! Measures what corrections teach: `taught MEETINGS.jsonl... [--terms N] [--seed N]`.
//!
//! N terms of two syllables of these meetings are always misheard in one way, drawn from what the engine really mishears.
//! In the first half of the turns somebody corrects every one and accepts every pair; then it is counted how many of the same
//! errors in the second half are mended, and how many right words are changed, there and in the text without any error.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use giaoban_minutes::mend::noise::{Dice, Noise};
use giaoban_minutes::mend::sound::Sound;
use giaoban_minutes::mend::{Corrector, Learned, taught};
use giaoban_minutes::scribe::Scribe;
use serde_json::Value;

/// Syllables so common that a term with one is none.
const COMMON: usize = 60;
/// Times a term is said at least.
const OFTEN: usize = 4;

fn turns(files: &[String]) -> Vec<String> {
    let meetings = files.iter().flat_map(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>()
    });
    meetings
        .flat_map(|meeting| {
            let turns = meeting["turns"].as_array().unwrap().clone();
            turns.into_iter().map(|turn| turn["spoken"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// Terms said often, each with the one way in which it is misheard.
fn misheard(turns: &[String], count: usize, seed: u64) -> HashMap<(String, String), (String, String)> {
    let mut single: HashMap<&str, usize> = HashMap::new();
    let mut double: HashMap<(&str, &str), usize> = HashMap::new();
    for turn in turns {
        let words: Vec<&str> = turn.split_whitespace().collect();
        words.iter().for_each(|word| *single.entry(word).or_default() += 1);
        words.windows(2).for_each(|pair| *double.entry((pair[0], pair[1])).or_default() += 1);
    }
    let mut by_count: Vec<_> = single.into_iter().collect();
    by_count.sort_by_key(|(word, n)| (std::cmp::Reverse(*n), *word));
    let common: Vec<&str> = by_count.iter().take(COMMON).map(|(word, _)| *word).collect();
    let mut terms: Vec<(&str, &str)> = double
        .into_iter()
        .filter(|((a, b), n)| *n >= OFTEN && a != b && !common.contains(a) && !common.contains(b))
        .map(|(pair, _)| pair)
        .filter(|(a, b)| Sound::parse(a).is_some() && Sound::parse(b).is_some())
        .collect();
    terms.sort_unstable();
    let (mut noise, mut dice) = (Noise::new(1.0, seed), Dice::new(seed));
    let mut chosen = HashMap::new();
    while chosen.len() < count && !terms.is_empty() {
        let (a, b) = terms.swap_remove(dice.below(terms.len()));
        let first = dice.below(2) == 0;
        let other = noise.other(Sound::parse(if first { a } else { b }).unwrap()).write();
        let heard = if first { (other, b.to_owned()) } else { (a.to_owned(), other) };
        chosen.insert((a.to_owned(), b.to_owned()), heard);
    }
    chosen
}

/// What the engine hears of a turn.
fn hear(turn: &str, misheard: &HashMap<(String, String), (String, String)>) -> Vec<String> {
    let mut words: Vec<String> = turn.split_whitespace().map(str::to_owned).collect();
    let mut at = 0;
    while at + 1 < words.len() {
        if let Some((a, b)) = misheard.get(&(words[at].clone(), words[at + 1].clone())) {
            (words[at], words[at + 1]) = (a.clone(), b.clone());
            at += 1;
        }
        at += 1;
    }
    words
}

fn main() {
    let (mut files, mut terms, mut seed) = (Vec::new(), 60, 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--terms" => terms = arguments.next().unwrap().parse().unwrap(),
            "--seed" => seed = arguments.next().unwrap().parse().unwrap(),
            _ => files.push(argument),
        }
    }
    let turns = turns(&files);
    let misheard = misheard(&turns, terms, seed);
    // Every second turn, so that both halves speak of the same things.
    let (before, later): (Vec<_>, Vec<_>) = turns.iter().enumerate().partition(|(n, _)| n % 2 == 0);
    let pen = Scribe::default();
    let mut pairs: HashMap<(String, String), u32> = HashMap::new();
    for (_, said) in before {
        let heard = hear(said, &misheard).join(" ");
        let (shown, corrected) = (pen.write(&heard, &[]).text, pen.write(said, &[]).text);
        for pair in taught::pairs(&heard, &shown, &corrected) {
            *pairs.entry((pair.heard, pair.meant)).or_default() += 1;
        }
    }
    let learned: Vec<Learned> =
        pairs.into_iter().map(|((heard, meant), count)| Learned { heard, meant, count: count.max(3) }).collect();
    let corrector = Corrector::of_learned(&learned);
    let (mut errors, mut mended, mut right, mut damaged, mut plain) = (0, 0, 0, 0, 0);
    for (_, said) in later {
        let truth: Vec<&str> = said.split_whitespace().collect();
        let heard = hear(said, &misheard);
        let after = corrector.mend(&heard.join(" ")).text;
        let after: Vec<&str> = after.split_whitespace().collect();
        for n in 0..truth.len().min(after.len()) {
            let wrong = heard[n] != truth[n];
            errors += usize::from(wrong);
            mended += usize::from(wrong && after[n] == truth[n]);
            right += usize::from(!wrong);
            damaged += usize::from(!wrong && after[n] != truth[n]);
        }
        plain += corrector.mend(said).changes.len();
    }
    println!(
        "{} terms misheard, {} pairs taught; later {errors} words misheard the same way, {mended} mended ({:.1} %); {right} right words, \
         {damaged} damaged; {plain} changes in the text without errors",
        misheard.len(),
        learned.len(),
        100.0 * mended as f64 / errors.max(1) as f64,
    );
}
