//! Text as the language rules read it: syllables (tiếng) with where they stand and the marks around them.
//!
//! Vietnamese words span syllables, and an engine gives neither case nor marks; so every rule works over syllables and
//! their keys, and only reads marks where there are some.

use std::ops::Range;

use giaoban_models::text;

/// A syllable, a figure ("15/11", "1,8", "17h30") or an abbreviation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Bytes in the text, without marks around it.
    pub at: Range<usize>,
    /// Lower case, with the place of the tone folded: what is compared.
    pub key: String,
    /// Whether it begins with an upper-case letter.
    pub capital: bool,
    /// Strongest mark between this syllable and the next.
    pub mark: Mark,
}

/// What stands after a syllable, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A space, a dash, quotation marks.
    None,
    /// A comma.
    Comma,
    /// Semicolon or colon.
    Semicolon,
    /// Full stop, exclamation mark, line break.
    Stop,
    /// Question mark.
    Question,
}

impl Mark {
    /// Whether a sentence ends here.
    #[must_use]
    pub fn ends_sentence(self) -> bool {
        self >= Self::Stop
    }
}

/// The syllables of a text in order.
#[must_use]
pub fn split(of: &str) -> Vec<Syllable> {
    let letters: Vec<(usize, char)> = of.char_indices().collect();
    let mut syllables: Vec<Syllable> = Vec::new();
    let mut start: Option<usize> = None;
    for (n, &(at, c)) in letters.iter().enumerate() {
        let before = n.checked_sub(1).map(|p| letters[p].1);
        let after = letters.get(n + 1).map(|l| l.1);
        if inside(before, c, after) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            syllables.push(syllable(of, from..at));
        }
        if let Some(last) = syllables.last_mut() {
            last.mark = last.mark.max(mark(c));
        }
    }
    if let Some(from) = start {
        syllables.push(syllable(of, from..of.len()));
    }
    syllables
}

/// Whether a character belongs to a syllable, seen with its neighbours: a mark between digits does, and the slash of
/// "đ/c" and "NĐ/CP"; a dash and an ampersand between letters part two syllables.
fn inside(before: Option<char>, c: char, after: Option<char>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '/' => letter(before) && letter(after),
        '.' | ',' | ':' | '-' => digit(before) && digit(after),
        '%' => digit(before),
        '\u{300}'..='\u{36f}' => true,
        c => c.is_alphanumeric(),
    }
}

fn mark(c: char) -> Mark {
    match c {
        '?' => Mark::Question,
        '.' | '!' | '…' | '\n' => Mark::Stop,
        ';' | ':' => Mark::Semicolon,
        ',' => Mark::Comma,
        _ => Mark::None,
    }
}

fn syllable(of: &str, at: Range<usize>) -> Syllable {
    let word = &of[at.clone()];
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    Syllable { key: text::tone_free_key(word), capital, mark: Mark::None, at }
}

/// Whether the syllables from `at` on are those words (separated by single spaces), with no end of sentence inside.
#[must_use]
pub fn reads(syllables: &[Syllable], at: usize, words: &str) -> Option<usize> {
    let mut n = at;
    for word in words.split(' ') {
        if n > at && syllables[n - 1].mark.ends_sentence() {
            return None;
        }
        if syllables.get(n)?.key != word {
            return None;
        }
        n += 1;
    }
    Some(n - at)
}

/// The longest of several word groups that begins at `at`, in syllables.
#[must_use]
pub fn longest(syllables: &[Syllable], at: usize, groups: &[&str]) -> Option<usize> {
    groups.iter().filter_map(|words| reads(syllables, at, words)).max()
}

/// The longest of several word groups that ends just before `end`, in syllables.
#[must_use]
pub fn longest_before(syllables: &[Syllable], end: usize, groups: &[&str]) -> Option<usize> {
    let ends = |words: &&str| {
        let len = words.split(' ').count();
        let at = end.checked_sub(len)?;
        reads(syllables, at, words)
    };
    groups.iter().filter_map(ends).max()
}

/// The first place in `within` where one of several word groups stands: place and length in syllables.
#[must_use]
pub fn first(syllables: &[Syllable], within: Range<usize>, groups: &[&str]) -> Option<(usize, usize)> {
    within.clone().find_map(|n| longest(syllables, n, groups).filter(|len| n + len <= within.end).map(|len| (n, len)))
}

/// The text of some syllables, marks between them included.
#[must_use]
pub fn text_of<'a>(of: &'a str, syllables: &[Syllable], part: Range<usize>) -> &'a str {
    if part.is_empty() {
        return "";
    }
    &of[syllables[part.start].at.start..syllables[part.end - 1].at.end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(of: &str) -> Vec<String> {
        split(of).into_iter().map(|s| s.key).collect()
    }

    #[test]
    fn figures_and_abbreviations_stay_whole_and_dashed_names_part() {
        assert_eq!(keys("17h30 ngày 15/11/2024, đ/c Hoà"), ["17h30", "ngày", "15/11/2024", "đ/c", "hòa"]);
        assert_eq!(keys("Phòng TC-KH, GD&ĐT: 1,8 km; 91%."), ["phòng", "tc", "kh", "gd", "đt", "1,8", "km", "91%"]);
        assert_eq!(keys("15-20/11"), ["15-20/11"]);
    }

    #[test]
    fn marks_belong_to_the_syllable_before_them() {
        let read = split("Xong chưa? Rồi, tốt.");
        assert_eq!(
            read.iter().map(|s| s.mark).collect::<Vec<_>>(),
            [Mark::None, Mark::Question, Mark::Comma, Mark::Stop]
        );
        assert!(read[0].capital && !read[1].capital);
    }

    #[test]
    fn words_are_found_only_within_one_sentence() {
        let read = split("giao ban. Tuần này");
        assert_eq!(reads(&read, 0, "giao ban"), Some(2));
        assert_eq!(reads(&read, 1, "ban tuần"), None);
        assert_eq!(longest(&read, 2, &["tuần", "tuần này"]), Some(2));
        assert_eq!(longest_before(&read, 4, &["này", "tuần này"]), Some(2));
        assert_eq!(longest_before(&read, 1, &["giao ban"]), None);
    }
}
