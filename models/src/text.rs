//! Vietnamese text: kept as typed (NFC), compared by keys.
//!
//! Stored spelling is never rewritten: the decree itself prints both "CỘNG HÒA" and "CỘNG HOÀ". Only the keys fold.

use unicode_normalization::UnicodeNormalization;

/// Text as it is kept: composed (NFC), trimmed, inner white space collapsed to single spaces.
#[must_use]
pub fn kept(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text composed (NFC), with its white space as it is: a stretch inside a sentence.
#[must_use]
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Key without tones, hats, horns and bars, lower case: "Đồng Hới" -> "dong hoi".
#[must_use]
pub fn plain_key(text: &str) -> String {
    let bare: String = text.to_lowercase().nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    kept(&bare.replace('đ', "d"))
}

/// Key in which the place of the tone does not matter: "hoà" and "hòa", "thuỷ" and "thủy" become one.
///
/// The two styles differ only in open syllables ending in oa, oe, uy, and only when no q stands before (domain rule of
/// Vietnamese orthography: *quý* always carries its tone on y).
#[must_use]
pub fn tone_free_key(text: &str) -> String {
    kept(&text.to_lowercase()).split(' ').map(canonical_syllable).collect::<Vec<_>>().join(" ")
}

/// Moves the tone of an open oa/oe/uy syllable to its first vowel (old style).
fn canonical_syllable(syllable: &str) -> String {
    const PAIRS: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    for (new, old) in PAIRS {
        if let Some(head) = syllable.strip_suffix(new)
            && !head.ends_with('q')
        {
            return format!("{head}{old}");
        }
    }
    syllable.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_text_is_kept_composed() {
        assert_eq!(kept("  Ho\u{300}a   Bi\u{300}nh "), "Hòa Bình");
    }

    #[test]
    fn a_stretch_is_composed_and_keeps_the_space_at_its_ends() {
        assert_eq!(composed(" Ho\u{300}a "), " Hòa ");
    }

    #[test]
    fn the_plain_key_folds_every_mark_and_the_barred_d() {
        assert_eq!(plain_key("Ủy ban Đồng Hới Ngưỡng"), "uy ban dong hoi nguong");
    }

    #[test]
    fn the_place_of_the_tone_does_not_matter_in_the_key() {
        assert_eq!(tone_free_key("Hoà Thuỷ khoẻ"), tone_free_key("Hòa Thủy khỏe"));
        assert_eq!(tone_free_key("quý"), "quý");
        assert_ne!(tone_free_key("Cam Thanh"), tone_free_key("Cam Thành"));
        assert_eq!(tone_free_key("hoàn"), "hoàn");
    }
}
