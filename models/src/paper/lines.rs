//! The text of a paper as a person writes it: a block a line, "1." a clause, "a)" a point, "- " a line of a list.

use super::{BlockKind, PaperBlock};
use crate::text::kept;

/// The letters of points in order (Decree 30/2020: the Vietnamese alphabet, without f, j, w and z).
pub const LETTERS: [&str; 29] = [
    "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p", "q", "r", "s",
    "t", "u", "ư", "v", "x", "y",
];

/// The letters that name points: those of the alphabet without the ones that differ by a mark only, but for "đ".
pub const POINTS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

/// The blocks of `text`. Numbers and letters at the beginning of a line say what it is and are not kept: they are given
/// anew by the order.
#[must_use]
pub fn read(text: &str) -> Vec<PaperBlock> {
    text.lines().map(kept).filter(|line| !line.is_empty()).map(|line| block(&line)).collect()
}

fn block(line: &str) -> PaperBlock {
    if let Some(rest) = line.strip_prefix(['-', '–', '+', '•']).map(str::trim_start).filter(|rest| !rest.is_empty())
    {
        return PaperBlock::new(BlockKind::Dash, rest);
    }
    let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_start();
    if !rest.is_empty() {
        let number = mark.strip_suffix('.').is_some_and(|n| n.len() <= 3 && n.parse::<u32>().is_ok());
        if number {
            return PaperBlock::new(BlockKind::Clause, rest);
        }
        let letter = mark.strip_suffix(')').is_some_and(|letter| LETTERS.contains(&letter));
        if letter {
            return PaperBlock::new(BlockKind::Point, rest);
        }
    }
    PaperBlock::new(BlockKind::Paragraph, line)
}

/// Each block with its number, letter or dash as it stands on paper.
#[must_use]
pub fn marks(blocks: &[PaperBlock]) -> Vec<String> {
    let (mut clause, mut point) = (0, 0);
    let mark = |block: &PaperBlock| match block.kind {
        BlockKind::Paragraph => String::new(),
        BlockKind::Dash => "- ".to_owned(),
        BlockKind::Clause => {
            (clause, point) = (clause + 1, 0);
            format!("{clause}. ")
        }
        BlockKind::Point => {
            point += 1;
            format!("{}) ", letter(point - 1))
        }
    };
    blocks.iter().map(mark).collect()
}

/// The letter of the point at `place`, from 0; after "y" come "aa", "ab".
fn letter(place: usize) -> String {
    let last = POINTS[place % POINTS.len()];
    match place / POINTS.len() {
        0 => last.to_owned(),
        round => format!("{}{last}", letter(round - 1)),
    }
}

/// The blocks as a person reads and writes them.
#[must_use]
pub fn write(blocks: &[PaperBlock]) -> String {
    let lines = marks(blocks).into_iter().zip(blocks).map(|(mark, block)| format!("{mark}{}", block.text));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_by_its_beginning_what_it_is() {
        let kinds: Vec<(BlockKind, String)> =
            read("Mở đầu\n\n1. Khoản\na) Điểm\nđ) Điểm\n- Gạch\n12 người dự\n2024. năm\nf) không phải điểm")
                .into_iter()
                .map(|block| (block.kind, block.text))
                .collect();
        use BlockKind::{Clause, Dash, Paragraph, Point};
        let expected = [
            (Paragraph, "Mở đầu"),
            (Clause, "Khoản"),
            (Point, "Điểm"),
            (Point, "Điểm"),
            (Dash, "Gạch"),
            (Paragraph, "12 người dự"),
            (Paragraph, "2024. năm"),
            (Paragraph, "f) không phải điểm"),
        ];
        assert_eq!(kinds, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn letters_follow_the_vietnamese_alphabet_and_begin_anew_in_each_clause() {
        let points = vec![PaperBlock::new(BlockKind::Point, "x"); 25];
        let clause = PaperBlock::new(BlockKind::Clause, "y");
        let blocks: Vec<PaperBlock> = points.iter().cloned().chain([clause]).chain(points.clone()).collect();
        let marks = marks(&blocks);
        assert_eq!(marks[..7].concat(), "a) b) c) d) đ) e) g) ");
        assert_eq!((marks[22].as_str(), marks[23].as_str(), marks[24].as_str()), ("y) ", "aa) ", "ab) "));
        assert_eq!((marks[25].as_str(), marks[26].as_str()), ("1. ", "a) "));
    }

    #[test]
    fn what_is_written_is_read_as_the_same_with_numbers_in_order() {
        let text = "Mở đầu\n3. Khoản\nc) Điểm\n7. Khoản hai\n- Gạch";
        assert_eq!(write(&read(text)), "Mở đầu\n1. Khoản\na) Điểm\n2. Khoản hai\n- Gạch");
        assert_eq!(read(&write(&read(text))), read(text));
    }
}
