//! Marks for speech that an engine heard without any (dấu câu): sentence ends at polite particles and at words that open
//! a new matter, commas behind figures where a new clause begins.

use super::words::{Word, begins_any, words};

/// Words that open a new sentence wherever one may end.
const OPENS: &[&str] = &[
    "một là",
    "hai là",
    "ba là",
    "bốn là",
    "thứ nhất",
    "thứ hai là",
    "thứ ba là",
    "thứ tư là",
    "ngoài ra",
    "bên cạnh đó",
    "tuy nhiên",
    "nguyên nhân",
    "khó khăn",
    "cái khó",
    "cái lo là",
    "tính đến",
    "lũy kế",
    "tổng số",
    "tổng thu",
    "tổng chi",
    "tổng kế hoạch",
    "tổng diện tích",
    "tổng đàn",
    "toàn huyện",
    "toàn xã",
    "toàn tỉnh",
    "thiệt hại",
    "dự báo",
    "trước mắt",
    "kiến nghị",
    "đề nghị",
    "xin huyện",
    "xin tỉnh",
    "xin anh",
    "xin chị",
    "xin chủ tịch",
    "kính đề nghị",
    "cụ thể",
    "đến ngày",
    "đến nay",
    "đến hôm nay",
    "đến hết",
    "từ ngày",
    "trong tuần",
    "tuần qua",
    "về phần",
    "tỷ lệ",
    "tiền",
    "giao thông",
    "vừa rồi",
    "vừa qua",
    "cải cách hành chính",
    "kinh phí",
    "lực lượng",
    "theo quy định",
    "dự phòng",
    "hiện nay",
    "nếu",
    "riêng",
];
/// Words that open a clause behind a comma.
const CLAUSES: &[&str] = &[
    "đạt",
    "bằng",
    "tăng",
    "giảm",
    "chiếm",
    "trong đó",
    "chủ yếu",
    "do",
    "vì",
    "thấp hơn",
    "cao hơn",
    "nhưng",
    "nên",
    "mới",
    "ước",
    "thiếu",
    "có mặt",
    "còn",
    "đã",
    "đứng",
    "vượt",
    "tụt",
    "thấp nhất",
    "cao nhất",
    "chậm nhất",
    "riêng",
    "dự kiến",
    "phấn đấu",
    "nhiều nhất",
    "sửa chữa",
    "ngân sách",
    "được",
    "hạn",
    "phát hiện",
    "phạt",
    "trễ hạn",
];
/// Words before which no sentence ends.
const BOUND: &[&str] = &[
    "của",
    "là",
    "và",
    "với",
    "do",
    "theo",
    "mà",
    "có",
    "các",
    "những",
    "cho",
    "về",
    "để",
    "từ",
    "đến",
    "tại",
    "ở",
    "một",
    "mỗi",
    "trong",
    "thì",
    "vì",
    "nếu",
    "khi",
    "bị",
    "được",
    "đã",
    "sẽ",
    "đang",
    "chưa",
    "không",
    "phải",
    "rất",
    "cũng",
    "nhất",
    "thu",
    "nộp",
    "chi",
    "nợ",
    "số",
    "này",
    "hỗ",
    "làm",
    "giữ",
    "nhận",
    "xin",
    "kính",
    "tôi",
    "em",
    "nhờ",
    "phòng",
    "xã",
    "huyện",
    "tỉnh",
    "như",
    "thể",
    "phát",
    "thực",
    "biểu",
    "xuất",
    "bảo",
    "gặp",
    "gây",
    "nói",
    "đường",
    "trên",
    "đảm",
    "đóng",
    "ứng",
    "thanh",
    "trả",
    "tạm",
    "đưa",
    "mấy",
    "qua",
    "gây",
    "chuyển",
    "vẫn",
    "cái",
];
/// Measures behind which nothing counted follows.
const CLOSED: &[&str] = &["đồng", "tỷ", "triệu", "mm", "km", "m²", "m³", "cm", "kv", "kva", "tạ", "giờ", "lít", "kg"];
/// What goes on behind such a measure.
const GOES_ON: &[&str] = &[
    "ta", "lô", "li", "xen", "kế", "dự", "so", "chỉ", "trở", "một", "mỗi", "của", "cho", "ở", "tại", "trong", "từ",
    "đến", "và", "với", "đồng", "là", "thì", "ạ", "rồi", "nữa", "thôi", "bình", "trên", "dưới", "vốn", "số", "tiền",
    "diện", "hộ", "xã", "mà", "vào", "tới", "để", "theo", "phút", "ngày", "sáng", "chiều", "đêm", "tối", "hôm",
    "thuộc", "này", "đó", "ấy", "đấy", "khối", "xã", "hóa", "xi", "chi", "cả", "mét", "tháng", "năm", "đi", "thu",
    "không", "nhé", "chục", "rưỡi", "vuông", "nghìn", "triệu", "tỷ", "gạo", "hót", "hàng",
];
/// So many words are a sentence.
const FEWEST: usize = 5;
/// A longer sentence ends where a clause could.
const LONG: usize = 24;

