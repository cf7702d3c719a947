use super::{all, on};

#[test]
fn feasts_and_lunar_days_before_tet() {
    on(
        "2026-01-05",
        &[
            ("28 Tết", "2026-02-15"),
            ("trước 28 Tết", "2026-02-15"),
            ("ba mươi Tết", "2026-02-16"),
            ("trước Tết 10 ngày", "2026-02-07"),
            ("10 ngày trước Tết", "2026-02-07"),
            ("một tuần trước Tết", "2026-02-10"),
            ("trước Tết Bính Ngọ", "2026-02-16"),
            ("trước Tết Nguyên đán 2026", "2026-02-16"),
            ("trước đêm giao thừa", "2026-02-16"),
            ("trước dịp Tết Nguyên đán", "2026-02-16"),
            ("từ nay đến Tết", "2026-02-17"),
            ("mùng Một tháng Giêng", "2026-02-17"),
            ("mùng 6 Tết", "2026-02-22"),
            ("23 tháng Chạp", "2026-02-10"),
            ("trước ngày ông Công ông Táo", "2026-02-09"),
            ("trước 25/12 âm lịch", "2026-02-12"),
            ("ngày làm việc đầu tiên sau Tết", "2026-02-23"),
            ("hết tháng Giêng âm lịch", "2026-03-18"),
            ("sau rằm tháng Giêng mới làm", "none"),
            ("cận Tết rồi tính", "none"),
        ],
    );
}

#[test]
fn feasts_and_lunar_days_of_the_year() {
    all(&[
        ("rằm tháng Bảy", "2026-08-27"),
        ("trước rằm tháng Tám", "2026-09-25"),
        ("trước Trung thu", "2026-09-24"),
        ("trước Giỗ Tổ Hùng Vương", "2026-04-25"),
        ("mùng 10 tháng 3 âm lịch", "2026-04-26"),
        ("mùng 10 tháng 3 ta", "2026-04-26"),
        ("trước ngày 10/3 âm lịch", "2026-04-26"),
        ("trước lễ 30/4", "2026-04-29"),
        ("trước dịp lễ 30/4 và 1/5", "2026-04-29"),
        ("trước ngày 30/4", "2026-04-30"),
        ("trước Quốc khánh 2/9", "2026-09-01"),
        ("trước ngày Nhà giáo Việt Nam", "2026-11-19"),
        ("trước lễ Giáng sinh", "2026-12-24"),
        ("trước ngày Thương binh - Liệt sĩ", "2026-07-26"),
        ("trước Tết Dương lịch", "2026-12-31"),
        ("kịp trước Tết Đoan ngọ", "2026-06-18"),
        ("rằm này", "2026-04-02"),
        ("chào mừng ngày 30/4", "none"),
        ("kỷ niệm 30/4", "none"),
    ]);
}
