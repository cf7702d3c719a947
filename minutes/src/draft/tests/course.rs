//! What a draft says, in both forms of speech.

use super::sample::*;
use super::*;

const LINES: &[(&str, &str)] = &[
    ("nga", "Thưa hội nghị, 8/8 điểm cầu đã kết nối. Đồng chí Trưởng Công an huyện vắng, cử cấp phó dự thay."),
    (
        "hai",
        "Chào các đồng chí, sáng nay chúng ta bàn hai việc: thu ngân sách và vụ đông xuân. Sang phần thu ngân sách, mời anh Lợi.",
    ),
    (
        "loi",
        "Dạ thưa đồng chí Chủ tịch, đến 31/10 em báo cáo là thu được 98,6 tỷ đồng, đạt 91% dự toán ạ. Nói chung là anh em rất cố gắng.",
    ),
    ("hai", "Anh Lợi, còn nợ đọng bao nhiêu?"),
    ("loi", "Dạ còn 4,2 tỷ đồng ạ."),
    (
        "hai",
        "Tôi giao Phòng Tài chính rà soát nợ đọng, trước ngày 10/11 báo cáo tôi nhé. Tôi không chấp nhận để sang năm.",
    ),
    ("loi", "Vâng ạ, em xin tiếp thu."),
    ("nga", "Mời Phòng Nông nghiệp báo cáo vụ đông xuân."),
    ("mau", "Toàn huyện đăng ký 265 ha lúa, bên em còn thiếu 12 tấn giống."),
    ("p1", "Ngọc Khê chúng tôi kênh chính bị rò ở cống số 4, đề nghị huyện hỗ trợ."),
    ("p1", "Xã xin cảm ơn huyện."),
];

fn sample(as_heard: bool) -> Source {
    let form = |text: &str| if as_heard { heard(text) } else { text.to_owned() };
    let lines: Vec<(&str, String)> = LINES.iter().map(|(who, text)| (*who, form(text))).collect();
    let mut source = held(&lines.iter().map(|(who, text)| (*who, text.as_str())).collect::<Vec<_>>());
    let quote = "giao Phòng Tài chính rà soát nợ đọng, trước ngày 10/11 báo cáo tôi";
    let quote = form(quote);
    let task = "Rà soát nợ đọng, báo cáo Chủ tịch UBND huyện";
    source.proposals = vec![("d1".into(), order("u5", &quote, "tc", task, Some("2026-11-10")))];
    source
}

#[test]
fn the_parts_stand_in_their_order_and_the_closing_line_ends_the_text() {
    let mut source = sample(false);
    let sections = |source: &Source| -> Vec<String> {
        draft(source).iter().filter(|passage| passage.kind == PassageKind::Section).map(Passage::text).collect()
    };
    assert_eq!(sections(&source), ["I. KHAI MẠC", "II. NỘI DUNG", "III. KẾT LUẬN CỦA CHỦ TRÌ"]);
    source.votes = vec![Vote { subject: "Thông qua đề án".to_owned(), in_favour: 7, against: 1, abstained: 0 }];
    assert_eq!(sections(&source)[2..], ["III. KẾT QUẢ BIỂU QUYẾT", "IV. KẾT LUẬN CỦA CHỦ TRÌ"]);
    let all = text(&draft(&source));
    assert!(all.contains("1. Thông qua đề án: tán thành 7/8; không tán thành 1/8; không có ý kiến 0/8."));
    assert!(all.ends_with("Cuộc họp kết thúc vào 09 giờ 30 phút, ngày 02 tháng 11 năm 2026./."));
}

#[test]
fn figures_names_and_difficulties_stay_and_speech_becomes_the_register_of_minutes() {
    for heard in [false, true] {
        let all = text(&draft(&sample(heard)));
        for kept in [
            "98,6",
            "91%",
            "31/10",
            "4,2 tỷ đồng",
            "265 ha",
            "12 tấn giống",
            "cống số 4",
            "Phòng Tài chính - Kế hoạch",
            "UBND xã Ngọc Khê",
        ] {
            assert!(all.contains(kept), "{kept} ({heard})\n{all}");
        }
        let said: Vec<String> = words::words(&all).into_iter().map(|word| word.key).collect();
        for dropped in ["tôi", "em", "dạ", "ạ", "nhé", "thưa"] {
            assert!(!said.iter().any(|key| key == dropped), "{dropped} ({heard})\n{all}");
        }
        for idle in ["cảm ơn", "tiếp thu", "mời"] {
            assert!(!all.to_lowercase().contains(idle), "{idle} ({heard})\n{all}");
        }
    }
}

#[test]
fn matters_are_drawn_from_what_chair_and_secretary_announce() {
    let topics: Vec<String> =
        draft(&sample(false)).iter().filter(|passage| passage.kind == PassageKind::Topic).map(Passage::text).collect();
    assert_eq!(topics, ["1. Thu ngân sách", "2. Vụ đông xuân"]);
}

