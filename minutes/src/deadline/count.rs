//! Lengths of time: "trong 10 ngày", "ba ngày làm việc", "48 giờ", "nửa tháng", "hai tuần nữa", "3 ngày trước Tết".

use time::{Date, Duration};

use super::{Named, Reason, Spoken, Value, context, date, day};
use crate::calendar::{self, plus_months};
use crate::number;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    WorkingDays,
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
    Hours,
    Minutes,
}

const UNITS: &[(&str, Unit)] = &[
    ("ngày làm việc", Unit::WorkingDays),
    ("ngày hành chính", Unit::WorkingDays),
    ("buổi làm việc", Unit::WorkingDays),
    ("ngày", Unit::Days),
    ("hôm", Unit::Days),
    ("bữa", Unit::Days),
    ("tuần", Unit::Weeks),
    ("tuần lễ", Unit::Weeks),
    ("tháng", Unit::Months),
    ("quý", Unit::Quarters),
    ("năm", Unit::Years),
    ("giờ", Unit::Hours),
    ("giờ đồng hồ", Unit::Hours),
    ("tiếng", Unit::Hours),
    ("tiếng đồng hồ", Unit::Hours),
    ("h", Unit::Hours),
    ("phút", Unit::Minutes),
];
/// Words before a length that make it a term.
const TERMS: &[&str] = &[
    "trong",
    "vòng",
    "hạn",
    "sau",
    "quá",
    "nội",
    "kịp",
    "là",
    "gian",
    "đa",
    "nhất",
    "cho",
    "gọn",
    "đúng",
    "khoảng",
    "độ",
    "chừng",
    "tầm",
    "cỡ",
    "hẹn",
    "xin",
    "nội trong",
    "đủ",
];
/// Words before a length that make it anything but a term.
const NO_TERMS: &[&str] = &[
    "chậm",
    "trễ",
    "hơn",
    "suốt",
    "mất",
    "gần",
    "được",
    "đã",
    "nghỉ",
    "cứ",
    "mỗi",
    "từng",
    "cả",
    "những",
    "tròn",
    "muộn",
    "ít nhất",
    "tối thiểu",
    "kéo dài",
    "rút ngắn",
    "mấy",
    "vượt",
    "sớm",
];
/// Words before "N ngày" that move a due date nobody named here.
const MOVES: &[&str] = &[
    "thêm",
    "gia hạn",
    "lùi",
    "lùi lại",
    "dời",
    "giãn",
    "hoãn",
    "hoãn lại",
    "dời lại",
    "nới",
    "kéo dài thêm",
    "xin thêm",
    "lui",
    "lui lại",
    "thêm cho",
    "gia hạn cho",
];
/// Words after a unit that make it something else ("ngày phép", "năm tù").
const NO_TIME_AFTER: &[&str] =
    &["đêm", "phép", "lễ", "nghỉ", "tuổi", "tù", "lương", "kinh", "đầu", "trăng", "rằm", "chẵn", "học", "ở"];
/// What follows a length that is due: "một tuần phải có".
const DUE_AFTER: &[&str] = &["phải", "là phải", "nữa", "tới", "sắp tới", "tới đây", "tới nữa"];

/// The rule of what only tells how long is left.
pub const TIME_LEFT: &str = "time-left";

