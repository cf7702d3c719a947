//! Times of day (giờ): "16 giờ 30", "9 giờ kém 5", "5 giờ 05 phút".

use super::date::said;
use super::{Step, after, before, is_figure, key};
use crate::number;
use crate::syllable::Syllable;

/// Parts of the day and other words that make an hour a time of day.
const OF_THE_DAY: &[&str] = &["sáng", "trưa", "chiều", "tối", "đêm", "ngày", "khuya", "rạng"];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    half_past(of, at).or_else(|| clock(of, at))
}

/// An hour in words: "mười sáu", "hai mốt", "hai hai".
fn hour(of: &[Syllable], at: usize) -> Option<(u64, usize)> {
    if is_figure(of, at) {
        return None;
    }
    if let Some((value, len)) = number::small(of, at, 24)
        && after(of, at + len) == "giờ"
    {
        return Some((value, len));
    }
    // "hai hai giờ": twenty-two; "hai ba giờ" may be two or three.
    let unit = number::spoken_digit(after(of, at + 1)).filter(|unit| (1..=2).contains(unit))?;
    (key(of, at) == "hai" && after(of, at + 2) == "giờ").then_some((20 + unit, 2))
}

/// "lúc tám rưỡi", "bảy rưỡi sáng".
fn half_past(of: &[Syllable], at: usize) -> Option<Step> {
    let (hour, len) = number::small(of, at, 24).filter(|(n, _)| *n > 0 && !is_figure(of, at))?;
    if !matches!(after(of, at + len), "rưỡi" | "rưởi") || after(of, at) == "năm" {
        return None;
    }
    let of_the_day = OF_THE_DAY.contains(&after(of, at + len + 1)) || matches!(before(of, at), "lúc" | "hồi" | "đúng");
    of_the_day.then(|| Step::Write(len + 1, format!("{hour} giờ 30"), "half-past"))
}

/// "mười sáu giờ ba mươi", "tám giờ rưỡi", "năm giờ năm phút".
fn clock(of: &[Syllable], at: usize) -> Option<Step> {
    let (hour, len) = hour(of, at)?;
    let next = at + len + 1;
    if matches!(after(of, next), "rưỡi" | "rưởi") {
        return Some(Step::Write(next + 1 - at, format!("{hour} giờ 30"), "half-past"));
    }
    if after(of, next) == "kém"
        && let Some((minutes, n)) = said(of, next + 1, 59)
    {
        return Some(Step::Write(next + 1 + n - at, format!("{hour} giờ kém {minutes}"), "clock-to"));
    }
    if let Some((minutes, n, padded)) = minutes(of, next) {
        let end = next + n;
        if after(of, end) == "phút" {
            return Some(Step::Write(end + 1 - at, format!("{hour} giờ {minutes:02} phút"), "clock"));
        }
        let another = matches!(after(of, end), "tháng" | "giờ" | "đến" | "tới" | "phần" | "phẩy" | "trên")
            && minutes < 10
            || matches!(
                after(of, end),
                "tháng" | "giờ" | "phần" | "phẩy" | "người" | "hộ" | "đồng" | "nghìn" | "ngàn" | "triệu"
            );
        if (minutes >= 10 || padded) && !another {
            return Some(Step::Write(end - at, format!("{hour} giờ {minutes:02}"), "clock"));
        }
    }
    // One hour is mostly a length of time, unless a part of the day follows.
    let time = OF_THE_DAY.contains(&after(of, next))
        || matches!(before(of, at), "lúc" | "hồi")
        || (before(of, at) == "từ" && matches!(after(of, next), "đến" | "tới"));
    if hour <= 1 && !time {
        return None;
    }
    Some(Step::Write(next - at, format!("{hour} giờ"), "clock-hour"))
}

/// Minutes in words, their syllables, and whether their nought is said: "ba mươi", "không năm".
fn minutes(of: &[Syllable], at: usize) -> Option<(u64, usize, bool)> {
    if is_figure(of, at) || after(of, at).is_empty() {
        return None;
    }
    if matches!((after(of, at), after(of, at + 1)), ("không", "phút")) {
        return Some((0, 1, true));
    }
    if matches!(after(of, at), "không" | "linh" | "lẻ") {
        let unit = number::spoken_digit(after(of, at + 1))?;
        return (number::spoken_digit(after(of, at + 2)).is_none()).then_some((unit, 2, true));
    }
    number::small(of, at, 59).map(|(minutes, len)| (minutes, len, false))
}
