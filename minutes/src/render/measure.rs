//! Widths of text, so that drawn lines have the length the decree asks for and long names break where they read well.

use super::fonts;
use super::style::{Format, MM_PER_PT};

/// Width of one line of `text` in that format, millimetres; kerning is left out, as word processors leave it out.
pub(super) fn width_mm(text: &str, format: Format) -> f64 {
    let sizes: f64 = text.chars().map(|c| fonts::advance(format.bold, format.italic, c).unwrap_or(0.5)).sum();
    sizes * format.size_pt * MM_PER_PT
}

/// Width of the longest line, millimetres.
pub(super) fn longest_mm(lines: &str, format: Format) -> f64 {
    lines.lines().map(|line| width_mm(line, format)).fold(0.0, f64::max)
}

/// `text` in as few lines as `limit_mm` allows, as even as they can be, divided by line feeds. A word wider than the limit
/// stands alone and is left to the document to divide.
pub(super) fn balanced(text: &str, format: Format, limit_mm: f64) -> String {
    let words = unbroken(text);
    let needed = filled(&words, format, limit_mm).len();
    let (mut low, mut high) = (0.0, limit_mm);
    while high - low > 0.2 {
        let middle = f64::midpoint(low, high);
        if filled(&words, format, middle).len() <= needed {
            high = middle;
        } else {
            low = middle;
        }
    }
    filled(&words, format, high).join("\n")
}

/// The words of `text`: what is one word in Vietnamese is not divided between its syllables, as far as names of bodies
/// and of their places go.
fn unbroken(text: &str) -> Vec<String> {
    const PAIRS: [&str; 24] = [
        "ỦY BAN",
        "UỶ BAN",
        "NHÂN DÂN",
        "HỘI ĐỒNG",
        "VĂN PHÒNG",
        "QUỐC HỘI",
        "ĐẠI BIỂU",
        "THÀNH PHỐ",
        "THỊ TRẤN",
        "THỊ XÃ",
        "ĐẶC KHU",
        "TRUNG TÂM",
        "KINH TẾ",
        "TÀI CHÍNH",
        "KẾ HOẠCH",
        "VĂN HÓA",
        "XÃ HỘI",
        "GIAO BAN",
        "TRỰC TUYẾN",
        "NGÂN SÁCH",
        "NHÀ NƯỚC",
        "THIÊN TAI",
        "TÌNH HÌNH",
        "NHIỆM VỤ",
    ];
    let mut words: Vec<String> = Vec::new();
    for syllable in text.split(' ') {
        // "VÀ" goes with what follows it.
        let before = words.last().and_then(|word| word.rsplit(' ').next()).unwrap_or_default().to_uppercase();
        let joined = before == "VÀ" || PAIRS.contains(&format!("{before} {}", syllable.to_uppercase()).as_str());
        match words.last_mut() {
            Some(word) if joined => {
                word.push(' ');
                word.push_str(syllable);
            }
            _ => words.push(syllable.to_owned()),
        }
    }
    words
}

/// Lines filled from the left.
fn filled(words: &[String], format: Format, limit_mm: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if width_mm(&format!("{line} {word}"), format) <= limit_mm => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// The name of a body in a column: whole if it fits, else divided before the kind of its place ("ỦY BAN NHÂN DÂN" /
/// "XÃ CAM LỘ"), as offices write it, else evenly.
pub(super) fn agency_lines(name: &str, format: Format, limit_mm: f64) -> String {
    const KINDS: [&str; 9] =
        [" XÃ ", " PHƯỜNG ", " ĐẶC KHU ", " TỈNH ", " THÀNH PHỐ ", " HUYỆN ", " THỊ TRẤN ", " THỊ XÃ ", " QUẬN "];
    if width_mm(name, format) <= limit_mm {
        return name.to_owned();
    }
    for kind in KINDS {
        if let Some(at) = name.find(kind) {
            let (above, below) = (&name[..at], &name[at + 1..]);
            if width_mm(above, format) <= limit_mm && width_mm(below, format) <= limit_mm {
                return format!("{above}\n{below}");
            }
        }
    }
    balanced(name, format, limit_mm)
}

#[cfg(test)]
mod tests {
    use super::super::style::Style;
    use super::*;

    #[test]
    fn the_name_of_the_country_fits_its_column_on_one_line() {
        let width = width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Style::Nation.format());
        assert!((90.0..=97.5).contains(&width), "{width}");
    }

    #[test]
    fn lines_are_even_and_no_more_than_needed() {
        let f = Style::Subject.format();
        let text = "Họp giao ban trực tuyến tháng 11 về tình hình thực hiện dự toán ngân sách nhà nước";
        let lines = balanced(text, f, 140.0);
        assert_eq!(lines.lines().count(), 2, "{lines}");
        let widths: Vec<f64> = lines.lines().map(|l| width_mm(l, f)).collect();
        assert!((widths[0] - widths[1]).abs() < 25.0, "{widths:?}");
        assert_eq!(lines.replace('\n', " "), text);
    }

    #[test]
    fn a_word_of_two_syllables_stays_on_one_line() {
        let f = Style::Agency.format();
        let name = "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN";
        assert_eq!(agency_lines(name, f, 66.0), "VĂN PHÒNG ĐOÀN\nĐẠI BIỂU QUỐC HỘI\nVÀ HỘI ĐỒNG NHÂN DÂN");
    }

    #[test]
    fn the_name_of_a_body_breaks_before_the_kind_of_its_place() {
        let f = Style::Agency.format();
        assert_eq!(agency_lines("ỦY BAN NHÂN DÂN XÃ HƯỚNG PHÙNG", f, 66.0), "ỦY BAN NHÂN DÂN\nXÃ HƯỚNG PHÙNG");
        assert_eq!(agency_lines("UBND XÃ CAM LỘ", f, 66.0), "UBND XÃ CAM LỘ");
    }
}
