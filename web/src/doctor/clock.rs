//! The machine's clock, judged by what was written before: there may be no network to ask.

use giaoban_models::clock::Moment;

use super::Finding;

/// This version was made after this moment (2026-11-01T00:00:00Z): a clock before it was reset, by an empty battery or a
/// fresh image.
const EARLIEST: Moment = Moment(1_793_491_200_000);
/// Clocks that are set by the network move by moments; this much is no such correction, milliseconds.
const TOLERANCE: i64 = 5 * 60 * 1000;

/// Whether time stands before what was already written.
pub(super) fn examine(now: Moment, newest_file: Option<Moment>, last_kept: Option<Moment>) -> Option<Finding> {
    let (vi, en, known) = [
        (newest_file, "tệp mới nhất trong thư mục dữ liệu", "the newest file of the data folder"),
        (last_kept, "nội dung mới nhất trong cơ sở dữ liệu", "the newest entry of the database"),
        (Some(EARLIEST), "phiên bản chương trình này", "this version of the program"),
    ]
    .into_iter()
    .filter_map(|(known, vi, en)| Some((vi, en, known?)))
    .find(|(.., known)| known.since(now) > TOLERANCE)?;
    Some(Finding::new(
        "clock_wrong",
        format!(
            "Đồng hồ máy chỉ {}, sớm hơn {vi} ({}). Nếu mạng không có máy chủ giờ, đặt giờ bằng: sudo timedatectl set-time \
             'NĂM-THÁNG-NGÀY GIỜ:PHÚT:GIÂY'.",
            shown(now),
            shown(known)
        ),
        format!("The clock says {}, before {en} ({}).", shown(now), shown(known)),
        "sudo timedatectl set-ntp true",
    ))
}

fn shown(at: Moment) -> String {
    let at = at.in_vietnam();
    format!("{:02}:{:02} {:02}/{:02}/{}", at.hour(), at.minute(), at.day(), u8::from(at.month()), at.year())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_before_what_was_already_written_is_wrong_and_a_small_correction_is_not() {
        let now = Moment(1_795_230_000_000); // 2026-11-21, ten in the morning in Vietnam
        assert_eq!(examine(now, None, None), None);
        assert_eq!(examine(now, Some(now.plus(TOLERANCE)), Some(now.plus(-1))), None);
        let by_file = examine(now, Some(now.plus(TOLERANCE + 1)), None).unwrap();
        assert!(by_file.code == "clock_wrong" && by_file.vi.contains("10:05 21/11/2026"), "{}", by_file.vi);
        let by_database = examine(now, None, Some(now.plus(86_400_000))).unwrap();
        assert!(by_database.vi.contains("cơ sở dữ liệu") && by_database.en.contains("10:00 22/11/2026"));
    }

    #[test]
    fn a_clock_from_before_this_version_was_reset() {
        assert_eq!(examine(Moment(0), None, None).unwrap().code, "clock_wrong");
        assert_eq!(EARLIEST.day_in_vietnam(), "2026-11-01");
    }
}
