//! Whether the right record is found: our own queries, as officials type them, over meetings full of sentences much like it.

use super::*;
use crate::text::plain_key;

/// What was said, and what somebody types who looks for it. Names of units are invented, chosen for marks that differ.
const SOUGHT: [(&str, &str); 34] = [
    ("Xã Vĩnh Thành nghiệm thu đường trục thôn trước ngày 15/11/2024.", "nghiệm thu đường trục thôn Vĩnh Thành"),
    ("Xã Vĩnh Thanh nghiệm thu đường trục thôn còn thiếu hồ sơ.", "nghiệm thu đường trục thôn Vĩnh Thanh"),
    ("Xã Hòa Lạc giải ngân vốn đầu tư công mới đạt 41,5% kế hoạch.", "giải ngân Hòa Lạc 41,5%"),
    ("Xã Thủy Bằng nạo vét kênh mương nội đồng, dài 3,2 km.", "kênh mương Thủy Bằng"),
    ("Phòng Kinh tế tham mưu phương án phòng chống hạn mặn vụ hè thu.", "phòng chống hạn mặn"),
    ("Công an xã lắp 12 camera an ninh tại chợ Đồn.", "camera an ninh chợ Đồn"),
    ("Trạm Y tế khám sức khỏe cho 340 người cao tuổi.", "khám sức khỏe người cao tuổi"),
    ("Ban Chỉ huy quân sự hoàn thành khám tuyển nghĩa vụ quân sự.", "khám tuyển nghĩa vụ quân sự"),
    ("Rà soát hộ nghèo, hộ cận nghèo xong trước ngày 30/9.", "rà soát hộ nghèo 30/9"),
    ("Đấu giá 24 lô đất ở khu Đồng Cừ thu về 18,6 tỷ đồng.", "đấu giá 24 lô đất Đồng Cừ"),
    ("Sửa chữa cống tiêu úng số 7 trước mùa mưa.", "cống tiêu úng số 7"),
    ("Sửa chữa cống tiêu úng số 17 trong quý I.", "cống tiêu úng số 17"),
    ("Tiêm phòng gia súc đợt 2 đạt 92% tổng đàn.", "tiêm phòng gia súc đợt 2"),
    ("Quyết toán công trình nhà văn hóa thôn Khuê Ngọc.", "quyết toán nhà văn hóa Khuê Ngọc"),
    ("Thu phí vệ sinh môi trường của xã Phú Quý còn nợ 46 triệu đồng.", "phí vệ sinh môi trường Phú Quý"),
    ("Tỷ lệ nộp hồ sơ trực tuyến toàn trình đạt 71,3%.", "hồ sơ trực tuyến 71,3%"),
    ("Chi trả hỗ trợ cho người có công dịp 27/7.", "chi trả người có công 27/7"),
    ("Cấp giấy chứng nhận quyền sử dụng đất cho 58 hộ tái định cư.", "giấy chứng nhận quyền sử dụng đất tái định cư"),
    ("Giải phóng mặt bằng tuyến đường liên xã Đông Hà - Tân Lý còn 6 hộ.", "giải phóng mặt bằng Đông Hà Tân Lý"),
    ("Phòng cháy, chữa cháy rừng ở tiểu khu 812.", "chữa cháy rừng tiểu khu 812"),
    ("Tổ chức ngày hội đại đoàn kết toàn dân vào ngày 18/11.", "ngày hội đại đoàn kết 18/11"),
    ("Dán nhãn mã QR tại 15 điểm di tích.", "mã QR điểm di tích"),
    ("Bàn giao mặt bằng trường mầm non Sơn Đà trước năm học mới.", "mặt bằng trường mầm non Sơn Đà"),
    ("Kiểm tra an toàn thực phẩm tại 9 bếp ăn tập thể.", "an toàn thực phẩm bếp ăn tập thể"),
    ("Đề nghị kéo điện lưới về bản Pa Loang trong quý II.", "kéo điện bản Pa Loang"),
    ("Xử lý dứt điểm đơn kiến nghị của bà con xóm Gò Dầu.", "đơn kiến nghị xóm Gò Dầu"),
    ("Thẩm định giá gói thầu mua sắm máy tính cho bộ phận một cửa.", "gói thầu máy tính một cửa"),
    ("Tuyên truyền Luật Đất đai tới từng thôn trong tháng 8.", "tuyên truyền Luật Đất đai"),
    ("Khắc phục sạt lở bờ sông Ngàn Trươi đoạn qua xã Đồng Hạ.", "sạt lở bờ sông Ngàn Trươi"),
    ("Hỗ trợ giống lúa cho 120 hộ bị thiệt hại do bão số 4.", "giống lúa bão số 4"),
    ("Đối thoại với doanh nghiệp về tiền thuê đất cụm công nghiệp.", "đối thoại doanh nghiệp tiền thuê đất"),
    ("Sắp xếp, bố trí 14 cán bộ không chuyên trách dôi dư.", "cán bộ không chuyên trách dôi dư"),
    ("Trồng 5.000 cây phân tán dọc tuyến kè Hoà Thuỷ.", "cây phân tán kè Hòa Thủy"),
    ("Báo cáo kết quả cải cách hành chính về Văn phòng trước 16:30.", "cải cách hành chính 16:30"),
];

