//! The head of a document (boxes 1 to 5 of Decree 30/2020, Annex I).

use super::layout::{Block, Columns, Line, Paragraph};
use super::measure;
use super::style::Style;
use super::words;

/// Left and right column of the head, millimetres (the forms: 65-70 and 95-100).
pub(super) const HEAD_MM: [f64; 2] = [67.0, 98.0];
/// A subject is broken into lines no wider than this, millimetres.
pub(super) const SUBJECT_MM: f64 = 140.0;
/// Lines under the name of the body and under the subject are a third to a half as long as the text.
pub(super) const LINE_SHARE: f64 = 0.4;

/// Boxes 1 and 2: the bodies left, the country and its motto right.
pub(super) fn names(superior: Option<&str>, agency: &str) -> Columns {
    let mut left = Vec::new();
    if let Some(superior) = superior {
        let lines = measure::agency_lines(&words::set_plain(superior), Style::Superior.format(), HEAD_MM[0] - 1.0);
        left.push(Block::Text(Paragraph::of_lines(Style::Superior, &lines)));
    }
    let format = Style::Agency.format();
    let lines = measure::agency_lines(&words::set_plain(agency), format, HEAD_MM[0] - 1.0);
    let line = LINE_SHARE * measure::longest_mm(&lines, format).min(HEAD_MM[0]);
    left.push(Block::Text(Paragraph::of_lines(Style::Agency, &lines)));
    left.push(Block::Line(Line { width_mm: line, above_pt: 2.0, below_pt: 0.0 }));
    let motto = "Độc lập - Tự do - Hạnh phúc";
    let right = vec![
        Block::Text(Paragraph::plain(Style::Nation, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        Block::Text(Paragraph::plain(Style::Motto, motto)),
        Block::Line(Line { width_mm: measure::width_mm(motto, Style::Motto.format()), above_pt: 2.0, below_pt: 0.0 }),
    ];
    Columns { widths_mm: HEAD_MM.to_vec(), cells: vec![left, right], whole: true, keep_next: false, above_pt: 0.0 }
}

/// Box 3, with the mark of a draft under it.
pub(super) fn number(sign: &str, number: Option<&str>, issued: bool) -> Vec<Block> {
    let blank = "\u{a0}".repeat(8);
    let mut set =
        vec![Block::Text(Paragraph::verbatim(Style::Number, format!("Số: {}", register(sign, number, &blank))))];
    if !issued {
        let mark = Paragraph::plain(Style::DraftMark, "DỰ THẢO");
        let frame_mm = measure::width_mm("DỰ THẢO", Style::DraftMark.format()) + 8.0;
        set.push(Block::Text(Paragraph { frame_mm: Some(frame_mm), ..mark }));
    }
    set
}

/// Box 4 on the line of box 3: "Cam Lộ, ngày 05 tháng 3 năm 2026"; room for the day where there is none yet.
pub(super) fn place_and_date(place: &str, day: Option<&str>) -> Paragraph {
    let room = "\u{a0}".repeat(6);
    let date = day.and_then(formal_date).unwrap_or_else(|| format!("ngày{room}tháng{room}năm{room}"));
    Paragraph::verbatim(Style::PlaceDate, format!("{}, {date}", words::set_plain(place)))
}

/// "ngày 05 tháng 3 năm 2026" of `2026-03-05`: days below ten and the months 1 and 2 carry a zero (box 4).
pub(super) fn formal_date(day: &str) -> Option<String> {
    let date = crate::calendar::parse_day(day)?;
    Some(crate::papers::wording::formal_day(date))
}

/// Box 5a: the kind of document, its subject, and the line under both.
pub(super) fn title(kind: &str, subject: &str) -> [Block; 3] {
    let subject = measure::balanced(subject, Style::Subject.format(), SUBJECT_MM);
    let line = LINE_SHARE * measure::longest_mm(&subject, Style::Subject.format());
    [
        Block::Text(Paragraph::plain(Style::DocumentType, kind)),
        Block::Text(Paragraph::of_lines(Style::Subject, &subject)),
        Block::Line(Line { width_mm: line, above_pt: 3.0, below_pt: 14.0 }),
    ]
}

/// Number and sign, "05/BB-UBND": numbers below ten with a leading zero (box 3), `blank` where there is none yet.
pub(super) fn register(sign: &str, number: Option<&str>, blank: &str) -> String {
    let sign = words::set_plain(sign);
    let number = number.map(words::set_plain).unwrap_or_default();
    match (number.is_empty(), number.parse::<u32>()) {
        (true, _) => format!("{blank}/{sign}"),
        (false, Ok(counted)) => format!("{counted:02}/{sign}"),
        (false, Err(_)) => format!("{number}/{sign}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_below_ten_and_the_first_two_months_carry_a_zero() {
        let words = |day| place_and_date("Cam Lộ", day).runs()[0].text.clone();
        assert_eq!(words(Some("2026-03-05")), "Cam Lộ, ngày 05 tháng 3 năm 2026");
        assert_eq!(words(Some("2026-02-15")), "Cam Lộ, ngày 15 tháng 02 năm 2026");
        assert_eq!(words(Some("2026-12-31")), "Cam Lộ, ngày 31 tháng 12 năm 2026");
        assert!(words(None).starts_with("Cam Lộ, ngày\u{a0}"), "room is left for the day");
    }
}
