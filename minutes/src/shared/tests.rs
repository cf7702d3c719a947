#![allow(clippy::unwrap_used)]

use giaoban_models::minutes::{PassageKind, Run};
use proptest::prelude::*;
use yrs::{Xml as _, XmlElementPrelim, XmlFragment as _, XmlTextPrelim};

use super::*;

/// What an editor (Yjs 13.6.33, @tiptap/y-tiptap 3.0.9) made of a text that was split, typed on and set in italics.
const WRITTEN_BY_AN_EDITOR: &str = include_str!("fixtures/written_by_an_editor.hex");

fn bytes(hex: &str) -> Vec<u8> {
    let hex = hex.trim();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn styled(text: &str, bold: bool, italic: bool) -> Run {
    Run { text: text.to_owned(), bold, italic }
}

fn draft() -> Vec<Passage> {
    vec![
        Passage::plain(PassageKind::Section, "I. KHAI MẠC"),
        Passage {
            kind: PassageKind::Paragraph,
            runs: vec![styled("Đồng chí ", false, false), styled("Chủ tịch", true, false), styled(" nói.", true, true)],
            utterances: vec!["u-1".into(), "u-2".into()],
            proposal: None,
        },
        Passage::plain(PassageKind::Topic, "1. Thu ngân sách"),
        Passage {
            proposal: Some("d-1".into()),
            utterances: vec!["u-3".into()],
            ..Passage::plain(PassageKind::Paragraph, "Giao xã An báo cáo.")
        },
    ]
}

/// A copy of the document in a browser, in place of one: the same library, the same protocol.
struct Browser(SharedMinutes);

impl Browser {
    fn joined(writer: u64, server: &mut SharedMinutes) -> Self {
        let mut browser = Self(SharedMinutes::new(writer));
        browser.sync(server, Ok(())).unwrap();
        browser
    }

    /// Both tell what they have, as a new connection does; answers what the server is to keep.
    fn sync(&mut self, server: &mut SharedMinutes, may: Result<(), Refusal>) -> Result<Option<Vec<u8>>, Refusal> {
        let answer = server.handle(&self.0.greeting(), may)?;
        for reply in answer.replies {
            self.0.handle(&reply, Ok(())).unwrap();
        }
        let mine = self.0.handle(&server.greeting(), Ok(())).unwrap().replies.remove(0);
        Ok(server.handle(&mine, may)?.update)
    }

    /// Types a paragraph at the end; the frame it sends.
    fn types(&mut self, words: &str) -> Vec<u8> {
        let mut txn = self.0.doc.transact_mut();
        let element = self.0.fragment.push_back(&mut txn, XmlElementPrelim::empty("paragraph"));
        element.push_back(&mut txn, XmlTextPrelim::new(words));
        frame_of(&txn.encode_update_v1())
    }
}

#[test]
fn a_draft_comes_back_as_it_was_written() {
    let mut shared = SharedMinutes::new(1);
    let update = shared.replace(&draft());
    assert_eq!(shared.passages(), draft());
    assert_eq!(SharedMinutes::from_updates(2, [update]).unwrap().passages(), draft());
}

#[test]
fn what_a_real_editor_wrote_is_read_with_marks_links_and_order() {
    let shared = SharedMinutes::from_updates(1, [bytes(WRITTEN_BY_AN_EDITOR)]).unwrap();
    let passages = shared.passages();
    let texts: Vec<String> = passages.iter().map(Passage::text).collect();
    assert_eq!(
        texts,
        [
            "I. KHAI MẠC",
            "Đồng chí Chủ tịch giao",
            "Xã An rà soát, gửi Hòa.",
            "1. Thu ngân sách",
            "Giao xã Bình báo cáo."
        ]
    );
    assert_eq!(
        passages[1].runs,
        [styled("Đồng chí ", false, false), styled("Chủ tịch", true, false), styled(" giao", true, true)]
    );
    assert_eq!(passages[2].utterances, ["u-1".into(), "u-2".into()]);
    assert_eq!(passages[4].proposal, Some("d-1".into()));
    assert_eq!(passages[4].runs[1], styled("xã Bình", false, true));
}

#[test]
fn a_new_draft_takes_the_place_of_the_text_in_every_browser() {
    let mut server = SharedMinutes::new(1);
    server.replace(&draft());
    let mut browser = Browser::joined(2, &mut server);
    let fresh = vec![Passage::plain(PassageKind::Paragraph, "Viết lại từ đầu.")];
    let update = server.replace(&fresh);
    browser.0.handle(&frame_of(&update), Ok(())).unwrap();
    assert_eq!((server.passages(), browser.0.passages()), (fresh.clone(), fresh));
}

#[test]
fn two_who_write_at_once_end_with_the_same_text_and_what_is_kept_gives_it_again() {
    let mut server = SharedMinutes::new(1);
    let mut kept = vec![server.replace(&draft())];
    let (mut one, mut two) = (Browser::joined(2, &mut server), Browser::joined(3, &mut server));
    for n in 0..20 {
        let (a, b) = (one.types(&format!("Dòng {n} của một.")), two.types(&format!("Dòng {n} của hai.")));
        for (frame, other) in [(a, &mut two), (b, &mut one)] {
            let update = server.handle(&frame, Ok(())).unwrap().update.unwrap();
            other.0.handle(&frame_of(&update), Ok(())).unwrap();
            kept.push(update);
        }
    }
    assert_eq!(server.passages().len(), 4 + 40);
    assert_eq!(one.0.passages(), server.passages());
    assert_eq!(two.0.passages(), server.passages());
    assert_eq!(SharedMinutes::from_updates(9, &kept).unwrap().passages(), server.passages());
}

#[test]
fn what_a_browser_wrote_while_it_was_cut_off_comes_when_it_is_back() {
    let mut server = SharedMinutes::new(1);
    server.replace(&draft());
    let mut browser = Browser::joined(2, &mut server);
    browser.types("Viết khi mất mạng.");
    assert!(browser.sync(&mut server, Ok(())).unwrap().is_some());
    assert_eq!(server.passages().last().unwrap().text(), "Viết khi mất mạng.");
    assert!(browser.sync(&mut server, Ok(())).unwrap().is_none(), "nothing is kept twice");
}

#[test]
fn an_update_that_comes_before_the_one_it_builds_on_takes_effect_with_it() {
    let mut server = SharedMinutes::new(1);
    let first = server.replace(&draft());
    let mut browser = Browser::joined(2, &mut server);
    let (a, b) = (browser.types("Một."), browser.types("Hai."));
    let early = server.handle(&b, Ok(())).unwrap();
    assert!(early.counted && early.update.is_some());
    let late = server.handle(&a, Ok(())).unwrap();
    let kept = [first, early.update.unwrap(), late.update.unwrap()];
    assert_eq!(SharedMinutes::from_updates(5, kept).unwrap().passages(), browser.0.passages());
    assert_eq!(server.passages(), browser.0.passages());
}

#[test]
fn whoever_may_only_read_gets_the_text_and_changes_nothing() {
    let mut server = SharedMinutes::new(1);
    server.replace(&draft());
    let mut reader = Browser(SharedMinutes::new(2));
    assert_eq!(reader.sync(&mut server, Err(Refusal::NotAllowed)), Ok(None));
    assert_eq!(reader.0.passages(), draft());
    let frame = reader.types("Chèn thêm.");
    assert_eq!(server.handle(&frame, Err(Refusal::NotAllowed)), Err(Refusal::NotAllowed));
    assert_eq!(reader.sync(&mut server, Err(Refusal::MinutesIssued)), Err(Refusal::MinutesIssued));
    assert_eq!(server.handle(&[1, 1, 0], Err(Refusal::NotAllowed)), Ok(Outcome::default()));
    assert_eq!(server.passages(), draft());
}

#[test]
fn blocks_the_editor_does_not_know_are_read_as_paragraphs_and_nothing_is_lost() {
    let shared = SharedMinutes::new(1);
    let mut txn = shared.doc.transact_mut();
    let paragraph = |txn: &mut yrs::TransactionMut<'_>, parent: &yrs::XmlElementRef, words: &str| {
        let inner = parent.push_back(txn, XmlElementPrelim::empty("paragraph"));
        inner.push_back(txn, XmlTextPrelim::new(words));
    };
    let list = shared.fragment.push_back(&mut txn, XmlElementPrelim::empty("bulletList"));
    let item = list.push_back(&mut txn, XmlElementPrelim::empty("listItem"));
    paragraph(&mut txn, &item, "trong danh sách");
    let quote = shared.fragment.push_back(&mut txn, XmlElementPrelim::empty("blockquote"));
    quote.insert_attribute(&mut txn, "utterances", "u-9");
    quote.push_back(&mut txn, XmlTextPrelim::new("trích "));
    quote.push_back(&mut txn, XmlElementPrelim::empty("hardBreak"));
    quote.push_back(&mut txn, XmlTextPrelim::new("dẫn"));
    paragraph(&mut txn, &quote, "bên trong");
    shared.fragment.push_back(&mut txn, XmlTextPrelim::new("ngoài\nđoạn"));
    drop(txn);
    let passages = shared.passages();
    let texts: Vec<String> = passages.iter().map(Passage::text).collect();
    assert_eq!(texts, ["trong danh sách", "trích  dẫn", "bên trong", "ngoài đoạn"]);
    assert_eq!(passages[2].utterances, ["u-9".into()]);
}

