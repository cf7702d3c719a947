//! Who changed what, and when (ai sửa, lúc nào): read out of the kept updates, each of which has its author and time.

use giaoban_models::clock::Moment;
use giaoban_models::minutes::Passage;

use super::{SharedMinutes, Unreadable};

/// A pause longer than this ends a sitting, milliseconds.
const PAUSE: i64 = 5 * 60 * 1000;
/// Sittings told of; what came before is their beginning.
pub const MOST_SITTINGS: usize = 300;
/// Changes told of one sitting; a new draft changes every passage.
pub const MOST_CHANGES: usize = 60;

/// A kept update with its author.
#[derive(Clone, Debug)]
pub struct Kept {
    /// When it was kept.
    pub at: Moment,
    /// Name of whoever wrote it; empty for the machine.
    pub author: String,
    /// The update.
    pub bytes: Vec<u8>,
}

/// What one person changed without another in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Who; empty for the machine.
    pub author: String,
    /// First change.
    pub from: Moment,
    /// Last change.
    pub to: Moment,
    /// The passages that were not the same afterwards, in the order of the text; at most [`MOST_CHANGES`].
    pub changes: Vec<Change>,
    /// Changes that are left out of the list.
    pub more: usize,
}

/// A passage before and after; neither is empty of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// None when the passage is new.
    pub before: Option<String>,
    /// None when the passage is gone.
    pub after: Option<String>,
}

/// The sittings, newest first, and whether there were older ones. Sittings that left every passage as it was are not
/// told of.
///
/// # Errors
/// [`Unreadable`] when a kept update is none.
pub fn history(updates: &[Kept]) -> Result<(Vec<Sitting>, bool), Unreadable> {
    let mut groups: Vec<&[Kept]> = updates.chunk_by(|a, b| a.author == b.author && b.at.since(a.at) <= PAUSE).collect();
    let older = groups.len().saturating_sub(MOST_SITTINGS);
    let mut text = SharedMinutes::new(0);
    for kept in groups.drain(..older).flatten() {
        text.add(&kept.bytes)?;
    }
    let mut before = words(&text);
    let mut sittings = Vec::with_capacity(groups.len());
    for group in groups {
        for kept in group {
            text.add(&kept.bytes)?;
        }
        let after = words(&text);
        let mut changes = changes(&before, &after);
        let more = changes.len().saturating_sub(MOST_CHANGES);
        changes.truncate(MOST_CHANGES);
        if let (Some(first), Some(last)) = (group.first(), group.last())
            && !changes.is_empty()
        {
            sittings.push(Sitting { author: first.author.clone(), from: first.at, to: last.at, changes, more });
        }
        before = after;
    }
    sittings.reverse();
    Ok((sittings, older > 0))
}

fn words(text: &SharedMinutes) -> Vec<String> {
    text.passages().iter().map(Passage::text).collect()
}

/// What differs between two texts, passage by passage.
fn changes(before: &[String], after: &[String]) -> Vec<Change> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in common(gone, come).into_iter().chain([(gone.len(), come.len())]) {
        let (old, new) = (&gone[i..x], &come[j..y]);
        for place in 0..old.len().max(new.len()) {
            out.push(Change { before: old.get(place).cloned(), after: new.get(place).cloned() });
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

/// Places of the longest common subsequence. A text has a few hundred passages.
fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i] == b[j] {
                best[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use giaoban_models::minutes::PassageKind;

    use super::*;

    fn change(before: Option<&str>, after: Option<&str>) -> Change {
        Change { before: before.map(str::to_owned), after: after.map(str::to_owned) }
    }

    /// Kept updates of texts that each take the place of the one before.
    fn kept(texts: &[(i64, &str, &[&str])]) -> Vec<Kept> {
        let mut shared = SharedMinutes::new(1);
        let update = |(minutes, author, lines): &(i64, &str, &[&str])| {
            let passages: Vec<Passage> =
                lines.iter().map(|line| Passage::plain(PassageKind::Paragraph, *line)).collect();
            Kept { at: Moment(minutes * 60_000), author: (*author).to_owned(), bytes: shared.replace(&passages) }
        };
        texts.iter().map(update).collect()
    }

    #[test]
    fn each_sitting_has_its_author_its_time_and_what_it_changed() {
        let updates = kept(&[
            (0, "", &["Một.", "Hai.", "Ba."]),
            (10, "Ánh", &["Một.", "Hai sửa.", "Ba."]),
            (12, "Ánh", &["Một.", "Hai sửa nữa.", "Ba."]),
            (13, "Bình", &["Một.", "Hai sửa nữa."]),
            (30, "Bình", &["Mới.", "Một.", "Hai sửa nữa."]),
            (60, "Ánh", &["Mới.", "Một.", "Hai sửa nữa."]),
        ]);
        let (sittings, older) = history(&updates).unwrap();
        let told: Vec<(&str, i64, i64, Vec<Change>)> = sittings
            .iter()
            .map(|s| (s.author.as_str(), s.from.0 / 60_000, s.to.0 / 60_000, s.changes.clone()))
            .collect();
        assert!(!older);
        assert_eq!(
            told,
            [
                ("Bình", 30, 30, vec![change(None, Some("Mới."))]),
                ("Bình", 13, 13, vec![change(Some("Ba."), None)]),
                ("Ánh", 10, 12, vec![change(Some("Hai."), Some("Hai sửa nữa."))]),
                ("", 0, 0, vec![change(None, Some("Một.")), change(None, Some("Hai.")), change(None, Some("Ba."))]),
            ]
        );
    }

    #[test]
    fn a_long_history_tells_of_its_end_and_says_so() {
        let lines: Vec<String> = (0..MOST_SITTINGS + 5).map(|n| format!("Lần {n}.")).collect();
        let held: Vec<[&str; 1]> = lines.iter().map(|line| [line.as_str()]).collect();
        let texts: Vec<(i64, &str, &[&str])> =
            held.iter().enumerate().map(|(n, line)| (n as i64 * 10, "Ánh", &line[..])).collect();
        let (sittings, older) = history(&kept(&texts)).unwrap();
        assert_eq!((sittings.len(), older), (MOST_SITTINGS, true));
        assert_eq!(sittings.last().unwrap().changes, [change(Some("Lần 4."), Some("Lần 5."))]);
        assert!(history(&[Kept { at: Moment(0), author: String::new(), bytes: vec![9, 9] }]).is_err());
    }

    #[test]
    fn a_new_draft_is_told_of_up_to_a_limit() {
        let old: Vec<String> = (0..200).map(|n| format!("Cũ {n}.")).collect();
        let new: Vec<String> = (0..200).map(|n| format!("Mới {n}.")).collect();
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let (sittings, _) = history(&kept(&[(0, "", &old), (9, "Ánh", &new)])).unwrap();
        assert_eq!((sittings[0].changes.len(), sittings[0].more), (MOST_CHANGES, 200 - MOST_CHANGES));
    }
}
