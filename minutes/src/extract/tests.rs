#![allow(clippy::unwrap_used)]
use super::*;
mod table;

use giaoban_models::directive::DirectiveAction;
use giaoban_models::id::UnitId;
use giaoban_models::turn::{TurnRole, TurnSpeaker};

const FILE: &str = r#"{"units": [
    {"id": "h", "full_name": "Ủy ban nhân dân huyện Lam Sơn", "short_name": "UBND huyện", "aliases": ["huyện", "Ủy ban"], "kind": "huyện"},
    {"id": "tc", "full_name": "Phòng Tài chính - Kế hoạch", "short_name": "TC-KH", "aliases": ["Tài chính"], "kind": "phòng", "parent_id": "h"},
    {"id": "nv", "full_name": "Phòng Nội vụ", "short_name": "Nội vụ", "kind": "phòng", "parent_id": "h"},
    {"id": "tn", "full_name": "Phòng Tài nguyên và Môi trường", "short_name": "TN&MT", "aliases": ["Tài nguyên", "Môi trường"], "kind": "phòng", "parent_id": "h"},
    {"id": "vp", "full_name": "Văn phòng HĐND và UBND huyện", "short_name": "Văn phòng", "kind": "phòng", "parent_id": "h"},
    {"id": "ca", "full_name": "Công an huyện Lam Sơn", "short_name": "Công an huyện", "kind": "llvt", "parent_id": "h"},
    {"id": "ta", "full_name": "Ủy ban nhân dân xã Tân Thành", "short_name": "Tân Thành", "kind": "xã", "parent_id": "h"},
    {"id": "tb", "full_name": "Ủy ban nhân dân xã Tân Thanh", "short_name": "Tân Thanh", "kind": "xã", "parent_id": "h"},
    {"id": "gx", "full_name": "Ủy ban nhân dân các xã, thị trấn", "short_name": "các xã, thị trấn", "aliases": ["các xã"], "kind": "nhóm", "parent_id": "h", "members": ["ta", "tb"]}
  ], "persons": [
    {"id": "hung", "name": "Trần Văn Hùng", "post": "Trưởng phòng Tài nguyên và Môi trường", "unit_id": "tn"},
    {"id": "lan", "name": "Lê Thị Lan", "post": "Trưởng phòng Nội vụ", "unit_id": "nv"}
  ]}"#;

fn turn(id: &str, role: TurnRole, text: &str) -> Turn {
    let speaker = TurnSpeaker {
        id: "c".into(),
        name: "Ngô Bình".into(),
        post: "Chủ tịch UBND huyện".into(),
        unit: "h".into(),
        role,
    };
    Turn {
        meeting_id: "m".into(),
        id: id.to_owned(),
        spoken_on: "2026-03-04".to_owned(),
        t_start: 0.0,
        t_end: 1.0,
        speaker,
        text: text.to_owned(),
    }
}

fn of(turns: &[Turn]) -> Vec<Proposal> {
    extract(turns, &serde_json::from_str(FILE).unwrap(), &Holidays::shipped())
}

fn said(text: &str) -> Vec<Proposal> {
    of(&[turn("t", TurnRole::Chair, text)])
}

fn ids(units: &[UnitId]) -> Vec<&str> {
    units.iter().map(UnitId::as_str).collect()
}

/// Written and spoken, lead, helpers, due date.
fn one(forms: [&str; 2], leads: &[&str], co: &[&str], due: Option<&str>) {
    for text in forms {
        let all = said(text);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        let found = &all[0];
        assert_eq!((ids(&found.lead_units), ids(&found.co_units)), (leads.to_vec(), co.to_vec()), "{text}");
        assert_eq!(found.deadline.as_deref(), due, "{text}");
        assert!(text.contains(&found.quote) && !found.quote.is_empty(), "{text}");
        assert!(!found.reasons.is_empty() && (0.0..=1.0).contains(&found.confidence));
    }
}

