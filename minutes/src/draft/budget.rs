//! How much of the speech has room on the pages: at most six for two hours, everything counted.

use giaoban_models::directive::Proposal;
use giaoban_models::minutes::Passage;

/// Pages of the whole, the annex with the table of tasks counted.
const PAGES: usize = 6;
/// Lines of 14 pt on a page, the gaps between paragraphs counted as part of theirs.
const LINES_A_PAGE: usize = 40;
/// Letters on a line of 165 mm.
const LETTERS_A_LINE: usize = 74;
/// Lines of head, title, signatures and recipients.
const FRAME: usize = 34;
/// Lines of an annex before its rows: a page may be left half empty before it.
const ANNEX: usize = 24;
/// Lines of a row of the annex.
const ROW: usize = 3;
/// Syllables on a full line.
const SYLLABLES_A_LINE: usize = 15;
/// The course is told in so many syllables whatever else there is.
const LEAST: usize = 350;

/// How many syllables the course of a meeting may take for `speech` syllables spoken: half of a short one, ever less of
/// a longer one.
fn share(speech: usize) -> usize {
    let steps = [(1_500, 50), (4_500, 14), (usize::MAX, 4)];
    let (mut left, mut allowed) = (speech, 0);
    for (width, percent) in steps {
        let part = left.min(width);
        allowed += part * percent / 100;
        left -= part;
    }
    allowed
}

/// How many syllables of it may be decisions of the chair that order nothing.
pub(super) fn decision_syllables(speech: usize) -> usize {
    share(speech) / 4
}

/// Lines a passage takes.
fn lines(passage: &Passage) -> usize {
    // A paragraph ends with half a line on average and 6 pt of space.
    passage.text().chars().count() / LETTERS_A_LINE
        + 1
        + usize::from(passage.text().chars().count() % LETTERS_A_LINE > LETTERS_A_LINE / 2)
}

/// Syllables for the course of a meeting: what its length deserves, as far as `fixed` passages and the annex leave room.
pub(super) fn course_syllables(speech: usize, fixed: &[&Passage], proposals: &[&Proposal]) -> usize {
    let annex = if proposals.is_empty() { 0 } else { ANNEX + proposals.len() * ROW };
    let taken = FRAME + annex + fixed.iter().map(|passage| lines(passage)).sum::<usize>();
    let free = (PAGES * LINES_A_PAGE).saturating_sub(taken) * SYLLABLES_A_LINE;
    share(speech).min(free).max(LEAST.min(speech))
}

#[cfg(test)]
mod tests {
    use super::*;
    use giaoban_models::minutes::PassageKind;

    #[test]
    fn a_short_meeting_is_told_in_half_its_words_and_a_long_one_in_ever_fewer() {
        assert_eq!(course_syllables(1_000, &[], &[]), 500);
        assert!(course_syllables(20_000, &[], &[]) < 2_000);
        assert!(course_syllables(20_000, &[], &[]) > course_syllables(6_000, &[], &[]));
    }

    #[test]
    fn what_must_stand_on_the_pages_leaves_less_for_the_course_but_never_nothing() {
        let clause = Passage::plain(PassageKind::Paragraph, "giao việc ".repeat(100));
        let many: Vec<&Passage> = std::iter::repeat_n(&clause, 12).collect();
        let most: Vec<&Passage> = std::iter::repeat_n(&clause, 100).collect();
        assert!(course_syllables(20_000, &many, &[]) < course_syllables(20_000, &[], &[]));
        assert_eq!(course_syllables(20_000, &most, &[]), LEAST);
    }
}
