#![allow(clippy::unwrap_used)]

use giaoban_models::minutes::{AssignedTask, Passage, Run};

use super::super::measure;
use super::*;

fn document(passages: Vec<Passage>) -> MinutesDocument {
    let head = MinutesHead {
        superior: Some("UBND TỈNH QUẢNG TRỊ".into()),
        agency: "UBND XÃ HƯỚNG PHÙNG".into(),
        sign: "BB-UBND".into(),
        number: Some("7".into()),
        title: "Họp giao ban tháng 11".into(),
        chair_name: "Hồ Văn Thảo".into(),
        secretary_name: "Nguyễn Thị Ngọc Ánh".into(),
        recipients: vec!["Thường trực Đảng ủy (b/c);".into(), "- Lưu: VT, Hồ sơ.".into()],
    };
    MinutesDocument { head, passages, tasks: vec![], attendance: vec![], issued: true }
}

fn said(text: &str) -> Passage {
    Passage::plain(PassageKind::Paragraph, text)
}

fn texts(layout: &Layout) -> Vec<String> {
    layout.paragraphs().iter().map(|p| p.runs().iter().map(|r| r.text.as_str()).collect()).collect()
}

#[test]
fn the_text_ends_with_the_closing_mark_once() {
    for end in ["nhất trí", "nhất trí.", "nhất trí./.", "nhất trí; "] {
        let layout = minutes(&document(vec![said("Khai mạc."), said(end)])).unwrap();
        let all = texts(&layout);
        assert!(all.contains(&"Khai mạc.".into()) && all.contains(&"nhất trí./.".into()), "{all:?}");
    }
}

#[test]
fn the_closing_mark_follows_words_not_a_full_stop_of_another_look() {
    let stop = Run { text: ".".into(), bold: true, italic: false };
    let passage = Passage { runs: vec![Run::plain("nhất trí"), stop], ..said("") };
    assert!(texts(&minutes(&document(vec![passage])).unwrap()).contains(&"nhất trí./.".into()));
}

#[test]
fn a_number_below_ten_gets_a_leading_zero() {
    let number = |number: Option<&str>| {
        let mut document = document(vec![said("Hết")]);
        document.head.number = number.map(Into::into);
        texts(&minutes(&document).unwrap()).into_iter().find(|t| t.starts_with("Số:")).unwrap()
    };
    assert_eq!(number(Some("7")), "Số: 07/BB-UBND");
    assert_eq!(number(Some("05")), "Số: 05/BB-UBND");
    assert_eq!(number(Some("120")), "Số: 120/BB-UBND");
    assert!(number(None).ends_with("\u{a0}/BB-UBND"), "room is left for the number");
}

#[test]
fn only_an_issued_text_is_without_the_mark_of_a_draft() {
    let mut document = document(vec![said("Hết")]);
    assert!(!texts(&minutes(&document).unwrap()).contains(&"DỰ THẢO".into()));
    document.issued = false;
    let layout = minutes(&document).unwrap();
    let mark = layout.paragraphs().into_iter().find(|p| p.style == Style::DraftMark).unwrap();
    assert!(mark.frame_mm.is_some());
}

#[test]
fn recipients_carry_one_dash_and_one_mark_each() {
    let all = texts(&minutes(&document(vec![said("Hết")])).unwrap());
    let at = all.iter().position(|t| t == "Nơi nhận:").unwrap();
    assert_eq!(all[at + 1..], ["- Thường trực Đảng ủy (b/c);", "- Lưu: VT, Hồ sơ."]);
}

#[test]
fn there_is_an_annex_only_when_tasks_were_assigned() {
    let mut document = document(vec![said("Hết")]);
    assert_eq!(minutes(&document).unwrap().sections.len(), 1);
    let task = AssignedTask {
        task: "Rà soát hộ nghèo".into(),
        lead: "Phòng Kinh tế".into(),
        co: String::new(),
        due: "15/11/2026".into(),
    };
    document.tasks = vec![task];
    let layout = minutes(&document).unwrap();
    assert_eq!(layout.sections.len(), 2);
    let all = texts(&layout);
    assert!(all.iter().any(|t| t == "01") && all.iter().any(|t| t.contains("Biên bản số 07/BB-UBND")), "{all:?}");
}

#[test]
fn drawn_lines_have_the_lengths_of_the_decree() {
    let mut document = document(vec![said("Hết")]);
    document.head.title =
        "Họp giao ban trực tuyến tháng 11 năm 2026 giữa Ủy ban nhân dân xã với các thôn, bản trên địa bàn".into();
    let layout = minutes(&document).unwrap();
    let blocks = &layout.sections[0].blocks;
    let subject = blocks.iter().position(|b| matches!(b, Block::Text(p) if p.style == Style::Subject)).unwrap();
    let (Block::Text(text), Block::Line(line)) = (&blocks[subject], &blocks[subject + 1]) else {
        panic!("no line under the subject")
    };
    let share = line.width_mm / measure::longest_mm(&text.runs[0].text, Style::Subject.format());
    assert!((1.0 / 3.0..=0.5).contains(&share), "{share}");
    let Block::Columns(head) = &blocks[0] else { panic!("no head") };
    let Some(Block::Line(motto)) = head.cells[1].last() else { panic!("no line under the motto") };
    assert!((motto.width_mm - measure::width_mm("Độc lập - Tự do - Hạnh phúc", Style::Motto.format())).abs() < 0.1);
}

#[test]
fn more_than_the_limits_is_refused() {
    let refused = |change: fn(&mut MinutesDocument)| {
        let mut document = document(vec![said("Hết")]);
        change(&mut document);
        match minutes(&document) {
            Err(RenderError::TooLong { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|d| d.passages = vec![said("a"); MOST_PASSAGES + 1]), "passages");
    assert_eq!(refused(|d| d.head.recipients = vec!["a".into(); MOST_RECIPIENTS + 1]), "recipients");
    assert_eq!(refused(|d| d.passages = vec![said(&"ắ".repeat(MOST_LETTERS + 1))]), "letters");
    let task = AssignedTask { task: "a".into(), lead: String::new(), co: String::new(), due: String::new() };
    let mut many = document(vec![said("Hết")]);
    many.tasks = vec![task; MOST_TASKS + 1];
    assert!(matches!(minutes(&many), Err(RenderError::TooLong { what: "tasks", .. })));
}