fn key(all: &[Word], at: usize) -> &str {
    all.get(at).map_or("", |word| word.key.as_str())
}

/// Whether a figure with its measure ends before `at` and nothing counted can follow.
fn measured(all: &[Word], at: usize) -> bool {
    let last = &all[at - 1];
    if last.capital {
        return false;
    }
    let closed = last.key.ends_with('%')
        || (last.is_figure()
            && last.key.contains('/')
            && at >= 2
            && matches!(
                key(all, at - 2),
                "ngày" | "hôm" | "đến" | "từ" | "trước" | "sau" | "hạn" | "hết" | "sang" | "chiều" | "sáng"
            ))
        || (at >= 3
            && key(all, at - 2) == "một"
            && CLOSED.contains(&key(all, at - 3))
            && last.key.chars().count() <= 5)
        || (CLOSED.contains(&last.key.as_str())
            && at >= 2
            && (all[at - 2].is_figure() || CLOSED.contains(&key(all, at - 2))));
    closed
        && !GOES_ON.contains(&key(all, at))
        && (!all[at].is_figure() || !CLOSED.contains(&key(all, at + 1)) && !GOES_ON.contains(&key(all, at + 1)))
}

/// Words that count without digits.
const NUMBERS: &[&str] = &["ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"];

/// Whether a count begins at `at` behind another one: "23 hộ 109 khẩu", "12 tấn gạo 850 thùng".
fn listed(all: &[Word], at: usize) -> bool {
    let number = |at: usize| {
        let word = &all[at];
        (word.is_figure() && !word.key.contains('/')) || NUMBERS.contains(&word.key.as_str())
    };
    let tied = |at: usize| {
        BOUND.contains(&key(all, at))
            || matches!(
                key(all, at),
                "thứ"
                    | "hơn"
                    | "dưới"
                    | "tháng"
                    | "ngày"
                    | "năm"
                    | "khoảng"
                    | "độ"
                    | "còn"
                    | "chừng"
                    | "gần"
                    | "bằng"
                    | "đạt"
                    | "thiếu"
                    | "quý"
                    | "đợt"
                    | "lên"
                    | "xuống"
                    | "cấp"
                    | "lúc"
                    | "đồng"
                    | "tổng"
                    | "vốn"
                    | "tiền"
                    | "giá"
                    | "phí"
                    | "số"
                    | "thêm"
                    | "giảm"
                    | "tăng"
                    | "hạn"
                    | "mùng"
                    | "tỷ"
                    | "triệu"
                    | "vượt"
                    | "dài"
                    | "rộng"
                    | "sâu"
                    | "cao"
                    | "nặng"
                    | "chưa"
                    | "khoản"
                    | "điều"
                    | "lần"
                    | "thì"
                    | "mới"
                    | "ước"
                    | "chỉ"
                    | "hỏng"
                    | "gãy"
                    | "mất"
            )
    };
    number(at)
        && at + 1 < all.len()
        && !tied(at - 1)
        && (2..=4).any(|back| {
            at.checked_sub(back).is_some_and(|first| {
                number(first)
                    && !all[first].key.ends_with('%')
                    && !matches!(key(all, first + 1), "kế" | "dự" | "chỉ" | "tiền")
                    && (first + 1..at).all(|between| all[between].mark.is_none() && !number(between) && !tied(between))
            })
        })
}

