//! Fractions and shares (phân số, tỷ số): "2/3", "9/14 xã", "24/7".

use super::amount::{dotted, pair_after};
use super::{Step, after, before, is_figure, key};
use crate::number::{self, Whole};
use crate::syllable::{Syllable, reads};

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    if is_figure(of, at) {
        return None;
    }
    let upper = number::whole(of, at).filter(|n| n.greatest == 1)?;
    let upper = match number::clipped_whole(of, at) {
        Some(two) if two.greatest == 1 && after(of, at + two.len) == "trên" => two,
        _ => upper,
    };
    if before(of, at) == "phẩy" {
        return None;
    }
    parts(of, at, upper).or_else(|| out_of(of, at, upper))
}

/// "hai phần ba", "một phần tư".
fn parts(of: &[Syllable], at: usize, upper: Whole) -> Option<Step> {
    let from = at + upper.len + reads(of, at + upper.len, "phần")?;
    if after(of, from) == "tư" && upper.value > 0 && upper.value < 4 {
        return Some(Step::Write(from + 1 - at, format!("{}/4", upper.value), "fraction"));
    }
    let lower = lower(of, from)?;
    let end = from + lower.len;
    // "một phần năm nay": no fifth of anything.
    if upper.value == 0 || upper.value >= lower.value || number::names_a_year(of, from) {
        return None;
    }
    Some(Step::Write(end - at, format!("{}/{}", upper.value, lower.value), "fraction"))
}

fn lower(of: &[Syllable], at: usize) -> Option<Whole> {
    if is_figure(of, at) || after(of, at).is_empty() {
        return None;
    }
    let plain = number::whole(of, at).filter(|n| n.value > 0 && after(of, at + n.len) != "phẩy")?;
    (plain.greatest == 1).then_some(plain)
}

/// "chín trên mười bốn xã", "hai tư trên bảy", "một trên năm nghìn".
fn out_of(of: &[Syllable], at: usize, upper: Whole) -> Option<Step> {
    let from = at + upper.len + reads(of, at + upper.len, "trên")?;
    // A map's scale: "một trên hai nghìn".
    if upper.value == 1
        && let Some(scale) =
            number::whole(of, from).filter(|n| matches!(n.greatest, 1_000 | 1_000_000) && n.value <= 1_000_000)
        && matches!(before(of, at), "lệ" | "đồ" | "")
    {
        return Some(Step::Write(from + scale.len - at, format!("1/{}", dotted(scale.value)), "map-scale"));
    }
    let mut lower = lower(of, from)?;
    if let Some(two) =
        number::clipped_whole(of, from).filter(|two| two.greatest == 1 && two.value >= upper.value && two.value < 100)
    {
        lower = two;
    }
    if (upper.value > lower.value && lower.value < 10 && !(upper.value == 24 && lower.value == 7))
        || number::names_a_year(of, from)
        || (upper.len == 1 && key(of, at) == "không")
    {
        return None;
    }
    let mut end = from + lower.len;
    let mut written = format!("{}/{}", upper.value, lower.value);
    if let Some((len, pair)) = pair_after(of, end) {
        written = format!("{written} {pair}");
        end += len;
    }
    Some(Step::Write(end - at, written, "out-of"))
}
