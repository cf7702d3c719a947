//! Particles, pronouns and classifiers that only speech needs; who is called; what is asked for.

use super::super::rewrite::Rewrite;
use super::phrases::number_word;

/// Words before "với" that belong to it: what follows is no second member of a list.
const WITH: &[&str] = &[
    "so", "cùng", "hợp", "việc", "đối", "đổi", "gắn", "hệ", "nói", "họp", "nhất", "giáp", "lưu", "cáo", "khác",
    "giống", "ký", "quen", "bàn", "phó", "ứng", "xúc", "chung", "đi", "ở", "nối", "chấp", "tranh", "lại", "kết", "đấu",
    "trái", "gộp", "trùng", "xa", "gần", "đúng", "sát", "kèm", "liền", "hỏi", "nhau", "ngang", "khớp", "ngồi", "cạnh",
];
/// Words before "thì" that need it.
const IF: &[&str] = &["nếu", "khi", "hễ", "muốn", "giả", "cứ", "mà", "còn", "trường", "bao", "được", "nhì"];
/// Words that may follow a topic at once; before anything else a comma stands for "thì".
const PREDICATES: &[&str] = &[
    "đã", "mới", "được", "còn", "có", "không", "chưa", "đạt", "phải", "bị", "cơ", "đang", "sẽ", "rất", "thiếu", "thấp",
    "cao", "do", "vì", "nên", "đều", "cũng", "chỉ", "chủ", "nhiều", "ít", "xong", "hỏng", "là", "gồm", "tăng", "giảm",
    "chậm", "hết", "yếu", "vẫn", "rồi", "cứ", "hay", "cần", "vừa", "sắp", "chờ", "giao", "đông", "ổn", "tốt", "khó",
    "đủ", "lớn", "xa", "muộn", "mà", "tạm", "hoãn", "hủy", "lùi", "gia", "vượt", "bằng", "chiếm", "khoảng", "trong",
    "từ", "đến", "ở", "để", "theo", "tùy", "vướng", "tồn", "kém", "san", "thu", "chi", "nợ", "xin", "đồng", "nhất",
];
/// Words that are said twice by right; any other is a tongue that looks for the next one.
const REDUPLICATED: &[&str] = &[
    "từ",
    "luôn",
    "xa",
    "người",
    "nhà",
    "ngày",
    "dần",
    "thường",
    "đâu",
    "vừa",
    "mãi",
    "hoài",
    "ào",
    "đều",
    "ầm",
    "mỗi",
    "sơ",
    "lâu",
    "nơi",
    "chốn",
    "ngành",
    "đời",
    "lớp",
    "gần",
    "sâu",
    "cao",
    "nhanh",
    "khẽ",
    "chiều",
    "đêm",
    "năm",
    "hay",
    "xanh",
    "trùng",
    "rưng",
    "lăm",
    "chang",
    "phăng",
    "ùn",
    "lù",
    "thi",
    "vân",
    "hao",
    "tháng",
    "đường",
    "cây",
];

