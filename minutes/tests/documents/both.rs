//! DOCX and PDF say the same.

use giaoban_models::minutes::MinutesDocument;

use crate::{docx, pdf, sample};

/// Words of the PDF as they follow each other, without what every page repeats: its number and the heading of the table.
pub fn pdf_words(document: &MinutesDocument) -> Vec<String> {
    const TABLE_HEAD: &str = "STT Nội dung nhiệm vụ Đơn vị chủ trì Đơn vị phối hợp Thời hạn";
    let mut all = Vec::new();
    for page in pdf(document).text() {
        let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = match text.split_once(' ') {
            Some((number, rest)) if number.parse::<u32>().is_ok() => rest.trim_start_matches(TABLE_HEAD),
            _ => &text,
        };
        all.extend(text.split_whitespace().map(str::to_owned));
    }
    all
}

#[test]
fn both_documents_have_the_same_words_in_the_same_order() {
    for document in [sample::issued(), sample::draft()] {
        let docx = docx(&document).words();
        let docx: Vec<String> = docx.split_whitespace().map(str::to_owned).collect();
        assert!(docx.len() > 500);
        assert_eq!(docx, pdf_words(&document));
    }
}
