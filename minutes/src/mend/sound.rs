//! A Vietnamese syllable (tiếng) as it sounds: onset, rhyme and tone, apart from how spelling joins them.
//!
//! "kỹ" and "kĩ", "hoà" and "hòa", "nghỉ" with its ngh are one sound each however they are spelled. An onset "qu" keeps
//! its glide, so that its rhymes are those of other onsets.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Onsets (phụ âm đầu), the first being none.
pub const ONSETS: [&str; 25] = [
    "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "p", "ph", "qu", "r", "s", "t",
    "th", "tr", "v", "x",
];

/// Rhymes (vần) without tone; y alone and yê are written i and iê.
pub const RHYMES: [&str; 155] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp",
    "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch",
    "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia", "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im",
    "in", "inh", "ip", "it", "iu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oat", "oay",
    "oăc", "oăm", "oăn", "oăng", "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "oong", "op", "ot",
    "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât",
    "uây", "uc", "uê", "uêch", "uênh", "ui", "um", "un", "ung", "uơ", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "up",
    "ut", "uy", "uya", "uych", "uyên", "uyêt", "uyn", "uynh", "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng",
    "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "oap", "ooc", "êng", "uyp",
];

/// Tones (thanh): ngang, huyền, sắc, hỏi, ngã, nặng.
pub const TONES: [&str; 6] = ["ngang", "huyền", "sắc", "hỏi", "ngã", "nặng"];

/// Letters that carry a tone, each in the order of [`TONES`].
const TONED: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// Places in [`RHYMES`].
static RHYME_PLACES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| RHYMES.into_iter().zip(0..).collect());

const SHARP: u8 = 2;
const HEAVY: u8 = 5;

/// A syllable by its parts, each as its place in [`ONSETS`], [`RHYMES`] and [`TONES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sound {
    /// Place in [`ONSETS`].
    pub onset: u8,
    /// Place in [`RHYMES`].
    pub rhyme: u8,
    /// Place in [`TONES`].
    pub tone: u8,
}

impl Sound {
    /// The parts of a syllable in any case, composed (NFC); none when it is no Vietnamese syllable.
    #[must_use]
    pub fn parse(syllable: &str) -> Option<Self> {
        let mut tone = 0;
        let mut bare = String::with_capacity(syllable.len());
        for c in syllable.chars().flat_map(char::to_lowercase) {
            let Some((letter, place)) = untoned(c) else {
                bare.push(c);
                continue;
            };
            if place > 0 {
                if tone > 0 {
                    return None;
                }
                tone = place;
            }
            bare.push(letter);
        }
        let (onset, rhyme) = halves(&bare)?;
        let rhyme = *RHYME_PLACES.get(rhyme.as_str())?;
        let sound = Self { onset: at(&ONSETS, onset)?, rhyme, tone };
        sound.is_possible().then_some(sound)
    }

    /// Whether the tone can stand on the rhyme: a stopped rhyme (c, ch, p, t) takes sắc or nặng only.
    #[must_use]
    pub fn is_possible(self) -> bool {
        let rhyme = RHYMES[usize::from(self.rhyme)];
        let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
        let glided = rhyme.starts_with("oa") || rhyme.starts_with("oe") || rhyme.starts_with("uy");
        let onset = ONSETS[usize::from(self.onset)];
        let lips = matches!(onset, "qu" | "gi");
        let unspelled = lips && (glided || rhyme.starts_with("uâ"))
            || onset == "gi" && ["ê", "ia", "iu"].iter().any(|r| rhyme.starts_with(r));
        (!stopped || matches!(self.tone, SHARP | HEAVY)) && !unspelled
    }

    /// How it is spelled, lower case, with the tone where the old style puts it ("hòa", "thủy").
    #[must_use]
    pub fn write(self) -> String {
        let (onset, rhyme) = (ONSETS[usize::from(self.onset)], RHYMES[usize::from(self.rhyme)]);
        let narrow = rhyme.starts_with(['i', 'e', 'ê']);
        let (head, body) = match onset {
            "c" if narrow || rhyme == "y" => ("k", rhyme.to_owned()),
            "g" if narrow => ("gh", rhyme.to_owned()),
            "ng" if narrow => ("ngh", rhyme.to_owned()),
            "gi" if rhyme.starts_with('i') => ("g", rhyme.to_owned()),
            "qu" if rhyme.starts_with('i') => ("qu", rhyme.replacen('i', "y", 1)),
            "" if rhyme.starts_with("iê") => ("", rhyme.replacen('i', "y", 1)),
            "" if rhyme == "i" => ("", "y".to_owned()),
            _ => (onset, rhyme.to_owned()),
        };
        let carrier = carrier(&body);
        let mut written = String::from(head);
        for (n, c) in body.chars().enumerate() {
            written.push(if n == carrier { toned(c, self.tone) } else { c });
        }
        written
    }
}

fn untoned(c: char) -> Option<(char, u8)> {
    if c.is_ascii() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') {
        return None;
    }
    TONED.iter().find_map(|row| row.iter().position(|t| *t == c).map(|n| (row[0], u8::try_from(n).unwrap_or(0))))
}

fn toned(letter: char, tone: u8) -> char {
    TONED.iter().find(|row| row[0] == letter).map_or(letter, |row| row[usize::from(tone)])
}

fn at(list: &[&str], part: &str) -> Option<u8> {
    u8::try_from(list.iter().position(|p| *p == part)?).ok()
}

