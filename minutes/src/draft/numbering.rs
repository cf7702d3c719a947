//! Numbers of parts, items and points (Decree 30/2020, annex II and form rules: I, 1., a) with the Vietnamese alphabet).

/// The letters of points: no f, j, w, z, none with a mark but đ.
const LETTERS: &[&str] = &[
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y",
];

/// The Roman number of a part, from 1; minutes have fewer than ten.
pub(super) fn roman(number: usize) -> &'static str {
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].get(number.wrapping_sub(1)).copied().unwrap_or("X")
}

/// The letter of a point, from 0: a, b, c, d, đ, ...; behind y it goes on with aa, ab, ...
pub(super) fn letter(at: usize) -> String {
    let last = LETTERS[at % LETTERS.len()];
    match at / LETTERS.len() {
        0 => last.to_owned(),
        round => format!("{}{last}", letter(round - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let first: Vec<String> = (0..7).map(letter).collect();
        assert_eq!(first, ["a", "b", "c", "d", "đ", "e", "g"]);
        assert_eq!((letter(22), letter(23), letter(24)), ("y".to_owned(), "aa".to_owned(), "ab".to_owned()));
    }

    #[test]
    fn parts_have_roman_numbers() {
        assert_eq!([roman(1), roman(4)], ["I", "IV"]);
    }
}
