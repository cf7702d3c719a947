//! The words of an office for those of speech (văn phong hành chính): particles, resumptive pronouns and classifiers go,
//! shares become fractions, rates are written with a stroke, the last value of a correction stands.

use super::rewrite::Rewrite;
use super::words::{begins_any, capitalised};
use figures::{counts, fractions, rates};
use particles::particles;
use phrases::phrases;

mod figures;
mod particles;
mod phrases;

/// "thứ năm à không thứ sáu": the last value stands.
fn corrected(rewrite: &mut Rewrite<'_>) {
    for at in 1..rewrite.words.len() {
        let count = begins_any(&rewrite.words[at..], &["à không", "à nhầm", "à quên", "ấy chết", "à mà không", "nhầm"]);
        let Some(count) = count else { continue };
        if count == 1 && !(rewrite.marked(at - 1) && rewrite.marked(at)) {
            continue;
        }
        let next = at + count;
        let same = |place: &usize| {
            rewrite.key(*place) == rewrite.key(next) || (rewrite.figure(*place) && rewrite.figure(next))
        };
        let from = (at.saturating_sub(5)..at).rev().find(same).filter(|_| next < rewrite.words.len());
        // "à không ai bị thương" corrects nothing: only what replaces something of its kind, or stands between marks.
        let apart = rewrite.marked(next - 1) && (at == 0 || rewrite.marked(at - 1));
        match from {
            Some(from) => rewrite.take_back(from, next - from, "self-correction"),
            None if apart => rewrite.take_back(at, count, "self-correction"),
            None => {}
        }
    }
}

/// `text` in the words of an office, and the rules that changed it.
pub(super) fn official(text: &str, heard: bool, question: bool) -> (String, Vec<&'static str>) {
    let mut rewrite = Rewrite::new(text);
    corrected(&mut rewrite);
    if heard {
        counts(&mut rewrite);
    }
    fractions(&mut rewrite, heard);
    rates(&mut rewrite);
    phrases(&mut rewrite);
    particles(&mut rewrite, heard, question);
    let (text, rules) = rewrite.finish();
    if rules.is_empty() { (text, rules) } else { (condensed(&capitalised(&text)), rules) }
}

/// Words that open a clause which only argues.
const ARGUING: &[&str] = &["chứ", "không là", "không thôi", "kẻo", "biết thế", "chứ không", "làm sao mà", "nói thẳng"];
/// Fewest words that must be left.
const LEFT: usize = 4;

/// Without clauses that only argue ("..., chứ để lan ra thì chịu"): no figure and no name stands in them.
pub(super) fn condensed(text: &str) -> String {
    let mut clauses: Vec<&str> = text.split(", ").collect();
    // How a vote was taken is no matter of its own.
    clauses.retain(|clause| !clause.contains("giơ tay"));
    let idle = |clause: &&str| {
        let all = super::words::words(clause);
        begins_any(&all, ARGUING).is_some() && all.iter().all(|word| !word.is_figure() && !word.capital)
    };
    while clauses.len() > 1 && clauses.last().is_some_and(idle) {
        let left: usize = clauses[..clauses.len() - 1].iter().map(|clause| clause.split(' ').count()).sum();
        if left < LEFT {
            break;
        }
        clauses.pop();
    }
    clauses.join(", ")
}

#[cfg(test)]
mod tests;
