//! Minutes of a made-up meeting, long enough for three pages and an annex of two.

use giaoban_models::minutes::{AssignedTask, MinutesDocument, MinutesHead, Passage, PassageKind, Run};

fn paragraph(text: &str) -> Passage {
    Passage::plain(PassageKind::Paragraph, text)
}

fn part(text: &str) -> Passage {
    Passage::plain(PassageKind::Section, text)
}

fn item(text: &str) -> Passage {
    Passage::plain(PassageKind::Topic, text)
}

fn task(task: &str, lead: &str, co: &str, due: &str) -> AssignedTask {
    AssignedTask { task: task.into(), lead: lead.into(), co: co.into(), due: due.into() }
}

/// The head of the sample.
pub fn head() -> MinutesHead {
    MinutesHead {
        superior: Some("UBND TỈNH QUẢNG TRỊ".into()),
        agency: "ỦY BAN NHÂN DÂN XÃ HƯỚNG PHÙNG".into(),
        sign: "BB-UBND".into(),
        number: Some("5".into()),
        title: "Họp giao ban trực tuyến tháng 11 năm 2026 về phòng, chống thiên tai và thu ngân sách".into(),
        chair_name: "Hồ Văn Thảo".into(),
        secretary_name: "Nguyễn Thị Ngọc Ánh".into(),
        recipients: vec![
            "Thường trực Đảng ủy, Thường trực HĐND xã (b/c)".into(),
            "Chủ tịch, các Phó Chủ tịch UBND xã".into(),
            "Các phòng chuyên môn, trưởng các thôn, bản".into(),
            "Lưu: VT, Hồ sơ".into(),
        ],
    }
}

/// Issued minutes with an annex.
pub fn issued() -> MinutesDocument {
    let emphasised = Passage {
        runs: vec![
            Run { text: "Giao Phòng Kinh tế ".into(), bold: true, italic: false },
            Run::plain(
                "chủ trì, phối hợp với trưởng các thôn, bản rà soát toàn bộ hộ dân sống ven suối Sê Pôn, lập danh sách di dời; hoàn thành ",
            ),
            Run { text: "trước ngày 15/11/2026".into(), bold: false, italic: true },
            Run::plain("."),
        ],
        ..paragraph("")
    };
    let mut passages = vec![
        paragraph("Thời gian bắt đầu: 08 giờ 00 phút, ngày 04 tháng 11 năm 2026."),
        paragraph("Địa điểm: Phòng họp trực tuyến UBND xã (điểm cầu chính) và 06 điểm cầu các thôn, bản."),
        paragraph("Thành phần tham dự: 18/21 người được mời."),
        paragraph(
            "1. Tại điểm cầu chính: ông Hồ Văn Thảo, Chủ tịch UBND xã; bà Trần Thị Mỹ Duyên, Phó Chủ tịch UBND xã; ông Lê Quốc Khánh, Trưởng phòng Kinh tế; bà Nguyễn Thị Ngọc Ánh, Chánh Văn phòng HĐND và UBND xã.",
        ),
        paragraph(
            "2. Tại điểm cầu thôn Xa Ry: ông Hồ A, Trưởng thôn (kết nối 07 giờ 52 phút, mất kết nối từ 09 giờ 10 phút đến 09 giờ 14 phút).",
        ),
        paragraph("Chủ trì (chủ tọa): ông Hồ Văn Thảo, Chủ tịch UBND xã."),
        paragraph("Thư ký (người ghi biên bản): bà Nguyễn Thị Ngọc Ánh, Chánh Văn phòng HĐND và UBND xã."),
        part("I. KHAI MẠC"),
        paragraph("Chủ tọa tuyên bố lý do, giới thiệu đại biểu và thông qua chương trình họp."),
        part("II. CÁC NỘI DUNG BÁO CÁO"),
        item("1. Thu ngân sách nhà nước 10 tháng"),
    ];
    for quarter in ["quý I", "quý II", "quý III", "tháng 10"] {
        passages.push(paragraph(&format!(
            "Ông Lê Quốc Khánh báo cáo: thu ngân sách {quarter} đạt 2.700 triệu đồng, bằng 98,62% dự toán; trong đó thu phí, lệ phí giảm 7,9% so với cùng kỳ do số hộ kinh doanh tạm ngừng hoạt động tăng. Nguyên nhân chủ yếu là mưa lũ kéo dài, đường liên thôn bị chia cắt nhiều ngày, hàng hóa không lưu thông được."
        )));
    }
    passages.push(item("2. Phòng, chống thiên tai và tìm kiếm cứu nạn"));
    for village in ["Xa Ry", "Cợp", "Hướng Choa", "Phùng Lâm", "Mã Lai Pun"] {
        passages.push(paragraph(&format!(
            "Trưởng thôn {village} báo cáo: đã cắm 12 biển cảnh báo tại các ngầm tràn, dự trữ 3,5 tấn gạo và 40 thùng nước uống; còn 05 hộ chưa đồng ý di dời, đề nghị xã cử cán bộ xuống vận động và hỗ trợ phương tiện vận chuyển trước khi bão đổ bộ."
        )));
    }
    passages.push(part("III. KẾT LUẬN CỦA CHỦ TỌA"));
    passages.push(emphasised);
    passages.push(paragraph(
        "Cuộc họp kết thúc vào 11 giờ 15 phút, ngày 04 tháng 11 năm 2026. Biên bản đã được đọc lại và các thành viên dự họp nhất trí.",
    ));
    let mut tasks = vec![
        task(
            "Rà soát toàn bộ hộ dân sống ven suối Sê Pôn, lập danh sách di dời, báo cáo kết quả về Văn phòng để tổng hợp",
            "Phòng Kinh tế",
            "Trưởng các thôn, bản; Công an xã",
            "15/11/2026",
        ),
        task("Báo cáo tiến độ thu ngân sách", "Phòng Kinh tế", "", "Hằng tháng, trước ngày 25"),
    ];
    for at in 1..=22 {
        tasks.push(task(
            &format!(
                "Kiểm tra, sửa chữa cống thoát nước số {at} trên tuyến đường liên thôn và nghiệm thu trước mùa mưa"
            ),
            "Phòng Kinh tế",
            "Ban Chỉ huy Quân sự xã",
            "30/11/2026",
        ));
    }
    MinutesDocument { head: head(), passages, tasks, attendance: vec![], issued: true }
}

/// The same before it is issued.
pub fn draft() -> MinutesDocument {
    let mut document = issued();
    document.issued = false;
    document.head.number = None;
    document
}
