//! Where a capital stands (viết hoa): beginnings of sentences, names of the meeting, bodies, posts of a person, feasts.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::body::{ABBREVIATIONS, BODIES, POSTS};
use super::names::Names;
use super::{Change, raised};
use crate::syllable::{self, Mark, Syllable};

/// Written syllables of a fixed name, found by its first key; longest first.
static FIXED: LazyLock<HashMap<String, Vec<Fixed>>> = LazyLock::new(|| {
    let mut by_first: HashMap<String, Vec<Fixed>> = HashMap::new();
    for (list, post) in [(BODIES, false), (POSTS, true)] {
        for words in list {
            let read = syllable::split(words);
            let keys: Vec<String> = read.iter().map(|s| s.key.clone()).collect();
            let capitals = read.iter().map(|s| s.capital).collect();
            by_first.entry(keys[0].clone()).or_default().push(Fixed { keys, capitals, post });
        }
    }
    for list in by_first.values_mut() {
        list.sort_by_key(|fixed| std::cmp::Reverse(fixed.keys.len()));
    }
    by_first
});

struct Fixed {
    keys: Vec<String>,
    capitals: Vec<bool>,
    post: bool,
}

/// Changes of case over a text whose sentences begin at the given syllables.
pub fn changes(text: &str, of: &[Syllable], begins: &[usize], names: Option<&Names>) -> Vec<Change> {
    let mut changes: Vec<Change> = vec![];
    let mut begins = begins.iter().copied().peekable();
    let mut at = 0;
    while at < of.len() {
        let begins_here = begins.next_if(|b| *b <= at).is_some();
        let found = names.and_then(|names| name(text, of, at, names)).or_else(|| fixed(text, of, at));
        if let Some((len, found)) = found {
            let first = found.first().is_some_and(|change| change.at.start == of[at].at.start);
            if begins_here && !first {
                changes.extend(raised(text, &of[at], "sentence-begins"));
            }
            changes.extend(found);
            // A sentence cannot begin inside a name.
            while begins.next_if(|b| *b < at + len).is_some() {}
            at += len;
            continue;
        }
        if let Some(sign) = ABBREVIATIONS.iter().find(|sign| sign.to_lowercase() == text[of[at].at.clone()]) {
            changes.push(Change { at: of[at].at.clone(), text: (*sign).to_owned(), rule: "abbreviation" });
        } else if begins_here {
            changes.extend(raised(text, &of[at], "sentence-begins"));
        } else if feast(of, at) {
            changes.extend(raised(text, &of[at], "feast"));
        }
        at += 1;
    }
    changes
}

fn name(text: &str, of: &[Syllable], at: usize, names: &Names) -> Option<(usize, Vec<Change>)> {
    let written = names.at(of, at)?;
    let changes = written.iter().zip(&of[at..]).filter_map(|(name, heard)| {
        let said = &text[heard.at.clone()];
        // The name's own spelling where only the case differs; where the tone stands stays as it was heard.
        if name.to_lowercase() == said {
            return (name != said).then(|| Change {
                at: heard.at.clone(),
                text: name.clone(),
                rule: "name-of-the-meeting",
            });
        }
        name.chars().next().filter(|c| c.is_uppercase()).and_then(|_| raised(text, heard, "name-of-the-meeting"))
    });
    Some((written.len(), changes.collect()))
}

fn fixed(text: &str, of: &[Syllable], at: usize) -> Option<(usize, Vec<Change>)> {
    let fits = |fixed: &&Fixed| {
        fixed.keys.len() <= of.len() - at
            && fixed.keys.iter().zip(&of[at..]).all(|(key, s)| *key == s.key)
            && !of[at..at + fixed.keys.len() - 1].iter().any(|s| s.mark > Mark::Comma)
            && (!fixed.post || of_a_person(of, at, at + fixed.keys.len()))
    };
    let fixed = FIXED.get(&of[at].key)?.iter().find(fits)?;
    let rule = if fixed.post { "post" } else { "body" };
    let changes = fixed
        .capitals
        .iter()
        .zip(&of[at..])
        .filter(|(capital, _)| **capital)
        .filter_map(|(_, heard)| raised(text, heard, rule));
    Some((fixed.keys.len(), changes.collect()))
}

/// Whether a post is the post of somebody: "đồng chí Chủ tịch", "thưa Chủ tịch", "Chủ tịch UBND".
fn of_a_person(of: &[Syllable], at: usize, end: usize) -> bool {
    let key = |n: usize| of.get(n).map_or("", |s| s.key.as_str());
    let before = at.checked_sub(1).map_or("", |n| of[n].key.as_str());
    let addressed = matches!(before, "chí" | "thưa" | "anh" | "chị" | "ông" | "bà" | "đ/c" | "gửi");
    let of_a_body = matches!((key(end), key(end + 1)), ("ủy", "ban") | ("hội", "đồng") | ("ubnd" | "hđnd", _));
    // "các đồng chí chủ tịch xã" are nobody in particular.
    let several = (2..=4).any(|back| at.checked_sub(back).is_some_and(|n| matches!(key(n), "các" | "những")));
    (addressed || of_a_body) && !several
}

/// "qua Tết", "trước Tết", "28 Tết": the feast, not "tết" as plaiting.
fn feast(of: &[Syllable], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |n| of[n].key.as_str());
    of[at].key == "tết"
        && (matches!(
            before,
            "trước"
                | "sau"
                | "qua"
                | "ra"
                | "ăn"
                | "nghỉ"
                | "dịp"
                | "đón"
                | "vui"
                | "ngày"
                | "quà"
                | "chợ"
                | "trực"
                | "giáp"
                | "hết"
                | "chuyện"
                | "lo"
                | "chúc"
                | "thưởng"
        ) || before.chars().all(|c| c.is_ascii_digit()) && !before.is_empty())
}
