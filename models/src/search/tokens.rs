//! Text as the index sees it: Vietnamese syllables (âm tiết) and figures, each under three keys.
//!
//! A syllable is found by what was typed, by the same with the tone placed in the other style, and without any marks.
//! A figure ("71,3%", "1.500", "15/11/2024") stays whole; its last key is free of what offices write differently.

use unicode_normalization::char::decompose_canonical;

use crate::text::tone_free_key;

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
        let mut plain = String::with_capacity(exact.len());
        fold(&exact, &mut plain);
        // Only open syllables in these are written in two styles.
        let two_styles = ["oa", "oe", "uy"].iter().any(|ending| plain.ends_with(ending));
        let tone_free = if two_styles { tone_free_key(&exact) } else { exact.clone() };
        Self { from, to, tone_free, plain, exact, day: None, figure: false }
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

/// Where a syllable or figure stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// Whether it is a figure.
    pub figure: bool,
}

impl Span {
    /// The token that stands there.
    #[must_use]
    pub fn token(self, text: &str) -> Token {
        let of = if self.figure { Token::figure } else { Token::syllable };
        of(text, self.from, self.to)
    }
}

/// The syllables and figures of a text, in order. The text is taken as it is kept (NFC).
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    spans(text).into_iter().map(|span| span.token(text)).collect()
}

/// Where they stand, without their keys.
#[must_use]
pub fn spans(text: &str) -> Vec<Span> {
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
        let figure = c.is_ascii_digit();
        while let Some(&(at, next)) = rest.peek() {
            let inner = || {
                matches!(next, '.' | ',' | '/' | ':')
                    && text[at + next.len_utf8()..].starts_with(|after: char| after.is_ascii_digit())
            };
            let goes_on = if figure { next.is_ascii_digit() || inner() } else { next.is_alphanumeric() };
            if goes_on || (figure && next == '%') {
                to = at + next.len_utf8();
                rest.next();
            }
            if !goes_on {
                break;
            }
        }
        found.push(Span { from, to, figure });
    }
    found
}

/// Adds the letters of a syllable to `plain`, lower case and without marks: what [`plain_key`](crate::text::plain_key)
/// makes of it, many times faster.
pub fn fold(syllable: &str, plain: &mut String) {
    for c in syllable.chars() {
        if c.is_ascii() {
            plain.push(c.to_ascii_lowercase());
            continue;
        }
        for lower in c.to_lowercase() {
            decompose_canonical(lower, |part| match part {
                '\u{300}'..='\u{36f}' => {}
                'đ' => plain.push('d'),
                other => plain.push(other),
            });
        }
    }
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
    fn folding_is_the_plain_key() {
        for word in ["Ngưỡng", "ĐƯỜNG", "thuỷ", "Ỷ", "Krông", "Êđê", "abc"] {
            let mut folded = String::new();
            fold(word, &mut folded);
            assert_eq!(folded, crate::text::plain_key(word));
        }
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
