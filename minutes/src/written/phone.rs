//! Numbers that are said digit by digit (số điện thoại, số đường, mã): "0912345678", "114", "đường tỉnh 609".

use super::{Step, before, key};
use crate::number;
use crate::syllable::{Syllable, longest_before};

/// Roads, whose numbers are said digit by digit and may carry a letter.
const ROADS: &[&str] = &[
    "đường tỉnh",
    "tỉnh lộ",
    "quốc lộ",
    "huyện lộ",
    "hương lộ",
    "đường huyện",
    "đường xã",
    "đường liên xã",
    "quốc lộ số",
    "tỉnh lộ số",
    "cao tốc",
];
/// Words before a number of a telephone or a file.
const CALLS: &[&str] = &[
    "gọi",
    "gọi số",
    "gọi tới",
    "gọi đến",
    "gọi vào",
    "gọi ngay",
    "gọi qua",
    "số",
    "điện thoại",
    "số điện thoại",
    "tổng đài",
    "đường dây nóng",
    "dây nóng",
    "hotline",
    "bấm",
    "mã",
    "mã số",
    "hồ sơ",
    "phòng",
    "lữ đoàn",
    "trung đoàn",
    "sư đoàn",
    "căn hộ",
    "trạm",
    "chuyến",
    "số hiệu",
    "biển số",
    "căn cước",
    "tài khoản",
    "nhắn",
    "đầu số",
    "số máy",
    "báo",
    "vào sổ",
    "vào sổ là",
    "số vào sổ là",
    "số là",
    "mã là",
];

pub fn step(of: &[Syllable], at: usize) -> Option<Step> {
    number::spoken_digit(key(of, at)).or((key(of, at) == "mười" || key(of, at) == "hăm").then_some(10))?;
    let one_by_one = number::digits(of, at);
    if longest_before(of, at, ROADS).is_some() {
        return road(of, at, one_by_one);
    }
    // A run that no telephone has is counting aloud.
    let (figures, len) = one_by_one.filter(|(_, len)| *len <= 16)?;
    let called = longest_before(of, at, CALLS).is_some() && len >= 3;
    // A telephone number is one wherever it is said.
    let telephone = (len >= 9 && figures.starts_with('0'))
        || (len >= 8 && (figures.starts_with("1800") || figures.starts_with("1900")));
    ((called || telephone) && number::spoken_digit(before(of, at)).is_none()).then_some(Step::Write(
        len,
        figures,
        "digit-by-digit",
    ))
}

fn road(of: &[Syllable], at: usize, one_by_one: Option<(String, usize)>) -> Option<Step> {
    let number = number::small(of, at, 9999).map(|(n, l)| (n.to_string(), l));
    let (mut figures, mut len) = match (one_by_one, number) {
        (Some(a), Some(b)) => {
            if a.1 >= b.1 {
                a
            } else {
                b
            }
        }
        (a, b) => a.or(b)?,
    };
    if number::names_a_year(of, at) || key(of, at) == "không" {
        return None;
    }
    let letter = match key(of, at + len) {
        "bê" => "b",
        "xê" | "cê" => "c",
        "dê" => "d",
        "đê" => "đ",
        own @ ("a" | "b" | "c" | "d" | "đ" | "e" | "h") => own,
        _ => "",
    };
    if !letter.is_empty() {
        figures.push_str(&letter.to_uppercase());
        len += 1;
    }
    Some(Step::Write(len, figures, "road"))
}
