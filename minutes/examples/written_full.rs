//! Measures case and marks against meetings written by a person: `written_full MEETINGS.jsonl UNITS.json... [--show]`.
//! A meeting has `units_file` and `turns` with `spoken` and `written`. Words are aligned by what was said; of those that
//! agree it counts capitals inside sentences, sentence ends and commas: how many set ones are right, how many were found.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use giaoban_minutes::written::{Context, Names, full};
use giaoban_models::gazetteer::Gazetteer;
use serde_json::Value;

/// A word with its case and the mark after it.
struct Word {
    key: String,
    capital: bool,
    mark: Option<char>,
}

fn words(text: &str) -> Vec<Word> {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| {
            let bare = word.trim_end_matches(['.', ',', '?', '!', ';', ':', '…']);
            let mark = word[bare.len()..].chars().next();
            let capital = bare.chars().next().is_some_and(char::is_uppercase);
            Word { key: bare.to_lowercase(), capital, mark }
        })
        .collect()
}

/// Pairs of places that agree: the longest common run of keys.
fn aligned(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let mut best = vec![vec![0u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i].key == b[j].key { best[i + 1][j + 1] + 1 } else { best[i + 1][j].max(best[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, vec![]);
    while i < a.len() && j < b.len() {
        if a[i].key == b[j].key {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[derive(Default)]
struct Count {
    right: usize,
    set: usize,
    wanted: usize,
}

impl Count {
    fn add(&mut self, set: bool, wanted: bool) {
        self.right += usize::from(set && wanted);
        self.set += usize::from(set);
        self.wanted += usize::from(wanted);
    }

    fn line(&self, what: &str) {
        println!("{what}: {} right of {} set, {} wanted", self.right, self.set, self.wanted);
    }
}

fn main() {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let show = flags.iter().any(|flag| flag == "--show");
    let (mut capitals, mut ends, mut commas, mut questions) =
        (Count::default(), Count::default(), Count::default(), Count::default());
    let (mut turns, mut same_again) = (0, 0);
    for line in std::fs::read_to_string(&files[0]).unwrap().lines().filter(|l| !l.trim().is_empty()) {
        let meeting: Value = serde_json::from_str(line).unwrap();
        let units = meeting["units_file"].as_str().unwrap_or("");
        let units =
            files[1..].iter().find(|f| Path::new(f).file_name().is_some_and(|name| name == units)).unwrap_or(&files[1]);
        let gazetteer: Gazetteer = serde_json::from_str(&std::fs::read_to_string(units).unwrap()).unwrap();
        let names = Names::of(&gazetteer);
        let context = Context { names: Some(&names), pauses: &[] };
        for turn in meeting["turns"].as_array().unwrap() {
            let (spoken, wanted) = (turn["spoken"].as_str().unwrap_or(""), turn["written"].as_str().unwrap_or(""));
            let got = full(spoken, &context);
            turns += 1;
            same_again += usize::from(full(&got, &context) == got);
            let (a, b) = (words(&got), words(wanted));
            let ends_here = |words: &[Word], n: usize| matches!(words[n].mark, Some('.' | '?' | '!' | ';' | '…'));
            for (i, j) in aligned(&a, &b) {
                if i > 0 && j > 0 && !ends_here(&a, i - 1) && !ends_here(&b, j - 1) {
                    capitals.add(a[i].capital, b[j].capital);
                }
                if i + 1 < a.len() && j + 1 < b.len() {
                    ends.add(ends_here(&a, i), ends_here(&b, j));
                    commas.add(a[i].mark == Some(','), b[j].mark == Some(','));
                }
                questions.add(a[i].mark == Some('?'), b[j].mark == Some('?'));
            }
            if show && got != wanted {
                println!("got  {got}\nwant {wanted}\n");
            }
        }
    }
    capitals.line("capitals inside sentences");
    ends.line("sentence ends inside turns");
    commas.line("commas");
    questions.line("question marks");
    println!("the same again: {same_again} of {turns} turns");
}
