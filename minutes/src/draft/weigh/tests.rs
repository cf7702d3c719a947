#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use super::super::speech::Reader;
use super::super::tests::sample::{gazetteer, turn};
use super::*;

/// Whether what somebody says is left out, and what it is worth.
fn weighed(who: &str, text: &str) -> (bool, f64) {
    let names = Names::new(&gazetteer(), &"huyen".into(), &HashSet::new());
    let proper = crate::written::Names::of(&gazetteer());
    let chair = "Chủ tịch UBND huyện";
    let reader = Reader { names: &names, proper: &proper, figures: crate::written::figures, chair };
    let turns = [turn(0, who, text)];
    let blocks = reader.blocks(&turns, &[vec![]]);
    let said = &blocks[0].said[0];
    (idle(said, blocks[0].speaker, &names), value(said))
}

#[test]
fn thanks_agreement_the_floor_and_housekeeping_are_left_out() {
    for (who, text) in [
        ("mau", "Vâng ạ."),
        ("mau", "Dạ, em xin tiếp thu."),
        ("p1", "Ngọc Khê làm được."),
        ("p1", "Xã xin cảm ơn huyện."),
        ("hai", "Mời anh Lợi."),
        ("hai", "Anh Mậu nói nhanh."),
        ("nga", "Đề nghị các điểm cầu tắt micro khi chưa phát biểu."),
        ("hai", "Không còn ý kiến, tôi kết thúc hội nghị."),
        ("mau", "dạ rõ"),
    ] {
        assert!(weighed(who, text).0, "{text}");
    }
}

#[test]
fn what_carries_the_matter_is_not_left_out() {
    for (who, text) in [
        ("loi", "Thu ngân sách đạt 71,3% dự toán."),
        ("hai", "Phải mời lên làm việc."),
        ("p1", "Đường trục thôn còn vướng mặt bằng."),
        ("hai", "Không chấp nhận lý do đó."),
    ] {
        assert!(!weighed(who, text).0, "{text}");
    }
}

#[test]
fn figures_and_difficulties_weigh_more_than_talk() {
    let figures = weighed("loi", "Đến 31/10 thu được 98,6 tỷ đồng, đạt 91%.").1;
    let trouble = weighed("p1", "Kênh chính đang rò, ruộng cạn khô.").1;
    let talk = weighed("p1", "Nói chung là anh em rất cố gắng trong thời gian qua.").1;
    assert!(figures > trouble && trouble > talk, "{figures} {trouble} {talk}");
    assert!(talk < LEAST);
}
