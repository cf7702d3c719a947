//! How alike parts of syllables sound: what is expected of confusions that are too rare to be counted.
//!
//! Three grades: one sound in the speech of a region (l and n, s and x, hỏi and ngã, final n and ng), sounds that share
//! most of how they are made (b and m, o and ô), and anything else.

/// One sound in the speech of some region.
const REGIONAL: f32 = 1.0;
/// Made nearly alike.
const NEAR: f32 = 0.35;
/// Made somewhat alike.
const FAR: f32 = 0.12;
/// Anything for anything.
const ANY: f32 = 0.004;

/// Onsets that a region does not tell apart: North (l n, s x, tr ch, d gi r), South (v d gi, qu without q).
const REGIONAL_ONSETS: &[(&str, &str)] =
    &[("l", "n"), ("s", "x"), ("tr", "ch"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("d", "v"), ("gi", "v")];

const NEAR_ONSETS: &[(&str, &str)] = &[
    ("b", "m"),
    ("b", "v"),
    ("b", "p"),
    ("đ", "t"),
    ("đ", "l"),
    ("đ", "n"),
    ("t", "th"),
    ("th", "kh"),
    ("c", "kh"),
    ("c", "g"),
    ("c", "qu"),
    ("g", "kh"),
    ("h", "kh"),
    ("h", ""),
    ("m", "n"),
    ("n", "nh"),
    ("nh", "ng"),
    ("nh", "d"),
    ("nh", "gi"),
    ("ng", "g"),
    ("ng", ""),
    ("ph", "v"),
    ("ph", "p"),
    ("ph", "h"),
    ("ch", "t"),
    ("ch", "x"),
    ("ch", "gi"),
    ("tr", "s"),
    ("tr", "t"),
    ("s", "th"),
    ("x", "th"),
    ("r", "g"),
    ("r", "s"),
    ("r", "l"),
    ("l", "d"),
    ("qu", "h"),
    ("qu", "v"),
    ("qu", ""),
    ("p", "t"),
    ("", "l"),
];

/// Final sounds that a region does not tell apart, and the i/y of spelling.
const REGIONAL_FINALS: &[(&str, &str)] = &[("n", "ng"), ("t", "c"), ("i", "y"), ("ch", "t"), ("nh", "n")];

const NEAR_FINALS: &[(&str, &str)] = &[
    ("m", "n"),
    ("p", "t"),
    ("c", "ch"),
    ("ng", "nh"),
    ("m", "ng"),
    ("p", "c"),
    ("o", "u"),
    ("", "i"),
    ("", "u"),
    ("", "o"),
    ("", "n"),
    ("", "ng"),
    ("", "y"),
    ("n", "i"),
    ("n", "t"),
    ("ng", "c"),
    ("ng", "o"),
    ("ng", "u"),
    ("nh", "i"),
    ("", "t"),
    ("", "c"),
    ("", "m"),
];

/// Vowels made nearly alike.
const NEAR_VOWELS: &[(&str, &str)] = &[
    ("a", "ă"),
    ("a", "â"),
    ("ă", "â"),
    ("a", "e"),
    ("â", "ơ"),
    ("â", "ư"),
    ("e", "ê"),
    ("ê", "i"),
    ("ê", "iê"),
    ("i", "iê"),
    ("o", "ô"),
    ("o", "a"),
    ("ô", "u"),
    ("ô", "uô"),
    ("ô", "ơ"),
    ("u", "uô"),
    ("u", "ư"),
    ("ơ", "ư"),
    ("ơ", "ươ"),
    ("ư", "ươ"),
    ("ươ", "uô"),
    ("ươ", "iê"),
    ("ư", "i"),
    ("o", "u"),
    ("ê", "ơ"),
    ("a", "ơ"),
];

/// Tones that a region does not tell apart: hỏi and ngã (North Central, South), ngã and nặng (Nghệ An).
const LIKE_TONES: &[(usize, usize, f32)] = &[
    (3, 4, REGIONAL),
    (4, 5, NEAR),
    (4, 2, NEAR),
    (3, 5, NEAR),
    (3, 1, NEAR),
    (1, 0, NEAR),
    (1, 5, NEAR),
    (2, 0, NEAR),
    (2, 5, NEAR),
    (3, 2, FAR),
    (0, 3, FAR),
    (0, 5, FAR),
    (1, 2, FAR),
    (1, 4, FAR),
    (0, 4, FAR),
];

fn listed(pairs: &[(&str, &str)], one: &str, other: &str) -> bool {
    pairs.iter().any(|(a, b)| (*a == one && *b == other) || (*a == other && *b == one))
}

fn graded(regional: &[(&str, &str)], near: &[(&str, &str)], one: &str, other: &str) -> f32 {
    match (listed(regional, one, other), listed(near, one, other)) {
        (true, _) => REGIONAL,
        (_, true) => NEAR,
        _ => ANY,
    }
}

/// How alike two onsets sound, 0 to 1.
pub(super) fn onsets(one: &str, other: &str) -> f32 {
    graded(REGIONAL_ONSETS, NEAR_ONSETS, one, other)
}

/// How alike two tones sound, 0 to 1, by their places.
pub(super) fn tones(one: usize, other: usize) -> f32 {
    let pair = LIKE_TONES.iter().find(|(a, b, _)| (*a == one && *b == other) || (*a == other && *b == one));
    pair.map_or(FAR, |(_, _, likeness)| *likeness)
}

/// How alike two rhymes sound, 0 to 1: glide, vowel and final each have their say.
pub(super) fn rhymes(one: &str, other: &str) -> f32 {
    let (one, other) = (Rhyme::of(one), Rhyme::of(other));
    let glide = if one.glide == other.glide { 1.0 } else { NEAR };
    let vowel = if one.vowel == other.vowel { 1.0 } else { graded(&[], NEAR_VOWELS, one.vowel, other.vowel) };
    let close =
        if one.close == other.close { 1.0 } else { graded(REGIONAL_FINALS, NEAR_FINALS, one.close, other.close) };
    (glide * vowel * close).max(ANY)
}

/// A rhyme by its glide, vowel and final sound.
struct Rhyme<'a> {
    glide: bool,
    vowel: &'a str,
    close: &'a str,
}

