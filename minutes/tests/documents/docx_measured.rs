//! The DOCX against Decree 30/2020, Annex I.

use crate::docx_file::{Look, cells};
use crate::xml_tree::Node;
use crate::{docx, sample};

fn twips(mm: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    let rounded = (mm * 1440.0 / 25.4).round() as i64;
    rounded
}

fn number(node: &Node, name: &str) -> i64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn headline(half_points: u32, bold: bool, look: &Look) {
    assert_eq!((look.half_points, look.bold, look.italic, look.align.as_str()), (half_points, bold, false, "center"));
}

#[test]
fn the_page_is_a4_with_the_margins_of_the_decree_in_every_section() {
    let docx = docx(&sample::issued());
    let sections = docx.document.all("w:sectPr");
    assert_eq!(sections.len(), 2);
    for section in sections {
        let size = section.child("w:pgSz").unwrap();
        assert_eq!((number(size, "w:w"), number(size, "w:h")), (twips(210.0), twips(297.0)));
        let margins = section.child("w:pgMar").unwrap();
        let side = |name| number(margins, name);
        assert_eq!(
            [side("w:top"), side("w:bottom"), side("w:left"), side("w:right")],
            [20.0, 20.0, 30.0, 15.0].map(twips)
        );
    }
}

#[test]
fn pages_are_numbered_in_the_top_margin_from_the_second_page_of_each_section() {
    let docx = docx(&sample::issued());
    for section in docx.document.all("w:sectPr") {
        assert!(section.child("w:titlePg").is_some());
        assert_eq!(section.child("w:pgNumType").unwrap().attribute("w:start"), Some("1"));
        let header = number(section.child("w:pgMar").unwrap(), "w:header");
        assert!(header > 0 && header + 13 * 20 < twips(20.0), "the number stands in the margin");
    }
    let numbered = Node::parse(&docx.parts["word/header1.xml"]);
    assert_eq!(numbered.all("w:instrText")[0].text.trim(), "PAGE");
    let style =
        docx.styles.all("w:style").into_iter().find(|s| s.attribute("w:styleId") == Some("PageNumber")).unwrap();
    assert_eq!(style.at(&["w:pPr", "w:jc"]).unwrap().attribute("w:val"), Some("center"));
    assert_eq!(style.at(&["w:rPr", "w:sz"]).unwrap().attribute("w:val"), Some("26"));
    assert!(Node::parse(&docx.parts["word/header2.xml"]).words().trim().is_empty());
}

#[test]
fn everything_is_in_black_times_new_roman() {
    let docx = docx(&sample::issued());
    let defaults = docx.styles.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]).unwrap();
    let fonts = defaults.child("w:rFonts").unwrap();
    for slot in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
        assert_eq!(fonts.attribute(slot), Some("Times New Roman"));
    }
    assert_eq!(defaults.child("w:color").unwrap().attribute("w:val"), Some("000000"));
    assert!(docx.document.all("w:rFonts").is_empty() && docx.document.all("w:color").is_empty());
}

