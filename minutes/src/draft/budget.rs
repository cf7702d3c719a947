//! How much of the speech has room on the pages: at most six for two hours, everything counted.

use giaoban_models::directive::Proposal;
use giaoban_models::minutes::{Passage, PassageKind};

use super::names::Names;
use crate::render::style::{MARGINS_MM, MM_PER_PT, PAGE_MM, Style};

/// Pages of the whole, the annex with the table of tasks counted.
const PAGES: usize = 6;
/// Letters of body text on a line of 165 mm.
const LETTERS_A_LINE: f64 = 78.0;
/// Letters on a line of the annex: of the task, and of the names of units.
const LETTERS_A_CELL: (usize, usize) = (30, 15);
/// Points of what stands above the text on the first page, of signatures and recipients below it, and of the headings of
/// the parts and the closing line.
const FRAME: f64 = 175.0 + 190.0 + 80.0;
/// Points of what stands above the rows of the annex.
const ANNEX_HEAD: f64 = 90.0;
/// Points of a row of the annex beside its lines.
const ROW: f64 = 5.0;
/// What a page really holds: headings keep to their text, lines do not break evenly.
const FILLED: f64 = 0.94;
/// The course is told in so many syllables whatever else there is.
const LEAST: usize = 350;

/// Room for the course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    /// Syllables at most.
    pub syllables: f64,
    /// Height on the page at most, points.
    pub points: f64,
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many syllables the course of a meeting may take for `speech` syllables spoken: half of a short one, ever
/// less of a longer one.
fn share(speech: usize) -> usize {
    let steps = [(2_000, 50), (4_000, 18), (usize::MAX, 6)];
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
    share(speech) / 5
}

/// Points that so many letters of the body take without the rest of their last line.
pub(super) fn letters_points(letters: usize) -> f64 {
    number(letters) / LETTERS_A_LINE * Style::Body.format().line_pt
}

/// Points that a paragraph takes beside its text: the space above and, on average, half of its last line.
pub(super) fn paragraph_points() -> f64 {
    let body = Style::Body.format();
    body.before_pt + body.line_pt / 2.0
}

fn passage_points(passage: &Passage) -> f64 {
    let style = match passage.kind {
        PassageKind::Section => Style::Part,
        PassageKind::Topic => Style::Item,
        PassageKind::Paragraph => Style::Body,
    };
    let format = style.format();
    let lines = ((number(passage.text().chars().count()) + 5.0) / LETTERS_A_LINE).ceil();
    format.before_pt + lines * format.line_pt
}

fn row_points(proposal: &Proposal, names: &Names) -> f64 {
    let units =
        |ids: &[giaoban_models::id::UnitId]| ids.iter().map(|id| names.unit(id).chars().count() + 2).sum::<usize>();
    let (task, unit) = LETTERS_A_CELL;
    let lines = [
        proposal.task.chars().count().div_ceil(task),
        units(&proposal.lead_units).div_ceil(unit),
        units(&proposal.co_units).div_ceil(unit),
        1,
    ];
    number(lines.into_iter().max().unwrap_or(1)) * Style::Cell.format().line_pt + ROW
}

/// Room for the course of a meeting: what its length deserves, as far as `fixed` passages and the annex leave room.
pub(super) fn course_room(speech: usize, fixed: &[&Passage], proposals: &[&Proposal], names: &Names) -> Room {
    let page = (PAGE_MM.1 - MARGINS_MM.0 - MARGINS_MM.1) / MM_PER_PT * FILLED;
    let annex = match proposals {
        [] => 0.0,
        all => ((ANNEX_HEAD + all.iter().map(|one| row_points(one, names)).sum::<f64>()) / page).ceil(),
    };
    let text = (number(PAGES) - annex).max(0.0) * page;
    let taken = FRAME + fixed.iter().map(|passage| passage_points(passage)).sum::<f64>();
    let least = number(LEAST.min(speech));
    Room {
        syllables: number(share(speech)).max(least),
        points: (text - taken).max(least / 12.0 * Style::Body.format().line_pt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use giaoban_models::gazetteer::Gazetteer;
    use std::collections::HashSet;

    fn room(speech: usize, fixed: &[&Passage]) -> Room {
        course_room(speech, fixed, &[], &Names::new(&Gazetteer::default(), &"u".into(), &HashSet::new()))
    }

    #[test]
    fn a_short_meeting_is_told_in_half_its_words_and_a_long_one_in_ever_fewer() {
        assert!((room(1_000, &[]).syllables - 500.0).abs() < 1.0);
        assert!(room(20_000, &[]).syllables < 3_000.0);
        assert!(room(20_000, &[]).syllables > room(6_000, &[]).syllables);
    }

    #[test]
    fn what_must_stand_on_the_pages_leaves_less_for_the_course_but_never_nothing() {
        let clause = Passage::plain(PassageKind::Paragraph, "giao việc ".repeat(40));
        let many: Vec<&Passage> = std::iter::repeat_n(&clause, 12).collect();
        let most: Vec<&Passage> = std::iter::repeat_n(&clause, 100).collect();
        assert!(room(20_000, &many).points < room(20_000, &[]).points);
        let least = room(20_000, &most).points;
        assert!(least > 300.0 && least < room(20_000, &many).points);
    }
}
