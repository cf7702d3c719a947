//! Figures as minutes write them: shares as fractions, rates with a stroke, small counts in digits.

use super::super::rewrite::Rewrite;
use super::super::words::begins_any;

/// Nouns of what a rate is counted by ("25.000 đồng một hộ một tháng").
const PER: &[&str] = &[
    "ha", "hộ", "tháng", "năm", "người", "m²", "m2", "con", "lô", "ngày", "tấn", "kg", "khẩu", "suất", "cái", "giờ",
    "lượt", "km", "cháu", "em", "nhà", "m³", "buổi", "tuần", "sào", "ngôi",
];
/// What a figure is counted in before a rate.
const MEASURES: &[&str] = &["đồng", "triệu", "tỷ", "nghìn", "tạ", "tấn", "kg", "lần", "chuyến", "m³", "lít"];
/// Nouns that are counted: small numbers before them are written in digits.
const COUNTED: &[&str] = &[
    "hộ",
    "xã",
    "thôn",
    "bản",
    "người",
    "văn",
    "hồ",
    "công",
    "trường",
    "vụ",
    "con",
    "nhà",
    "lớp",
    "phòng",
    "đơn",
    "ca",
    "tổ",
    "chốt",
    "lô",
    "thửa",
    "giấy",
    "dự",
    "cây",
    "máy",
    "xe",
    "huyện",
    "việc",
    "lần",
    "điểm",
    "cơ",
    "đoàn",
    "cuộc",
    "cán",
    "tuyến",
    "cầu",
    "cống",
    "trạm",
    "trụ",
    "cột",
    "đợt",
    "mẫu",
    "bãi",
    "tiêu",
    "sản",
    "mô",
    "hợp",
    "doanh",
    "chương",
    "nhóm",
    "nội",
    "đội",
    "xuồng",
    "tàu",
    "ghe",
    "thùng",
    "phương",
    "khẩu",
    "cháu",
    "học",
    "giáo",
    "bác",
    "y",
    "ngôi",
    "mũi",
    "cụ",
    "em",
    "đồng",
    "đối",
    "phiên",
    "kỳ",
    "mét",
    "tấn",
    "ngày",
    "tháng",
    "giờ",
    "phút",
    "trâu",
    "bò",
];
/// Number words of one syllable but "một" and "năm", which are more than numbers.
pub(super) const SMALL: &[(&str, &str)] =
    &[("hai", "2"), ("ba", "3"), ("bốn", "4"), ("sáu", "6"), ("bảy", "7"), ("tám", "8"), ("chín", "9"), ("mười", "10")];

/// "bảy công trình" -> "7 công trình".
pub(super) fn counts(rewrite: &mut Rewrite<'_>) {
    for at in 0..rewrite.words.len() {
        let Some((_, digits)) = SMALL.iter().find(|(word, _)| *word == rewrite.key(at)) else { continue };
        let before = at.checked_sub(1).map_or("", |before| rewrite.key(before));
        let number = |key: &str| {
            SMALL.iter().any(|(word, _)| *word == key)
                || matches!(
                    key,
                    "một" | "năm" | "thứ" | "mươi" | "trăm" | "phẩy" | "bà" | "tháng" | "số" | "anh" | "chị"
                )
        };
        let alone = !number(before) && !rewrite.figure(at.wrapping_sub(1)) && !number(rewrite.after(at));
        let counted = COUNTED.contains(&rewrite.after(at));
        // "hai là", "ba mẹ", "hai bên" are no counts; "đồng" is one only in "đồng chí".
        let comrade = rewrite.after(at) != "đồng" || rewrite.key(at + 2) == "chí";
        if alone && counted && comrade {
            rewrite.put(at, 1, digits, "count-in-digits");
        }
    }
}

fn value(figure: &str) -> Option<f64> {
    figure.replace('.', "").replace(',', ".").parse().ok()
}

/// "1.870 ha lúa trên 2.340 ha" -> "1.870/2.340 ha lúa"; "86 hộ thì 52 hộ" -> "52/86 hộ".
pub(super) fn fractions(rewrite: &mut Rewrite<'_>, heard: bool) {
    let most = if heard { 1 } else { 4 };
    for at in 0..rewrite.words.len() {
        if !rewrite.figure(at) || rewrite.touched(at) {
            continue;
        }
        let Some(first) = value(rewrite.spelled(at)) else { continue };
        let mut joint = at + 1;
        while joint < rewrite.words.len()
            && joint - at <= most + 1
            && !rewrite.marked(joint - 1)
            && !matches!(rewrite.key(joint), "trên" | "thì")
            && !rewrite.figure(joint)
        {
            joint += 1;
        }
        let noun = if joint > at + 1 { rewrite.key(at + 1).to_owned() } else { String::new() };
        let lead = begins_any(
            &rewrite.words[joint.min(rewrite.words.len())..],
            &["trên tổng số", "trên tổng", "trên", "thì có", "thì"],
        );
        let (Some(lead), false) = (lead, rewrite.marked(joint - 1)) else { continue };
        let second = joint + lead;
        let (true, Some(other)) = (rewrite.figure(second), value(rewrite.spelled(second))) else { continue };
        if (joint..second).any(|place| rewrite.marked(place)) {
            continue;
        }
        let again = rewrite.after(second) == noun && !noun.is_empty();
        if rewrite.key(joint) == "trên" {
            let bare = rewrite.after(second).is_empty() || noun.is_empty();
            if first <= other && (again || bare) {
                let written = format!("{}/{}", rewrite.spelled(at), rewrite.spelled(second));
                rewrite.put(at, 1, &written, "fraction");
                rewrite.drop(joint, lead + 1 + usize::from(again), "fraction");
            }
        } else if again && other < first && joint <= at + 3 {
            let written = format!("{}/{}", rewrite.spelled(second), rewrite.spelled(at));
            rewrite.put(at, 1, &written, "fraction");
            rewrite.drop(at + 2, second + 2 - (at + 2), "fraction");
        }
    }
}

/// "48,5 tạ một ha" -> "48,5 tạ/ha".
pub(super) fn rates(rewrite: &mut Rewrite<'_>) {
    let mut rate = false;
    for at in 2..rewrite.words.len() {
        let chained = rate && rewrite.touched(at - 1);
        let behind = rewrite.figure(at - 2) || rewrite.figure(at.saturating_sub(3)) || chained;
        let measured = chained || MEASURES.contains(&rewrite.before(at));
        let per = rewrite.after(at).to_owned();
        if rewrite.key(at) == "một" && behind && measured && PER.contains(&per.as_str()) && !rewrite.touched(at) {
            rewrite.put(at, 2, &format!("/{per}"), "rate");
            rate = true;
        } else if rewrite.marked(at) {
            rate = false;
        }
    }
}
