//! What is said and what an office writes for it, region by region.

use std::sync::LazyLock;

use super::super::phrasebook::Phrasebook;
use super::super::rewrite::Rewrite;
use super::super::words::capitalised;
use super::figures::SMALL;

/// Spoken words and what an office writes; an empty right side drops them. The longest that fits is taken.
const PHRASES: &[(&str, &str)] = &[
    ("có mỗi", "chỉ có"),
    ("bảo là", "cho rằng"),
    ("bảo rằng", "cho rằng"),
    ("cái khó là", "khó khăn là"),
    ("khó nhất là", "khó khăn nhất là"),
    ("cái lo là", "lo ngại"),
    ("cái này", "việc này"),
    ("cái đó", "việc đó"),
    ("cái đấy", "việc đó"),
    ("cái ấy", "việc đó"),
    ("cái vụ", "vụ"),
    ("cái việc", "việc"),
    ("cái chuyện", "việc"),
    ("chuyện này", "việc này"),
    ("đấy", "đó"),
    ("chả", "không"),
    ("chẳng", "không"),
    ("với lại", "và"),
    ("với cả", "và"),
    ("cho nên", "nên"),
    ("nhưng mà", "nhưng"),
    ("thành ra", "nên"),
    ("tuần rồi", "tuần qua"),
    ("tháng rồi", "tháng trước"),
    ("vừa rồi", "vừa qua"),
    ("bữa nay", "hôm nay"),
    ("bữa trước", "hôm trước"),
    ("bây giờ", "hiện nay"),
    ("hiện giờ", "hiện nay"),
    ("hẵng", "mới"),
    ("cái gì cả", "kết quả"),
    ("gì cả", "gì"),
    ("cứ bảo là", "cho rằng"),
    ("nói chung là", ""),
    ("nói chung", ""),
    ("nói thật là", ""),
    ("nói thật", ""),
    ("nói thiệt", ""),
    ("thật ra", ""),
    ("thực ra", ""),
    ("kính đề nghị", "đề nghị"),
    ("kính mong", "mong"),
    ("xin đề nghị", "đề nghị"),
    ("xin kiến nghị", "kiến nghị"),
    ("anh ơi", ""),
    ("chị ơi", ""),
    ("bác ơi", ""),
    ("nghe anh", ""),
    ("nghe chị", ""),
    ("anh ạ", ""),
    ("chị ạ", ""),
    ("một tí", ""),
    ("một chút", ""),
    // Words of the Centre.
    ("khi mô", "khi nào"),
    ("ở mô", "ở đâu"),
    ("đi mô", "đi đâu"),
    ("thôn mô", "thôn nào"),
    ("xã mô", "xã nào"),
    ("mần răng", "làm sao"),
    ("răng được", "sao được"),
    ("mần", "làm"),
    ("mần chi", "làm gì"),
    ("có chi", "có gì"),
    ("lấy chi", "lấy gì"),
    ("kiểu chi", "kiểu gì"),
    ("răng rứa", "vì sao"),
    ("răng mà", "sao mà"),
    ("rứa", "thế"),
    ("rứa thì", "vậy"),
    ("ngoài nớ", "ngoài đó"),
    ("khúc nớ", "đoạn đó"),
    ("hôm nớ", "hôm đó"),
    ("chỗ nớ", "chỗ đó"),
    ("chợ nớ", "chợ đó"),
    ("cầu nớ", "cầu đó"),
    ("bên nớ", "bên đó"),
    ("bên tê", "bên kia"),
    ("bữa ni", "hôm nay"),
    ("hai bữa ni", "hai hôm nay"),
    ("mùa ni", "mùa này"),
    ("tối ni", "tối nay"),
    ("tháng ni", "tháng này"),
    ("ngoài ni", "ngoài này"),
    ("chuyện ni", "việc này"),
    ("năm ni", "năm nay"),
    ("hôm ni", "hôm nay"),
    ("ngày mốt", "ngày kia"),
    ("chớ", "chứ"),
    ("tụi nó", "các đối tượng"),
    ("tụi tui", ""),
    ("con nít", "trẻ em"),
    ("mấy mệ", "các bà"),
    ("đàng hoàng", "nghiêm túc"),
    ("vài bữa", "vài ngày"),
    ("mấy bữa nay", "mấy hôm nay"),
    ("mấy bữa", "mấy ngày"),
    ("mền", "chăn"),
    ("chừ", "hiện nay"),
    ("nì", ""),
    ("mưa ri", "mưa thế này"),
    ("như ri", "như thế này"),
    ("kinh nghiệm ri", "kinh nghiệm"),
    ("nhà thằng", "nhà"),
    ("thằng nhỏ", "cháu"),
    ("coi", "xem"),
    ("giùm", "giúp"),
    ("ngàn", "nghìn"),
    ("ra vô", "ra vào"),
    // Words of the South.
    ("hổng", "không"),
    ("hông có", "không có"),
    ("tụi em", ""),
    ("tụi tôi", ""),
    ("bển", "bên đó"),
    ("ổng", "ông ấy"),
    ("bả", "bà ấy"),
    ("trển", "trên đó"),
    ("cỡ chừng", "khoảng"),
    ("xài", "dùng"),
    ("mắc cái", "do"),
    ("bị vì", "vì"),
    ("tại vì", "vì"),
];

static BOOK: LazyLock<Phrasebook> = LazyLock::new(|| Phrasebook::new(PHRASES));

/// Whether a word counts without digits.
pub(super) fn number_word(key: &str) -> bool {
    matches!(key, "một" | "năm" | "mấy" | "vài" | "cả") || SMALL.iter().any(|(word, _)| *word == key)
}

/// Puts what an office writes for what is said.
pub(super) fn phrases(rewrite: &mut Rewrite<'_>) {
    let mut at = 0;
    while at < rewrite.words.len() {
        let fits = |(count, ..): &(usize, &str, &str)| {
            (at..at + count - 1).all(|place| !rewrite.marked(place))
                && (at..at + count).all(|place| !rewrite.touched(place))
        };
        let found = BOOK.at(&rewrite.words[at..]).filter(fits).max_by_key(|(count, ..)| *count);
        let Some((count, said, written)) = found else {
            at += 1;
            continue;
        };
        // "kéo dài hai tháng rồi" is no month ago.
        let counted = said.ends_with(" rồi") && (rewrite.figure(at.wrapping_sub(1)) || number_word(rewrite.before(at)));
        // A name is never touched.
        if counted || count == 1 && rewrite.words[at].capital && at > 0 {
            at += 1;
            continue;
        }
        let written = if rewrite.words[at].capital { capitalised(written) } else { written.to_owned() };
        rewrite.put(at, count, &written, "office-word");
        at += count;
    }
}
