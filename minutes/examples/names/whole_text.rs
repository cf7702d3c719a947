//! What becomes of a whole text when its names are mended.

use std::collections::BTreeMap;

use giaoban_minutes::mend::noise::Noise;
use giaoban_minutes::mend::{Corrector, Mended};

/// What became of each heard word, and the words.
pub fn words_after(heard: &[String], mended: &Mended) -> Vec<String> {
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
        let was = change.was.split(' ').count();
        // Where a word was taken out, it is the one whose loss explains most of the rest.
        let now: Vec<&str> = change.now.split(' ').collect();
        if now.len() > was {
            for (n, word) in after[first..first + was].iter_mut().enumerate() {
                if now[n] != *word {
                    *word = format!("{} {word}", now[n]);
                    break;
                }
            }
            continue;
        }
        let gone = |n: usize| (0..now.len()).filter(|k| heard[first + k + usize::from(*k >= n)] == now[*k]).count();
        let gone = (now.len() < was).then(|| (0..was).max_by_key(|n| gone(*n)).unwrap());
        for (n, word) in after[first..first + was].iter_mut().enumerate() {
            let place = n - usize::from(gone.is_some_and(|gone| n > gone));
            *word = if gone == Some(n) { String::new() } else { now[place].to_owned() };
        }
    }
    after
}

/// Changes in a text where nothing was to be mended, then what becomes of it with one word in ten misheard.
pub fn on_text(text: &str, corrector: &Corrector, seed: u64, show: bool) {
    let (mut words, mut changed) = (0, 0);
    for line in text.lines() {
        words += line.split_whitespace().count();
        for change in corrector.mend(line).changes {
            changed += 1;
            if show {
                println!("{} {:.2} {} -> {}: {line}", change.rule, change.cost, change.was, change.now);
            }
        }
    }
    let mut noise = Noise::new(0.1, seed);
    let (mut misheard, mut mended, mut other, mut damaged) = (0, 0, 0, 0);
    for line in text.lines() {
        let said: Vec<&str> = line.split_whitespace().collect();
        let heard = noise.hear(&said);
        let words: Vec<String> = heard.iter().map(|w| w.heard.clone()).collect();
        let after = words_after(&words, &corrector.mend(&words.join(" ")));
        for (word, after) in heard.iter().zip(&after) {
            let meant = word.said.map_or("", |n| said[n]);
            let (wrong, changed) = (word.heard != meant, word.heard != *after);
            misheard += usize::from(wrong);
            mended += usize::from(wrong && changed && after == meant);
            other += usize::from(wrong && changed && after != meant);
            damaged += usize::from(!wrong && changed);
        }
    }
    println!(
        "clean: {changed} changes in {words} words; misheard: {mended} of {misheard} words mended, {other} made otherwise wrong, {damaged} right ones damaged"
    );
}
