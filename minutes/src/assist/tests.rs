#![allow(clippy::unwrap_used)]
use proptest::prelude::*;

use super::*;

fn gazetteer() -> Gazetteer {
    serde_json::from_value(json!({
        "meta": {"id": "x", "name": "huyện X", "valid": "2024-01-01..2025-06-30"},
        "units": [
            {"id": "h", "full_name": "Ủy ban nhân dân huyện X", "short_name": "UBND huyện", "aliases": [], "kind": "huyện", "parent_id": null},
            {"id": "nv", "full_name": "Phòng Nội vụ", "short_name": "Nội vụ", "aliases": [], "kind": "phòng", "parent_id": "h"}
        ],
        "persons": []
    }))
    .unwrap()
}

fn turn(id: &str, role: &str, text: &str) -> Turn {
    serde_json::from_value(json!({
        "meeting_id": "m", "id": id, "spoken_on": "2024-11-04", "t_start": 0, "t_end": 1,
        "speaker": {"id": "p", "name": "A", "post": "Chủ tịch", "unit": "h", "role": role}, "text": text
    }))
    .unwrap()
}

fn meeting() -> Vec<Turn> {
    vec![
        turn("t1", "delegate", "Phòng Nội vụ xin báo cáo tiến độ."),
        turn("t2", "chair", "Cái này Phòng Nội vụ ngó lại giúp tôi trước ngày 15/11 nghe chưa."),
    ]
}

fn asked(answer: &str, known: &[Proposal]) -> Vec<Proposal> {
    proposals(answer, &meeting(), &gazetteer(), &Holidays::shipped(), known)
}

const SPAN: &str = "Phòng Nội vụ ngó lại giúp tôi trước ngày 15/11";

fn answer(turn: &str, quote: &str) -> String {
    format!("Đây ạ: ```json\n{}\n``` Hết.", json!({"items": [{"turn": turn, "quote": quote, "task": "bịa"}]}))
}

#[test]
fn a_span_the_chair_spoke_becomes_an_item_that_is_never_sure() {
    let found = asked(&answer("t2", SPAN), &[]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].quote.as_str(), found[0].turns.as_slice()), (SPAN, &["t2".to_owned()][..]));
    assert_eq!((found[0].lead_units[0].as_str(), found[0].deadline.as_deref()), ("nv", Some("2024-11-15")));
    assert!(found[0].confidence <= CONFIDENCE && !found[0].task.contains("bịa"));
}

#[test]
fn words_nobody_spoke_or_somebody_else_spoke_are_no_item() {
    for (turn, quote) in [
        ("t2", "Phòng Nội vụ rà soát lại trước ngày 15/11"),
        ("t1", "Phòng Nội vụ xin báo cáo tiến độ"),
        ("t9", SPAN),
        ("t2", "Phòng Nội"),
        ("t2", "ngó lại giúp tôi"),
        ("t2", "òng Nội vụ ngó lại giúp"),
        ("t2", ""),
    ] {
        assert!(asked(&answer(turn, quote), &[]).is_empty(), "{turn} {quote}");
    }
}

#[test]
fn what_the_rules_hold_already_is_not_added_again_nor_twice() {
    let known = asked(&answer("t2", "Phòng Nội vụ ngó lại"), &[]);
    assert!(asked(&answer("t2", SPAN), &known).is_empty());
    let item = json!({"turn": "t2", "quote": SPAN});
    assert_eq!(asked(&json!({"items": [item, item]}).to_string(), &[]).len(), 1);
}

#[test]
fn questions_hold_the_turns_in_parts_and_only_where_the_chair_speaks() {
    let turns: Vec<Turn> = (0..40)
        .map(|n| turn(&format!("t{n}"), if n < 20 { "delegate" } else { "chair" }, &"báo cáo tiến độ ".repeat(40)))
        .collect();
    let questions = questions(&turns);
    assert!(questions.len() >= 2 && questions.len() <= 4, "{}", questions.len());
    let said: Vec<&str> = questions.iter().map(|q| q.messages[1]["content"].as_str().unwrap()).collect();
    assert!(said.iter().all(|part| part.contains("CHỦ TRÌ") && part.chars().count() <= QUESTION));
    assert!(said.iter().any(|part| part.contains("[t39]")) && !said[0].contains("[t0]"));
}

proptest! {
    #[test]
    fn no_answer_brings_the_rules_down(answer in ".{0,400}", quote in ".{0,60}") {
        let _ = asked(&answer, &[]);
        for found in asked(&json!({"items": [{"turn": "t2", "quote": quote}]}).to_string(), &[]) {
            prop_assert!(meeting()[1].text.contains(&found.quote));
        }
    }
}
