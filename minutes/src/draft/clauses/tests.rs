#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use super::super::tests::sample::{gazetteer, order};
use super::*;

fn clause(proposal: &Proposal) -> String {
    let names = Names::new(&gazetteer(), &"huyen".into(), &HashSet::new());
    let proper = crate::written::Names::of(&gazetteer());
    Wording { names: &names, proper: &proper, figures: crate::written::figures }.clause(proposal)
}

#[test]
fn an_order_names_who_leads_who_helps_what_and_by_when() {
    let mut one = order("u1", "giao bên Tài chính rà soát", "tc", "Rà soát các khoản thu còn nợ", Some("2026-11-05"));
    assert_eq!(
        clause(&one),
        "Giao Phòng Tài chính - Kế hoạch rà soát các khoản thu còn nợ; hoàn thành trước ngày 05/11/2026."
    );
    one.co_units = vec!["ca".into(), "x1".into()];
    assert_eq!(
        clause(&one),
        "Giao Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Công an huyện, UBND xã Ngọc Khê rà soát các khoản thu còn nợ; hoàn thành trước ngày 05/11/2026."
    );
}

#[test]
fn who_hears_of_it_and_the_hour_stand_with_the_due_date() {
    let one = order("u1", "", "nn", "Kiểm tra đê bao, báo cáo UBND huyện", Some("2026-11-06T17:00"));
    assert_eq!(
        clause(&one),
        "Giao Phòng Nông nghiệp và Phát triển nông thôn kiểm tra đê bao; báo cáo UBND huyện trước 17 giờ 00 phút ngày 06/11/2026."
    );
}

#[test]
fn an_extension_a_stop_and_a_condition_have_words_of_their_own() {
    let mut one = order("u1", "", "ht", "Gia hạn hoàn thành đề án chỉnh trang", Some("2026-11-12"));
    one.action = DirectiveAction::Extend;
    assert_eq!(
        clause(&one),
        "Đồng ý gia hạn hoàn thành đề án chỉnh trang đối với Phòng Kinh tế và Hạ tầng đến ngày 12/11/2026."
    );
    one.action = DirectiveAction::Cancel;
    one.task = "dựng cổng chào".to_owned();
    one.deadline = None;
    assert_eq!(clause(&one), "Yêu cầu Phòng Kinh tế và Hạ tầng dừng: dựng cổng chào.");
    let mut one = order("u1", "nếu mưa trên 200 mm thì các xã sơ tán dân", "cacxa", "Sơ tán dân vùng trũng", None);
    one.conditional = true;
    assert_eq!(clause(&one), "Trường hợp mưa trên 200 mm: giao UBND các xã sơ tán dân vùng trũng.");
}

#[test]
fn a_recurring_order_keeps_its_phrase_and_a_guessed_date_is_never_written() {
    let mut one = order("u1", "", "cacxa", "Báo cáo hồ sơ trễ hạn", None);
    one.deadline_text = Some("hằng tháng, trước ngày 25".to_owned());
    one.recurring = true;
    assert_eq!(clause(&one), "Giao UBND các xã báo cáo hồ sơ trễ hạn; thực hiện hằng tháng, trước ngày 25.");
}

#[test]
fn no_figure_of_an_order_is_lost_and_its_date_is_not_told_twice() {
    let quote = "Giao Phòng Tài chính rà soát nợ thuế, giảm ít nhất 50% nợ, trước ngày 5/11";
    let one = order("u1", quote, "tc", "Rà soát nợ thuế", Some("2026-11-05"));
    assert_eq!(
        clause(&one),
        "Giao Phòng Tài chính - Kế hoạch rà soát nợ thuế; hoàn thành trước ngày 05/11/2026; giảm ít nhất 50% nợ."
    );
}

#[test]
fn of_a_long_quote_heard_without_marks_only_the_words_around_a_lost_figure_are_repeated() {
    let quote = "nếu có tai nạn cháy nổ thì các xã gọi ngay công an huyện tôi nhắc là phải báo trong mười lăm phút không được chậm nhé";
    let one = order("u1", quote, "cacxa", "Gọi ngay Công an huyện khi có tai nạn, cháy nổ", None);
    assert_eq!(
        clause(&one),
        "Giao UBND các xã gọi ngay Công an huyện khi có tai nạn, cháy nổ; là phải báo trong 15 phút không được chậm."
    );
}