/// A length of time that is a term, or says why it is none.
pub fn step(s: &Spoken<'_>, at: usize) -> Option<Named> {
    if let Some(vague) = approximate(s, at) {
        return Some(vague);
    }
    let (said, len) = length(s, at)?;
    let end = at + len;
    if lists_days(s, end, said.unit) {
        return None;
    }
    if follows_an_event(s, at, end) {
        return Some(Named::none(len + 1, Reason::EventRelative, "counted-from-what-is-before-it"));
    }
    if said.unit == Unit::Months
        && let Some(found) = months_of_year(s, at, end, said.count)
    {
        return Some(found);
    }
    if NO_TIME_AFTER.contains(&s.key(end)) && said.unit != Unit::WorkingDays {
        return Some(Named::none(len + 1, Reason::Quantity, "count-of-something"));
    }
    let tail = tail(s, end);
    if moved(s, at) {
        return Some(Named::none(end + tail - at, Reason::UnknownBase, "moves-unknown-due-date"));
    }
    if let Some(n) = s.longest(
        end,
        &[
            "qua",
            "nay",
            "rồi",
            "vừa qua",
            "vừa rồi",
            "liền",
            "trở lại đây",
            "gần đây",
            "trước đây",
            "liên tục",
            "ròng",
            "trời",
        ],
    ) {
        return Some(Named::none(len + n, Reason::Past, "length-gone-by"));
    }
    if let Some(n) = s.longest(end, &["một lần", "1 lần", "hai lần", "2 lần", "ba lần", "mỗi lần", "họp một lần"])
    {
        return Some(Named::none(len + n, Reason::Recurring, "every-so-often"));
    }
    if let Some(before) = back_from(s, at, end, said) {
        return Some(before);
    }
    if let Some(anchored) = anchored(s, at, end + tail, |base| said.after(s, base)) {
        return Some(anchored);
    }
    // "sau 22 giờ" is an hour of the day, "sau 48 giờ" a term.
    let moved_on = tail > 0 && s.before(at) == "tròn";
    let hour_of_day = said.unit == Unit::Hours && s.before(at) == "sau" && said.count % 24 != 0 && tail == 0;
    if hour_of_day || s.just_before(at, NO_TERMS).is_some() && !moved_on || overdue(s, at) {
        return None;
    }
    if context::lasts(s, at) || context::law_told(s, at) {
        return Some(Named::none(len + tail, Reason::Quantity, "length-of-a-state"));
    }
    let whole = at == 0 && end + tail == s.of.len();
    // "còn 10 ngày nữa là hết tháng" tells how long is left; "… là hết hạn" when it is due.
    if s.before(at) == "còn"
        && tail > 0
        && s.longest(end + tail, &["là hết", "hết", "là đến", "đến", "là tới", "là tết", "là"]).is_some()
        && s.longest(end + tail, &["là hết hạn", "hết hạn", "là đến hạn", "đến hạn", "là phải"]).is_none()
    {
        return Some(Named::none(len + tail, Reason::Quantity, TIME_LEFT));
    }
    if said.unit != Unit::WorkingDays && provides(s, at, end) {
        return Some(Named::none(len + tail, Reason::Quantity, "length-of-a-state"));
    }
    // "có 10 ngày để rà soát", "một tuần cho các đồng chí".
    let allowed = s.before(at) == "có" && matches!(s.key(end), "để" | "thôi")
        || s.key(end) == "cho"
            && matches!(s.key(end + 1), "các" | "đồng" | "anh" | "chị" | "xã" | "phòng" | "tổ" | "ban")
            && (at == 0 || s.of[at - 1].mark >= crate::syllable::Mark::Comma || s.before(at) == "đúng");
    let bound =
        allowed || TERMS.contains(&s.before(at)) || given_to_someone(s, at) || s.longest(end, DUE_AFTER).is_some();
    if !(bound || tail > 0 || said.unit == Unit::WorkingDays || whole) {
        return None;
    }
    let Some(day) = said.after(s, s.on) else {
        return Some(Named::none(len + tail, Reason::Vague, "length-beyond-calendar"));
    };
    let weight = if tail > 0 || said.unit == Unit::WorkingDays { 2 } else { 1 };
    Some(Named::day(len + tail, day, weight, if said.unit == Unit::WorkingDays { "working-days" } else { "length" }))
}

/// A counted length.
#[derive(Clone, Copy)]
struct Length {
    count: u64,
    unit: Unit,
    /// "nửa tháng": half of one.
    half: bool,
    /// "hai tháng rưỡi": half of one more.
    and_half: bool,
}

/// A length at `at` and its syllables: a number or "nửa" with a unit, "tháng rưỡi", "48h".
fn length(s: &Spoken<'_>, at: usize) -> Option<(Length, usize)> {
    if let Some(hours) =
        s.key(at).strip_suffix('h').and_then(|n| n.parse::<u64>().ok()).filter(|n| (1..=240).contains(n))
    {
        return Some((Length { count: hours, unit: Unit::Hours, half: false, and_half: false }, 1));
    }
    if matches!(s.key(at), "tuần" | "tháng" | "năm") && s.key(at + 1) == "rưỡi" {
        let (_, unit) = s.entry(at, UNITS)?;
        return Some((Length { count: 1, unit, half: false, and_half: true }, 2));
    }
    if let Some(hours) = hours_by_digits(s, at) {
        return Some((Length { count: hours, unit: Unit::Hours, half: false, and_half: false }, 3));
    }
    let half = s.key(at) == "nửa";
    let (count, n) = if half { (0, 1) } else { number::small(s.of, at, 1000).filter(|(n, _)| *n > 0)? };
    let (unit_len, unit) = s.entry(at + n, UNITS)?;
    let and_half = s.key(at + n + unit_len) == "rưỡi";
    Some((Length { count, unit, half, and_half }, n + unit_len + usize::from(and_half)))
}

