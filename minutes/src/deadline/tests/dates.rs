use super::all;

#[test]
fn numbered_dates_are_read_in_every_writing() {
    all(&[
        ("trước ngày 05 tháng 12 năm 2026", "2026-12-05"),
        ("chậm nhất là 16 giờ 30 phút ngày 05 tháng 12 năm 2026", "2026-12-05T16:30"),
        (
            "chậm nhất là mười sáu giờ ba mươi phút ngày năm tháng mười hai năm hai nghìn không trăm hai mươi sáu",
            "2026-12-05T16:30",
        ),
        ("trước 17h00 ngày 30/11", "2026-11-30T17:00"),
        ("trước 17 giờ 00 phút, ngày 30/11", "2026-11-30T17:00"),
        ("17g30 ngày 6/3", "2026-03-06T17:30"),
        ("ngày 25-11", "2026-11-25"),
        ("ngày 05.12.2026", "2026-12-05"),
        ("hạn 25/11/26", "2026-11-25"),
        ("ngày 10 tháng sau", "2026-04-10"),
        ("ngày 15 tới", "2026-03-15"),
        ("ngày 2 tới đây", "2026-04-02"),
        ("trước ngày 20 tây", "2026-03-20"),
        ("hăm lăm tháng này", "2026-03-25"),
        ("trước ngày hăm mốt", "2026-03-21"),
        ("hạn chót là 20", "2026-03-20"),
        ("trước hai lăm nộp", "2026-03-25"),
        ("mười lăm tháng tư năm sau", "2027-04-15"),
        ("ngày 6/3 (thứ Sáu)", "2026-03-06"),
        ("ngày 6/3 tức thứ Sáu", "2026-03-06"),
        ("ngày 7/3 nhằm thứ Sáu", "contradiction"),
        ("ngày cuối tháng", "2026-03-31"),
        ("ngày cuối cùng của tháng 4", "2026-04-30"),
        ("ngày làm việc cuối cùng của tháng", "2026-03-31"),
        ("ngày làm việc cuối cùng của tháng 5", "2026-05-29"),
        ("ngày làm việc đầu tiên của tháng 5", "2026-05-04"),
        ("ngày làm việc đầu tiên của tuần sau", "2026-03-09"),
        ("ngày đầu tiên của tháng sau", "2026-04-01"),
        ("ngày 15/3, trước 10 giờ", "2026-03-15T10:00"),
        ("không quá ngày 15/3", "2026-03-15"),
        ("muộn nhất là mùng 10 tháng 4", "2026-04-10"),
        ("từ nay đến 31/8", "2026-08-31"),
        ("gia hạn đến 20/3", "2026-03-20"),
        ("lùi sang ngày 20/3", "2026-03-20"),
        ("hạn cũ là 10/3, nay gia hạn đến 20/3", "2026-03-20"),
        ("ngày 12/3 hoặc muộn nhất 15/3", "2026-03-15"),
        ("ngày 12/3 hay cùng lắm là 15/3", "2026-03-15"),
    ]);
}

#[test]
fn hours_are_read_as_people_say_them() {
    all(&[
        ("8 giờ kém 15 sáng mai", "2026-03-05T07:45"),
        ("chiều mai 2 giờ", "2026-03-05T14:00"),
        ("chiều thứ Sáu lúc 3 giờ", "2026-03-06T15:00"),
        ("ba rưỡi chiều nay", "2026-03-04T15:30"),
        ("trước 11 rưỡi trưa nay", "2026-03-04T11:30"),
        ("12 giờ trưa mai", "2026-03-05T12:00"),
        ("12 giờ đêm nay", "2026-03-04T23:59"),
        ("0 giờ ngày 15/3", "2026-03-15T00:00"),
        ("trước 16 giờ chiều nay", "2026-03-04T16:00"),
        ("đúng 7 giờ sáng thứ Hai", "2026-03-09T07:00"),
        ("trước 17 giờ", "2026-03-04T17:00"),
        ("khoảng 3 giờ chiều mai", "2026-03-05"),
        ("25 giờ ngày 5/3", "invalid_date"),
        ("hai giờ ba mươi chiều mai", "2026-03-05T14:30"),
        ("chậm nhất 17h30 hôm nay", "2026-03-04T17:30"),
        ("17 giờ 30 ngày 15 tháng này", "2026-03-15T17:30"),
        ("trước 10h sáng ngày mai", "2026-03-05T10:00"),
    ]);
}

#[test]
fn stretches_of_days_keep_both_ends() {
    all(&[
        ("từ ngày 9 đến hết ngày 13/3", "2026-03-09/2026-03-13"),
        ("từ mùng 9 đến mùng 13 tháng 3", "2026-03-09/2026-03-13"),
        ("trong các ngày 14, 15 và 16/3", "2026-03-14/2026-03-16"),
        ("ngày 15-20/3", "2026-03-15/2026-03-20"),
        ("15-20 tháng 3", "2026-03-15/2026-03-20"),
        ("từ 28/3 đến 2/4", "2026-03-28/2026-04-02"),
        ("28/3-2/4", "2026-03-28/2026-04-02"),
        ("từ thứ Hai đến thứ Sáu tuần sau", "2026-03-09/2026-03-13"),
        ("từ mai đến hết ngày 10/3", "2026-03-05/2026-03-10"),
        ("trong khoảng 18/3 đến 22/3", "2026-03-18/2026-03-22"),
        ("thượng tuần tháng 4", "2026-04-01/2026-04-10"),
        ("hạ tuần tháng 4", "2026-04-21/2026-04-30"),
    ]);
}

#[test]
fn corrections_take_what_was_said_last() {
    all(&[
        ("trước thứ Hai, à thứ Ba tuần sau", "2026-03-10"),
        ("không phải thứ Ba, thứ Năm tuần sau", "2026-03-12"),
        ("thứ Năm tuần sau chứ không phải thứ Ba", "2026-03-12"),
        ("ngày 10/3, ủa nhầm, 11/3", "2026-03-11"),
        ("trước ngày 18, à quên, ngày 19 tháng này", "2026-03-19"),
        ("ngày 15/3 à mà thôi cho đến 20/3", "2026-03-20"),
        ("trước 12/3, xin lỗi, 13/3 mới đúng", "2026-03-13"),
        ("mai, à không, ngày kia nộp", "2026-03-06"),
        ("hết tháng này, nói lại, hết tháng sau", "2026-04-30"),
    ]);
}