/// Particles, pronouns and classifiers that only speech needs.
pub(super) fn particles(rewrite: &mut Rewrite<'_>, heard: bool, question: bool) {
    let mut conditional = false;
    for at in 0..rewrite.words.len() {
        if IF.contains(&rewrite.key(at)) || rewrite.words[at].key == "để" {
            conditional = true;
        }
        if rewrite.touched(at) {
            continue;
        }
        let (before, after) = (rewrite.before(at).to_owned(), rewrite.after(at).to_owned());
        let first = at == 0 || rewrite.marked(at - 1);
        match rewrite.key(at) {
            "thì" if before == after => {}
            "thì" if !conditional && !first => {
                let predicate = rewrite.figure(at + 1) || PREDICATES.contains(&after.as_str()) || after.is_empty();
                rewrite.put(at, 1, if predicate { "" } else { "," }, "topic-particle");
            }
            "thì" if first && at > 0 && !conditional => rewrite.drop(at, 1, "topic-particle"),
            "thì" => conditional = false,
            "nó" if !matches!(
                before.as_str(),
                "nhà" | "con" | "của" | "tụi" | "với" | "bọn" | "chúng" | "mẹ" | "mạ" | "bố" | "nói"
            ) =>
            {
                rewrite.drop(at, 1, "resumptive-pronoun");
            }
            "cái"
                if !rewrite.figure(at.wrapping_sub(1))
                    && !matches!(
                        before.as_str(),
                        "một"
                            | "hai"
                            | "ba"
                            | "bốn"
                            | "năm"
                            | "sáu"
                            | "bảy"
                            | "tám"
                            | "chín"
                            | "mười"
                            | "mỗi"
                            | "từng"
                            | "các"
                            | "những"
                            | "mấy"
                            | "chục"
                            | "cái"
                            | "trăm"
                            | "bao"
                            | "nhiêu"
                    )
                    && !matches!(after.as_str(), "" | "gì" | "nào" | "chi" | "là" | "con" | "thì") =>
            {
                rewrite.drop(at, 1, "spoken-classifier");
            }
            "độ" | "chừng" | "tầm" | "cỡ" | "đâu"
                if rewrite.figure(at + 1) && !matches!(before.as_str(), "nhiệt" | "mức" | "tốc" | "âm" | "báo") =>
            {
                rewrite.put(at, 1, "khoảng", "about");
            }
            "hôm" if rewrite.figure(at + 1) => rewrite.put(at, 1, "ngày", "day-of-month"),
            "với" if matches!(after.as_str(), "số" | "tổng" | "diện" | "mức" | "tỷ" | "giá" | "thời" | "quy") =>
                {}
            "với" if !first && !after.is_empty() && after != "nhau" && !WITH.contains(&before.as_str()) => {
                rewrite.put(at, 1, "và", "list-and");
            }
            key if heard
                && after == key
                && !REDUPLICATED.contains(&key)
                && !number_word(key)
                && !rewrite.figure(at) =>
            {
                rewrite.drop(at, 1, "doubled-word")
            }
            "xin" | "mong" | "cho"
                if first
                    && matches!(after.as_str(), "huyện" | "tỉnh" | "ủy" | "ubnd" | "chủ" | "lãnh")
                    && rewrite.key(at) == "xin" =>
            {
                let written = if at == 0 { "Đề nghị" } else { "đề nghị" };
                rewrite.put(at, 1, written, "request");
            }
            "xin"
                if first
                    && matches!(after.as_str(), "anh" | "chị")
                    && !rewrite.words[(at + 2).min(rewrite.words.len() - 1)].capital =>
            {
                let written = if at == 0 { "Đề nghị chủ trì" } else { "đề nghị chủ trì" };
                rewrite.put(at, 2, written, "request");
            }
            "anh" | "chị" if rewrite.words.get(at + 1).is_some_and(|next| next.capital) && !rewrite.marked(at) => {
                let written = if at == 0 { "Đồng chí" } else { "đồng chí" };
                rewrite.put(at, 1, written, "comrade");
            }
            "mấy"
                if !question
                    && !rewrite.figure(at.wrapping_sub(1))
                    && !after.is_empty()
                    && !matches!(
                        before.as_str(),
                        "ngày" | "tháng" | "thứ" | "mười" | "chục" | "hăm" | "lớp" | "bao" | "một"
                    )
                    && !matches!(after.as_str(), "giờ" | "khi") =>
            {
                let written = if rewrite.words[at].capital { "Một số" } else { "một số" };
                rewrite.put(at, 1, written, "some");
            }
            "à" | "ờ" | "ừ" | "ừm" | "ơ" | "hử" if heard => rewrite.drop(at, 1, "filler"),
            "vô" if !matches!(
                after.as_str(),
                "cùng"
                    | "ý"
                    | "lý"
                    | "hiệu"
                    | "tuyến"
                    | "chủ"
                    | "sinh"
                    | "hình"
                    | "trách"
                    | "thời"
                    | "gia"
                    | "điều"
                    | "tư"
                    | "can"
                    | "tình"
                    | "danh"
                    | "nghĩa"
                    | "ích"
                    | "tội"
                    | "tổ"
                    | "địch"
                    | ""
            ) && before != "hư" =>
            {
                rewrite.put(at, 1, "vào", "office-word");
            }
            "heo" if !matches!(after.as_str(), "hút" | "may" | "đất") => rewrite.put(at, 1, "lợn", "office-word"),
            "mình" if !matches!(before.as_str(), "một" | "chính" | "tự" | "nhà" | "việc" | "của" | "thân" | "bản") =>
            {
                rewrite.drop(at, 1, "pronoun");
            }
            "anh" if after == "em" => {
                let kin =
                    matches!(before.as_str(), "tranh" | "chấp" | "nhà" | "hai" | "ba" | "bốn" | "họ" | "con" | "chị")
                        || matches!(rewrite.key(at + 2), "nhà" | "ruột" | "ông" | "bà" | "họ");
                if rewrite.figure(at.wrapping_sub(1)) {
                    rewrite.drop(at, 2, "staff");
                } else if !kin {
                    rewrite.put(at, 2, if rewrite.words[at].capital { "Cán bộ" } else { "cán bộ" }, "staff");
                }
            }
            "anh" | "chị" | "bác"
                if rewrite.marked(at)
                    && matches!(
                        before.as_str(),
                        "quá"
                            | "được"
                            | "rồi"
                            | "thôi"
                            | "vậy"
                            | "đâu"
                            | "lắm"
                            | "luôn"
                            | "không"
                            | "chưa"
                            | "hết"
                            | "vâng"
                    ) =>
            {
                rewrite.drop(at, 1, "vocative");
            }
            "nớ" => rewrite.put(at, 1, "đó", "office-word"),
            "ni" if after != "lông" && !first => rewrite.put(at, 1, "này", "office-word"),
            "mô" if !matches!(before.as_str(), "quy" | "") && !matches!(after.as_str(), "hình" | "đun" | "tả") => {
                let denied =
                    (at.saturating_sub(8)..at).any(|place| matches!(rewrite.key(place), "không" | "chưa" | "đâu"));
                rewrite.put(at, 1, if denied { "" } else { "nào" }, "office-word");
            }
            "ơi" => {
                // "..., đồng chí Đông ơi, ...": nobody is called in minutes.
                let title = |place: &usize| {
                    matches!(rewrite.key(*place), "đồng" | "anh" | "chị" | "bác" | "chú" | "cô" | "ông" | "bà")
                };
                let from = (at.saturating_sub(6)..at).rev().take_while(|place| !rewrite.marked(*place)).find(title);
                let from = from.unwrap_or(at);
                rewrite.drop(from, at + 1 - from, "vocative");
            }
            "răng" if !matches!(before.as_str(), "hàm" | "khám" | "nhổ" | "đánh" | "đau") && after != "hàm" => {
                let written = match (first, rewrite.words[at].capital) {
                    (true, true) => "Vì sao",
                    (true, false) => "vì sao",
                    _ => "sao",
                };
                rewrite.put(at, 1, written, "office-word");
            }
            "nào" | "tí" if after.is_empty() && before == "xin" => rewrite.drop(at, 1, "filler"),
            _ => {}
        }
        if rewrite.marked(at) && matches!(rewrite.words[at].mark, Some('.' | ';')) {
            conditional = false;
        }
    }
}
