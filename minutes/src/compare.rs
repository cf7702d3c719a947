//! Two versions of a text side by side (so sánh hai bản): what was added and what was taken out, word by word.
//!
//! Passages are lined up first, so that a moved boundary does not colour a whole page; within a pair the words are
//! compared. What is too unlike to be one passage changed is told as one taken out and one added.

mod sequence;

use giaoban_models::minutes::{MinutesDocument, Passage, PassageKind};
use giaoban_models::review::{Compared, ComparedPassage, ComparedPiece};

use sequence::{Step, steps};

/// Share of common words from which two passages are one that was changed.
const ALIKE: f64 = 0.4;

/// What became of `old` in `new`.
#[must_use]
pub fn compare(old: &[Passage], new: &[Passage]) -> Vec<ComparedPassage> {
    let texts = |passages: &[Passage]| passages.iter().map(Passage::text).collect::<Vec<_>>();
    let (before, after) = (texts(old), texts(new));
    let mut compared = Vec::new();
    let (mut gone, mut come): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for step in steps(&before, &after) {
        match step {
            Step::Removed(at) => gone.push(at),
            Step::Added(at) => come.push(at),
            Step::Kept(_, at) => {
                changed((old, new), (&mut gone, &mut come), &mut compared);
                compared.push(whole(&new[at], Compared::Same));
            }
        }
    }
    changed((old, new), (&mut gone, &mut come), &mut compared);
    compared
}

/// Tells a stretch of passages between two that stayed.
fn changed(
    (old, new): (&[Passage], &[Passage]),
    (gone, come): (&mut Vec<usize>, &mut Vec<usize>),
    into: &mut Vec<ComparedPassage>,
) {
    let mut gone = std::mem::take(gone).into_iter().peekable();
    for added in std::mem::take(come) {
        let likeness = |at: &usize| likeness(&old[*at].text(), &new[added].text());
        // The first of those taken out that is like it; those before it have no partner.
        let partner = gone.clone().position(|at| likeness(&at) >= ALIKE);
        if let Some(before) = partner {
            for at in gone.by_ref().take(before) {
                into.push(whole(&old[at], Compared::Removed));
            }
            if let Some(at) = gone.next() {
                into.push(ComparedPassage {
                    kind: new[added].kind,
                    pieces: words(&old[at].text(), &new[added].text()),
                });
            }
        } else {
            into.push(whole(&new[added], Compared::Added));
        }
    }
    into.extend(gone.map(|at| whole(&old[at], Compared::Removed)));
}

fn whole(passage: &Passage, change: Compared) -> ComparedPassage {
    ComparedPassage { kind: passage.kind, pieces: vec![ComparedPiece { change, text: passage.text() }] }
}

/// Share of the words of both that they have in common, 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
    let kept = steps(&one, &other).iter().filter(|step| matches!(step, Step::Kept(..))).count();
    let all = one.len() + other.len();
    if all == 0 { 1.0 } else { 2.0 * kept as f64 / all as f64 }
}

/// The words of both in reading order, neighbours of one fate together; what was taken out stands before what came.
fn words(old: &str, new: &str) -> Vec<ComparedPiece> {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let mut pieces: Vec<ComparedPiece> = Vec::new();
    let (mut removed, mut added): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
    for step in steps(&before, &after) {
        match step {
            Step::Removed(at) => removed.push(before[at]),
            Step::Added(at) => added.push(after[at]),
            Step::Kept(_, at) => {
                flush(&mut removed, &mut added, &mut pieces);
                match pieces.last_mut() {
                    Some(last) if last.change == Compared::Same => {
                        last.text.push(' ');
                        last.text.push_str(after[at]);
                    }
                    _ => pieces.push(ComparedPiece { change: Compared::Same, text: after[at].to_owned() }),
                }
            }
        }
    }
    flush(&mut removed, &mut added, &mut pieces);
    pieces
}

