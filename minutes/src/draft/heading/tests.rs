#![allow(clippy::unwrap_used)]

use super::super::tests::sample::{START, held, text};
use super::super::{Attendee, Source};
use super::*;
use crate::attendance::{PersonAttendance, Span};

const MINUTE: i64 = 60_000;

/// The hall and every commune there to the end but: site 2 was out twice, site 3 came late, site 8 never came.
fn attended() -> Source {
    let mut source = held(&[]);
    let end = START.plus(120 * MINUTE);
    let sites = source.meeting.sites.iter().enumerate().map(|(at, site)| {
        let from = START.plus(if at == 3 { 12 * MINUTE } else { 0 });
        let here = at != 8;
        let out = |from: i64, to: i64| Span { from: START.plus(from * MINUTE), to: START.plus(to * MINUTE) };
        SiteAttendance {
            site: site.id.clone(),
            unit: site.unit.clone(),
            unit_name: site.unit_name.clone(),
            hall: site.hall,
            connected_at: here.then_some(from),
            people: if at == 0 {
                vec![PersonAttendance {
                    person: "hai".into(),
                    present: vec![Span { from, to: end }],
                    outages: vec![],
                    left_at: None,
                }]
            } else {
                vec![]
            },
            outages: if at == 2 { vec![out(20, 23), out(40, 41)] } else { vec![] },
            left_at: None,
        }
    });
    let sites = sites.collect();
    source.attendance = Some(Attendance { from: START, to: end, sites });
    source.people =
        vec![Attendee {
            id: "hai".into(), name: "Lê Quang Hải".to_owned(), post: "Chủ tịch UBND huyện".to_owned()
        }];
    source
}

#[test]
fn days_and_the_first_two_months_get_a_zero_and_others_do_not() {
    assert_eq!(in_words(START), "07 giờ 30 phút, ngày 02 tháng 11 năm 2026");
    assert_eq!(in_words(Moment(1_770_597_000_000)), "07 giờ 30 phút, ngày 09 tháng 02 năm 2026");
    assert_eq!(in_words(Moment(1_741_140_300_000)), "09 giờ 05 phút, ngày 05 tháng 3 năm 2025");
}

#[test]
fn the_list_counts_sites_and_tells_late_and_lost_connections_with_their_times() {
    let source = attended();
    let lines = text(&heading(&source, START, &[]));
    for line in [
        "Thời gian bắt đầu: 07 giờ 30 phút, ngày 02 tháng 11 năm 2026.",
        "Địa điểm: Phòng họp UBND huyện Đồng Nhân (điểm cầu chính) và 8 điểm cầu.",
        "Thành phần tham dự: có mặt 7/8 điểm cầu.",
        "1. Tại điểm cầu chính (UBND huyện Đồng Nhân): Lê Quang Hải, Chủ tịch UBND huyện.",
        "2. Tại các điểm cầu kết nối suốt cuộc họp: UBND xã Vĩnh Tú; UBND xã Tân Thủy; UBND xã Bình Lâm; UBND xã An Sơn; UBND xã Phú Điền.",
        "3. Tại điểm cầu UBND xã Ngọc Khê (mất kết nối từ 07 giờ 50 phút đến 07 giờ 53 phút, từ 08 giờ 10 phút đến 08 giờ 11 phút).",
        "4. Tại điểm cầu UBND xã Đại Hòa (kết nối lúc 07 giờ 42 phút).",
        "Vắng: Điểm cầu không kết nối: UBND xã Kim Thạch.",
        "Chủ trì: Lê Quang Hải, Chủ tịch UBND huyện.",
        "Thư ký: Trần Thúy Nga, Chánh Văn phòng HĐND và UBND huyện.",
    ] {
        assert!(lines.lines().any(|have| have == line), "{line}\n{lines}");
    }
}

#[test]
fn a_meeting_without_a_log_lists_who_spoke() {
    let source = held(&[("loi", "Thu ngân sách đạt 71,3%."), ("loi", "Còn nợ 2 tỷ đồng."), ("hai", "Được.")]);
    let lines = text(&heading(&source, START, &[]));
    assert_eq!(lines.matches("Phan Đình Lợi, Trưởng phòng Tài chính - Kế hoạch").count(), 1);
}
