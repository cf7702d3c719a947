#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use giaoban_models::clock::Moment;
use giaoban_models::meeting::{MeetingState, Site};
use giaoban_models::minutes::PassageKind;
use giaoban_models::paper::{BlockKind, lines};

use super::*;
use crate::attendance::{Attendance, PersonAttendance, SiteAttendance, Span};

/// 2024-11-04, eight in the morning in Vietnam.
const EIGHT: Moment = Moment(1_730_682_000_000);

fn facts() -> Facts {
    let site = |id: &str, name: &str, hall| Site { id: id.into(), unit: id.into(), unit_name: name.into(), hall };
    let said = |kind, text| Passage::plain(kind, text);
    Facts {
        meeting: Meeting {
            id: "m".into(),
            title: "Giao ban trực tuyến tháng 11".into(),
            state: MeetingState::Ended,
            starts_at: EIGHT,
            opened_at: None,
            ended_at: None,
            chair: "p".into(),
            chair_name: "Hồ Văn Thảo".into(),
            secretary: "q".into(),
            secretary_name: "Nguyễn Thị Ngọc Ánh".into(),
            sites: vec![
                site("a", "UBND xã Hướng Phùng", true),
                site("b", "thôn Cợp", false),
                site("c", "thôn Xa Ry", false),
            ],
            synthetic: false,
        },
        body: "Ủy ban nhân dân xã Hướng Phùng".into(),
        agency: "UBND XÃ HƯỚNG PHÙNG".into(),
        superior: Some("UBND TỈNH QUẢNG TRỊ".into()),
        letters: "UBND".into(),
        place: "Hướng Phùng".into(),
        chair_post: "Chủ tịch UBND xã".into(),
        agenda: vec!["Phòng chống thiên tai".into(), "Thu ngân sách".into()],
        minutes: vec![
            said(PassageKind::Section, "I. KHAI MẠC"),
            said(PassageKind::Paragraph, "1. Chủ trì khai mạc."),
            said(PassageKind::Section, "III. KẾT LUẬN CỦA CHỦ TRÌ"),
            said(PassageKind::Topic, "1. Về thu ngân sách"),
            said(PassageKind::Paragraph, "a) Giao Phòng Kinh tế rà soát."),
            said(PassageKind::Paragraph, "b) Giao thôn Cợp báo cáo."),
            said(PassageKind::Paragraph, "Cuộc họp kết thúc vào 11 giờ./."),
        ],
        tasks: vec![],
        attendance: vec![],
        papers_due: Some("2024-10-30".into()),
    }
}

#[test]
fn an_invitation_says_what_form_1_7_asks_for() {
    let paper = draft(PaperKind::Invitation, &facts());
    let text = lines::write(&paper.blocks);
    for part in [
        "Ủy ban nhân dân xã Hướng Phùng trân trọng kính mời:",
        "- Tại các điểm cầu: đại diện thôn Cợp; thôn Xa Ry.",
        "Tới dự: Giao ban trực tuyến tháng 11.",
        "- Phòng chống thiên tai;",
        "- Thu ngân sách.",
        "Chủ trì: đồng chí Hồ Văn Thảo, Chủ tịch UBND xã.",
        "Thời gian: 08 giờ 00 phút, thứ Hai, ngày 04 tháng 11 năm 2024.",
        "trước hết ngày 30 tháng 10 năm 2024.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!((paper.sign.as_str(), paper.title.as_str()), ("GM-UBND", "Giao ban trực tuyến tháng 11"));
    assert_eq!(paper.signer.posts, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]);
    assert_eq!(paper.checked(), Ok(()));
}

#[test]
fn a_notice_carries_the_clauses_of_the_conclusion_and_nothing_else_of_the_minutes() {
    let paper = draft(PaperKind::Conclusion, &facts());
    let text = lines::write(&paper.blocks);
    assert!(text.contains("1. Về thu ngân sách\na) Giao Phòng Kinh tế rà soát.\nb) Giao thôn Cợp báo cáo."), "{text}");
    assert!(!text.contains("khai mạc") && !text.contains("kết thúc"), "{text}");
    assert_eq!(paper.title, "Kết luận của đồng chí Hồ Văn Thảo, Chủ tịch UBND xã tại giao ban trực tuyến tháng 11");
    assert_eq!(paper.sign, "TB-UBND");
    assert_eq!(paper.checked(), Ok(()));
}

#[test]
fn a_notice_of_a_meeting_without_minutes_has_no_clause() {
    let paper = draft(PaperKind::Conclusion, &Facts { minutes: vec![], ..facts() });
    assert!(paper.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
}

#[test]
fn the_list_of_who_attended_tells_who_came_late_was_lost_or_never_came() {
    let at = |minutes: i64| EIGHT.plus(minutes * 60_000);
    let site = |name: &str, connected: Option<i64>, outages: Vec<Span>| SiteAttendance {
        site: name.into(),
        unit: name.into(),
        unit_name: name.into(),
        hall: false,
        connected_at: connected.map(at),
        people: vec![PersonAttendance { person: "p".into(), present: vec![], outages: vec![], left_at: None }],
        outages,
        left_at: None,
    };
    let lost = |from| Span { from: at(from), to: at(from + 2) };
    let all = Attendance {
        from: at(0),
        to: at(195),
        sites: vec![
            site("thôn Cợp", Some(5), vec![lost(10), lost(20), lost(30), lost(40)]),
            site("thôn Xa Ry", None, vec![]),
        ],
    };
    let people = HashMap::from([("p".into(), ("Hồ Thị Mơ".to_owned(), "Trưởng thôn".to_owned()))]);
    let lines = attended(&all, &people);
    assert_eq!((lines[0].people.as_str(), lines[0].connected.as_str()), ("Hồ Thị Mơ, Trưởng thôn", "08:05 - 11:15"));
    assert_eq!(lines[0].note, "Mất kết nối 08:10 - 08:12, 08:20 - 08:22, 08:30 - 08:32 và 1 lần khác");
    assert_eq!((lines[1].connected.as_str(), lines[1].note.as_str()), ("", "Không kết nối"));
}
