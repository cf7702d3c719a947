use super::all;

#[test]
fn a_weekday_is_the_one_its_words_say() {
    all(&[
        ("T6 tuần này nộp", "2026-03-06"),
        ("sáng thứ Hai gửi", "2026-03-09"),
        ("chủ nhật này ra quân", "2026-03-08"),
        ("thứ Hai đầu tuần sau họp", "2026-03-09"),
        ("thứ Sáu cuối tuần này chốt", "2026-03-06"),
        ("thứ Sáu tuần đến trình", "2026-03-13"),
        ("tuần kế tiếp phải có số liệu", "2026-03-13"),
        ("thứ Hai tuần đầu tháng 12", "2026-12-07"),
        ("thứ hai tuần đầu tháng mười hai", "2026-12-07"),
        ("thứ Sáu cuối cùng của tháng", "2026-03-27"),
        ("thứ Tư tuần cuối tháng 4", "2026-04-29"),
        ("thứ Ba tuần thứ hai của tháng sau", "2026-04-14"),
        ("thứ sáu sáu tháng ba trình", "2026-03-06"),
        ("thứ Hai 9/3", "2026-03-09"),
        ("chiều thứ Năm tuần sau nữa", "2026-03-19"),
        ("ngày thứ Sáu nộp", "2026-03-06"),
        ("cuối tuần, thứ Bảy này tổng vệ sinh", "2026-03-07"),
        ("họp thứ Sáu tuần này", "2026-03-06"),
        ("thứ năm tới các xã báo cáo", "2026-03-05"),
        ("chậm nhất thứ Tư", "2026-03-11"),
        ("nội trong tuần ni", "2026-03-06"),
        ("tuần tới nghen", "2026-03-13"),
        ("trong tuần tới đây", "2026-03-13"),
        ("sang tuần báo cáo tôi", "2026-03-13"),
        ("sang đầu tuần trình", "2026-03-09"),
        ("giữa tuần tới", "2026-03-11"),
        ("đến hết tuần sau", "2026-03-13"),
        ("trước thứ Hai, 9 tháng 3", "2026-03-09"),
    ]);
}

#[test]
fn points_of_a_speech_and_ordinals_are_no_weekdays() {
    all(&[
        ("Thứ hai, về giải phóng mặt bằng", "none"),
        ("thứ hai đề nghị phòng nội vụ rà soát biên chế", "none"),
        ("thứ nhất là thu ngân sách thứ hai là công tác cán bộ", "none"),
        ("kỳ họp thứ sáu đã thông qua", "none"),
        ("lần thứ ba nhắc việc này", "none"),
        ("đứng thứ tư toàn huyện", "none"),
        ("người thứ năm trong danh sách", "none"),
    ]);
}

#[test]
fn days_seen_from_today_are_read_in_every_region() {
    all(&[
        ("nội trong hôm nay", "2026-03-04"),
        ("ngay trong chiều nay", "2026-03-04"),
        ("đầu giờ chiều mai", "2026-03-05"),
        ("đầu giờ sáng thứ Sáu", "2026-03-06"),
        ("cuối giờ sáng nay", "2026-03-04"),
        ("cuối ngày mai", "2026-03-05"),
        ("hết ngày mai", "2026-03-05"),
        ("hết giờ hành chính hôm nay", "2026-03-04"),
        ("hết giờ làm việc ngày 6/3", "2026-03-06"),
        ("trước giờ nghỉ trưa", "2026-03-04"),
        ("bữa mốt nộp", "2026-03-06"),
        ("sáng mơi có mặt", "2026-03-05"),
        ("ngày kìa trình", "2026-03-07"),
        ("sớm mai báo tôi", "2026-03-05"),
        ("chiều tối nay", "2026-03-04"),
        ("tối nay phải có", "2026-03-04"),
        ("bữa nay phải xong nghe", "2026-03-04"),
        ("hôm ni nộp liền", "2026-03-04"),
        ("mai mốt chi đó", "vague"),
        ("mai kia rồi tính", "none"),
        ("nội nhật ngày mai", "2026-03-05"),
        ("trong ngày làm việc tiếp theo", "2026-03-05"),
        ("anh Mai nộp sau", "none"),
        ("xã Hoa Mai chưa gửi", "none"),
        ("trong tối đa 5 ngày", "2026-03-09"),
        ("trong sáng mai", "2026-03-05"),
        ("nội trong buổi chiều", "2026-03-04"),
        ("chậm nhất là chiều mốt", "2026-03-06"),
    ]);
}
