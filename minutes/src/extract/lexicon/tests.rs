#![allow(clippy::unwrap_used)]
use super::*;
use crate::syllable;

fn with(list: &str, words: &serde_json::Value) -> Result<Lexicon, LexiconError> {
    let mut file: serde_json::Value = serde_json::from_str(SHIPPED).unwrap();
    file[list] = words.clone();
    Lexicon::from_json(&file.to_string())
}

#[test]
fn the_lexicon_shipped_can_be_read() {
    let of = syllable::split("giao cho phòng nội vụ");
    assert_eq!(Lexicon::shipped().assign.at(&of, 0), Some(2));
    assert_eq!(Lexicon::shipped().assign.before(&of, 2), Some(2));
    assert!(Lexicon::shipped().assign.fills(&of, 0, 1) && !Lexicon::shipped().assign.fills(&of, 1, 1));
}

#[test]
fn a_word_added_by_an_authority_is_found_whatever_its_tone_place() {
    let lexicon = with("verb", &serde_json::json!(["thủy lợi hoá"])).unwrap();
    assert_eq!(lexicon.verb.at(&syllable::split("xã thuỷ lợi hóa đồng"), 1), Some(3));
}

#[test]
fn an_unknown_or_missing_list_is_refused() {
    assert!(matches!(with("verbs", &serde_json::json!(["lo"])), Err(LexiconError::Form(_))));
    assert!(matches!(Lexicon::from_json("{}"), Err(LexiconError::Form(_))));
}

#[test]
fn empty_long_and_too_many_words_are_refused() {
    assert!(matches!(with("verb", &serde_json::json!([" "])), Err(LexiconError::Word("verb", _))));
    assert!(matches!(with("verb", &serde_json::json!(["a b c d e f g h i"])), Err(LexiconError::Word("verb", _))));
    let many = vec!["lo"; MOST_WORDS + 1];
    assert!(matches!(with("verb", &serde_json::json!(many)), Err(LexiconError::TooMany("verb"))));
    assert!(matches!(Lexicon::from_json(&" ".repeat(LONGEST_FILE + 1)), Err(LexiconError::TooLong)));
}

#[test]
fn an_authority_adds_words_to_some_lists_and_keeps_the_rest() {
    let lexicon = Lexicon::extended(r#"{"note": "xã", "verb": ["đánh bắt xa bờ"]}"#).unwrap();
    assert_eq!(lexicon.verb.at(&syllable::split("đánh bắt xa bờ"), 0), Some(4));
    assert_eq!(lexicon.assign.at(&syllable::split("giao cho"), 0), Some(2));
    assert!(matches!(Lexicon::extended(r#"{"verbs": ["lo"]}"#), Err(LexiconError::Form(_))));
    assert!(matches!(Lexicon::extended(r#"{"verb": [""]}"#), Err(LexiconError::Word("verb", _))));
    assert!(matches!(Lexicon::extended(&" ".repeat(LONGEST_FILE + 1)), Err(LexiconError::TooLong)));
}
