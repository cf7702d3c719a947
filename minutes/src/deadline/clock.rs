//! Hours: "17 giờ ngày 6/11", "8 giờ rưỡi sáng mai", "10 giờ kém 15", "16h30".

use time::Date;

use super::{Named, Reason, Spoken, Value, day, daypart};
use crate::number;

const DAY_PARTS: &[&str] = &["sáng", "trưa", "chiều", "tối", "đêm", "khuya"];

/// A clock time as said.
struct Hour {
    hour: u8,
    minute: u8,
    len: usize,
}

/// Hour and minute: "17 giờ 30", "17h30", "5 giờ chiều", "8 giờ rưỡi", "ba rưỡi chiều", "10 giờ kém 15".
fn hour(s: &Spoken<'_>, at: usize) -> Option<Hour> {
    let key = s.key(at);
    let (mut hour, mut minute, mut len) = if key.starts_with(|c: char| c.is_ascii_digit())
        && let Some((h, m)) = key.split_once(['h', 'g', ':'])
    {
        let minute = if m.is_empty() { 0 } else { m.trim_end_matches(['p', 'h']).parse::<u8>().ok()? };
        (h.parse::<u8>().ok()?, minute, 1)
    } else {
        let (hour, n) = number::small(s.of, at, 24)?;
        let bare_half = s.key(at + n) == "rưỡi" && DAY_PARTS.contains(&s.key(at + n + 1));
        if !matches!(s.key(at + n), "giờ" | "h") && !bare_half {
            return None;
        }
        (u8::try_from(hour).ok()?, 0, n + usize::from(!bare_half))
    };
    if hour > 24 || minute > 59 {
        return None;
    }
    if s.key(at + len) == "đúng" && !s.of[at + len - 1].mark.ends_sentence() {
        len += 1;
    }
    if s.reads(at + len, "không không").is_some() {
        len += 2 + usize::from(s.key(at + len + 2) == "phút");
    }
    let less = s.key(at + len) == "kém";
    if s.key(at + len) == "rưỡi" {
        (minute, len) = (30, len + 1);
    } else if let Some((m, n)) = number::small(s.of, at + len + usize::from(less), 59) {
        let m = u8::try_from(m).ok()?;
        let stop = at + len + usize::from(less) + n;
        let said = s.key(stop) == "phút";
        if less && hour > 0 && m > 0 {
            (hour, minute, len) = (hour - 1, 60 - m, len + 1 + n + usize::from(said));
        } else if said || m >= 10 && !matches!(s.key(stop), "tháng" | "giờ" | "tết" | "tây") || s.key(at + len) == "00"
        {
            // "17 giờ 6/11": what follows is a date.
            (minute, len) = (m, len + n + usize::from(said));
        }
    }
    let hour = on_the_day(hour, s.key(at + len));
    Some(if hour == 24 { Hour { hour: 23, minute: 59, len } } else { Hour { hour, minute, len } })
}

/// The hour of 24 that a part of the day makes of an hour of 12.
fn on_the_day(hour: u8, part: &str) -> u8 {
    match part {
        "chiều" | "tối" if hour < 12 => hour + 12,
        "trưa" if hour < 3 => hour + 12,
        "đêm" | "khuya" if (6..12).contains(&hour) => hour + 12,
        "đêm" | "khuya" if hour == 12 => 24,
        _ => hour,
    }
}

/// An hour with the day it belongs to; an hour alone is one of the day of speech.
pub fn step(s: &Spoken<'_>, at: usize, before: bool) -> Option<Named> {
    if matches!(s.before(at), "vòng" | "sau" | "thêm" | "mất" | "trong" | "suốt" | "cứ" | "từng" | "hạn")
        && day_after(s, at).is_none()
    {
        return None; // a length of time
    }
    if let Some(none) = no_such_hour(s, at) {
        return Some(none);
    }
    let said = hour(s, at)?;
    let mut next = at + said.len;
    let part = DAY_PARTS.contains(&s.key(next));
    if part {
        if let Some(named) = daypart::part_of_day(s, next)
            && let Value::Day(day) = named.value
        {
            return Some(moment(said.len + named.len, day, &said));
        }
        next += 1;
    }
    if let Some((day, len)) = linked_day(s, next) {
        return Some(moment(next + len - at, day, &said));
    }
    let led = matches!(s.before(at), "nhất" | "đến" | "tới" | "lúc" | "hạn" | "là" | "đúng" | "chót");
    if !(before || part || led) {
        return None;
    }
    Some(Named { weight: u8::from(before), ..moment(next - at, s.on, &said) })
}

/// The day after an hour: "của ngày 6/11", ", ngày 6/11".
fn linked_day(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let of = s.longest(at, &["của", "vào", "trong"]).unwrap_or(0);
    match day(s, at + of, false)? {
        Named { value: Value::Day(day), len, .. } => Some((day, of + len)),
        _ => None,
    }
}

fn day_after(s: &Spoken<'_>, at: usize) -> Option<(Date, usize)> {
    let said = hour(s, at)?;
    let part = usize::from(DAY_PARTS.contains(&s.key(at + said.len)));
    linked_day(s, at + said.len + part)
}

/// "25 giờ ngày 5/3": no clock has it.
fn no_such_hour(s: &Spoken<'_>, at: usize) -> Option<Named> {
    let (hour, n) = number::small(s.of, at, 99)?;
    if s.key(at + n) != "giờ" || matches!(s.before(at), "vòng" | "trong" | "sau") {
        return None;
    }
    let minutes = number::small(s.of, at + n + 1, 99).filter(|(m, len)| *m > 59 && s.key(at + n + 1 + len) == "phút");
    let mut end = at + n + 1 + minutes.map_or(0, |(_, len)| len + 1);
    if hour <= 24 && minutes.is_none() {
        return None;
    }
    let part = daypart::part_of_day(s, end).map(|named| named.len);
    end += part.or_else(|| linked_day(s, end).map(|(_, len)| len))?;
    Some(Named::none(end - at, Reason::InvalidDate, "no-such-hour"))
}

fn moment(len: usize, day: Date, said: &Hour) -> Named {
    let value = Value::Moment(day, said.hour, said.minute);
    Named { len, value, day_only: None, weight: 2, rule: "clock-time" }
}

/// An hour that follows its day: "ngày 11/2 trước 8 giờ", "chiều thứ Sáu lúc 3 giờ". `from` is where the day begins, for
/// the part of the day said with it. Hour, minute, syllables.
pub fn after_its_day(s: &Spoken<'_>, from: usize, at: usize) -> Option<(u8, u8, usize)> {
    let words = s
        .longest(
            at,
            &[
                "lúc",
                "vào lúc",
                "trước",
                "trước lúc",
                "chậm nhất",
                "chậm nhất là",
                "muộn nhất",
                "muộn nhất là",
                "đúng",
                "vào",
            ],
        )
        .unwrap_or(0);
    let said = hour(s, at + words)?;
    let tail = usize::from(DAY_PARTS.contains(&s.key(at + words + said.len)));
    if tail == 0 && day_after(s, at + words).is_some() {
        return None; // the hour of another day
    }
    let hour = if tail == 0 {
        let part = (from..at).map(|n| s.key(n)).find(|key| DAY_PARTS.contains(key)).unwrap_or("");
        on_the_day(said.hour, part).min(23)
    } else {
        said.hour
    };
    Some((hour, said.minute, words + said.len + tail))
}
