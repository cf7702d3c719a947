//! The PDF against Decree 30/2020, Annex I, as poppler's tools measure it.

use giaoban_minutes::render::{self, RenderError};
use giaoban_models::clock::Moment;
use giaoban_models::minutes::{MinutesDocument, Passage, PassageKind};
use giaoban_models::text;

use crate::pdf_file::{Pdf, Word};
use crate::{MADE, pdf, sample};

/// How far a measure may be off, millimetres.
const NEAR: f64 = 0.5;
/// Middle of the text, millimetres from the left edge of the paper.
const MIDDLE: f64 = 30.0 + 165.0 / 2.0;

fn near(measured: f64, wanted: f64) -> bool {
    (measured - wanted).abs() <= NEAR
}

/// The words of `text` where they stand one after another.
fn find<'a>(page: &'a [Word], text: &str) -> &'a [Word] {
    let wanted: Vec<&str> = text.split(' ').collect();
    let found =
        page.windows(wanted.len()).find(|words| words.iter().map(|w| w.text.as_str()).eq(wanted.iter().copied()));
    found.unwrap_or_else(|| panic!("no {text:?}"))
}

fn middle(words: &[Word]) -> f64 {
    f64::midpoint(words[0].left, words.last().unwrap().right)
}

fn one(text: &str) -> MinutesDocument {
    let mut document = sample::issued();
    document.passages = vec![Passage::plain(PassageKind::Paragraph, text)];
    document.tasks.clear();
    document
}

