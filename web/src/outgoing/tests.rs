#![allow(clippy::unwrap_used)]
use giaoban_models::id::AccountId;

use super::*;

fn message(lines: &[(&str, Option<&str>)], told: usize) -> Message {
    let line = |(kind, due): &(&str, Option<&str>)| MessageLine {
        directive: "d1".into(),
        code: "CĐ-2026-000123".to_owned(),
        kind: (*kind).to_owned(),
        due: due.map(str::to_owned),
    };
    Message {
        id: "mail-a-1".to_owned(),
        account: AccountId::from("a"),
        name: "Lê Thanh Bình".to_owned(),
        address: "xaa@cong.vn.invalid".to_owned(),
        lines: lines.iter().map(line).collect(),
        told,
    }
}

fn outgoing() -> Outgoing {
    Outgoing { address: "https://giaoban.invalid".to_owned(), ..Outgoing::default() }
}

#[test]
fn a_mail_names_code_day_and_link_and_no_word_of_a_meeting() {
    let told = message(&[("before_3", Some("2026-11-30")), ("urged", None)], 3);
    assert_eq!(subject(&told), "[Giao ban] 3 thông báo về nhiệm vụ");
    let text = outgoing().text(&told);
    assert!(text.contains("- CĐ-2026-000123: Nhắc đến hạn (hạn 30/11/2026). https://giaoban.invalid/nhiem-vu/d1"));
    assert!(text.contains("Đôn đốc thực hiện") && text.contains("và 1 thông báo khác"));
    assert!(text.contains("https://giaoban.invalid/thong-bao"));
}

#[test]
fn a_short_message_fits_one_text_message() {
    let one = outgoing().short(&message(&[("day", Some("2026-11-30T17:00"))], 1));
    assert_eq!(one, "Giao ban: CĐ-2026-000123 nhắc đến hạn. https://giaoban.invalid/thong-bao");
    let many = outgoing().short(&message(&[("day", None), ("urged", None)], 2));
    assert_eq!(many, "Giao ban: có 2 thông báo về nhiệm vụ. https://giaoban.invalid/thong-bao");
}

#[test]
fn every_step_that_is_told_of_has_words_of_its_own() {
    for kind in
        DirectiveEventKind::ALL.into_iter().filter(|kind| kind.is_decision() || *kind == DirectiveEventKind::Reported)
    {
        let line = MessageLine { directive: "d".into(), code: String::new(), kind: kind.code().to_owned(), due: None };
        assert_ne!(said(&line), "Có thay đổi", "{kind:?}");
    }
}