/// Onset and rhyme of a syllable without tone, in the spelling of the tables.
fn halves(bare: &str) -> Option<(&'static str, String)> {
    let vowels = |rest: &str| rest.starts_with(['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y']);
    if let Some(rest) = bare.strip_prefix("gi") {
        let rhyme = if rest.starts_with('ê') || !vowels(rest) { format!("i{rest}") } else { rest.to_owned() };
        return Some(("gi", rhyme));
    }
    if let Some(rest) = bare.strip_prefix("qu") {
        return vowels(rest).then(|| ("qu", with_i(rest)));
    }
    for (spelled, onset) in [("ngh", "ng"), ("gh", "g"), ("k", "c")] {
        if let Some(rest) = bare.strip_prefix(spelled)
            && rest.starts_with(['i', 'e', 'ê', 'y'])
        {
            return Some((onset, with_i(rest)));
        }
    }
    let onset =
        ONSETS.iter().filter(|o| **o != "qu" && **o != "gi" && bare.starts_with(**o)).max_by_key(|o| o.len())?;
    let rest = &bare[onset.len()..];
    // "c", "g" and "ng" do not stand before narrow vowels; "p" alone begins only borrowed words, which are kept.
    let misspelled = matches!(*onset, "c" | "g" | "ng") && rest.starts_with(['i', 'e', 'ê', 'y']);
    (!misspelled && vowels(rest)).then(|| (*onset, with_i(rest)))
}

/// A rhyme that begins with y, as with i.
fn with_i(rhyme: &str) -> String {
    if rhyme.starts_with('y') { rhyme.replacen('y', "i", 1) } else { rhyme.to_owned() }
}

/// Which letter of a rhyme carries the tone, in letters.
fn carrier(rhyme: &str) -> usize {
    let letters: Vec<char> = rhyme.chars().collect();
    let vowels = letters.iter().take_while(|c| TONED.iter().any(|row| row[0] == **c)).count();
    let hatted = (0..vowels).rev().find(|n| matches!(letters[*n], 'ă' | 'â' | 'ê' | 'ô' | 'ơ'));
    if let Some(n) = hatted {
        return n;
    }
    let closed = letters.len() > vowels;
    match vowels {
        0 | 1 => 0,
        2 if closed => 1,
        3 => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(syllable: &str) -> (&'static str, &'static str, &'static str) {
        let s = Sound::parse(syllable).unwrap();
        (ONSETS[usize::from(s.onset)], RHYMES[usize::from(s.rhyme)], TONES[usize::from(s.tone)])
    }

    #[test]
    fn a_syllable_parts_into_onset_rhyme_and_tone() {
        assert_eq!(parts("nguyễn"), ("ng", "uyên", "ngã"));
        assert_eq!(parts("Quốc"), ("qu", "ôc", "sắc"));
        assert_eq!(parts("giếng"), ("gi", "iêng", "sắc"));
        assert_eq!(parts("gì"), ("gi", "i", "huyền"));
        assert_eq!(parts("giữ"), ("gi", "ư", "ngã"));
        assert_eq!(parts("ĐƯỜNG"), ("đ", "ương", "huyền"));
        assert_eq!(parts("yên"), ("", "iên", "ngang"));
        assert_eq!(parts("quyết"), ("qu", "iêt", "sắc"));
        assert_eq!(parts("khuya"), ("kh", "uya", "ngang"));
        assert_eq!(parts("nghĩa"), ("ng", "ia", "ngã"));
    }

    #[test]
    fn two_spellings_of_one_sound_are_one() {
        for (one, other) in [("kỹ", "kĩ"), ("hoà", "hòa"), ("thuỷ", "thủy"), ("quý", "quí"), ("lý", "lí")]
        {
            assert_eq!(Sound::parse(one), Sound::parse(other), "{one} {other}");
        }
        assert_ne!(Sound::parse("thùy"), Sound::parse("thùi"));
    }

    #[test]
    fn what_is_no_vietnamese_syllable_has_no_parts() {
        for word in ["", "covid", "15", "ubnd", "wifi", "tp", "ngi", "cê", "đ/c", "zalo", "bac", "hòá", "x", "ng"] {
            assert_eq!(Sound::parse(word), None, "{word}");
        }
    }

    #[test]
    fn a_sound_is_spelled_as_an_office_spells_it() {
        for word in [
            "nguyễn",
            "quốc",
            "giếng",
            "gì",
            "giữ",
            "đường",
            "yên",
            "yêu",
            "ý",
            "quyết",
            "khuya",
            "nghĩa",
            "ghế",
            "kỳ",
            "hòa",
            "thủy",
            "hoàn",
            "huỳnh",
            "xoài",
            "của",
            "mía",
            "lựa",
            "quỹ",
            "quanh",
            "kiểm",
            "khuỷu",
            "ngoẹo",
            "gìn",
            "tuần",
            "uống",
            "ương",
            "người",
            "rượu",
            "xoong",
            "quẩy",
            "giao",
            "già",
        ] {
            let written = Sound::parse(word).unwrap().write();
            assert_eq!(Sound::parse(&written), Sound::parse(word), "{word} {written}");
            if !matches!(word, "kỳ") {
                assert_eq!(written, word);
            }
        }
    }

    #[test]
    fn every_possible_sound_is_read_back_from_its_spelling() {
        let mut read = 0;
        for onset in 0..u8::try_from(ONSETS.len()).unwrap() {
            for rhyme in 0..u8::try_from(RHYMES.len()).unwrap() {
                for tone in 0..6 {
                    let sound = Sound { onset, rhyme, tone };
                    if sound.is_possible() {
                        assert_eq!(Sound::parse(&sound.write()), Some(sound), "{}", sound.write());
                        read += 1;
                    }
                }
            }
        }
        assert!(read > 10_000, "{read}");
    }
}
