//! Text as the index sees it: Vietnamese syllables (âm tiết) and figures, each under three keys.
//!
//! A syllable is found by what was typed, by the same with the tone placed in the other style, and without any marks.
//! A figure ("71,3%", "1.500", "15/11/2024") stays whole; its last key is free of what offices write differently.

use crate::text::{plain_key, tone_free_key};

/// Longest text looked at for one entry, in tokens: a passage of minutes has a few hundred.
pub const MOST_TOKENS: usize = 4000;

/// Which key of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// As typed, lower case.
    Exact,
    /// Wherever the tone is placed.
    ToneFree,
    /// Without marks.
    Plain,
}

/// A syllable or figure with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// As typed, lower case.
    pub exact: String,
    /// Wherever the tone is placed.
    pub tone_free: String,
    /// Without marks; of a figure without signs and separators that vary.
    pub plain: String,
    /// Day and month of a full date, which is also found without its year.
    pub day: Option<String>,
    /// Whether it is a figure.
    pub figure: bool,
}

impl Token {
    /// One of its keys.
    #[must_use]
    pub fn key(&self, key: Key) -> &str {
        match key {
            Key::Exact => &self.exact,
            Key::ToneFree => &self.tone_free,
            Key::Plain => &self.plain,
        }
    }

    fn syllable(text: &str, from: usize, to: usize) -> Self {
        let exact = text[from..to].to_lowercase();
        Self { from, to, tone_free: tone_free_key(&exact), plain: plain_key(&exact), exact, day: None, figure: false }
    }

    fn figure(text: &str, from: usize, to: usize) -> Self {
        let exact = text[from..to].to_owned();
        let plain = figure_key(&exact);
        let mut parts = plain.split('/');
        let day = match (parts.next(), parts.next(), parts.next()) {
            (Some(day), Some(month), Some(_)) => Some(format!("{day}/{month}")),
            _ => None,
        };
        Self { from, to, tone_free: exact.clone(), plain, exact, day, figure: true }
    }
}

/// The syllables and figures of a text, in order. The text is taken as it is kept (NFC).
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        if found.len() == MOST_TOKENS {
            break;
        }
        if !c.is_alphanumeric() {
            continue;
        }
        let mut to = from + c.len_utf8();
        if c.is_ascii_digit() {
            while let Some(&(at, next)) = rest.peek() {
                let inner = matches!(next, '.' | ',' | '/' | ':')
                    && text[at + next.len_utf8()..].starts_with(|after: char| after.is_ascii_digit());
                if !next.is_ascii_digit() && !inner {
                    if next == '%' {
                        to = at + 1;
                        rest.next();
                    }
                    break;
                }
                to = at + next.len_utf8();
                rest.next();
            }
            found.push(Token::figure(text, from, to));
        } else {
            while let Some(&(at, next)) = rest.peek() {
                if !next.is_alphanumeric() {
                    break;
                }
                to = at + next.len_utf8();
                rest.next();
            }
            found.push(Token::syllable(text, from, to));
        }
    }
    found
}

/// A figure in the one way it is compared: no per cent sign, no dots between thousands, a comma before decimals, no zero
/// before days and months.
fn figure_key(figure: &str) -> String {
    let bare = figure.trim_end_matches('%');
    if bare.contains('/') {
        let part = |part: &str| part.trim_start_matches('0').to_owned();
        return bare.split('/').map(part).collect::<Vec<_>>().join("/");
    }
    let mut groups = bare.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let three = |group: &&str| group.split(',').next().is_some_and(|whole| whole.len() == 3);
    let thousands = first.len() <= 3 && !first.contains(',') && rest.iter().all(three);
    if rest.is_empty() || thousands { bare.replace('.', "") } else { bare.replace('.', ",") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, key: Key) -> Vec<String> {
        tokens(text).iter().map(|token| token.key(key).to_owned()).collect()
    }

    #[test]
    fn a_syllable_is_known_as_typed_without_its_style_and_without_marks() {
        assert_eq!(keys("Xã Hoà Thuỷ", Key::Exact), ["xã", "hoà", "thuỷ"]);
        assert_eq!(keys("Xã Hoà Thuỷ", Key::ToneFree), ["xã", "hòa", "thủy"]);
        assert_eq!(keys("Đường Hoà Thuỷ", Key::Plain), ["duong", "hoa", "thuy"]);
    }

    #[test]
    fn figures_stay_whole_and_text_around_them_falls_away() {
        assert_eq!(
            keys("Đạt 71,3% (24 lô, 1,8 km), hạn 15/11.", Key::Exact),
            ["đạt", "71,3%", "24", "lô", "1,8", "km", "hạn", "15/11"]
        );
        assert_eq!(keys("2km", Key::Exact), ["2", "km"]);
        assert_eq!(keys("05/GM-UBND", Key::Exact), ["05", "gm", "ubnd"]);
        assert_eq!(keys("lúc 16:30, 08/05/2024", Key::Exact), ["lúc", "16:30", "08/05/2024"]);
    }

    #[test]
    fn figures_written_in_different_ways_are_the_same_without_marks() {
        for (a, b) in [
            ("71,3%", "71,3"),
            ("71.3", "71,3"),
            ("9.870.000.000", "9870000000"),
            ("1.500", "1500"),
            ("05/03", "5/3"),
            ("1.234,5", "1234,5"),
        ] {
            assert_eq!(keys(a, Key::Plain), keys(b, Key::Plain), "{a} and {b}");
        }
        assert_ne!(keys("24", Key::Plain), keys("240", Key::Plain));
        assert_eq!(tokens("15/11/2024")[0].day.as_deref(), Some("15/11"));
    }

    #[test]
    fn places_are_bytes_of_the_text_given() {
        let text = "«Đê Cam Lộ»";
        let cut: Vec<&str> = tokens(text).iter().map(|token| &text[token.from..token.to]).collect();
        assert_eq!(cut, ["Đê", "Cam", "Lộ"]);
    }

    #[test]
    fn a_text_without_end_is_cut() {
        assert_eq!(tokens(&"a ".repeat(MOST_TOKENS + 5)).len(), MOST_TOKENS);
    }
}
