//! Dates in figures: "15/11", "15/11/2024", "15-20/11", "28/11-2/12", "25-11", "05.12.2024".

use time::Date;

use super::{found, in_month_of, nearest, year};
use crate::calendar;
use crate::deadline::{Named, Reason, Spoken, Value};

/// Day, month and perhaps a year, in figures.
struct Figures {
    day: u8,
    month: u8,
    year: Option<i32>,
}

fn parse(of: &str, sign: char) -> Option<Figures> {
    let mut parts = of.split(sign);
    let (day, month) = (parts.next()?.parse::<u8>().ok()?, parts.next()?.parse::<u8>().ok()?);
    let year = match parts.next() {
        Some(year) => Some(year.parse::<i32>().ok().map(|y| if y < 100 { 2000 + y } else { y })?),
        None => None,
    };
    parts.next().is_none().then_some(Figures { day, month, year })
}

impl Figures {
    fn date(&self, on: Date) -> Option<Date> {
        match self.year {
            Some(year) => calendar::date(year, self.month, self.day),
            None => nearest(on, self.day, self.month),
        }
    }

    fn possible(&self) -> bool {
        (1..=31).contains(&self.day) && (1..=12).contains(&self.month)
    }
}

/// A date or a stretch of days in figures at `at`; `called` tells that "ngày" stands before it.
pub fn step(s: &Spoken<'_>, at: usize, called: bool) -> Option<Named> {
    let key = s.key(at);
    if key.len() > 24 || !key.starts_with(|c: char| c.is_ascii_digit()) || !key.contains(['/', '-', '.']) {
        return None;
    }
    let called = called || s.before(at) == "ngày";
    let (first, rest) = match key.split_once('-') {
        Some((first, rest)) if rest.contains('/') => (Some(first), rest.to_owned()),
        Some(_) if key.matches('-').count() == 2 => (None, key.replace('-', "/")),
        Some((first, last)) => return dashed(s, at, first, last, called),
        None if key.contains('/') => (None, key.to_owned()),
        None if called || key.matches('.').count() == 2 => (None, key.replace('.', "/")),
        None => return None,
    };
    let mut read = parse(&rest, '/')?;
    let mut len = 1;
    if read.year.is_none()
        && let Some((said, n)) = year(s, at + 1)
    {
        read.year = Some(said);
        len += n;
    }
    if !read.possible() {
        return called.then(|| Named::none(len, Reason::InvalidDate, "no-such-date"));
    }
    let rule = if read.year.is_some() { "date-with-year" } else { "nearest-date" };
    let end = read.date(s.on);
    let Some(first) = first else { return Some(found(len, end, rule)) };
    let end = end?;
    let start = if first.contains('/') {
        let mut start = parse(first, '/').filter(Figures::possible)?;
        start.year = start.year.or(Some(if start.month > read.month { end.year() - 1 } else { end.year() }));
        start.date(s.on)?
    } else {
        in_month_of(first.parse().ok()?, end)?
    };
    (start <= end)
        .then(|| Named { value: Value::Range(start, end), ..Named::range(len, start, end, "days-in-figures") })
}

/// "25-11" after "ngày" is a date, "15-20 tháng 11" days of a month.
fn dashed(s: &Spoken<'_>, at: usize, first: &str, last: &str, called: bool) -> Option<Named> {
    let (a, b) = (first.parse::<u8>().ok()?, last.parse::<u8>().ok()?);
    if !(1..=31).contains(&a) || !(1..=31).contains(&b) {
        return None;
    }
    if s.key(at + 1) == "tháng" {
        let (month, n) = super::month_number(s, at + 2)?;
        let (year, more) = year(s, at + 2 + n).map_or((None, 0), |(year, more)| (Some(year), more));
        let end = Figures { day: b, month, year }.date(s.on)?;
        let start = in_month_of(a, end).filter(|start| *start <= end)?;
        return Some(Named::range(2 + n + more, start, end, "days-in-figures"));
    }
    // "trước 20-8", but "trước 10-12 ngày".
    let bound = matches!(s.before(at), "trước" | "hạn" | "nhất" | "đến")
        && (s.of[at].mark > crate::syllable::Mark::None
            || matches!(s.key(at + 1), "" | "phải" | "nộp" | "gửi" | "trình" | "báo" | "này" | "là"));
    ((called || bound) && b <= 12).then(|| found(1, nearest(s.on, a, b), "nearest-date"))
}