/// "bốn tám giờ", "hai bốn tiếng": whole days by two digits.
fn hours_by_digits(s: &Spoken<'_>, at: usize) -> Option<u64> {
    let hours = number::spoken_digit(s.key(at))? * 10 + number::spoken_digit(s.key(at + 1))?;
    (matches!(hours, 24 | 36 | 48 | 72) && matches!(s.key(at + 2), "giờ" | "tiếng")).then_some(hours)
}

/// "nữa", "tới", "sau" after a length: counted from now.
fn tail(s: &Spoken<'_>, end: usize) -> usize {
    let len =
        s.longest(end, &["nữa", "tới", "sắp tới", "tới đây", "nữa thôi", "sau", "đổ lại", "trở lại"]).unwrap_or(0);
    let leads_on = matches!(
        s.key(end + 1),
        "khi"
            | "ngày"
            | "cuộc"
            | "hội"
            | "tết"
            | "rằm"
            | "phiên"
            | "kỳ"
            | "đó"
            | "này"
            | "lúc"
            | "buổi"
            | "lễ"
            | "thời"
    );
    if s.key(end) == "sau" && leads_on || s.key(end) == "tới" && len == 1 && leads_on { 0 } else { len }
}

/// "trong hai ngày 15 và 16/3": days that are named.
fn lists_days(s: &Spoken<'_>, end: usize, unit: Unit) -> bool {
    let Some((_, len)) = date::day_number(s, end).filter(|_| unit == Unit::Days) else { return false };
    let listed = matches!(s.key(end + len), "và" | "với") || s.of[end + len - 1].mark == crate::syllable::Mark::Comma;
    listed && date::day_number(s, end + len + usize::from(matches!(s.key(end + len), "và" | "với"))).is_some()
}

/// "chờ tỉnh cho ý kiến rồi ba ngày sau làm": counted from what has to happen first.
fn follows_an_event(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    s.key(end) == "sau"
        && matches!(s.before(at), "rồi" | "thì" | "xong")
        && (at.saturating_sub(10)..at).any(|n| {
            matches!(s.key(n), "chờ" | "đợi" | "xong" | "khi" | "được") || s.key(n) == "có" && s.key(n + 1) != "thể"
        })
}

/// "quá hạn 21 ngày".
fn overdue(s: &Spoken<'_>, at: usize) -> bool {
    s.before(at) == "hạn" && at >= 2 && s.before(at - 1) == "quá"
        || s.before(at) == "quá" && (at < 2 || s.before(at - 1) != "không")
}

/// "gạo cấp cho 15 ngày ăn", "đủ dùng trong 10 ngày": how long something lasts that is given out.
fn provides(s: &Spoken<'_>, at: usize, end: usize) -> bool {
    let used = matches!(s.key(end), "ăn" | "uống");
    let given = s.before(at) == "cho"
        && matches!(s.before(at - 1), "cấp" | "đủ" | "dùng" | "trữ" | "phí" | "chi" | "phát" | "ăn" | "tiền");
    let enough = (at.saturating_sub(4)..at).any(|n| {
        s.longest(n, &["đủ ăn", "đủ dùng", "đủ uống", "dự trữ", "dùng trong", "ăn trong", "đủ cho", "đủ chạy"])
            .is_some()
    });
    (used || given || enough) && !matches!(s.key(end), "phải" | "nữa")
}

/// "cho đồng chí 20 ngày", "cho các xã 5 ngày": "cho" within a few syllables, and no mark between.
fn given_to_someone(s: &Spoken<'_>, at: usize) -> bool {
    (at.saturating_sub(5)..at).rev().take_while(|n| s.of[*n].mark == crate::syllable::Mark::None).any(|n| {
        s.key(n) == "cho" && matches!(s.before(n), "" | "tôi" | "lãnh" | "thì" | "ủy" | "huyện" | "xã" | "chỉ")
    })
}

/// "thêm 10 ngày", "gia hạn cho Ban Quản lý 10 ngày": a new date only with the old one.
fn moved(s: &Spoken<'_>, at: usize) -> bool {
    s.just_before(at, MOVES).is_some()
        || (at.saturating_sub(7)..at)
            .any(|n| s.longest(n, &["gia hạn", "thêm cho", "lùi cho", "giãn cho"]).is_some_and(|len| n + len <= at))
            && !(at.saturating_sub(5)..at).any(|n| matches!(s.key(n), "đến" | "trong" | "trước" | "tới"))
}