/// Sentences much like them, of other places and works.
fn others() -> Vec<String> {
    let places = ["Vĩnh Thạnh", "Hoà Lộc", "Thuỷ Biều", "Tân Lỵ", "Phú Quới", "Sơn Đá", "Đồng Khê", "Nghĩa Lâm"];
    let works = [
        "nghiệm thu nhà văn hóa",
        "nạo vét cống tiêu úng số 27",
        "giải ngân vốn sự nghiệp",
        "rà soát hồ sơ đất đai",
        "khám sức khỏe học sinh",
        "đấu giá 42 lô đất",
        "kiểm tra phòng cháy",
        "quyết toán đường trục thôn",
        "thu phí chợ",
        "chi trả bảo trợ xã hội",
    ];
    let sayings = [
        "Xã {x} {w} đạt 62% kế hoạch, còn vướng 3 hộ.",
        "Tiến độ {w} ở {x} chậm hơn tuần trước.",
        "Đề nghị Phòng Kinh tế phối hợp với xã {x} để {w} trước ngày 20/12.",
        "Việc {w} tại {x} đã xong, hồ sơ gửi Văn phòng từ hôm 5/10.",
    ];
    let fill = |saying: &str, x: &str, w: &str| saying.replace("{x}", x).replace("{w}", w);
    let mut all = Vec::new();
    for (at, saying) in sayings.iter().enumerate() {
        for (n, place) in places.iter().enumerate() {
            for work in works.iter().skip((at + n) % 2).step_by(2) {
                all.push(fill(saying, place, work));
            }
        }
    }
    all
}

/// The same typed by somebody with the tone in the other place.
fn other_tone(query: &str) -> String {
    let mut typed = query.to_owned();
    for (old, new) in [("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ"), ("ỏe", "oẻ")]
    {
        typed = if typed.contains(old) { typed.replace(old, new) } else { typed.replace(new, old) };
    }
    typed
}

/// The same with two letters of its longest word swapped.
fn slipped(query: &str) -> String {
    let words: Vec<&str> = query.split(' ').collect();
    let longest = (0..words.len()).max_by_key(|at| (words[*at].chars().count(), *at)).unwrap_or(0);
    let mut typed: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let mut letters: Vec<char> = words[longest].chars().collect();
    let last = letters.len() - 1;
    letters.swap(last - 1, last);
    typed[longest] = letters.into_iter().collect();
    typed.join(" ")
}

/// The same with a letter left out of its second longest word, without marks.
fn left_out(query: &str) -> String {
    let plain = plain_key(query);
    let mut words: Vec<String> = plain.split(' ').map(str::to_owned).collect();
    let mut order: Vec<usize> = (0..words.len()).filter(|at| words[*at].chars().all(char::is_alphabetic)).collect();
    order.sort_by_key(|at| std::cmp::Reverse(words[*at].len()));
    let at = order.get(1).copied().unwrap_or(0);
    words[at].remove(1);
    words.join(" ")
}

#[tokio::test]
async fn the_right_record_is_among_the_first_five_for_95_of_100_queries() {
    let mut shelf = Shelf::empty().await;
    let sought: Vec<&str> = SOUGHT.iter().map(|(said, _)| *said).collect();
    shelf.hold("m", &sought).await;
    let others = others();
    for (at, some) in others.chunks(40).enumerate() {
        let some: Vec<&str> = some.iter().map(String::as_str).collect();
        shelf.hold(&format!("n{at}"), &some).await;
    }
    shelf.refresh().await;

    let (mut asked, mut missed) = (0_u32, Vec::new());
    for (at, (_, query)) in SOUGHT.iter().enumerate() {
        let right = format!("m-{at}");
        let variants = [
            (*query).to_owned(),
            plain_key(query),
            other_tone(query),
            slipped(query),
            left_out(query),
            query.to_uppercase(),
        ];
        for typed in variants {
            asked += 1;
            let place = shelf.ids(&typed).iter().position(|id| *id == right);
            if place.is_none_or(|place| place >= 5) {
                missed.push((typed, place));
            }
        }
    }
    let found = f64::from(asked) - missed.len() as f64;
    let share = found * 100.0 / f64::from(asked);
    assert!(asked >= 200, "{asked}");
    assert!(share >= 95.0, "{share:.1} % of {asked}; not found: {missed:?}");
}

#[tokio::test]
async fn as_typed_with_its_marks_the_right_record_is_the_first() {
    let mut shelf = Shelf::empty().await;
    let sought: Vec<&str> = SOUGHT.iter().map(|(said, _)| *said).collect();
    shelf.hold("m", &sought).await;
    shelf.refresh().await;
    let wrong: Vec<&str> = (0..)
        .zip(SOUGHT)
        .filter(|(at, (_, query))| shelf.ids(query)[0] != format!("m-{at}"))
        .map(|(_, (_, q))| q)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