/// Tells the words that went and came between two that stayed.
fn flush<'a>(removed: &mut Vec<&'a str>, added: &mut Vec<&'a str>, pieces: &mut Vec<ComparedPiece>) {
    for (words, change) in [(removed, Compared::Removed), (added, Compared::Added)] {
        if !words.is_empty() {
            pieces.push(ComparedPiece { change, text: words.join(" ") });
            words.clear();
        }
    }
}

/// What stands around the text and in the annex as passages, so that it is compared too.
#[must_use]
pub fn with_annex(document: &MinutesDocument) -> Vec<Passage> {
    let head = &document.head;
    let mut passages = vec![Passage::plain(PassageKind::Section, head.title.clone())];
    passages.extend(document.passages.iter().cloned());
    for task in &document.tasks {
        let parts = [&task.task, &task.lead, &task.co, &task.due];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        passages.push(Passage::plain(PassageKind::Paragraph, format!("[Phụ lục] {}", parts.join("; "))));
    }
    passages
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(all: &[&str]) -> Vec<Passage> {
        all.iter().map(|text| Passage::plain(PassageKind::Paragraph, *text)).collect()
    }

    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let mark = |piece: &ComparedPiece| match piece.change {
            Compared::Same => piece.text.clone(),
            Compared::Added => format!("+{}+", piece.text),
            Compared::Removed => format!("-{}-", piece.text),
        };
        let passage = |p: &ComparedPassage| p.pieces.iter().map(mark).collect::<Vec<_>>().join(" ");
        compare(&texts(old), &texts(new)).iter().map(passage).collect()
    }

    #[test]
    fn a_changed_word_is_told_within_its_passage() {
        assert_eq!(
            told(
                &["Khai mạc.", "Giao xã An rà soát trước ngày 15."],
                &["Khai mạc.", "Giao xã Bình rà soát trước ngày 20."]
            ),
            ["Khai mạc.", "Giao xã -An- +Bình+ rà soát trước ngày -15.- +20.+"]
        );
    }

    #[test]
    fn a_new_passage_and_one_taken_out_are_told_whole() {
        assert_eq!(
            told(&["Một hai ba", "bốn năm sáu"], &["Một hai ba", "hoàn toàn khác hẳn", "bốn năm sáu"]),
            ["Một hai ba", "+hoàn toàn khác hẳn+", "bốn năm sáu"]
        );
        assert_eq!(told(&["Một hai ba", "bốn năm sáu"], &["bốn năm sáu"]), ["-Một hai ba-", "bốn năm sáu"]);
    }

    #[test]
    fn the_same_text_has_no_change() {
        assert!(
            compare(&texts(&["a b", "c"]), &texts(&["a b", "c"])).iter().all(|p| p.pieces[0].change == Compared::Same)
        );
        assert!(compare(&[], &[]).is_empty());
    }

    #[test]
    fn two_long_texts_are_compared_in_a_moment() {
        let long = |salt: usize| -> Vec<Passage> {
            (0..1000)
                .map(|n| Passage::plain(PassageKind::Paragraph, format!("đoạn {n} {} từ", (n * salt) % 97)))
                .collect()
        };
        let begun = std::time::Instant::now();
        assert!(compare(&long(3), &long(5)).len() >= 1000);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(old in prop::collection::vec("[a-d ]{0,12}", 0..8), new in prop::collection::vec("[a-d ]{0,12}", 0..8)) {
            let (before, after): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
            let compared = compare(&texts(&before), &texts(&after));
            let read = |without: Compared| -> Vec<String> {
                let pieces = compared.iter().flat_map(|p| &p.pieces).filter(|piece| piece.change != without);
                pieces.flat_map(|piece| piece.text.split_whitespace().map(str::to_owned)).collect()
            };
            let words = |all: &[String]| all.iter().flat_map(|text| text.split_whitespace().map(str::to_owned)).collect::<Vec<_>>();
            prop_assert_eq!(read(Compared::Removed), words(&new));
            let mut was = read(Compared::Added);
            let mut had = words(&old);
            // Passages taken out may be told after a new one that took their place.
            was.sort();
            had.sort();
            prop_assert_eq!(was, had);
        }
    }
}
