use super::*;

fn all(cases: &[(&str, &str)]) {
    for (spoken, written) in cases {
        assert_eq!(&figures(spoken), written, "{spoken}");
    }
}

#[test]
fn a_heard_stretch_becomes_a_sentence_with_every_word_kept() {
    assert_eq!(sentence(" đề nghị các xã báo cáo "), "Đề nghị các xã báo cáo.");
    assert_eq!(sentence("Xong chưa?"), "Xong chưa?");
    assert_eq!(sentence(""), "");
    assert_eq!(text("còn mười hai hộ"), "Còn 12 hộ.");
}

#[test]
fn dates_are_written_with_a_slash_and_lunar_months_with_their_name() {
    all(&[
        ("nộp trước ngày mười lăm tháng mười", "nộp trước ngày 15/10"),
        ("ngày hai mươi tháng tư năm hai không hai sáu", "ngày 20/4/2026"),
        ("ngày mùng sáu tháng mười một", "ngày 6/11"),
        ("mùng tám tháng ba âm lịch", "mùng 8 tháng 3 âm lịch"),
        ("chậm nhất rằm tháng giêng", "chậm nhất rằm tháng Giêng"),
        ("hạn hai mươi tháng chín", "hạn 20/9"),
        ("các ngày mười bốn và mười lăm tháng ba", "các ngày 14 và 15/3"),
        ("trước ngày hai mươi tháng này", "trước ngày 20 tháng này"),
        ("tháng mười một năm hai nghìn không trăm hai mươi lăm", "tháng 11 năm 2025"),
        ("quý tư năm nay", "quý IV năm nay"),
        ("hai mươi tám tết", "28 Tết"),
    ]);
}

#[test]
fn times_keep_two_digits_of_minutes() {
    all(&[
        ("mười bảy giờ ngày mười hai tháng ba", "17 giờ ngày 12/3"),
        ("bảy giờ rưỡi sáng mai", "7 giờ 30 sáng mai"),
        ("tám giờ năm phút", "8 giờ 05 phút"),
        ("mười ba giờ ba mươi", "13 giờ 30"),
        ("trực hai tư trên hai tư", "trực 24/24"),
        ("chờ một giờ đồng hồ", "chờ một giờ đồng hồ"),
    ]);
}

#[test]
fn money_keeps_one_scale_word_where_it_suffices() {
    all(&[
        ("thu hai tỷ ba trăm triệu đồng", "thu 2,3 tỷ đồng"),
        ("bốn triệu rưỡi", "4,5 triệu"),
        ("phạt bảy trăm năm mươi nghìn đồng", "phạt 750.000 đồng"),
        ("mười hai phẩy sáu tỷ", "12,6 tỷ"),
        ("một triệu hai trăm ba mươi bốn nghìn năm trăm đồng", "1.234.500 đồng"),
        ("ba mươi nghìn tỷ đồng", "30.000 tỷ đồng"),
    ]);
}

#[test]
fn percentages_measures_and_fractions_are_figures() {
    all(&[
        ("đạt bảy mươi phẩy hai phần trăm", "đạt 70,2%"),
        ("không phẩy tám phần trăm", "0,8%"),
        ("hai phẩy năm héc ta", "2,5 ha"),
        ("đào đắp ba trăm mét khối", "đào đắp 300 m³"),
        ("mười hai trên mười lăm thôn", "12/15 thôn"),
        ("hai phần ba số hộ", "2/3 số hộ"),
        ("sáu tỷ trên mười tỷ", "6 tỷ trên 10 tỷ"),
        ("từ hai đến bốn ngày", "từ 2 đến 4 ngày"),
        ("hai mươi xã thị trấn", "20 xã, thị trấn"),
        ("hai tấn rưỡi", "2,5 tấn"),
    ]);
}

#[test]
fn numbers_of_documents_carry_their_sign() {
    all(&[
        (
            "thực hiện quyết định số mười hai gạch chéo hai không hai lăm gạch chéo quyết định gạch ngang ủy ban nhân dân",
            "thực hiện Quyết định số 12/2025/QĐ-UBND",
        ),
        ("công văn số không bảy gạch chéo ủy ban gạch ngang văn phòng", "Công văn số 07/UBND-VP"),
        ("theo điều mười hai luật đầu tư công", "theo Điều 12 Luật Đầu tư công"),
        ("nhà máy điều ba ngày một lần", "nhà máy điều 3 ngày một lần"),
    ]);
}

#[test]
fn numbered_places_and_calls_are_figures() {
    all(&[
        ("cống số ba ở thôn bảy", "cống số 3 ở thôn 7"),
        ("quốc lộ một a", "quốc lộ 1A"),
        ("đường tỉnh năm tám sáu", "đường tỉnh 586"),
        ("gọi một một bốn", "gọi 114"),
        ("số điện thoại không chín một hai ba bốn năm sáu bảy tám", "số điện thoại 0912345678"),
    ]);
}

#[test]
fn words_that_only_look_like_numbers_stay_words() {
    for kept in [
        "xã không đồng ý",
        "nộp trong năm",
        "một số đồng chí",
        "ba bốn hộ còn vướng",
        "bốn đồng chí vắng",
        "lần thứ hai",
        "một mét vuông",
        "tư tưởng cán bộ",
        "mấy chục hộ",
        "cuối năm ngoái",
        "bộ phận một cửa",
        "mỗi tháng hai lần",
        "số năm công tác",
    ] {
        assert_eq!(figures(kept), kept);
    }
}

#[test]
fn names_that_are_number_words_are_names() {
    all(&[("bác năm có năm hộ", "bác Năm có 5 hộ"), ("mời bà tư", "mời bà Tư")]);
}

#[test]
fn written_text_passes_unchanged() {
    for written in [
        "Anh Bình, đề án sao quá hạn 21 ngày?",
        "Giá khởi điểm 6,2 triệu đồng một mét vuông; 9/14 xã, đạt 71,3%.",
        "Trước 17h30 ngày 15/11/2024, các xã báo cáo về Văn phòng.",
        "Bác Năm bình tĩnh. Trước 25 tháng Chạp, lo đủ 5 suất.",
        "Theo Nghị định số 30/2020/NĐ-CP, quý IV năm 2026, thứ Sáu tuần sau.",
    ] {
        assert_eq!(figures(written), written);
    }
}
