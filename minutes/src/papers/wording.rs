//! Days and hours as documents write them (Decree 30/2020, Annex I, part II, 4).

use giaoban_models::clock::Moment;
use time::{Date, Weekday};

/// "ngày 05 tháng 3 năm 2026": days below ten and the months 1 and 2 carry a zero.
#[must_use]
pub fn formal_day(day: Date) -> String {
    let month = u8::from(day.month());
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// "08 giờ 00 phút, thứ Hai, ngày 04 tháng 11 năm 2024".
#[must_use]
pub fn formal_moment(at: Moment) -> String {
    let wall = at.in_vietnam();
    let day = wall.date();
    format!("{:02} giờ {:02} phút, {}, {}", wall.hour(), wall.minute(), weekday(day), formal_day(day))
}

/// "04/11/2024".
#[must_use]
pub fn short_day(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), u8::from(day.month()), day.year())
}

/// "thứ Hai", ..., "Chủ nhật" (Annex II on capitals).
fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

/// A title within a sentence: "Giao ban tuần" is "giao ban tuần"; an abbreviation keeps its capitals.
#[must_use]
pub fn within(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::calendar::date;

    #[test]
    fn days_and_hours_are_written_as_the_decree_asks() {
        assert_eq!(formal_day(date(2020, 3, 5).unwrap()), "ngày 05 tháng 3 năm 2020");
        assert_eq!(formal_day(date(2020, 2, 15).unwrap()), "ngày 15 tháng 02 năm 2020");
        let morning = Moment(1_730_682_000_000); // 2024-11-04T01:00:00Z
        assert_eq!(formal_moment(morning), "08 giờ 00 phút, thứ Hai, ngày 04 tháng 11 năm 2024");
    }

    #[test]
    fn a_title_within_a_sentence_begins_small_unless_it_is_an_abbreviation() {
        assert_eq!(within("Giao ban tuần"), "giao ban tuần");
        assert_eq!(within("Ủy ban họp"), "ủy ban họp");
        assert_eq!(within("UBND tỉnh họp"), "UBND tỉnh họp");
    }
}
