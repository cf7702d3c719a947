use super::*;

fn written(text: &str) -> String {
    official(text, false, false).0
}

#[test]
fn a_share_becomes_a_fraction_in_what_it_counts() {
    assert_eq!(written("Đã gieo 1.870 ha lúa mùa trên 2.340 ha"), "Đã gieo 1.870/2.340 ha lúa mùa");
    assert_eq!(written("Thu được 22 tỷ trên 45 tỷ"), "Thu được 22/45 tỷ");
    assert_eq!(written("Đứng thứ 7 trên 10 huyện"), "Đứng thứ 7/10 huyện");
    assert_eq!(written("Trong 86 hộ thì 52 hộ không đăng ký"), "Trong 52/86 hộ không đăng ký");
}

#[test]
fn what_lies_above_a_figure_is_no_share_of_it() {
    for text in ["Mưa 80 đến 150 mm, có nơi trên 200 mm", "Có 41 hộ doanh thu trên 1 tỷ", "Lên 30 cm trên báo động 2"]
    {
        assert_eq!(written(text), text);
    }
    assert_eq!(official("mưa 150 mm có nơi trên 200 mm", true, false).0, "mưa 150 mm có nơi trên 200 mm");
}

#[test]
fn rates_are_written_with_a_stroke() {
    assert_eq!(written("Năng suất 48,5 tạ một ha"), "Năng suất 48,5 tạ/ha");
    assert_eq!(written("Thu 25.000 đồng một hộ một tháng"), "Thu 25.000 đồng/hộ/tháng");
    assert_eq!(written("Có 3 hộ một năm không thu"), "Có 3 hộ một năm không thu");
}

#[test]
fn particles_and_resumptive_pronouns_go_but_conditions_keep_theirs() {
    assert_eq!(written("Ngô hè thu thì cơ bản xong"), "Ngô hè thu cơ bản xong");
    assert_eq!(written("Mẫu biểu nó thay đổi ba lần"), "Mẫu biểu thay đổi ba lần");
    assert_eq!(written("Do cái đợt mưa lớn, có 2 cái hỏng"), "Do đợt mưa lớn, có 2 cái hỏng");
    assert_eq!(written("Nếu mưa to thì di dời ngay"), "Nếu mưa to thì di dời ngay");
}

#[test]
fn members_of_a_list_are_joined_as_in_writing() {
    assert_eq!(written("Thiếu giáo viên với nhân viên"), "Thiếu giáo viên và nhân viên");
    assert_eq!(written("So với cùng kỳ, phối hợp với xã"), "So với cùng kỳ, phối hợp với xã");
}

#[test]
fn the_last_value_of_a_correction_stands() {
    assert_eq!(written("Nộp vào thứ Năm, à không, thứ Sáu tuần này"), "Nộp vào thứ Sáu tuần này");
    assert_eq!(written("Có 12, à nhầm, 15 hộ"), "Có 15 hộ");
}

#[test]
fn a_denial_behind_a_filler_is_no_correction() {
    let heard = |text: &str| official(text, true, false).0;
    assert_eq!(heard("trên đường liên xã à không ai chết"), "Trên đường liên xã không ai chết");
    assert_eq!(heard("nộp thứ năm à không thứ sáu"), "Nộp thứ sáu");
}

#[test]
fn nobody_is_called_and_staff_are_named_as_such() {
    assert_eq!(written("Gửi về phòng, anh Đông ơi, trong tháng"), "Gửi về phòng, trong tháng");
    assert_eq!(written("Tuần qua anh em đã lập biên bản"), "Tuần qua cán bộ đã lập biên bản");
    assert_eq!(written("Nhà anh em ông Chấn tranh chấp"), "Nhà anh em ông Chấn tranh chấp");
}

#[test]
fn a_clause_that_only_argues_is_left_out_unless_it_holds_a_figure() {
    assert_eq!(written("Đề nghị cấp hóa chất, chứ để nó lan ra thì chịu"), "Đề nghị cấp hóa chất");
    assert!(written("Đề nghị cấp hóa chất, chứ nó còn 3 lít").contains("3 lít"));
}

#[test]
fn small_counts_of_heard_speech_are_written_in_digits() {
    let heard = |text: &str| official(text, true, false).0;
    assert_eq!(heard("còn bảy công trình và ba xã"), "Còn 7 công trình và 3 xã");
    assert_eq!(heard("thứ ba xã họp, hai là khó"), "thứ ba xã họp, hai là khó");
}

#[test]
fn every_figure_outlives_the_rewriting() {
    let text = "Có 31 hộ thì 22 hộ vướng, 4 tỷ trên 9 tỷ, độ 40 người, giá 58.000 đồng một m², hôm 18 họp";
    let digits = |text: &str| {
        let mut runs: Vec<String> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect();
        runs.sort();
        runs
    };
    assert_eq!(digits(&written(text)), digits(text));
}
