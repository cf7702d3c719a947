//! The review of minutes: sent, remarked on, changed by a taken suggestion, sent back, approved, compared.

use giaoban_models::minutes::MinutesState;
use giaoban_models::review::{CommentDecision, Compared};

use super::*;
use crate::api::wire::review::{Comparison, ReviewPage};

impl Stage {
    async fn review(&self, role: Role, method: Method, path: &str, body: &str) -> ReviewPage {
        self.json(role, method, path, body).await
    }
}

/// A place and words of the sample that the text has.
fn quoted(page: &ReviewPage, words: &str) -> usize {
    let place = page.passages.iter().position(|passage| passage.text().contains(words));
    place.unwrap_or_else(|| panic!("no {words} in {:?}", page.passages))
}

#[tokio::test]
async fn minutes_are_sent_remarked_on_mended_approved_and_compared() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let at = format!("/api/meetings/{meeting}/minutes");
    let review = format!("{at}/review");
    let page = stage.review(Role::MeetingSecretary, Method::GET, &review, "").await;
    assert!(page.may_submit && page.may_decide && !page.may_approve && !page.submitted);
    let sent = stage.review(Role::MeetingSecretary, Method::POST, &format!("{at}/submission"), "{}").await;
    assert!(sent.submitted && !sent.may_submit);
    stage.as_role(Some(Role::Leader), Method::POST, &format!("{at}/approval"), "").await;
    let place = quoted(&page, "hộ nghèo");
    let remark = |quote: &str, suggestion: &str| {
        serde_json::json!({ "place": place, "quote": quote, "words": "dùng tên đầy đủ", "suggestion": suggestion })
            .to_string()
    };
    let comments = format!("{at}/comments");
    let gone = stage.response(Role::Leader, Method::POST, &comments, &remark("không có trong bài", "gì đó")).await;
    assert_eq!(code(gone).await, "changed_meanwhile");
    let page = stage.review(Role::Leader, Method::POST, &comments, &remark("hộ nghèo", "hộ nghèo, hộ cận nghèo")).await;
    assert_eq!((page.comments.len(), page.comments[0].decision), (1, None));
    let verdict = format!("/api/comments/{}/decision", page.comments[0].id);
    let page = stage.review(Role::MeetingSecretary, Method::POST, &verdict, "{\"decision\":\"accepted\"}").await;
    assert_eq!(page.comments[0].decision, Some(CommentDecision::Accepted));
    quoted(&page, "hộ nghèo, hộ cận nghèo");
    assert_eq!(page.state, Some(MinutesState::Draft), "what was approved before is no longer the text");
    let twice = stage.response(Role::MeetingSecretary, Method::POST, &verdict, "{\"decision\":\"rejected\"}").await;
    assert_eq!(code(twice).await, "comment_decided");
    let compared: Comparison = stage.json(Role::Leader, Method::GET, &format!("{at}/comparison?from=1&to=0"), "").await;
    let pieces: Vec<(Compared, &str)> = compared
        .passages
        .iter()
        .flat_map(|passage| &passage.pieces)
        .filter(|piece| piece.change != Compared::Same)
        .map(|piece| (piece.change, piece.text.as_str()))
        .collect();
    assert!(pieces.iter().any(|(change, text)| *change == Compared::Added && text.contains("cận")), "{pieces:?}");
    let none = stage.response(Role::Leader, Method::GET, &format!("{at}/comparison?from=1&to=9"), "").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn minutes_are_sent_back_only_with_a_reason_and_only_by_their_chair() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let at = format!("/api/meetings/{meeting}/minutes");
    stage.review(Role::MeetingSecretary, Method::POST, &format!("{at}/submission"), "{\"note\":\"kính trình\"}").await;
    let back = format!("{at}/return");
    assert_eq!(code(stage.response(Role::Leader, Method::POST, &back, "{}").await).await, "reason_missing");
    let page = stage.review(Role::Leader, Method::POST, &back, "{\"note\":\"thiếu số liệu\"}").await;
    assert!(!page.submitted);
    assert_eq!(page.events.last().map(|event| event.note.as_str()), Some("thiếu số liệu"));
    let long = format!("{{\"note\":\"{}\"}}", "a".repeat(3000));
    let refused = stage.response(Role::MeetingSecretary, Method::POST, &format!("{at}/submission"), &long).await;
    assert_eq!(code(refused).await, "too_large");
}

#[tokio::test]
async fn a_directive_added_after_the_approval_asks_for_a_new_one() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let at = format!("/api/meetings/{meeting}/minutes");
    assert_eq!(stage.as_role(Some(Role::Leader), Method::POST, &format!("{at}/approval"), "").await, StatusCode::OK);
    let page = stage.review(Role::RecordsClerk, Method::GET, &format!("{at}/review"), "").await;
    assert!(page.may_issue && !page.approval_outdated);
    let order = serde_json::json!({
        "lead_units": ["u"], "co_units": [], "task": "Rà soát hộ nghèo", "due": "2026-12-30",
        "recurring": false, "conditional": false, "utterances": ["m-u"],
    });
    let added = stage
        .response(
            Role::MeetingSecretary,
            Method::POST,
            &format!("/api/meetings/{meeting}/directives"),
            &order.to_string(),
        )
        .await;
    assert!(added.status().is_success(), "{:?}", code(added).await);
    let page = stage.review(Role::RecordsClerk, Method::GET, &format!("{at}/review"), "").await;
    assert!(page.approval_outdated && !page.may_issue);
    let chair = stage.review(Role::Leader, Method::GET, &format!("{at}/review"), "").await;
    assert!(chair.may_approve, "it can be approved anew");
}
