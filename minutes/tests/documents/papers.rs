//! Invitations and notices against Decree 30/2020, Annexes I and III, measured in both files.

use giaoban_minutes::render;
use giaoban_models::minutes::AttendanceLine;
use giaoban_models::paper::{PaperContent, PaperKind, Signer, lines};

use crate::docx_file::{Docx, Look, cells};
use crate::pdf_file::{Pdf, Word};
use crate::{MADE, sample};

/// How far a measure may be off, millimetres.
const NEAR: f64 = 0.5;

fn near(measured: f64, wanted: f64) -> bool {
    (measured - wanted).abs() <= NEAR
}

fn notice() -> PaperContent {
    let text = "Ngày 02/11/2026, tại UBND xã Hướng Phùng, đồng chí Hồ Văn Thảo chủ trì họp giao ban.\n\
        1. Về thu ngân sách\n\
        a) Giao Phòng Kinh tế rà soát các khoản thu còn nợ đọng trên địa bàn, báo cáo trước ngày 15/11/2026;\n\
        b) Giao các thôn rà soát hộ kinh doanh;\n\
        c) Giao Văn phòng tổng hợp;\n\
        d) Giao Công an xã phối hợp;\n\
        đ) Giao Trạm Y tế chuẩn bị thuốc.\n\
        2. Các đơn vị báo cáo hằng tuần.\n\
        Ủy ban nhân dân xã Hướng Phùng thông báo để các đơn vị biết, thực hiện.";
    PaperContent {
        kind: PaperKind::Conclusion,
        superior: Some("UBND TỈNH QUẢNG TRỊ".into()),
        agency: "ỦY BAN NHÂN DÂN XÃ HƯỚNG PHÙNG".into(),
        sign: "TB-UBND".into(),
        number: Some("5".into()),
        place: "Hướng Phùng".into(),
        issued_on: Some("2026-03-05".into()),
        title: "Kết luận của đồng chí Hồ Văn Thảo tại họp giao ban".into(),
        blocks: lines::read(text),
        signer: Signer {
            posts: vec!["TM. ỦY BAN NHÂN DÂN".into(), "KT. CHỦ TỊCH".into(), "PHÓ CHỦ TỊCH".into()],
            name: "Hồ Văn Thảo".into(),
        },
        recipients: vec!["Thường trực Đảng ủy (b/c)".into(), "Lưu: VT, VP".into()],
        tasks: sample::issued().tasks[..2].to_vec(),
        attendance: vec![AttendanceLine {
            site: "thôn Cợp".into(),
            people: "Hồ Thị Mơ, Trưởng thôn".into(),
            connected: "08:00 - 11:15".into(),
            note: String::new(),
        }],
        issued: true,
    }
}

fn invitation() -> PaperContent {
    let text =
        "Ủy ban nhân dân xã Hướng Phùng trân trọng kính mời:\n- Tại điểm cầu chính: lãnh đạo xã;\nTới dự: họp giao ban";
    PaperContent {
        kind: PaperKind::Invitation,
        sign: "GM-UBND".into(),
        number: None,
        issued_on: None,
        title: "Họp giao ban tháng 11".into(),
        blocks: lines::read(text),
        tasks: vec![],
        attendance: vec![],
        issued: false,
        ..notice()
    }
}

fn docx(paper: &PaperContent) -> Docx {
    Docx::open(render::docx(&render::paper(paper).unwrap()))
}

fn pdf(paper: &PaperContent) -> Pdf {
    Pdf::open(&render::pdf(&render::paper(paper).unwrap(), MADE).unwrap())
}

fn find<'a>(page: &'a [Word], text: &str) -> &'a [Word] {
    let wanted: Vec<&str> = text.split(' ').collect();
    let found =
        page.windows(wanted.len()).find(|words| words.iter().map(|w| w.text.as_str()).eq(wanted.iter().copied()));
    found.unwrap_or_else(|| panic!("no {text:?}"))
}

fn middle(words: &[Word]) -> f64 {
    f64::midpoint(words[0].left, words.last().unwrap().right)
}

