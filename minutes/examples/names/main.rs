//! Measures how misheard names are mended: `names [SEEDS]` draws 500 names and 600 sentences for each seed, mishears one
//! word in ten, and prints how many names were mended and how many right words were damaged. One name in seven is of
//! somebody or some place that no list holds. `names SEEDS TEXT` mends the lines of a file with the lists instead, where
//! nothing was to be mended; `--show` prints every change.
#![allow(clippy::unwrap_used)]

mod invented;
mod sentences;

use std::collections::BTreeMap;
use std::time::Instant;

use giaoban_minutes::mend::noise::{Dice, Noise};
use giaoban_minutes::mend::{Corrector, Mended};
use invented::Names;

/// A name as it was said: its words among those of the sentence.
struct Said {
    kind: char,
    listed: bool,
    at: std::ops::Range<usize>,
}

fn sentence(pattern: &str, all: &Names, strange: &Names, dice: &mut Dice) -> (Vec<String>, Vec<Said>) {
    let (mut words, mut names): (Vec<String>, Vec<Said>) = (Vec::new(), Vec::new());
    for word in pattern.split(' ') {
        if !word.starts_with('{') {
            words.push(word.to_owned());
            continue;
        }
        let kind = word.chars().nth(1).unwrap();
        let listed = dice.below(7) > 0;
        let from = if listed { all } else { strange };
        let name = match kind {
            'x' => dice.one(&from.communes).clone(),
            't' => dice.one(&from.villages).clone(),
            'p' => dice.one(&from.offices).clone(),
            'h' => dice.one(&from.people).0.clone(),
            'g' => {
                let (name, man) = dice.one(&from.people);
                let address: &[&str] = if *man { &["anh", "đồng chí"] } else { &["chị", "đồng chí"] };
                words.push((*dice.one(address)).to_owned());
                name.rsplit(' ').next().unwrap().to_owned()
            }
            other => panic!("{other}"),
        };
        let start = words.len();
        let spoken = name.to_lowercase().replace(" - ", " ");
        words.extend(spoken.split(' ').map(str::to_owned));
        names.push(Said { kind, listed, at: start..words.len() });
    }
    (words, names)
}

#[derive(Default, Clone, Copy)]
struct Tally {
    said: usize,
    misheard: usize,
    mended: usize,
    worse: usize,
}

/// What became of each heard word, and the words.
fn words_after(heard: &[String], mended: &Mended) -> Vec<String> {
    let text = heard.join(" ");
    let mut starts = BTreeMap::new();
    let mut at = 0;
    for (n, word) in heard.iter().enumerate() {
        starts.insert(at, n);
        at += word.len() + 1;
    }
    let mut after = heard.to_vec();
    for change in &mended.changes {
        assert_eq!(&text[change.at.clone()], change.was);
        let first = starts[&change.at.start];
        let (was, now) = (change.was.split(' ').count(), change.now.split(' ').count());
        for n in 0..was {
            after[first + n] = change.now.split(' ').nth(n).unwrap_or("").to_owned();
        }
        if now > was {
            after[first + was - 1] = change.now.split(' ').skip(was - 1).collect::<Vec<_>>().join(" ");
        }
    }
    after
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
            for line in std::fs::read_to_string(path).unwrap().lines() {
                let mended = corrector.mend(line);
                right += line.split_whitespace().count();
                for change in &mended.changes {
                    damaged += 1;
                    println!("{} {:.2} {} -> {}: {line}", change.rule, change.cost, change.was, change.now);
                }
            }
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
    #[allow(clippy::cast_precision_loss)]
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!("listed names: {mended} of {bad} misheard mended ({:.1} %)", share(mended, bad));
    println!("right words: {damaged} of {right} damaged ({:.3} %); {misheard} misheard words", share(damaged, right));
    println!("{words_in_all} words mended in {spent:.3} s, lists made in {made:.3} s");
}