/// The sentences of heard `text` (figures in digits), with commas.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let all = words(text);
    let mut found = Vec::new();
    let (mut out, mut copied, mut since, mut comma) = (String::new(), 0, 0, 0);
    for at in 1..all.len() {
        if all[at - 1].mark.is_some() {
            comma = at;
            continue;
        }
        let rest = &all[at..];
        let long_enough = at - since >= FEWEST && rest.len() >= 3;
        let free = !BOUND.contains(&key(&all, at - 1));
        let polite = matches!(key(&all, at - 1), "ạ") && rest.len() >= 2;
        // "từ ngày 3 đến ngày 9" is one time.
        let span = key(&all, at) == "đến" && (at.saturating_sub(5)..at).any(|place| key(&all, place) == "từ");
        // "đồng ý nếu đổi": a condition without its "thì" belongs to what stands before.
        let behind = key(&all, at) == "nếu" && !rest.iter().take(18).any(|word| word.key == "thì");
        let opens = long_enough && free && !span && !behind && begins_any(rest, OPENS).is_some();
        let closed = measured(&all, at);
        // "mặt bằng", "lấn chiếm" are words of their own.
        let inside = matches!((key(&all, at - 1), key(&all, at)), ("mặt", "bằng") | ("lấn", "chiếm"));
        let starts = !inside && begins_any(rest, CLAUSES).is_some();
        let about = at - since >= FEWEST && key(&all, at) == "về" && rest.iter().take(7).any(|word| word.key == "thì");
        let ends = polite || opens || about && free || closed && !starts && at - since >= LONG && rest.len() >= FEWEST;
        if ends {
            out.push_str(text[copied..all[at].range.start].trim_end());
            found.push(std::mem::take(&mut out));
            (copied, since, comma) = (all[at].range.start, at, at);
        } else if listed(&all, at) {
            out.push_str(text[copied..all[at].range.start].trim_end());
            out.push_str(", ");
            (copied, comma) = (all[at].range.start, at);
        } else {
            let counted =
                all[at - 1].is_figure() || at >= 2 && all[at - 2].is_figure() || at >= 3 && all[at - 3].is_figure();
            let turns = matches!(key(&all, at), "nhưng" | "còn" | "trong" | "chủ" | "riêng");
            let goes_on = at - comma >= 3 && free && starts && (counted || turns && key(&all, at) != "trong");
            if rest.len() >= 2 && (goes_on || closed && at - comma >= 2) {
                out.push_str(text[copied..all[at].range.start].trim_end());
                out.push_str(", ");
                (copied, comma) = (all[at].range.start, at);
            }
        }
    }
    out.push_str(&text[copied..]);
    found.push(out);
    found.retain(|sentence| !sentence.trim().is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polite_particle_ends_a_sentence() {
        assert_eq!(sentences("kho còn 420 lít ạ xã khác mà có dịch là không đủ").len(), 2);
    }

    #[test]
    fn a_clause_behind_a_figure_gets_its_comma() {
        assert_eq!(
            sentences("giải ngân được 196,8 tỷ đạt 63% kế hoạch thấp hơn bình quân 5,5% đứng thứ 8"),
            ["giải ngân được 196,8 tỷ, đạt 63% kế hoạch, thấp hơn bình quân 5,5%, đứng thứ 8"]
        );
    }

    #[test]
    fn a_word_that_opens_a_matter_ends_the_sentence_before() {
        let cut = sentences("đã xử lý 7 trường hợp lấn chiếm tuy nhiên còn 12 hộ chưa tháo dỡ");
        assert_eq!(cut, ["đã xử lý 7 trường hợp lấn chiếm", "tuy nhiên còn 12 hộ chưa tháo dỡ"]);
        assert_eq!(sentences("phòng đã phát hiện nhiều hồ sơ trễ hạn của các xã").len(), 1);
    }

    #[test]
    fn a_condition_stays_with_what_it_conditions() {
        assert_eq!(sentences("17 hộ trong tổ đã đồng ý nhận đất nếu được đổi sang dãy khác").len(), 1);
        assert_eq!(sentences("dự kiến đấu giá 14 lô đất nếu không được thì hụt thu 9 tỷ").len(), 2);
    }

    #[test]
    fn no_word_is_lost() {
        let text = "thu 22 tỷ trên 45 tỷ mà mấy công trình trông vào nguồn đó 14 lô dự kiến đấu giá 27/12 nếu không được thì hụt 9 tỷ ạ hết";
        let joined = sentences(text).join(" ").replace(',', "");
        let expected = text.replace(',', "");
        assert_eq!(joined, expected);
    }
}
