//! What a sentence is worth in minutes: figures, names, dates, difficulties, proposals and decisions count; thanks,
//! agreement, giving the floor and housekeeping do not.

use giaoban_models::turn::{TurnRole, TurnSpeaker};

use super::names::Names;
use super::speech::{Said, address};
use super::words::{Word, begins_any, count_any, find_any, words};

/// Words of which alone an agreement is made ("Dạ, em tiếp thu", "Vâng ạ", "Phước Hòa làm được").
const AGREEMENT: &[&str] = &[
    "dạ", "vâng", "rõ", "ạ", "em", "tôi", "tiếp", "thu", "ghi", "nhận", "nhớ", "đồng", "ý", "liền", "được", "rồi",
    "xin", "lo", "làm", "nhất", "trí", "đúng", "chúng", "xã", "phòng", "thế", "sẽ", "cảm", "cám", "ơn", "ok", "ừ",
    "ngay", "luôn", "này", "cái", "việc", "để", "về", "bàn", "lại", "nghe", "à", "huyện", "chủ", "tịch", "chí", "hết",
    "đang", "gọi", "đây", "thì", "rất",
];
/// Housekeeping, wherever it stands.
const HOUSEKEEPING: &[&str] = &[
    "cảm ơn",
    "cám ơn",
    "chúc các",
    "chúc mừng năm",
    "chúc sức khỏe",
    "nghe rõ không",
    "nghe rõ trả lời",
    "tắt micro",
    "bật micro",
    "tắt mic",
    "bật mic",
    "mở micro",
    "mất tín hiệu",
    "mất tiếng",
    "đã kết nối lại",
    "kỹ thuật kiểm tra",
    "xin nhường lời",
    "nhường lời",
    "lưu ý thư ký",
    "thư ký ghi",
    "ghi cho rõ",
    "không còn ý kiến",
    "kết thúc hội nghị",
    "kết thúc cuộc họp",
    "bế mạc",
    "hết nội dung",
    "biên bản em gửi",
    "xin trân trọng",
    "trân trọng kính mời",
    "xin kính mời",
    "kính mời",
    "nói ngắn gọn",
    "nói nhanh",
    "giữ trật tự",
    "bình tĩnh",
    "chào bà con",
    "chào các",
    "xin chào",
    "ghi âm ghi hình",
    "ghi âm, ghi hình",
    "đề nghị các điểm cầu",
    "giải lao",
    "nghỉ giải lao",
    "điểm danh",
    "chụp ảnh",
    "quay lại",
    "giời ơi",
    "ta vào việc",
    "ta bắt đầu",
    "cuộc họp kết thúc",
    "còn ý gì không",
    "nói ngắn",
    "nói gọn",
    "cắt lời",
    "họp gọn",
    "nói thẳng vào việc",
    "trời ơi",
    "đọc lại các mốc",
    "rồi nghỉ",
    "xin lỗi tới trễ",
    "văn phòng ghi rõ",
    "em ghi rõ",
];
/// Words of difficulty.
const TROUBLE: &[&str] = &[
    "vướng",
    "chậm",
    "thiếu",
    "hụt",
    "quá hạn",
    "khó khăn",
    "trễ",
    "rò",
    "sạt lở",
    "ngập",
    "nợ",
    "tồn",
    "hỏng",
    "hư",
    "cạn",
    "khô",
    "sình lầy",
    "yếu",
    "trùng",
    "sai",
    "vi phạm",
    "tai nạn",
    "cháy",
    "chết",
    "thiệt hại",
    "tốc mái",
    "ô nhiễm",
    "không về đích",
    "chưa có",
    "chưa được",
    "không có",
    "không kịp",
    "không đạt",
    "sâu keo",
    "dịch",
    "tịch thu",
    "phát hiện",
    "khiếu nại",
    "tố cáo",
    "phản ánh",
    "kiến nghị",
    "dột",
    "nguy cơ",
    "bỏ học",
    "mất",
    "giảm",
    "thấp nhất",
    "trầm lắng",
    "lấn chiếm",
    "xuống cấp",
    "quá tải",
];
/// Words with which somebody asks, promises or decides.
const RESOLVE: &[&str] = &[
    "đề nghị",
    "kiến nghị",
    "thống nhất",
    "nhất trí",
    "quyết định",
    "cam kết",
    "hứa",
    "sẽ",
    "gia hạn",
    "dừng",
    "đồng ý",
    "đăng ký",
    "đề xuất",
    "không được",
    "phải",
    "cần",
    "nên",
    "xin lùi",
    "dự kiến",
    "phấn đấu",
    "yêu cầu",
    "kế hoạch",
    "cử",
    "thay",
];
/// Words with which a chair decides though nothing is ordered.
const DECISION: &[&str] = &[
    "không nhận",
    "đồng ý",
    "thống nhất",
    "nhất trí",
    "không được",
    "coi như",
    "giữ nguyên",
    "ghi nhận",
    "hoan nghênh",
    "biểu dương",
    "phê bình",
    "nghiêm cấm",
    "cho để",
    "để qua",
    "không ép",
    "chưa đủ",
    "chọn phương án",
    "không quyết",
    "chưa quyết",
    "không bàn",
    "chưa bàn",
    "dời sang",
    "hoãn",
    "giải thể",
    "tạm dừng",
    "cho phép",
    "không làm nữa",
    "chấp thuận",
    "thông qua",
    "không chấp nhận",
    "rút kinh nghiệm",
];
/// Words with which the floor is given.
const FLOOR: &[&str] = &["mời", "xin mời", "đề nghị", "tiếp theo", "trước hết", "trước tiên", "bây giờ"];
/// What somebody who is given the floor is to do.
const SPEAK: &[&str] = &[
    "nói nhanh",
    "nói",
    "báo cáo",
    "trình bày",
    "cho ý kiến",
    "phát biểu",
    "đọc",
    "trả lời",
    "có ý kiến",
    "giải trình",
    "nêu",
];