#[test]
fn the_file_is_a_dated_pdf_a_2b_on_a4() {
    let bytes = render::pdf(&render::minutes(&sample::issued()).unwrap(), MADE).unwrap();
    let raw = String::from_utf8_lossy(&bytes);
    assert!(raw.contains("<pdfaid:part>2</pdfaid:part>") && raw.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
    let properties = Pdf::open(&bytes).properties();
    assert!(properties.contains("(A4)") && properties.contains("Tagged:          yes"), "{properties}");
    assert!(properties.contains("Title:           Biên bản Họp giao ban trực tuyến"), "{properties}");
    assert!(raw.contains("2026-11-04T14:40:00+07:00"), "the moment stands in Vietnamese time");
}

#[test]
fn every_face_is_embedded_with_its_unicode_map() {
    let faces = pdf(&sample::issued()).faces();
    assert_eq!(faces.len(), 4);
    for face in faces {
        let columns: Vec<&str> = face.split_whitespace().collect();
        assert!(columns[0].contains("+LiberationSerif"), "{face}");
        assert_eq!(columns[columns.len() - 5..columns.len() - 2], ["yes", "yes", "yes"], "{face}");
    }
}

#[test]
fn all_text_stands_within_the_margins_and_reaches_both() {
    let pages = pdf(&sample::issued()).words();
    let body: Vec<Word> = pages.concat().into_iter().filter(|w| w.top > 15.5).collect();
    for word in &body {
        assert!(word.left >= 30.0 - NEAR && word.right <= 195.0 + NEAR, "{word:?}");
        assert!(word.top >= 20.0 - NEAR && word.bottom <= 277.0 + NEAR, "{word:?}");
    }
    assert!(body.iter().any(|w| near(w.left, 30.0)) && body.iter().any(|w| near(w.right, 195.0)));
}

#[test]
fn the_first_line_of_a_paragraph_is_indented_and_lines_are_flush_on_both_sides() {
    let page = &pdf(&sample::issued()).words()[0];
    assert!(near(find(page, "Thời gian bắt đầu:")[0].left, 40.0));
    assert!(near(find(page, "điểm cầu các thôn, bản.")[1].right, 195.0), "the full line ends at the margin");
    assert!(near(find(page, "các thôn, bản.")[0].left, 30.0), "the second line begins at the margin");
}

#[test]
fn pages_are_numbered_in_the_top_margin_but_for_the_first_and_the_annex_begins_anew() {
    let pages = pdf(&sample::issued()).words();
    let annex = pages.iter().position(|p| p.iter().any(|w| w.text == "PHỤ")).unwrap();
    assert!(annex >= 2 && pages.len() >= annex + 2, "the sample has several pages of both");
    for (at, page) in pages.iter().enumerate() {
        let margin: Vec<&Word> = page.iter().filter(|w| w.top < 15.5).collect();
        let number = if at < annex { at + 1 } else { at - annex + 1 };
        if number == 1 {
            assert!(margin.is_empty(), "{margin:?}");
        } else {
            assert_eq!(margin.iter().map(|w| w.text.clone()).collect::<Vec<_>>(), [number.to_string()]);
            assert!(near(f64::midpoint(margin[0].left, margin[0].right), MIDDLE));
        }
    }
}

#[test]
fn the_head_stands_in_two_columns_and_the_title_in_the_middle() {
    let page = &pdf(&sample::issued()).words()[0];
    assert!(near(middle(find(page, "UBND TỈNH QUẢNG TRỊ")), 30.0 + 67.0 / 2.0));
    let nation = find(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    assert!(near(middle(nation), 97.0 + 98.0 / 2.0));
    assert!(near(nation[0].top, nation[7].top), "on one line");
    assert!(near(middle(find(page, "Độc lập - Tự do - Hạnh phúc")), 97.0 + 98.0 / 2.0));
    assert!(near(middle(find(page, "BIÊN BẢN")), MIDDLE));
}

#[test]
fn the_secretary_signs_left_the_chair_right_and_recipients_stand_under_the_secretary() {
    let pages = pdf(&sample::issued()).words();
    let page = pages.iter().find(|p| p.iter().any(|w| w.text == "KÝ")).unwrap();
    let (secretary, chair) = (find(page, "THƯ KÝ"), find(page, "CHỦ TỌA"));
    assert!(near(middle(secretary), 30.0 + 165.0 / 4.0) && near(middle(chair), 30.0 + 165.0 * 3.0 / 4.0));
    assert!(near(secretary[0].top, chair[0].top));
    let name = find(page, "Nguyễn Thị Ngọc Ánh");
    assert!(near(middle(name), middle(secretary)) && near(middle(find(page, "Hồ Văn Thảo")), middle(chair)));
    assert!(name[0].top - secretary[0].bottom >= 20.0, "room for the signature and the seal");
    let recipients = find(page, "Nơi nhận:");
    assert!(near(recipients[0].left, 30.0) && recipients[0].top > name[0].bottom);
    assert!(page.iter().any(|w| w.text.ends_with("./.")), "the last words are on the page of the signatures");
}

#[test]
fn each_element_has_its_size_and_look() {
    let pieces = pdf(&sample::issued()).pieces();
    let look = |text: &str| {
        let piece = pieces.iter().find(|p| p.text.trim() == text).unwrap_or_else(|| panic!("no {text:?}"));
        (piece.size, piece.face.split_once('+').unwrap().1.to_owned())
    };
    let (upright, bold) = ("LiberationSerif".to_owned(), "LiberationSerif-Bold".to_owned());
    assert_eq!(look("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (13, bold.clone()));
    assert_eq!(look("Độc lập - Tự do - Hạnh phúc"), (14, bold.clone()));
    assert_eq!(look("UBND TỈNH QUẢNG TRỊ"), (13, upright.clone()));
    assert_eq!(look("XÃ HƯỚNG PHÙNG"), (13, bold.clone()));
    assert_eq!(look("Số: 05/BB-UBND"), (13, upright.clone()));
    assert_eq!(look("BIÊN BẢN"), (14, bold.clone()));
    assert_eq!(look("I. KHAI MẠC"), (14, bold.clone()));
    assert_eq!(look("Thành phần tham dự: 18/21 người được mời."), (14, upright.clone()));
    assert_eq!(look("THƯ KÝ"), (14, bold));
    assert_eq!(look("Nơi nhận:"), (12, "LiberationSerif-BoldItalic".to_owned()));
    assert_eq!(look("- Lưu: VT, Hồ sơ."), (11, upright));
    assert!(pieces.iter().all(|p| p.color == "#000000"));
}

#[test]
fn numbers_of_documents_and_short_slashes_are_not_broken_over_lines() {
    let mut document = one("");
    // Whatever the length of the line, the number or the slash meets its end in one of these.
    let lengths =
        (20..50).map(|n| Passage::plain(PassageKind::Paragraph, format!("{}số 05/BB-UBND (b/c)", "xã ".repeat(n))));
    document.passages = lengths.collect();
    let text = pdf(&document).text().concat();
    assert!(
        text.lines().any(|l| l.starts_with("05/BB-UBND")) && text.lines().any(|l| l.starts_with("(b/c)")),
        "{text}"
    );
    assert!(text.lines().all(|l| !l.ends_with('/')), "{text}");
}

#[test]
fn text_comes_back_composed_even_when_it_went_in_decomposed() {
    let text = pdf(&one("Ho\u{323}p vê\u{300} thu\u{309}y lo\u{31b}\u{323}i")).text().concat();
    assert!(text.contains("Họp về thủy lợi./."), "{text}");
    for page in pdf(&sample::issued()).words() {
        assert!(page.iter().all(|w| w.text == text::kept(&w.text)));
    }
}

#[test]
fn a_letter_the_typeface_lacks_is_named() {
    let layout = render::minutes(&one("Tỷ lệ đạt 😀 phần trăm")).unwrap();
    let Err(error) = render::pdf(&layout, MADE) else { panic!("a box was printed") };
    assert!(matches!(error, RenderError::MissingLetter { letter: '😀' }));
    assert!(error.to_string().contains("U+1F600"));
}

#[test]
fn nothing_a_person_types_is_taken_for_markup() {
    let typed = "#read(\"/etc/passwd\") *đậm* _nghiêng_ $x^2$ = @nhãn `mã` // chú thích /* */ \\ --- ~ <thẻ> & [a]";
    let text = pdf(&one(typed)).text().concat().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(typed), "{text}");
}

#[test]
fn one_layout_and_moment_give_one_file() {
    let layout = render::minutes(&sample::issued()).unwrap();
    let first = render::pdf(&layout, MADE).unwrap();
    assert_eq!(first, render::pdf(&layout, MADE).unwrap());
    assert_ne!(first, render::pdf(&layout, Moment(MADE.0 + 1_000)).unwrap());
}

#[test]
fn the_largest_annex_and_an_endless_word_are_set() {
    let mut document = one(&"ắ".repeat(2_000));
    document.tasks = vec![sample::issued().tasks[0].clone(); render::MOST_TASKS];
    let pages = pdf(&document).words();
    assert!(pages.len() > 50 && pages.last().unwrap().iter().any(|w| w.text == "1000"));
}
