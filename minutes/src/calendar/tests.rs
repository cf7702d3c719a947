#![allow(clippy::unwrap_used)]
use super::*;

fn day(text: &str) -> Date {
    parse_day(text).unwrap()
}

#[test]
fn the_shipped_table_is_whole_and_agrees_with_the_lunar_calendar() {
    let shipped = Holidays::from_json(SHIPPED).unwrap();
    assert_eq!(shipped, Holidays::shipped());
    assert!(!shipped.off.is_empty());
    for (year, first) in &shipped.new_year {
        assert_eq!(lunar::solar(1, 1, *year), Some(*first), "{year}");
    }
    for year in 2024..=2027 {
        assert!(shipped.off.keys().filter(|d| d.year() == year).count() >= 9, "{year}");
        assert!(!shipped.is_working(lunar::solar(10, 3, year).unwrap()), "Giỗ Tổ {year}");
    }
}

#[test]
fn working_days_skip_weekends_holidays_and_count_make_up_saturdays() {
    let table = Holidays::from_json(
        r#"{"holidays": [{"date": "2025-05-01", "name": "Quốc tế Lao động"}, "2025-05-02"], "makeup_working_days": ["2025-04-26"]}"#,
    )
    .unwrap();
    assert_eq!(table.after_working_days(day("2025-04-25"), 1), Some(day("2025-04-26")));
    assert_eq!(table.after_working_days(day("2025-04-30"), 1), Some(day("2025-05-05")));
    assert_eq!(table.name(day("2025-05-01")), Some("Quốc tế Lao động"));
    assert!(!table.is_working(day("2025-05-03")));
}

#[test]
fn a_table_with_a_day_that_does_not_exist_is_refused() {
    assert_eq!(Holidays::from_json(r#"{"holidays": ["2025-02-30"]}"#), Err(HolidaysError::Day("2025-02-30".into())));
    assert!(matches!(Holidays::from_json("[]"), Err(HolidaysError::Form(_))));
    assert_eq!(Holidays::from_json(&" ".repeat(LONGEST_FILE + 1)), Err(HolidaysError::TooLong));
}

#[test]
fn days_are_written_one_way() {
    assert_eq!(day_text(day("2026-02-09")), "2026-02-09");
    assert_eq!(parse_day("2026-2-9"), None);
    assert_eq!(parse_day("2025-02-29"), None);
}

#[test]
fn weeks_begin_on_monday() {
    assert_eq!(monday(day("2025-07-13")), day("2025-07-07"));
    assert_eq!(weekday_of_week(day("2025-07-09"), 1, 2), day("2025-07-16"));
    assert_eq!(next_weekday(day("2025-07-09"), 2), day("2025-07-16"));
    assert_eq!(next_weekday(day("2025-07-09"), 4), day("2025-07-11"));
}

#[test]
fn a_month_later_is_clamped_to_the_end_of_a_shorter_month() {
    assert_eq!(plus_months(day("2025-01-31"), 1), Some(day("2025-02-28")));
    assert_eq!(plus_months(day("2024-11-15"), 2), Some(day("2025-01-15")));
}