/// Whether a sentence is only agreement: nothing but words of agreement and the speaker's own name.
pub(super) fn agreement(said: &Said, speaker: &TurnSpeaker, names: &Names) -> bool {
    let all = words(&said.raw);
    let own = names.own_name(&speaker.unit, &all).unwrap_or(0);
    let rest = &all[own..];
    rest.len() <= 9 && rest.iter().all(|word| AGREEMENT.contains(&word.key.as_str()))
}

/// Whether somebody is given the floor and nothing else is said: where the address and the verb stand.
pub(super) fn gives_floor(all: &[Word], names: &Names) -> Option<usize> {
    if let Some((at, _)) = find_any(all, &["mời"])
        && all.len() - at <= 12
        && !at
            .checked_sub(1)
            .is_some_and(|before| matches!(all[before].key.as_str(), "phải" | "sẽ" | "đã" | "không" | "giấy" | "được"))
    {
        return Some(at);
    }
    (0..all.len()).find(|at| {
        let rest = &all[*at..];
        let who = address(rest, names).or_else(|| names.name_at(rest));
        who.is_some_and(|count| {
            // A bare call ("Chị Sương.") or with what they are to do ("anh Dưỡng nói nhanh").
            (rest.len() == count && all.len() <= 4)
                || begins_any(&rest[count..], SPEAK).is_some_and(|said| rest.len() - count - said <= 6)
        })
    })
}

/// Whether a sentence only keeps the meeting going.
pub(super) fn housekeeping(said: &Said) -> bool {
    find_any(&words(&said.raw), HOUSEKEEPING).is_some()
}

/// Whether a sentence is left out whatever it holds.
pub(super) fn idle(said: &Said, speaker: &TurnSpeaker, names: &Names) -> bool {
    if said.text.is_empty() || agreement(said, speaker, names) {
        return true;
    }
    if housekeeping(said) {
        return true;
    }
    let all = words(&said.raw);
    let presides = matches!(speaker.role, TurnRole::Chair | TurnRole::Secretary);
    let figures = all.iter().any(Word::is_figure);
    presides
        && !figures
        && all.len() <= 16
        && gives_floor(&all, names).is_some_and(|at| at <= 8 || begins_any(&all, FLOOR).is_some())
}

/// Whether the chair decides something with it.
pub(super) fn decides(said: &Said) -> bool {
    let all = words(&said.text);
    let must = all.len() >= 9 && find_any(&all, &["phải"]).is_some();
    // What is put to the vote is decided by the vote.
    let voted = find_any(&all, &["biểu quyết", "giơ tay"]).is_some();
    !said.question && !voted && all.len() >= 4 && (must || find_any(&all, DECISION).is_some())
}

/// Whether a sentence says that somebody is absent.
pub(super) fn names_absence(said: &Said) -> bool {
    let all = words(&said.text);
    find_any(&all, &["vắng"]).is_some()
        && find_any(&all, &["không vắng", "không có ai vắng", "không ai vắng", "vắng vẻ"]).is_none()
}

/// What a sentence is worth; below [`LEAST`] it is not worth its place.
pub(super) fn value(said: &Said) -> f64 {
    let all = words(&said.text);
    let figures = all.iter().filter(|word| word.is_figure()).count();
    let trouble = count_any(&all, TROUBLE);
    let resolve = count_any(&all, RESOLVE);
    let capped = |count: usize, most: usize| f64::from(u32::try_from(count.min(most)).unwrap_or(0));
    let worth =
        2.5 * capped(figures, 6) + 1.5 * capped(said.names, 4) + 1.6 * capped(trouble, 2) + 1.2 * capped(resolve, 2);
    if all.len() < FEWEST && figures == 0 {
        return 0.0;
    }
    let length = capped(all.len(), 30);
    // Among sentences without figure or name the fuller one says more.
    let worth = worth + length * 0.04;
    if said.question { worth * 0.4 } else { worth }
}

/// A sentence of fewer words says nothing alone, unless it is a figure.
const FEWEST: usize = 4;

/// Least value of a sentence in the minutes.
pub(super) const LEAST: f64 = 1.3;

#[cfg(test)]
mod tests;