#[test]
fn an_assignment_names_who_leads_who_helps_and_by_when() {
    one(
        [
            "Tôi đề nghị Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Công an huyện kiểm kê kho vật tư, báo cáo trước ngày 20/3.",
            "tôi đề nghị phòng tài chính kế hoạch chủ trì phối hợp với công an huyện kiểm kê kho vật tư báo cáo trước ngày hai mươi tháng ba",
        ],
        &["tc"],
        &["ca"],
        Some("2026-03-20"),
    );
    one(
        ["Anh Hùng kiểm tra ngay bãi rác, chiều mai báo tôi.", "anh hùng kiểm tra ngay bãi rác chiều mai báo tôi"],
        &["tn"],
        &[],
        Some("2026-03-05"),
    );
    one(
        [
            "Xã Tân Thanh và xã Tân Thành bàn giao mặt bằng trước 30/4.",
            "xã tân thanh và xã tân thành bàn giao mặt bằng trước ba mươi tháng tư",
        ],
        &["tb", "ta"],
        &[],
        Some("2026-04-30"),
    );
    one(
        [
            "Các xã, thị trấn gửi báo cáo về Văn phòng chậm nhất ngày 10/3.",
            "các xã thị trấn gửi báo cáo về văn phòng chậm nhất ngày mười tháng ba",
        ],
        &["gx"],
        &[],
        Some("2026-03-10"),
    );
}

#[test]
fn several_orders_of_one_breath_are_told_apart() {
    for text in [
        "Xã Tân Thanh dọn kênh, trước 20/3. Phòng Nội vụ lập danh sách, thứ Sáu trình. Giao Công an huyện tuần tra đêm.",
        "xã tân thanh dọn kênh trước hai mươi tháng ba phòng nội vụ lập danh sách thứ sáu trình giao công an huyện tuần tra đêm",
    ] {
        let all = said(text);
        let read: Vec<_> = all.iter().map(|p| (ids(&p.lead_units), p.deadline.as_deref())).collect();
        assert_eq!(
            read,
            [(vec!["tb"], Some("2026-03-20")), (vec!["nv"], Some("2026-03-06")), (vec!["ca"], None)],
            "{text}"
        );
    }
}

#[test]
fn tasks_that_are_counted_up_are_told_apart() {
    let all = said(
        "một là phòng nội vụ hoàn thiện đề án hai là công an huyện điều tra vụ cháy ba là các xã vệ sinh đường làng",
    );
    let read: Vec<_> = all.iter().map(|p| ids(&p.lead_units)).collect();
    assert_eq!(read, [["nv"], ["ca"], ["gx"]], "{all:?}");
}

#[test]
fn after_an_assignment_any_verb_is_a_task() {
    let all = said("Tôi giao Công an huyện mật phục bắt trộm chó, thứ Sáu báo cáo.");
    assert_eq!((all.len(), all[0].task.as_str()), (1, "Mật phục bắt trộm chó, báo cáo"));
}

#[test]
fn the_task_is_worded_as_an_office_would() {
    let all =
        said("anh hùng phải rà soát cho tôi hai mươi ba hộ ở tân thanh nhé trước ngày hai mươi tháng ba báo cáo tôi");
    assert_eq!(all[0].task, "Rà soát 23 hộ ở Tân Thanh, báo cáo Chủ tịch UBND huyện");
    let all = said("Giao Phòng Nội vụ chủ trì, phối hợp với Văn phòng tham mưu kế hoạch, trình tôi ký trong tuần này.");
    assert_eq!(all[0].task, "Tham mưu kế hoạch, trình Chủ tịch UBND huyện ký");
}

#[test]
fn a_task_named_before_is_taken_from_the_turn_before() {
    let all = of(&[
        turn("1", TurnRole::Delegate, "Xã đề nghị Phòng Tài nguyên đo lại ranh giới bãi bồi."),
        turn("2", TurnRole::Chair, "Được. Việc này giao anh Hùng làm luôn, trước thứ Sáu."),
    ]);
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].task.as_str(), all[0].turns.as_slice()),
        ("Đo lại ranh giới bãi bồi", ["2".to_owned(), "1".to_owned()].as_slice())
    );
}

