use super::all;

#[test]
fn lengths_are_counted_however_they_are_said() {
    all(&[
        ("trong vòng 48h", "2026-03-06"),
        ("trong 24 giờ tới", "2026-03-05"),
        ("72 tiếng nữa", "2026-03-07"),
        ("tháng rưỡi nữa", "2026-04-19"),
        ("trong một tháng rưỡi", "2026-04-19"),
        ("cho các xã 10 ngày", "2026-03-14"),
        ("tôi cho anh đúng một tuần", "2026-03-11"),
        ("bảy ngày sau phải có", "2026-03-11"),
        ("trong 3 ngày tới", "2026-03-07"),
        ("chậm nhất sau 5 ngày", "2026-03-09"),
        ("không quá 15 ngày", "2026-03-19"),
        ("tối đa 10 ngày", "2026-03-14"),
        ("một tuần phải có kết quả", "2026-03-11"),
        ("trong vòng hai tuần lễ", "2026-03-18"),
        ("3 ngày làm việc sau cuộc họp này", "2026-03-09"),
        ("5 ngày kể từ ngày mai", "2026-03-09"),
        ("10 ngày kể từ ngày 10/3", "2026-03-20"),
        ("trong vòng 05 ngày làm việc kể từ ngày ký", "event_relative"),
        ("5 ngày sau khi nhận hồ sơ", "event_relative"),
        ("3 ngày trước kỳ họp", "event_relative"),
        ("lùi lại một tuần", "unknown_base"),
        ("gia hạn cho Ban Quản lý 10 ngày", "unknown_base"),
        ("khoảng 10 ngày nữa", "vague"),
        ("năm bảy ngày nữa", "vague"),
        ("5 đến 7 ngày", "vague"),
        ("mươi ngày nữa", "vague"),
        ("trước 20/3 ít nhất 5 ngày", "2026-03-15"),
        ("nửa năm", "2026-09-04"),
        ("trong một quý", "2026-06-04"),
    ]);
}

#[test]
fn lengths_of_a_state_are_no_due_dates() {
    all(&[
        ("nghỉ phép 5 ngày", "none"),
        ("hội nghị diễn ra trong 3 ngày", "none"),
        ("chuyến đi 3 ngày 2 đêm", "none"),
        ("giấy phép có thời hạn 5 năm", "none"),
        ("đã chậm 20 ngày", "none"),
        ("quá hạn 5 ngày làm việc", "none"),
        ("đợt cao điểm 60 ngày đêm", "none"),
        ("tạm giữ 9 ngày", "none"),
        ("mất điện suốt 12 tiếng", "none"),
        ("theo quy định thời hạn giải quyết là 15 ngày làm việc", "none"),
        ("bảo hành 12 tháng", "none"),
        ("mấy hôm nay mưa suốt", "none"),
        ("ba tháng nay chưa họp", "none"),
        ("trong 3 ngày trở lại đây", "none"),
        ("cách đây hai tuần", "none"),
    ]);
}