impl<'a> Rhyme<'a> {
    fn of(rhyme: &'a str) -> Self {
        let glides = |rest: &str| rest.starts_with(['a', 'ă', 'â', 'e', 'ê', 'y', 'ơ']);
        let glide = rhyme.len() > 1 && rhyme.starts_with(['o', 'u']) && glides(&rhyme[1..]) && rhyme != "ua";
        let rest = if glide { &rhyme[1..] } else { rhyme };
        for (spelled, vowel) in [
            ("yê", "iê"),
            ("ya", "iê"),
            ("iê", "iê"),
            ("ia", "iê"),
            ("uô", "uô"),
            ("ua", "uô"),
            ("ươ", "ươ"),
            ("ưa", "ươ"),
            ("oo", "o"),
        ] {
            if let Some(close) = rest.strip_prefix(spelled) {
                return Self { glide, vowel, close };
            }
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let vowel = if &rest[..first] == "y" { "i" } else { &rest[..first] };
        // "ay" and "au" are short a before the glide.
        let close = &rest[first..];
        let vowel = if vowel == "a" && matches!(close, "y" | "u") { "ă" } else { vowel };
        Self { glide, vowel, close }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_region_confuses_is_more_alike_than_what_nobody_does() {
        assert!(onsets("l", "n") > onsets("b", "m") && onsets("b", "m") > onsets("b", "x"));
        assert!(rhymes("an", "ang") > rhymes("an", "am") && rhymes("an", "am") > rhymes("an", "up"));
        assert!(tones(3, 4) > tones(0, 1) && tones(0, 1) > tones(0, 4));
    }

    #[test]
    fn likeness_is_the_same_both_ways() {
        for one in super::super::sound::RHYMES {
            for other in super::super::sound::RHYMES {
                assert!((rhymes(one, other) - rhymes(other, one)).abs() < 1e-6, "{one} {other}");
            }
        }
    }

    #[test]
    fn a_rhyme_has_its_glide_and_its_final() {
        let of = |rhyme| {
            let r = Rhyme::of(rhyme);
            (r.glide, r.vowel, r.close)
        };
        assert_eq!(of("uyên"), (true, "iê", "n"));
        assert_eq!(of("oan"), (true, "a", "n"));
        assert_eq!(of("ua"), (false, "uô", ""));
        assert_eq!(of("uôc"), (false, "uô", "c"));
        assert_eq!(of("ay"), (false, "ă", "y"));
        assert_eq!(of("uy"), (true, "i", ""));
        assert_eq!(of("ong"), (false, "o", "ng"));
        assert_eq!(of("oong"), (false, "o", "ng"));
    }
}