#[test]
fn a_frame_or_a_document_over_the_limit_is_refused_and_the_text_stays() {
    let mut server = SharedMinutes::new(1);
    server.replace(&draft());
    assert_eq!(server.handle(&vec![0; LARGEST_FRAME + 1], Ok(())), Err(Refusal::TooLarge));
    let mut cursor = vec![0; LARGEST_AWARENESS + 1];
    cursor[0] = 1;
    assert_eq!(server.handle(&cursor, Ok(())), Err(Refusal::TooLarge));
    let mut browser = Browser::joined(2, &mut server);
    let long = "dài ".repeat(150_000);
    let mut taken = 0;
    let refused = loop {
        let frame = browser.types(&long);
        match server.handle(&frame, Ok(())) {
            Ok(_) => taken += 1,
            Err(refusal) => break refusal,
        }
    };
    assert_eq!((taken, refused), (2, Refusal::TooLarge));
    assert_eq!(server.passages().len(), 4 + 2);
}

#[test]
fn what_is_no_message_is_told_so() {
    let mut server = SharedMinutes::new(1);
    for frame in [&[][..], &[9], &[0], &[0, 9, 0], &[0, 2, 3, 1, 1, 1], &[2, 0, 1, 65], &[255; 40]] {
        assert_eq!(server.handle(frame, Ok(())), Err(Refusal::UnknownMessage), "{frame:?}");
    }
    assert!(SharedMinutes::from_updates(1, [[9, 9, 9]]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever bytes come, also a real update with some of them changed: an answer or a refusal, and the text is readable.
    #[test]
    fn no_frame_brings_the_server_down(noise in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..700, with in any::<u8>()) {
        let mut server = SharedMinutes::new(1);
        server.replace(&draft());
        let _ = server.handle(&noise, Ok(()));
        let mut frame = frame_of(&bytes(WRITTEN_BY_AN_EDITOR));
        let place = at % frame.len();
        frame[place] = with;
        let _ = server.handle(&frame, Ok(()));
        let _ = server.passages();
    }
}

#[test]
fn a_suggestion_touches_only_its_words_and_keeps_their_look() {
    let mut here = SharedMinutes::new(1);
    let bold = |text: &str| Run { text: text.into(), bold: true, italic: false };
    let passage = |runs: Vec<Run>| Passage { runs, ..Passage::plain(PassageKind::Paragraph, "") };
    let first = here.replace(&[
        passage(vec![Run::plain("Giao xã An 😀 rà soát.")]),
        passage(vec![Run::plain("Ủy ban giao "), bold("xã An"), Run::plain(" báo cáo.")]),
    ]);
    let mut there = SharedMinutes::from_updates(2, [&first]).unwrap();
    let update = here.amend(1, "xã An", "xã Hiếu Giang").unwrap();
    // Somebody writes in the first passage meanwhile.
    let other = there.amend(0, "rà soát", "kiểm tra").unwrap();
    there.handle(&frame_of(&update), Ok(())).unwrap();
    here.handle(&frame_of(&other), Ok(())).unwrap();
    assert_eq!(here.passages(), there.passages());
    assert_eq!(here.passages()[0].text(), "Giao xã An 😀 kiểm tra.");
    assert_eq!(here.passages()[1].runs, [Run::plain("Ủy ban giao "), bold("xã Hiếu Giang"), Run::plain(" báo cáo.")]);
    assert_eq!(here.amend(0, "không có", "gì"), None);
    let gone = here.amend(0, " 😀 kiểm tra", "").unwrap();
    assert!(!gone.is_empty() && here.passages()[0].text() == "Giao xã An.");
}
