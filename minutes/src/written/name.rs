//! People called by the order of their birth (tên theo thứ): "bác Năm", "bà Tư".

use super::{Step, after, before, capital, key, measure};
use crate::number;
use crate::syllable::{Syllable, longest_before};

/// Forms of address after which a number word is a name.
const ADDRESS: &[&str] =
    &["anh", "chị", "bác", "ông", "bà", "chú", "cô", "dì", "cậu", "mợ", "thím", "em", "dượng", "cụ", "o", "má", "thầy"];
/// What follows a number that counts after all: "anh hai bên", "em ba người".
const COUNTS_ON: &[&str] = &[
    "mươi", "trăm", "chục", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "phẩy", "phần", "lần", "người", "em", "cháu",
    "tháng", "ngày", "con", "đứa",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    let word = key(of, at);
    if !matches!(word, "hai" | "ba" | "tư" | "bốn" | "năm" | "sáu" | "bảy" | "tám" | "chín" | "mười") {
        return None;
    }
    if !ADDRESS.contains(&before(of, at)) || measure::unit(of, at + 1).is_some() {
        return None;
    }
    if longest_before(of, at - 1, &["các", "mấy", "những", "hai", "ba", "một", "anh", "trẻ", "chị", "thân"]).is_some()
    {
        return None; // "các anh hai bên", "anh em năm nhà"
    }
    let follows = after(of, at + 1);
    // "anh tư vấn", "bà tư thương", "chị ba hoa": a word that only begins like a number.
    let no_number = match word {
        "tư" => matches!(
            follows,
            "vấn"
                | "pháp"
                | "thương"
                | "nhân"
                | "tưởng"
                | "liệu"
                | "cách"
                | "duy"
                | "lệnh"
                | "sản"
                | "thục"
                | "thù"
                | "lợi"
                | "thế"
        ),
        "ba" => matches!(follows, "hoa" | "lô" | "phải" | "que" | "mẹ" | "má" | "đình" | "vì" | "tơ" | "gác" | "mươi"),
        "chín" => matches!(follows, "chắn" | "muồi"),
        "hai" => matches!(follows, "lòng" | "mặt" | "tay"),
        "mười" => number::spoken_digit(follows).is_some() || matches!(follows, "lăm" | "mốt" | "tư" | "mấy"),
        _ => false,
    };
    if no_number {
        return None;
    }
    if COUNTS_ON.contains(&follows) || number::names_a_year(of, at) {
        return None;
    }
    // "em bốn năm nay", "ông ba bốn lần": a guess or a count.
    if number::spoken_digit(follows).is_some() && word != "mười" && measure::counted_noun(of, at + 2) {
        return None;
    }
    Some(if of[at].capital { Step::Keep(1) } else { Step::Write(1, capital(word), "name-by-birth") })
}