#[test]
fn dates_can_be_moved_and_tasks_stopped() {
    let action = |text: &str| said(text).first().map(|p| p.action);
    assert_eq!(action("Đề án quy hoạch chợ gia hạn cho Phòng Nội vụ đến ngày 20/3."), Some(DirectiveAction::Extend));
    assert_eq!(action("riêng tân thanh đến hai mươi tháng ba"), Some(DirectiveAction::Extend));
    assert_eq!(action("Việc dựng cổng chào ở Tân Thanh thì tạm dừng."), Some(DirectiveAction::Suspend));
    assert_eq!(action("việc dựng cổng chào ở tân thanh thì hủy"), Some(DirectiveAction::Cancel));
    assert_eq!(action("Phòng Nội vụ lập danh sách."), Some(DirectiveAction::New));
}

#[test]
fn conditions_and_recurrences_have_no_date() {
    for text in
        ["Nếu mưa to thì các xã sơ tán dân trong vòng 6 giờ.", "nếu mưa to thì các xã sơ tán dân trong vòng sáu giờ"]
    {
        let all = said(text);
        assert!(
            all.len() == 1 && all[0].conditional && all[0].deadline.is_none() && all[0].deadline_text.is_some(),
            "{all:?}"
        );
    }
    for text in [
        "Hằng tháng, trước ngày 25, các xã gửi báo cáo về Văn phòng.",
        "hằng tháng trước ngày hai mươi lăm các xã gửi báo cáo về văn phòng",
    ] {
        let all = said(text);
        assert!(all.len() == 1 && all[0].recurring && all[0].deadline.is_none(), "{all:?}");
    }
}

#[test]
fn who_leads_may_be_said_afterwards() {
    for text in [
        "Giao Phòng Nội vụ, Phòng Tài chính kiểm tra biên chế trong tháng này. Hai phòng thì Phòng Nội vụ chủ trì.",
        "giao phòng nội vụ phòng tài chính kiểm tra biên chế trong tháng này hai phòng thì phòng nội vụ chủ trì",
    ] {
        let all = said(text);
        assert_eq!((all.len(), ids(&all[0].lead_units), ids(&all[0].co_units)), (1, vec!["nv"], vec!["tc"]), "{text}");
    }
}

#[test]
fn what_only_looks_like_a_directive_is_left_alone() {
    for text in [
        "Theo tôi nên giao cho Phòng Nội vụ thì hợp lý hơn.",
        "theo tôi nên giao cho phòng nội vụ thì hợp lý hơn",
        "Phòng Tài nguyên cho biết bao giờ thì hoàn thành việc cấp giấy?",
        "Phòng Nội vụ đã rà soát xong danh sách tuần trước.",
        "phòng nội vụ dự kiến trình đề án trước ngày hai mươi tháng ba",
        "Tôi đánh giá cao Công an huyện đã chủ động phối hợp với các xã.",
        "Việc này trước đây giao Phòng Nội vụ rồi mà có ai làm đâu.",
        "Đề nghị các điểm cầu tắt micro.",
        "Mời anh Hùng phát biểu.",
        "anh hùng nói nhanh",
        "Đề nghị hội nghị biểu quyết thông qua nội dung này.",
        "Giao thông trên tuyến sáng nay thông suốt.",
        "giao ban tháng sau tổ chức vào ngày sáu tháng tư",
        "Luật quy định rõ là Phòng Nội vụ phải niêm yết công khai.",
        "Cái này hợp tác xã làm, tôi sẽ nói chuyện với họ.",
        "anh hùng việc cấp giấy đến đâu rồi",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn only_the_chair_gives_directives() {
    for role in [TurnRole::Secretary, TurnRole::Delegate, TurnRole::Guest] {
        assert_eq!(of(&[turn("t", role, "Giao Phòng Nội vụ rà soát biên chế trước 20/3.")]), []);
    }
}

#[test]
fn text_without_words_or_a_day_gives_nothing_and_does_no_harm() {
    assert_eq!(said(""), []);
    assert_eq!(said("..., ?! / - ."), []);
    let mut odd = turn("t", TurnRole::Chair, "Giao Phòng Nội vụ rà soát.");
    odd.spoken_on = "hôm nay".to_owned();
    assert_eq!(of(&[odd]), []);
}