/// "6 tháng đầu năm", "9 tháng đầu năm 2025", "6 tháng cuối năm".
fn months_of_year(s: &Spoken<'_>, at: usize, end: usize, count: u64) -> Option<Named> {
    let n = s.longest(end, &["đầu năm", "cuối năm", "đầu của năm", "cuối của năm"])?;
    let month = u8::try_from(count).ok().filter(|m| (1..=12).contains(m))?;
    let (year, more) = date::year(s, end + n - 1).unwrap_or((s.on.year(), 1));
    let len = end + n - 1 + more - at;
    let last = calendar::month_end(year, if s.key(end) == "đầu" { month } else { 12 })?;
    Some(Named::day(len, last, 1, "months-of-year"))
}

/// "hai ba ngày", "2-3 ngày", "5 đến 7 ngày", "mươi ngày", "chục ngày": nobody's date.
fn approximate(s: &Spoken<'_>, at: usize) -> Option<Named> {
    if hours_by_digits(s, at).is_some() {
        return None;
    }
    let unit = |at: usize| s.entry(at, UNITS).map(|(n, _)| n);
    let mut len = match s.key(at) {
        "mươi" | "chục" | "dăm" | "vài" | "mấy" | "ít" | "đôi" if !number_before(s, at) => {
            let more = s.longest(at + 1, &["lăm", "ba", "bảy", "hôm", "chục"]).filter(|n| unit(at + 1 + n).is_some());
            let n = 1 + more.unwrap_or(0);
            n + unit(at + n)?
        }
        key if key.contains('-') => {
            let (a, b) = key.split_once('-')?;
            (a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok()).then_some(())?;
            1 + unit(at + 1)?
        }
        _ => {
            let (first, n) = number::small(s.of, at, 99).filter(|(first, _)| *first > 0)?;
            let joined = usize::from(matches!(s.key(at + n), "đến" | "tới" | "hoặc" | "hay"));
            let pair = joined == 0 && n == 1 && number::spoken_digit(s.key(at)).is_some();
            if joined == 0 && !pair && s.of[at + n - 1].mark != crate::syllable::Mark::Comma {
                return None;
            }
            let next = at + n + joined;
            let (second, m) = if pair && joined == 0 {
                (number::spoken_digit(s.key(next)).filter(|d| *d > first)?, 1)
            } else {
                number::small(s.of, next, 999)?
            };
            let year_of_it = s.key(next) == "năm" && unit(next + 1).is_none();
            (second > first && !year_of_it).then_some(())?;
            n + joined + m + unit(next + m)?
        }
    };
    let term = TERMS.contains(&s.before(at)) || s.before(at).is_empty();
    let tail = s.longest(at + len, &["nữa", "tới", "sau", "gì đó"]);
    len += tail.unwrap_or(0);
    (term || tail.is_some()).then(|| Named::none(len, Reason::Vague, "about-so-long"))
}

fn number_before(s: &Spoken<'_>, at: usize) -> bool {
    at > 0 && number::spoken_digit(s.key(at - 1)).is_some()
}

/// "10 ngày trước Tết", "3 ngày trước kỳ họp".
fn back_from(s: &Spoken<'_>, at: usize, end: usize, said: Length) -> Option<Named> {
    let n =
        s.longest(end, &["trước", "trước ngày", "trước khi", "trước kỳ", "trước cuộc", "trước phiên", "trước hội"])?;
    if n == 2 && s.key(end + 1) != "ngày" {
        return Some(Named::none(end + n - at, Reason::EventRelative, "before-event-by-count"));
    }
    let from = end + 1;
    let base = super::feast::named_feast(s, from).or_else(|| match day(s, from, false) {
        Some(Named { value: Value::Day(base), len, .. }) => Some((base, len)),
        _ => None,
    });
    let Some((base, len)) = base else {
        let reason = if n == 2 { Reason::EventRelative } else { Reason::Past };
        let rule = if n == 2 { "before-event-by-count" } else { "length-gone-by" };
        return Some(Named::none(end + n - at, reason, rule));
    };
    Some(Named::day(from + len - at, said.back(base)?, 2, "before-date-by-count"))
}

/// "trước Tết 10 ngày", "trước 20/11 ít nhất một tuần": the length after the day it is counted back from.
pub fn earlier(s: &Spoken<'_>, at: usize, from: Date) -> Option<(Date, usize)> {
    if at == 0 || s.of[at - 1].mark != crate::syllable::Mark::None {
        return None;
    }
    let words = s.longest(at, &["ít nhất", "tối thiểu", "ít nhất là", "đúng"]).unwrap_or(0);
    let (said, len) = length(s, at + words)?;
    // "trước Tết 5 ngày làm việc" would count back over working days, which nobody does alike.
    if NO_TIME_AFTER.contains(&s.key(at + words + len)) {
        return None;
    }
    Some((said.back(from)?, words + len))
}

