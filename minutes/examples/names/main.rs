//! Measures how misheard names are mended: `names [SEEDS]` draws 500 names and 600 sentences for each seed, mishears one
//! word in ten, and prints how many names were mended and how many right words were damaged. One name in seven is of
//! somebody or some place that no list holds. `names SEEDS TEXT [UNITS]` mends the lines of a file instead, with the
//! invented names or those of a units file, first as they are (where nothing is to be mended), then misheard; `--show`
//! prints every change.
#![allow(clippy::unwrap_used)]

mod invented;
mod said;
mod sentences;
mod whole_text;

use std::collections::BTreeMap;
use std::time::Instant;

use giaoban_minutes::mend::Corrector;
use giaoban_minutes::mend::noise::{Dice, Noise};
use said::sentence;
use whole_text::{on_text, words_after};

#[derive(Default, Clone, Copy)]
struct Tally {
    said: usize,
    misheard: usize,
    mended: usize,
    worse: usize,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let show = args.iter().any(|a| a == "--show");
    let args: Vec<&String> = args.iter().filter(|a| !a.starts_with("--")).collect();
    let seeds: u64 = args.first().map_or(3, |s| s.parse().unwrap());
    let mut by_kind: BTreeMap<(char, bool), Tally> = BTreeMap::new();
    let mut by_error: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut right, mut damaged, mut misheard, mut words_in_all) = (0, 0, 0, 0);
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut spent, mut made) = (0.0, 0.0);
    for seed in 0..seeds {
        let (all, strange) = invented::names(seed + 100);
        let start = Instant::now();
        let corrector = Corrector::new(&invented::gazetteer(&all));
        made += start.elapsed().as_secs_f64();
        if let Some(path) = args.get(1) {
            let own = args.get(2).map(|units| serde_json::from_str(&std::fs::read_to_string(units).unwrap()).unwrap());
            let corrector = own.as_ref().map_or(corrector, Corrector::new);
            let text = std::fs::read_to_string(path).unwrap();
            on_text(&text, &corrector, seed, show);
            continue;
        }
        let mut dice = Dice::new(seed);
        let mut noise = Noise::new(0.1, seed + 1000);
        for n in 0..600 {
            let pattern = sentences::SENTENCES[n % sentences::SENTENCES.len()];
            let (said, names) = sentence(pattern, &all, &strange, &mut dice);
            let borrowed: Vec<&str> = said.iter().map(String::as_str).collect();
            let heard = noise.hear(&borrowed);
            let words: Vec<String> = heard.iter().map(|w| w.heard.clone()).collect();
            let start = Instant::now();
            let mended = corrector.mend(&words.join(" "));
            spent += start.elapsed().as_secs_f64();
            words_in_all += words.len();
            let after = words_after(&words, &mended);
            for (n, word) in heard.iter().enumerate() {
                let meant = word.said.map(|s| said[s].as_str());
                if meant == Some(word.heard.as_str()) {
                    right += 1;
                    damaged += usize::from(after[n] != word.heard);
                } else {
                    misheard += 1;
                }
            }
            for name in &names {
                let truth = said[name.at.clone()].join(" ");
                let of = |words: &[String]| {
                    let first = heard.iter().position(|w| w.said.is_some_and(|s| s >= name.at.start));
                    let last = heard.iter().rposition(|w| w.said.is_some_and(|s| s < name.at.end));
                    match (first, last) {
                        (Some(first), Some(last)) if first <= last => {
                            words[first..=last].iter().filter(|w| !w.is_empty()).cloned().collect::<Vec<_>>().join(" ")
                        }
                        _ => String::new(),
                    }
                };
                let (before, after) = (of(&words), of(&after));
                let kept = name.at.clone().filter(|s| heard.iter().any(|w| w.said == Some(*s))).count();
                let wrong =
                    heard.iter().filter(|w| w.said.is_some_and(|s| name.at.contains(&s) && said[s] != w.heard)).count();
                let error = match (kept < name.at.len(), before.split(' ').count() > kept, wrong) {
                    (true, ..) => "dropped",
                    (_, true, _) => "put in",
                    (_, _, 0) => "none",
                    (_, _, 1) => "one changed",
                    _ => "more changed",
                };
                let (err, good) = (before != truth, after == truth);
                for tally in [by_kind.entry((name.kind, name.listed)).or_default(), by_error.entry(error).or_default()]
                    .into_iter()
                    .take(if name.listed { 2 } else { 1 })
                {
                    tally.said += 1;
                    tally.misheard += usize::from(err);
                    tally.mended += usize::from(err && good);
                    tally.worse += usize::from(!err && !good);
                }
                if show && err && !good && name.listed {
                    println!("left    {truth} | {before} | {after} | {}", words.join(" "));
                }
            }
            for change in &mended.changes {
                let truth = said.join(" ");
                let good = truth.contains(&change.now);
                let tally = rules.entry(change.rule).or_default();
                tally.0 += usize::from(good);
                tally.1 += usize::from(!good);
                if show && !good {
                    println!("WRONG   {} {:.2} {} -> {} | {truth}", change.rule, change.cost, change.was, change.now);
                }
            }
        }
    }
    for ((kind, listed), t) in &by_kind {
        println!(
            "{kind} {}: {} said, {} misheard, {} mended, {} made wrong",
            if *listed { "listed  " } else { "unlisted" },
            t.said,
            t.misheard,
            t.mended,
            t.worse
        );
    }
    let listed = by_kind.iter().filter(|((_, listed), _)| *listed).map(|(_, t)| t);
    let (bad, mended) = listed.fold((0, 0), |sum, t| (sum.0 + t.misheard, sum.1 + t.mended));
    for (error, t) in &by_error {
        println!("{error}: {} of {} mended", t.mended, t.misheard);
    }
    for (rule, (good, wrong)) in &rules {
        println!("{rule}: {good} right, {wrong} wrong changes");
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!("listed names: {mended} of {bad} misheard mended ({:.1} %)", share(mended, bad));
    println!("right words: {damaged} of {right} damaged ({:.3} %); {misheard} misheard words", share(damaged, right));
    println!("{words_in_all} words mended in {spent:.3} s, lists made in {made:.3} s");
}