#[test]
fn each_element_has_its_size_look_and_place() {
    let docx = docx(&sample::issued());
    headline(26, true, &docx.look("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    headline(28, true, &docx.look("Độc lập - Tự do - Hạnh phúc"));
    headline(26, false, &docx.look("UBND TỈNH QUẢNG TRỊ"));
    headline(26, true, &docx.look("ỦY BAN NHÂN DÂN XÃ HƯỚNG PHÙNG"));
    headline(26, false, &docx.look("Số: 05/BB-UBND"));
    headline(28, true, &docx.look("BIÊN BẢN"));
    headline(28, true, &docx.look(&sample::head().title));
    headline(28, true, &docx.look("THƯ KÝ"));
    headline(28, true, &docx.look("Hồ Văn Thảo"));
    headline(28, true, &docx.look("PHỤ LỤC"));
    let recipients = docx.look("Nơi nhận:");
    assert_eq!(
        (recipients.half_points, recipients.bold, recipients.italic, recipients.align.as_str()),
        (24, true, true, "left")
    );
    let last = docx.look("- Lưu: VT, Hồ sơ.");
    assert_eq!((last.half_points, last.bold, last.italic), (22, false, false));
}

#[test]
fn the_body_is_justified_indented_and_spaced() {
    let docx = docx(&sample::issued());
    let body = docx.look("Thành phần tham dự: 18/21 người được mời.");
    assert_eq!((body.half_points, body.bold, body.align.as_str()), (28, false, "both"));
    assert_eq!(i64::from(body.first_line), twips(10.0));
    assert!(body.before >= 6 * 20);
    // Single spacing of a 14 point face is 16.1 points.
    assert!((322..=483).contains(&body.line), "{}", body.line);
    assert!(docx.look("I. KHAI MẠC").bold);
}

#[test]
fn styles_of_single_words_survive() {
    let docx = docx(&sample::issued());
    let runs = docx.document.all("w:r");
    let run = |text: &str| runs.iter().find(|r| r.words().trim() == text).unwrap();
    assert!(run("Giao Phòng Kinh tế").at(&["w:rPr", "w:b"]).is_some());
    assert!(run("trước ngày 15/11/2026").at(&["w:rPr", "w:i"]).is_some());
    assert!(run(".").child("w:rPr").is_none());
}

#[test]
fn the_secretary_signs_left_the_chair_right_and_recipients_stand_under_the_secretary() {
    let docx = docx(&sample::issued());
    let tables = docx.tables();
    let at = tables.iter().position(|t| t.words().contains("THƯ KÝ")).unwrap();
    assert_eq!(cells(tables[at]), ["THƯ KÝ Nguyễn Thị Ngọc Ánh", "CHỦ TỌA Hồ Văn Thảo"]);
    let recipients = cells(tables[at + 1]);
    assert!(
        recipients[0].starts_with("Nơi nhận: - Thường trực Đảng ủy") && recipients[0].ends_with("- Lưu: VT, Hồ sơ.")
    );
    assert_eq!(recipients[1], "");
}

#[test]
fn minutes_have_no_line_of_place_and_date() {
    let docx = docx(&sample::issued());
    let head = cells(docx.tables()[0]);
    assert_eq!(head[1], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc");
}

#[test]
fn the_head_has_no_borders_and_the_annex_has() {
    let docx = docx(&sample::issued());
    let tables = docx.tables();
    assert!(tables[0].at(&["w:tblPr", "w:tblBorders"]).is_none());
    let annex = tables.last().unwrap();
    assert_eq!(annex.at(&["w:tblPr", "w:tblBorders"]).unwrap().children.len(), 6);
    assert!(annex.all("w:tr")[0].at(&["w:trPr", "w:tblHeader"]).is_some());
    assert_eq!(cells(annex.all("w:tr")[2])[3..], ["", "Hằng tháng, trước ngày 25"]);
}

#[test]
fn lines_are_drawn_and_not_underlined_text() {
    let docx = docx(&sample::issued());
    assert!(docx.document.all("w:u").is_empty());
    let lines = docx.document.all("w:pBdr");
    assert_eq!(lines.len(), 4, "under the body, the motto, the subject and the note of the annex");
    assert!(lines.iter().all(|l| l.children.len() == 1 && l.children[0].name == "w:top"));
}

#[test]
fn a_draft_says_so_in_a_frame_and_an_issued_text_does_not() {
    let draft = docx(&sample::draft());
    let mark = draft.paragraph("DỰ THẢO");
    assert_eq!(mark.at(&["w:pPr", "w:pBdr"]).unwrap().children.len(), 4);
    assert!(draft.tables()[0].words().contains("DỰ THẢO"), "it stands in the head");
    assert!(!docx(&sample::issued()).words().contains("DỰ THẢO"));
}

#[test]
fn the_package_has_its_eleven_parts_and_every_one_is_declared() {
    let docx = docx(&sample::issued());
    assert_eq!(docx.parts.len(), 11);
    let types = &docx.parts["[Content_Types].xml"];
    for name in docx.parts.keys().filter(|name| name.ends_with(".xml") && !name.starts_with('[')) {
        assert!(types.contains(&format!("\"/{name}\"")), "{name} has no content type");
        Node::parse(&docx.parts[name]);
    }
}