#[test]
fn place_and_date_stand_in_italics_on_the_line_of_the_number_under_the_motto() {
    let docx = docx(&notice());
    let look = docx.look("Hướng Phùng, ngày 05 tháng 3 năm 2026");
    assert_eq!((look.half_points, look.bold, look.italic, look.align.as_str()), (26, false, true, "center"));
    assert_eq!(cells(docx.tables()[1]), ["Số: 05/TB-UBND", "Hướng Phùng, ngày 05 tháng 3 năm 2026"]);
    let page = &pdf(&notice()).words()[0];
    let (number, date) = (find(page, "Số: 05/TB-UBND"), find(page, "Hướng Phùng, ngày 05 tháng 3 năm 2026"));
    assert!(near(number[0].bottom, date[0].bottom), "{} {}", number[0].bottom, date[0].bottom);
    assert!(near(middle(date), middle(find(page, "Độc lập - Tự do - Hạnh phúc"))));
    assert!(near(middle(number), 30.0 + 67.0 / 2.0));
}

#[test]
fn each_element_of_both_forms_has_its_size_and_look() {
    let headline = |half_points, look: &Look| {
        assert_eq!(
            (look.half_points, look.bold, look.italic, look.align.as_str()),
            (half_points, true, false, "center")
        );
    };
    let (notice, invitation) = (docx(&notice()), docx(&invitation()));
    headline(28, &notice.look("THÔNG BÁO"));
    headline(28, &invitation.look("GIẤY MỜI"));
    headline(28, &invitation.look("Họp giao ban tháng 11"));
    for post in ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hồ Văn Thảo"] {
        headline(28, &notice.look(post));
    }
    assert!(notice.look("1. Về thu ngân sách").bold, "a clause with a title is bold");
    let clause = notice.look("2. Các đơn vị báo cáo hằng tuần.");
    assert_eq!((clause.half_points, clause.bold, clause.align.as_str(), clause.first_line), (28, false, "both", 567));
    assert!(clause.before >= 120 && (322..=483).contains(&clause.line));
    let letters: Vec<&str> = vec!["a) Giao", "b) Giao", "c) Giao", "d) Giao", "đ) Giao"];
    let words = notice.words();
    assert!(letters.iter().all(|letter| words.contains(letter)), "{words}");
}

#[test]
fn who_signs_stands_right_level_with_the_recipients_left() {
    let pages = pdf(&notice()).words();
    let page = pages.iter().find(|page| page.iter().any(|word| word.text == "nhận:")).unwrap();
    let (recipients, post) = (find(page, "Nơi nhận:"), find(page, "TM. ỦY BAN NHÂN DÂN"));
    assert!(near(recipients[0].left, 30.0));
    assert!((recipients[0].top - post[0].top).abs() < 2.0, "the first lines are level");
    let name = find(&page[page.iter().position(|w| w.text == "KT.").unwrap()..], "Hồ Văn Thảo");
    assert!(near(middle(name), 30.0 + 165.0 * 3.0 / 4.0) && near(middle(post), middle(name)));
    assert!(name[0].top - find(page, "PHÓ CHỦ TỊCH")[0].bottom >= 20.0, "room for signature and seal");
    assert!(page.iter().any(|word| word.text.ends_with("./.")));
    let docx = docx(&notice());
    let last = docx.look("- Lưu: VT, VP.");
    assert_eq!((last.half_points, last.bold, last.italic), (22, false, false));
}

#[test]
fn two_annexes_carry_roman_numbers_and_say_what_they_belong_to() {
    let docx = docx(&notice());
    let words = docx.words();
    assert!(words.contains("PHỤ LỤC I") && words.contains("PHỤ LỤC II") && words.contains("DANH SÁCH THAM DỰ"));
    assert_eq!(docx.document.all("w:sectPr").len(), 3, "each begins its pages anew");
    assert!(words.contains("Kèm theo Thông báo số 05/TB-UBND"), "{words}");
    let one = PaperContent { attendance: vec![], ..notice() };
    assert!(!self::docx(&one).words().contains("PHỤ LỤC I"));
}

#[test]
fn a_draft_leaves_room_for_number_and_day_and_says_that_it_is_one() {
    let words = docx(&invitation()).words();
    assert!(words.contains("DỰ THẢO") && words.contains("/GM-UBND"));
    assert!(!docx(&notice()).words().contains("DỰ THẢO"));
}

#[test]
fn lines_are_drawn_and_both_files_say_the_same() {
    for paper in [notice(), invitation()] {
        let docx = docx(&paper);
        assert!(docx.document.all("w:u").is_empty());
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let words = squeezed(&docx.words());
        // Page numbers of the annexes are not shown: each has one page.
        assert_eq!(squeezed(&pdf(&paper).text().concat()), words);
    }
    assert_eq!(docx(&invitation()).document.all("w:pBdr").len(), 4, "agency, motto, subject, and the draft's frame");
}
