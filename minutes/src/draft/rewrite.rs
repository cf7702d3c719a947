//! A sentence that rules change word by word, with the names of the rules that did.

use super::words::{Word, words};

/// A sentence being rewritten.
pub(super) struct Rewrite<'a> {
    text: &'a str,
    /// Its words.
    pub words: Vec<Word>,
    put: Vec<Option<String>>,
    /// Words whose marks go with them.
    unmarked: Vec<bool>,
    rules: Vec<&'static str>,
}

impl<'a> Rewrite<'a> {
    /// Of `text`, nothing changed yet.
    pub fn new(text: &'a str) -> Self {
        let words = words(text);
        Self { text, put: vec![None; words.len()], unmarked: vec![false; words.len()], words, rules: vec![] }
    }

    /// The key of the word at `at`; empty beyond the ends.
    pub fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.key.as_str())
    }

    /// The key of the word before `at` in the same clause; empty at the beginning of one.
    pub fn before(&self, at: usize) -> &str {
        match at.checked_sub(1) {
            Some(before) if self.words[before].mark.is_none() => self.key(before),
            _ => "",
        }
    }

    /// The key of the word after `at` in the same clause; empty at the end of one.
    pub fn after(&self, at: usize) -> &str {
        if self.marked(at) { "" } else { self.key(at + 1) }
    }

    /// Whether a mark follows the word.
    pub fn marked(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.mark.is_some())
    }

    /// Whether the word holds a digit.
    pub fn figure(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(Word::is_figure)
    }

    /// How the word is spelled.
    pub fn spelled(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.text[word.range.clone()])
    }

    /// Whether the word was changed already.
    pub fn touched(&self, at: usize) -> bool {
        self.put.get(at).is_some_and(Option::is_some)
    }

    /// Puts `written` in place of `count` words from `at`, by the rule of that name.
    pub fn put(&mut self, at: usize, count: usize, written: &str, rule: &'static str) {
        for (step, place) in (at..(at + count).min(self.put.len())).enumerate() {
            self.put[place] = Some(if step == 0 { written.to_owned() } else { String::new() });
        }
        if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
    }

    /// Leaves `count` words from `at` away.
    pub fn drop(&mut self, at: usize, count: usize, rule: &'static str) {
        self.put(at, count, "", rule);
    }

    /// Leaves `count` words from `at` away with the marks behind them.
    pub fn take_back(&mut self, at: usize, count: usize, rule: &'static str) {
        self.drop(at, count, rule);
        for place in at..(at + count).min(self.unmarked.len()) {
            self.unmarked[place] = true;
        }
    }

    /// The sentence as it stands now, and the rules that changed it.
    pub fn finish(self) -> (String, Vec<&'static str>) {
        let mut out = String::with_capacity(self.text.len());
        let (mut from, mut unmarked) = (0, false);
        for ((word, put), taken_back) in self.words.iter().zip(&self.put).zip(&self.unmarked) {
            out.push_str(if unmarked { " " } else { &self.text[from..word.range.start] });
            unmarked = *taken_back;
            match put {
                None => out.push_str(&self.text[word.range.clone()]),
                Some(written) => out.push_str(written),
            }
            from = word.range.end;
        }
        out.push_str(&self.text[from..]);
        (tidy(&out), self.rules)
    }
}

/// Spaces and commas that dropped words left behind.
pub(super) fn tidy(text: &str) -> String {
    let mut out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (loose, tight) in
        [(" ,", ","), (" .", "."), (" ;", ";"), (" ?", "?"), (" :", ":"), (" /", "/"), (",,", ","), (",;", ";")]
    {
        while out.contains(loose) {
            out = out.replace(loose, tight);
        }
    }
    out.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '-' | '?' | '!')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_leaves_no_loose_marks_and_names_its_rule() {
        let mut rewrite = Rewrite::new("Đường thì, nói chung, cái mặt hỏng.");
        rewrite.drop(1, 1, "topic-particle");
        rewrite.drop(4, 1, "spoken-classifier");
        assert_eq!(
            rewrite.finish(),
            ("Đường, nói chung, mặt hỏng".to_owned(), vec!["topic-particle", "spoken-classifier"])
        );
    }
}
