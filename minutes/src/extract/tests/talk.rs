//! What several turns make together: promises, dates named later, the chair handed over, orders without a name.

use super::{ids, of, turn};
use giaoban_models::directive::Proposal;
use giaoban_models::turn::{Turn, TurnRole};

fn by(id: &str, name: &str, unit: &str, text: &str) -> Turn {
    let mut turn = turn(id, TurnRole::Delegate, text);
    turn.speaker.id = name.into();
    turn.speaker.name = name.to_owned();
    turn.speaker.post = "Trưởng phòng".to_owned();
    turn.speaker.unit = unit.into();
    turn
}

fn chair(id: &str, text: &str) -> Turn {
    turn(id, TurnRole::Chair, text)
}

fn read(all: &[Proposal]) -> Vec<(Vec<&str>, Option<&str>, Vec<&str>)> {
    all.iter()
        .map(|p| (ids(&p.lead_units), p.deadline.as_deref(), p.turns.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn a_promise_taken_up_by_the_chair_is_due_then() {
    let all = of(&[
        chair("1", "Anh Hùng, bao giờ xong hồ sơ bãi rác?"),
        by("2", "Trần Văn Hùng", "tn", "Dạ thứ Sáu ạ."),
        chair("3", "Vậy thứ Sáu, tôi ghi đấy."),
    ]);
    assert_eq!(read(&all), [(vec!["tn"], Some("2026-03-06"), vec!["3"])], "{all:?}");
}

#[test]
fn a_date_named_some_turns_later_belongs_to_the_order_before() {
    let all = of(&[
        chair("1", "Anh Hùng đo lại cho chín hộ Tân Thanh."),
        by("2", "Trần Văn Hùng", "tn", "Mấy ngày ạ?"),
        chair("3", "Năm ngày làm việc."),
    ]);
    assert_eq!(read(&all), [(vec!["tn"], Some("2026-03-11"), vec!["1", "3"])], "{all:?}");
}

#[test]
fn whoever_was_asked_to_preside_gives_directives() {
    let order = "Giao Công an huyện tuần tra đêm.";
    let asked = chair("1", "Tôi đi họp tỉnh, mời chị Lan điều hành tiếp.");
    let all = of(&[asked, by("2", "Lê Thị Lan", "nv", order)]);
    assert_eq!(read(&all), [(vec!["ca"], None, vec!["2"])], "{all:?}");
    assert_eq!(of(&[chair("1", "Ta nghe chị Lan."), by("2", "Lê Thị Lan", "nv", order)]), []);
}

#[test]
fn an_order_without_a_name_goes_to_whoever_spoke_last() {
    let all =
        of(&[by("1", "Trần Văn Hùng", "tn", "Bên em làm xong dự thảo rồi ạ."), chair("2", "Gửi tôi luôn chiều nay.")]);
    assert_eq!(read(&all), [(vec!["tn"], Some("2026-03-04"), vec!["2"])], "{all:?}");
    assert!(all[0].confidence < crate::extract::SUGGEST, "possible, not suggested");
}

#[test]
fn torn_speech_that_leaves_nothing_to_do_is_refused() {
    let torn = "giao ngày hai giao … xã Tân Thanh kiểm tra mùng phối hợp với";
    let all = of(&[chair("1", torn), chair("2", torn)]);
    assert!(all.iter().all(|p| !p.task.is_empty() && !p.lead_units.is_empty()), "{all:?}");
}

#[test]
fn whoever_answers_to_something_stopped_without_an_owner_has_it() {
    let stopped = |answer: Turn| {
        of(&[
            by("1", "Đỗ Thị Mai", "tc", "Phần kinh phí em báo cáo hết rồi ạ."),
            chair("2", "Còn hội thi cán bộ giỏi thì tạm dừng, qua mùa mưa tính tiếp."),
            answer,
        ])
    };
    let taken = stopped(by("3", "Lê Thị Lan", "nv", "Dạ rõ, em báo lại các xã."));
    assert_eq!(read(&taken), [(vec!["nv"], None, vec!["2"])], "{taken:?}");
    let asked = stopped(by("3", "Lê Thị Lan", "nv", "Thế còn tiền đã chi thì sao ạ?"));
    assert_eq!(read(&asked), [(vec!["tc"], None, vec!["2"])], "{asked:?}");
}

#[test]
fn a_body_just_spoken_of_is_known_by_the_first_word_of_its_name() {
    let order = "Vậy ngày mai xã phải đóng hết các cống.";
    let all = of(&[by("1", "Trần Văn Tám", "ta", "Tân Thành còn bốn cống chưa đóng ạ."), chair("2", order)]);
    assert_eq!(read(&all), [(vec!["ta"], Some("2026-03-05"), vec!["2"])], "{all:?}");
    assert_eq!(of(&[chair("1", order)]), [], "nobody was spoken of");
}

#[test]
fn what_is_done_until_it_is_over_is_not_stopped() {
    let all = of(&[chair("1", "Phòng Tài nguyên cho xe chở nước ngày hai chuyến, chở tới khi có nước thì thôi.")]);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].action, giaoban_models::directive::DirectiveAction::New);
}
