//! Many who write at once, with lines that break: whatever they do, all end with the same text and no anchor is lost.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

use giaoban_models::id::UtteranceId;
use giaoban_models::minutes::{Passage, PassageKind};
use yrs::ReadTxn as _;
use yrs::{
    Text as _, Transact as _, WriteTxn as _, Xml as _, XmlElementPrelim, XmlFragment as _, XmlOut, XmlTextPrelim,
};

use super::{FRAGMENT, SharedMinutes, frame_of};

const WRITERS: usize = 8;
const OPERATIONS: usize = 10_000;
/// Passages of the draft, each with an anchor of its own.
const PASSAGES: u64 = 120;

/// Numbers that look like chance and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

struct Writer {
    text: SharedMinutes,
    online: bool,
    /// Frames the server sent that have not come yet.
    inbox: VecDeque<Vec<u8>>,
}

impl Writer {
    /// One thing a person does; the frame it makes.
    fn act(&mut self, dice: &mut Dice) -> Vec<u8> {
        let mut txn = self.text.doc.transact_mut();
        let fragment = txn.get_or_insert_xml_fragment(FRAGMENT);
        let place = u32::try_from(dice.roll(u64::from(fragment.len(&txn)))).unwrap();
        let Some(XmlOut::Element(element)) = fragment.get(&txn, place) else { panic!("a passage") };
        let Some(XmlOut::Text(words)) = element.get(&txn, 0) else { panic!("its text") };
        let length = words.len(&txn);
        let at = u32::try_from(dice.roll(u64::from(length) + 1)).unwrap();
        match dice.roll(20) {
            0..=11 => {
                words.insert(&mut txn, at, ["ă", "rà soát ", "Đạt", ". "][usize::try_from(dice.roll(4)).unwrap()])
            }
            12..=15 if length > 12 => words.remove_range(&mut txn, at.min(length - 3), 3),
            16 => drop(element.insert_attribute(&mut txn, "checked", "1795230000000 Hồ Văn Ơn")),
            17 => {
                let added = fragment.insert(&mut txn, place, XmlElementPrelim::empty("paragraph"));
                added.push_back(&mut txn, XmlTextPrelim::new("Đoạn mới."));
            }
            // To another place, as an editor moves: taken out and put in again with all it carries.
            18 => {
                let carried: Vec<(String, String)> =
                    element.attributes(&txn).map(|(name, value)| (name.to_owned(), value.to_string(&txn))).collect();
                let said = yrs::GetString::get_string(&words, &txn);
                fragment.remove_range(&mut txn, place, 1);
                let to = u32::try_from(dice.roll(u64::from(fragment.len(&txn)) + 1)).unwrap();
                let moved = fragment.insert(&mut txn, to, XmlElementPrelim::empty("paragraph"));
                for (name, value) in carried {
                    moved.insert_attribute(&mut txn, name, value);
                }
                moved.push_back(&mut txn, XmlTextPrelim::new(said));
            }
            _ => words.insert(&mut txn, length, " và"),
        }
        frame_of(&txn.encode_update_v1())
    }

    /// Both sides say what they have.
    fn comes_back(&mut self, server: &mut SharedMinutes) -> Option<Vec<u8>> {
        self.inbox.clear();
        for reply in server.handle(&self.text.greeting(), Ok(())).unwrap().replies {
            self.text.handle(&reply, Ok(())).unwrap();
        }
        let mine = self.text.handle(&server.greeting(), Ok(())).unwrap().replies.remove(0);
        self.online = true;
        server.handle(&mine, Ok(())).unwrap().update
    }
}

fn anchors(passages: &[Passage]) -> BTreeSet<UtteranceId> {
    passages.iter().flat_map(|passage| passage.utterances.iter().cloned()).collect()
}

#[test]
fn eight_writers_with_ten_thousand_changes_and_broken_lines_end_with_the_same_text() {
    let mut server = SharedMinutes::new(1);
    let draft: Vec<Passage> = (0..PASSAGES)
        .map(|n| Passage {
            utterances: vec![UtteranceId(format!("u-{n}"))],
            ..Passage::plain(PassageKind::Paragraph, format!("Đoạn {n}: các xã báo cáo tiến độ giải ngân."))
        })
        .collect();
    let mut kept = vec![server.replace(&draft)];
    let mut writers: Vec<Writer> = (2..)
        .take(WRITERS)
        .map(|id| Writer { text: SharedMinutes::new(id), online: false, inbox: VecDeque::new() })
        .collect();
    for writer in &mut writers {
        writer.comes_back(&mut server);
    }
    let mut dice = Dice(2026);
    let mut taken = Vec::with_capacity(OPERATIONS);
    let mut breaks = 0;
    for _ in 0..OPERATIONS {
        let who = usize::try_from(dice.roll(u64::try_from(WRITERS).unwrap())).unwrap();
        let frame = writers[who].act(&mut dice);
        let mut news = None;
        if writers[who].online {
            let begun = Instant::now();
            news = server.handle(&frame, Ok(())).unwrap().update;
            taken.push(begun.elapsed());
        }
        match dice.roll(100) {
            0 if writers[who].online => {
                writers[who].online = false;
                breaks += 1;
            }
            0..=4 if !writers[who].online => {
                kept.extend(news.take());
                news = writers[who].comes_back(&mut server);
            }
            _ => {}
        }
        if let Some(update) = news {
            for (n, other) in writers.iter_mut().enumerate() {
                if n != who && other.online {
                    other.inbox.push_back(frame_of(&update));
                }
            }
            kept.push(update);
        }
        // Some of what was sent comes, in order, some waits on the line.
        let reader = &mut writers[usize::try_from(dice.roll(u64::try_from(WRITERS).unwrap())).unwrap()];
        for _ in 0..dice.roll(12) {
            if let Some(frame) = reader.inbox.pop_front() {
                reader.text.handle(&frame, Ok(())).unwrap();
            }
        }
    }
    for _ in 0..2 {
        for writer in &mut writers {
            kept.extend(writer.comes_back(&mut server));
        }
    }
    let text = server.passages();
    let state = server.doc.transact().encode_state_as_update_v1(&yrs::StateVector::default());
    for writer in &writers {
        assert_eq!(writer.text.passages(), text);
        assert_eq!(writer.text.doc.transact().state_vector(), server.doc.transact().state_vector());
    }
    assert_eq!(SharedMinutes::from_updates(99, &kept).unwrap().passages(), text, "what is kept gives it again");
    assert!(breaks > 50, "{breaks} lines broke");
    assert_eq!(anchors(&text), anchors(&draft), "no anchor is lost");
    taken.sort_unstable();
    println!(
        "{OPERATIONS} operations by {WRITERS} writers, {breaks} broken lines, {} bytes at the end; the server took one in {:?} (median), {:?} (99 of 100)",
        state.len(),
        taken[taken.len() / 2],
        taken[taken.len() * 99 / 100]
    );
}
