//! What an office does not write, and a program meets all the same.

use giaoban_minutes::render::{self, RenderError};
use giaoban_models::minutes::{MinutesDocument, MinutesHead, Passage, PassageKind, Run};
use proptest::prelude::*;

use crate::both::pdf_words;
use crate::docx_file::Docx;
use crate::{MADE, docx, pdf, sample};

#[test]
fn a_document_with_nothing_filled_in_is_still_a_page() {
    let empty = String::new;
    let head = MinutesHead {
        superior: None,
        agency: empty(),
        sign: empty(),
        number: None,
        title: empty(),
        chair_name: empty(),
        secretary_name: empty(),
        recipients: vec![],
    };
    let document = MinutesDocument { head, passages: vec![], tasks: vec![], attendance: vec![], issued: false };
    assert_eq!(pdf(&document).text().len(), 1);
    let docx = docx(&document).words();
    assert_eq!(docx.split_whitespace().collect::<Vec<_>>(), pdf_words(&document));
}

#[test]
fn more_recipients_and_a_longer_last_paragraph_than_a_page_holds_flow_on() {
    let mut document = sample::issued();
    document.tasks.clear();
    document.head.recipients = vec!["Trưởng các thôn, bản".into(); render::MOST_RECIPIENTS];
    document.passages.push(Passage::plain(PassageKind::Paragraph, "Biên bản đã được đọc lại. ".repeat(400)));
    let docx = docx(&document).words();
    assert_eq!(docx.split_whitespace().collect::<Vec<_>>(), pdf_words(&document));
    for page in pdf(&document).words() {
        assert!(page.len() > 1, "no page is left empty");
        assert!(page.iter().all(|w| w.bottom < 277.5));
    }
}

/// Text as a clipboard may bring it.
fn pasted() -> impl Strategy<Value = String> {
    prop_oneof![".{0,60}", latin()]
}

/// The same in letters the typeface has, with marks, controls and spaces of all kinds between them.
fn latin() -> impl Strategy<Value = String> {
    "[ -~\u{a0}-\u{17f}\u{1a0}\u{1a1}\u{1af}\u{1b0}\u{1ea0}-\u{1ef9}\u{300}\u{301}\u{303}\u{309}\u{323}\u{200b}\u{3000}\u{0}-\u{1f}]{0,80}"
}

fn document(text: &str, bold: &str) -> MinutesDocument {
    let mut document = sample::draft();
    document.tasks.truncate(1);
    document.tasks[0].task = text.to_owned();
    document.head.title = bold.to_owned();
    document.head.recipients = vec![text.to_owned()];
    let runs = vec![Run::plain(text), Run { text: bold.to_owned(), bold: true, italic: true }, Run::plain(text)];
    document.passages = vec![Passage { runs, ..Passage::plain(PassageKind::Paragraph, "") }];
    document
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_makes_a_docx_that_can_be_read(text in pasted(), bold in pasted()) {
        let layout = render::minutes(&document(&text, &bold)).unwrap();
        let opened = Docx::open(render::docx(&layout));
        let kept: Vec<String> = layout.paragraphs().iter().flat_map(|p| p.runs()).map(|r| r.text.clone()).collect();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(squeezed(&opened.words()), squeezed(&kept.concat()));
    }

    #[test]
    fn text_in_known_letters_makes_a_pdf(text in latin(), bold in latin()) {
        let layout = render::minutes(&document(&text, &bold)).unwrap();
        let made = render::pdf(&layout, MADE);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }

    #[test]
    fn any_text_makes_a_pdf_or_names_the_letter_that_is_missing(text in pasted(), bold in pasted()) {
        let layout = render::minutes(&document(&text, &bold)).unwrap();
        match render::pdf(&layout, MADE) {
            Ok(file) => prop_assert!(file.starts_with(b"%PDF-1.7")),
            Err(RenderError::MissingLetter { letter }) => prop_assert!(text.contains(letter) || bold.contains(letter) || !letter.is_ascii()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