/// "5 ngày kể từ ngày nhận đủ hồ sơ" hangs on something; "5 ngày kể từ hôm nay" does not.
fn anchored(s: &Spoken<'_>, at: usize, end: usize, after: impl Fn(Date) -> Option<Date>) -> Option<Named> {
    let word = s.longest(
        end,
        &[
            "kể từ",
            "tính từ",
            "từ",
            "sau khi",
            "sau",
            "kể từ sau",
            "tính từ sau",
            "kể từ thời điểm",
            "tính từ thời điểm",
            "kể từ khi",
            "tính từ khi",
        ],
    )?;
    let mut from = end + word;
    // "trong 15 phút sau tết …": "sau" and "từ" alone only reckon from a day or something that happens.
    if matches!(s.key(end), "sau" | "từ")
        && word == 1
        && !matches!(
            s.key(from),
            "ngày"
                | "khi"
                | "hôm"
                | "nay"
                | "cuộc"
                | "hội"
                | "lúc"
                | "thứ"
                | "bữa"
                | "mai"
                | "buổi"
                | "phiên"
                | "kỳ"
                | "thời"
        )
    {
        return None;
    }
    if let Some(n) = s.longest(from, super::tables::THIS_MEETING) {
        return Some(Named::day(from + n - at, after(s.on)?, 2, "length-from-today"));
    }
    // "tính từ mai": the first day counted is tomorrow.
    if let Some(n) = s.longest(from, &["mai", "ngày mai", "sáng mai"]) {
        return Some(Named::day(from + n - at, after(s.on)?, 2, "length-from-tomorrow"));
    }
    if let Some(named) = day(s, from, false)
        && let Value::Day(base) = named.value
        && s.key(end) != "sau"
    {
        // "30 ngày kể từ ngày 11/8", said on the 12th: the day that was.
        let lately = calendar::minus_months(base, 12)
            .filter(|_| named.rule == "nearest-date" && (base - s.on).whole_days() > 270);
        if let Some(was) = lately {
            let due = after(was)?;
            let len = from + named.len - at;
            return Some(if due >= s.on {
                Named::day(len, due, 2, "length-from-date")
            } else {
                Named::none(len, Reason::Past, "length-gone-by")
            });
        }
        return Some(Named::day(from + named.len - at, after(base)?, 2, "length-from-date"));
    }
    let tail = s.longest(from, super::tables::EVENT_DAYS).unwrap_or(0);
    from += tail;
    Some(Named::none(from - at, Reason::EventRelative, "length-from-event"))
}

impl Length {
    /// The day this long after another; without a clock, 48 hours are two days and a few hours are the same day.
    fn after(self, s: &Spoken<'_>, base: Date) -> Option<Date> {
        let count = self.count;
        if self.half {
            return match self.unit {
                Unit::Months => date::plus(base, 15),
                Unit::Years => plus_months(base, 6),
                Unit::Days | Unit::WorkingDays | Unit::Hours | Unit::Minutes => Some(base),
                Unit::Weeks | Unit::Quarters => None,
            };
        }
        let months = u32::try_from(count).ok()?;
        Some(match self.unit {
            Unit::WorkingDays => s.holidays.after_working_days(base, count)?,
            Unit::Days => date::plus(base, count)?,
            Unit::Weeks if self.and_half => return None,
            Unit::Weeks => date::plus(base, count * 7)?,
            Unit::Months => date::plus(plus_months(base, months)?, if self.and_half { 15 } else { 0 })?,
            Unit::Quarters => plus_months(base, months * 3)?,
            Unit::Years => plus_months(base, months * 12 + if self.and_half { 6 } else { 0 })?,
            Unit::Hours => date::plus(base, count / 24)?,
            Unit::Minutes => base,
        })
    }

    /// The day this long before another; none for what is not counted in days.
    fn back(self, from: Date) -> Option<Date> {
        let count = i64::try_from(self.count).ok()?;
        match self.unit {
            Unit::Days => from.checked_sub(Duration::days(count)),
            Unit::Weeks => from.checked_sub(Duration::days(count * 7)),
            Unit::Months if self.half => from.checked_sub(Duration::days(15)),
            Unit::Months if !self.and_half => calendar::minus_months(from, u32::try_from(count).ok()?),
            _ => None,
        }
    }
}