#[test]
fn a_given_agenda_names_the_matters() {
    for heard in [false, true] {
        let mut source = sample(heard);
        source.agenda = vec!["Tình hình thu ngân sách".to_owned(), "Chuẩn bị vụ Đông Xuân 2026-2027".to_owned()];
        let all = text(&draft(&source));
        let (first, second) =
            (all.find("1. Tình hình thu ngân sách").unwrap(), all.find("2. Chuẩn bị vụ Đông Xuân 2026-2027").unwrap());
        let (money, seed) = (all.find("98,6").unwrap(), all.find("265").unwrap());
        assert!(first < money && money < second && second < seed, "({heard})\n{all}");
    }
}

#[test]
fn a_question_stands_with_its_answer() {
    for heard in [false, true] {
        let all = text(&draft(&sample(heard)));
        let line = all.lines().find(|line| line.contains("4,2")).unwrap();
        assert!(line.starts_with("Chủ trì hỏi: Còn nợ đọng bao nhiêu? Phòng Tài chính - Kế hoạch trả lời: "), "{line}");
    }
}

#[test]
fn an_order_is_a_clause_with_its_proposal_and_is_not_told_in_the_course_again() {
    for heard in [false, true] {
        let passages = draft(&sample(heard));
        let clause = passages.iter().find(|passage| passage.proposal == Some("d1".into())).unwrap();
        assert!(
            clause.text().ends_with(
                "Giao Phòng Tài chính - Kế hoạch rà soát nợ đọng; báo cáo Chủ tịch UBND huyện trước ngày 10/11/2026."
            ),
            "{}",
            clause.text()
        );
        assert_eq!(clause.utterances, ["u5".into()]);
        assert_eq!(text(&passages).matches("rà soát nợ đọng").count(), 1);
    }
}

#[test]
fn what_the_chair_decides_without_an_order_stands_in_the_conclusion() {
    let passages = draft(&sample(false));
    let at = passages.iter().position(|passage| passage.text().contains("KẾT LUẬN")).unwrap();
    let held = passages[at..].iter().find(|passage| passage.text().contains("Không chấp nhận để sang năm")).unwrap();
    assert_eq!((held.utterances.clone(), held.proposal.clone()), (vec!["u5".into()], None));
}

#[test]
fn every_passage_of_speech_points_at_what_its_speaker_said() {
    let source = sample(false);
    let known: HashSet<&str> = source.turns.iter().map(|turn| turn.id.as_str()).collect();
    let passages = draft(&source);
    let of = |part: &str| passages.iter().find(|passage| passage.text().contains(part)).unwrap().utterances.clone();
    assert_eq!(of("265 ha"), ["u8".into()]);
    assert_eq!(of("4,2 tỷ"), ["u3".into(), "u4".into()]);
    assert!(passages.iter().flat_map(|passage| &passage.utterances).all(|id| known.contains(id.as_str())));
}

#[test]
fn absences_that_were_told_stand_among_the_lines_above_the_text() {
    for heard in [false, true] {
        let all = text(&draft(&sample(heard)));
        let line = all.lines().find(|line| line.starts_with("Vắng: ")).unwrap();
        assert!(line.contains("Trưởng Công an huyện vắng") && !line.contains("8/8"), "{line}");
    }
}

#[test]
fn a_meeting_in_which_nothing_was_said_still_has_its_frame() {
    let all = text(&draft(&held(&[])));
    assert!(
        all.contains("I. KHAI MẠC")
            && all.contains("Chủ trì không có kết luận tại cuộc họp.")
            && !all.contains("NỘI DUNG"),
        "{all}"
    );
}

#[test]
fn a_figure_behind_a_pause_stays_with_what_it_counts() {
    let source = held(&[
        ("nga", "Sang phần thu ngân sách."),
        ("loi", "Nợ đọng thuế của các doanh nghiệp trên địa bàn là."),
        ("loi", "9,87 tỷ đồng."),
    ]);
    let passages = draft(&source);
    let line = passages.iter().find(|passage| passage.text().contains("9,87")).unwrap();
    assert!(
        line.text().ends_with("Nợ đọng thuế của các doanh nghiệp trên địa bàn là 9,87 tỷ đồng."),
        "{}",
        line.text()
    );
    assert_eq!(line.utterances, ["u1".into(), "u2".into()]);
}

#[test]
fn a_heard_no_is_kept_apart_from_what_follows_it() {
    let source = held(&[("p1", "bà con hỏi chợ tết có cho bán ở lề đường không"), ("hai", "không họp ở sân chợ cũ")]);
    let all = text(&draft(&source));
    assert!(all.contains("lề đường không? Chủ trì trả lời: Không, họp ở sân chợ cũ."), "{all}");
}

#[test]
fn the_same_source_gives_the_same_draft() {
    assert_eq!(draft(&sample(true)), draft(&sample(true)));
}
