#![allow(clippy::unwrap_used)]
mod announced;
mod dates;
mod lengths;
mod lunar;
mod passing;
mod periods;
mod properties;
mod sentences;
mod silence;
mod spoken;
mod weeks;

use super::*;
use crate::calendar::parse_day;

fn value(text: &str, on: &str) -> String {
    match find(text, parse_day(on).unwrap(), &Holidays::shipped()) {
        None => "absent".to_owned(),
        Some(Deadline { value: Value::None(reason), .. }) => reason.code().to_owned(),
        Some(found) => found.value.text().unwrap(),
    }
}

/// Spoken on Wednesday 4 March 2026.
fn all(cases: &[(&str, &str)]) {
    on("2026-03-04", cases);
}

/// Every case that is wrong, at once; "none" is any reason without a date.
fn on(day: &str, cases: &[(&str, &str)]) {
    let none = |got: &str| !got.starts_with('2');
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, value(text, day), expected))
        .filter(|(_, got, expected)| !(got == *expected || **expected == "none" && none(got)))
        .map(|(text, got, expected)| {
            let rule = find(text, parse_day(day).unwrap(), &Holidays::shipped()).map_or("", |found| found.rule);
            format!("{text}: {got} ({rule}), not {expected}")
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn numbered_dates_are_the_nearest_to_come() {
    all(&[
        ("nộp trước ngày 20/3", "2026-03-20"),
        ("trước ngày hai mươi tháng ba", "2026-03-20"),
        ("hạn 15/2", "2027-02-15"),
        ("hạn hai tám tháng mười", "2026-10-28"),
        ("ngày 10 tháng sau trình", "2026-04-10"),
        ("trước ngày 2", "2026-04-02"),
        ("trước 20 tháng này", "2026-03-20"),
        ("chậm nhất là ngày 5/5/2026", "2026-05-05"),
        ("ngày năm tháng năm năm hai không hai bảy", "2027-05-05"),
        ("ngày 31/4", "invalid_date"),
    ]);
}

#[test]
fn hours_belong_to_their_day() {
    all(&[
        ("chậm nhất 17 giờ ngày 6/3", "2026-03-06T17:00"),
        ("trước 16h30 thứ Sáu", "2026-03-06T16:30"),
        ("tám giờ rưỡi sáng mai", "2026-03-05T08:30"),
        ("ba giờ chiều nay nộp", "2026-03-04T15:00"),
        ("chín giờ tối mai", "2026-03-05T21:00"),
        ("24 giờ ngày 10/3", "2026-03-10T23:59"),
        ("ngày 11/3 trước 8 giờ", "2026-03-11T08:00"),
        ("trong vòng 48 giờ", "2026-03-06"),
        ("sau 22 giờ cấm hát", "absent"),
    ]);
}

#[test]
fn names_of_days_follow_the_week() {
    all(&[
        ("thứ Sáu tuần này trình", "2026-03-06"),
        ("thứ hai tuần sau họp", "2026-03-09"),
        ("trước thứ Tư", "2026-03-11"),
        ("trong tuần", "2026-03-06"),
        ("cuối tuần sau", "2026-03-13"),
        ("tuần sau nữa có kết quả", "2026-03-20"),
        ("đầu tuần sau báo cáo", "2026-03-09"),
        ("ngày mai trình", "2026-03-05"),
        ("trong ngày phải xong", "2026-03-04"),
        ("thứ Sáu ngày 6/3", "2026-03-06"),
        ("thứ Sáu ngày 7/3", "contradiction"),
        ("lần thứ hai", "absent"),
        ("thứ hai là công tác cán bộ", "absent"),
    ]);
}

#[test]
fn months_quarters_and_years_end_with_their_last_day() {
    all(&[
        ("hết tháng", "2026-03-31"),
        ("cuối tháng sau", "2026-04-30"),
        ("trong tháng mười một", "2026-11-30"),
        ("đầu tháng 4", "2026-04-01/2026-04-10"),
        ("giữa tháng này", "2026-03-11/2026-03-20"),
        ("trong quý I", "2026-03-31"),
        ("hết quý sau", "2026-06-30"),
        ("quý bốn phải xong", "2026-12-31"),
        ("hết năm", "2026-12-31"),
        ("trong sáu tháng đầu năm", "2026-06-30"),
        ("giữa năm", "vague"),
        ("trước tháng chạp", "vague"),
    ]);
}

#[test]
fn lengths_are_counted_from_the_day_after_speech() {
    all(&[
        ("trong 10 ngày", "2026-03-14"),
        ("trong vòng 5 ngày làm việc", "2026-03-11"),
        ("hai tuần nữa", "2026-03-18"),
        ("trong một tháng", "2026-04-04"),
        ("nửa tháng", "2026-03-19"),
        ("3 ngày kể từ hôm nay", "2026-03-07"),
        ("5 ngày kể từ ngày nhận đủ hồ sơ", "event_relative"),
        ("gia hạn thêm 10 ngày", "unknown_base"),
        ("quá hạn 21 ngày", "absent"),
        ("hai ba ngày nữa", "vague"),
    ]);
}

#[test]
fn the_lunar_calendar_counts_to_the_feast() {
    for (text, on, expected) in [
        ("xong trước Tết", "2026-01-05", "2026-02-16"),
        ("trước hai mươi lăm tháng chạp", "2026-01-20", "2026-02-12"),
        ("chậm nhất rằm tháng Giêng", "2026-02-09", "2026-03-03"),
        ("hai mươi tám tết", "2026-02-09", "2026-02-15"),
        ("mùng 8 các phòng họp", "2026-02-09", "2026-02-24"),
        ("trước Tết Trung thu", "2026-09-01", "2026-09-24"),
        ("ra Tết tính", "2026-02-09", "vague"),
        ("mùng năm tháng mười", "2026-02-20", "2026-10-05"),
    ] {
        assert_eq!(value(text, on), expected, "{text}");
    }
}

#[test]
fn the_last_value_of_a_correction_counts() {
    all(&[
        ("trước ngày 18/3, à không, trước 15/3", "2026-03-15"),
        ("ngày mười tám tháng ba à quên ngày mười chín mới đúng", "2026-03-19"),
        ("thứ năm nhầm thứ sáu tuần này", "2026-03-06"),
        ("ngày 15 hay 16", "ambiguous"),
        ("ngày 15/3 hoặc chậm nhất 20/3", "2026-03-20"),
    ]);
}

#[test]
fn what_is_no_due_date_says_why() {
    all(&[
        ("bắt đầu từ ngày 15/7", "start"),
        ("từ nay đến 15/4", "2026-04-15"),
        ("từ ngày 9 đến ngày 13/3", "2026-03-09/2026-03-13"),
        ("các ngày 14 và 15/3", "2026-03-14/2026-03-15"),
        ("hằng tháng trước ngày 25 gửi báo cáo", "recurring"),
        ("nếu đến 15/4 chưa thi công thì chấm dứt", "conditional"),
        ("bao giờ xong", "question"),
        ("hôm qua đã nộp", "past"),
        ("đã nộp ngày 2/3", "past"),
        ("nhà ở đường 30/4", "quantity"),
        ("đạt 9/14 xã", "absent"),
        ("trước kỳ họp sau", "event_relative"),
        ("xã không đồng ý", "absent"),
    ]);
}

#[test]
fn the_date_bound_to_the_task_is_taken_with_its_words() {
    let text = "Tham mưu kế hoạch tổ chức lễ 30/4, trình Ủy ban trước ngày 15/4.";
    let found = find(text, parse_day("2026-03-04").unwrap(), &Holidays::shipped()).unwrap();
    assert_eq!((found.phrase.as_str(), found.value.due().as_deref()), ("trước ngày 15/4", Some("2026-04-15")));
    assert_eq!(&text[found.range], "trước ngày 15/4");
}
