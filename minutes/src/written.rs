//! The written form (dạng viết) of what an engine heard.
//!
//! Engines give lower-case words without punctuation. What stands here is only the form: numbers, dates, times, money,
//! measures, signs and numbers of documents as an office writes them; every other word stays as it was heard, and the
//! spoken form is kept beside it: [`explained`] tells for every figure which words it stands for and which rule wrote
//! it. Text that is already written passes unchanged.

mod amount;
mod approximate;
mod clock;
mod date;
mod document;
mod fraction;
mod full;
mod idiom;
mod law;
mod measure;
mod name;
mod numbered;
mod period;
mod phone;
mod piece;
mod roman;
mod series;
mod weekday;

use crate::syllable::{self, Mark, Syllable};

pub use full::names::Names;
pub use full::{Context, full, full_explained};
pub use piece::{Piece, Written};

/// What a rule found where it looked.
enum Step {
    /// So many syllables are written so, by that rule.
    Write(usize, String, &'static str),
    /// So many syllables only look like numbers and stay words.
    Keep(usize),
}

/// How often the form is looked at again: what a first look leaves, a second may see beside its new neighbours. It
/// settles at once on what people say; the limit is for texts that nobody says.
const LOOKS: usize = 6;

/// Number words as figures: "ngày mười lăm tháng mười" -> "ngày 15/10". Words that only look like numbers stay words.
#[must_use]
pub fn figures(spoken: &str) -> String {
    explained(spoken).text
}

/// [`figures`] with the words behind each figure and the rule that wrote it.
#[must_use]
pub fn explained(spoken: &str) -> Written {
    let mut written = once(spoken);
    if written.pieces.is_empty() {
        return written;
    }
    for _ in 1..LOOKS {
        let again = once(&written.text);
        if again.pieces.is_empty() {
            break;
        }
        written = written.then(again);
    }
    written
}

/// The pieces of [`explained`] alone.
#[must_use]
pub fn pieces(spoken: &str) -> Vec<Piece> {
    explained(spoken).pieces
}

fn once(spoken: &str) -> Written {
    let syllables = syllable::split(spoken);
    let mut written = Written { text: String::with_capacity(spoken.len()), pieces: vec![] };
    let (mut copied, mut at) = (0, 0);
    while at < syllables.len() {
        match step(&syllables, at) {
            Some(Step::Write(len, form, rule)) => {
                let said = syllables[at].at.start..syllables[at + len - 1].at.end;
                at += len;
                if spoken[said.clone()] == form {
                    continue;
                }
                written.text.push_str(&spoken[copied..said.start]);
                let from = written.text.len();
                written.text.push_str(&form);
                copied = said.end;
                written.pieces.push(Piece { spoken: said, written: from..written.text.len(), rule });
            }
            Some(Step::Keep(len)) => at += len,
            None => at += 1,
        }
    }
    written.text.push_str(&spoken[copied..]);
    written
}

/// The first rule that knows what stands at a place; the order decides where several would.
fn step(of: &[Syllable], at: usize) -> Option<Step> {
    if !begins_something(key(of, at)) {
        return None;
    }
    idiom::step(of, at)
        .or_else(|| document::step(of, at))
        .or_else(|| law::step(of, at))
        .or_else(|| weekday::step(of, at))
        .or_else(|| date::step(of, at))
        .or_else(|| clock::step(of, at))
        .or_else(|| period::step(of, at))
        .or_else(|| name::step(of, at))
        .or_else(|| phone::step(of, at))
        .or_else(|| amount::version(of, at))
        .or_else(|| numbered::grades_of_wind(of, at))
        .or_else(|| approximate::step(of, at))
        .or_else(|| numbered::step(of, at))
        .or_else(|| fraction::step(of, at))
        .or_else(|| amount::step(of, at))
}

/// Whether any rule begins with this word; most words begin none, and are passed over quickly.
#[rustfmt::skip]
fn begins_something(key: &str) -> bool {
    matches!(
        key,
        // numbers and guesses
        "không" | "một" | "hai" | "ba" | "bốn" | "tư" | "năm" | "sáu" | "bảy" | "bẩy" | "tám" | "chín" | "mười" | "hăm" | "mươi" | "trăm"
            | "nghìn" | "ngàn" | "triệu" | "tỷ" | "tỉ" | "vài" | "dăm" | "đôi" | "mấy"
            // days, terms, articles, posts on a road, names of many number words
            | "ngày" | "mùng" | "mồng" | "tháng" | "thứ" | "chủ" | "quý" | "khóa" | "kỷ" | "điều" | "điểm" | "chương" | "lục" | "phần" | "ki"
            | "đồng" | "ông" | "áo" | "bà" | "cách" | "rõ"
            // kinds of documents
            | "nghị" | "thông" | "chỉ" | "công" | "đề" | "văn" | "quyết" | "kế" | "giấy" | "tờ" | "báo" | "hướng" | "biên" | "kết" | "quy"
            | "luật" | "pháp" | "hợp" | "phương" | "dự" | "phiếu" | "bản" | "phụ"
    )
}

/// [`figures`] in the form of a [`sentence`].
#[must_use]
pub fn text(spoken: &str) -> String {
    sentence(&figures(spoken))
}

/// A heard stretch as a sentence: first letter in upper case, a full stop unless it ends with a mark. Empty stays empty.
#[must_use]
pub fn sentence(spoken: &str) -> String {
    let spoken = spoken.trim();
    let mut letters = spoken.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut written: String = first.to_uppercase().chain(letters).collect();
    if !written.ends_with(['.', '?', '!', '…', ':', ';']) {
        written.push('.');
    }
    written
}

/// The key of a syllable, empty beyond the ends.
fn key(of: &[Syllable], at: usize) -> &str {
    of.get(at).map_or("", |s| s.key.as_str())
}

/// The key of a syllable of the same clause as the one before it: empty after a mark and beyond the end.
fn after(of: &[Syllable], at: usize) -> &str {
    match at.checked_sub(1) {
        Some(p) if of.get(p).is_some_and(|s| s.mark != Mark::None) => "",
        _ => key(of, at),
    }
}

/// The key of the syllable before, empty at the beginning of a clause.
fn before(of: &[Syllable], at: usize) -> &str {
    match at.checked_sub(1) {
        Some(p) if of[p].mark == Mark::None => of[p].key.as_str(),
        _ => "",
    }
}

/// Whether a figure stands there already.
fn is_figure(of: &[Syllable], at: usize) -> bool {
    key(of, at).starts_with(|c: char| c.is_ascii_digit())
}

/// A word with its first letter in upper case.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
