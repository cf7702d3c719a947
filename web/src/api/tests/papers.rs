//! Invitations and notices from the draft to the issued document, and the clocks of the law on the way.

use giaoban_models::id::{MeetingId, PaperId};
use giaoban_models::paper::{LawClockKind, LawClockStanding, PaperKind, PaperState};
use giaoban_models::store::NewMeeting;

use super::*;
use crate::api::wire::papers::{PaperList, PaperPage};
use crate::minutes::drafting;

impl Stage {
    /// A meeting of the leader `days` from now.
    async fn called(&self, id: &str, days: i64) -> MeetingId {
        let now = self.app.now();
        let new = NewMeeting {
            id: id.into(),
            title: "Giao ban tuần 48".into(),
            starts_at: now.plus(days * 86_400_000),
            chair: "leader".into(),
            secretary: "meeting_secretary".into(),
            hall: "u".into(),
            sites: vec![],
            agenda: vec!["Thu ngân sách".into()],
            synthetic: false,
        };
        self.app.store.create_meeting(&self.grant(Role::RecordsClerk).await, &new, now).await.unwrap().id
    }

    async fn begun(&self, meeting: &MeetingId, kind: &str) -> PaperPage {
        let body = format!("{{\"kind\":\"{kind}\"}}");
        self.json(Role::MeetingSecretary, Method::POST, &format!("/api/meetings/{meeting}/papers"), &body).await
    }

    async fn step(&self, role: Role, id: &PaperId, step: &str, body: &str) -> PaperPage {
        self.json(role, Method::POST, &format!("/api/papers/{id}/{step}"), body).await
    }

    async fn refused(&self, role: Role, path: &str, body: &str) -> String {
        code(self.response(role, Method::POST, path, body).await).await
    }
}

fn text(page: &PaperPage, words: &str) -> String {
    serde_json::json!({
        "revision": page.paper.revision, "title": page.content.title, "place": page.content.place, "text": words,
        "posts": page.content.signer.posts, "name": page.content.signer.name, "recipients": ["Như trên"],
        "tasks": false, "attendance": false,
    })
    .to_string()
}

#[tokio::test]
async fn an_invitation_is_drafted_written_sent_back_approved_issued_and_its_clock_stops() {
    let stage = Stage::new().await;
    let meeting = stage.called("m", 30).await;
    let page = stage.begun(&meeting, "invitation").await;
    assert_eq!(page.content.signer.name, "Nguyễn Văn An");
    assert_eq!(page.content.place, "Cam Lộ");
    assert!(page.text.contains("trân trọng kính mời:") && page.text.contains("Thu ngân sách"), "{}", page.text);
    let id = &page.paper.id;
    let path = format!("/api/meetings/{meeting}/papers");
    let again = stage.refused(Role::MeetingSecretary, &path, "{\"kind\":\"invitation\"}").await;
    assert_eq!(again, "paper_exists");
    let page = stage.step(Role::MeetingSecretary, id, "text", &text(&page, "Kính mời dự họp\n5. Mang tài liệu")).await;
    assert_eq!(page.text, "Kính mời dự họp\n1. Mang tài liệu");
    let stale = text(&page, "Khác").replace(&format!("\"revision\":{}", page.paper.revision), "\"revision\":1");
    assert_eq!(
        stage.refused(Role::MeetingSecretary, &format!("/api/papers/{id}/text"), &stale).await,
        "changed_meanwhile"
    );
    stage.step(Role::MeetingSecretary, id, "submission", "{}").await;
    assert_eq!(stage.refused(Role::Leader, &format!("/api/papers/{id}/return"), "{}").await, "reason_missing");
    stage.step(Role::Leader, id, "return", "{\"note\":\"thiếu giờ\"}").await;
    let sent = stage.step(Role::MeetingSecretary, id, "submission", "{\"note\":\"đã bổ sung\"}").await;
    assert!(!sent.may_approve, "the secretary does not approve");
    let approved = stage.step(Role::Leader, id, "approval", &format!("{{\"revision\":{}}}", sent.paper.revision)).await;
    assert_eq!(approved.paper.state, PaperState::Approved);
    let issued = stage.step(Role::RecordsClerk, id, "issue", "").await;
    assert_eq!(issued.paper.document_number.as_deref(), Some("01/GM-UBND"));
    let clock = issued.card.clocks.iter().find(|clock| clock.kind == LawClockKind::Invitation).unwrap();
    assert_eq!(clock.standing, LawClockStanding::Met);
    assert_eq!(
        stage.refused(Role::MeetingSecretary, &format!("/api/papers/{id}/text"), &text(&issued, "Khác")).await,
        "paper_issued"
    );
    for form in ["docx", "pdf"] {
        let file = stage.response(Role::UnitOfficer, Method::GET, &format!("/api/papers/{id}/{form}"), "").await;
        assert_eq!(file.status(), StatusCode::OK);
        let name = file.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(name.contains("giay-moi.") && name.contains("01-GM-UBND"), "{name}");
    }
    let new = stage.step(Role::MeetingSecretary, id, "correction", "").await;
    assert!(new.text.contains("Giấy mời này thay thế Giấy mời số 01/GM-UBND ngày "), "{}", new.text);
    let old: PaperPage = stage.json(Role::Leader, Method::GET, &format!("/api/papers/{id}"), "").await;
    assert_eq!(old.replaced_by, Some(new.paper.id));
    let recalled = stage.step(Role::RecordsClerk, id, "recall", "{\"note\":\"sai ngày\"}").await;
    assert_eq!((recalled.paper.state, recalled.content.issued), (PaperState::Recalled, true));
}

#[tokio::test]
async fn a_unit_sees_neither_drafts_nor_clocks_and_a_draft_cannot_be_taken_by_its_address() {
    let stage = Stage::new().await;
    let meeting = stage.called("m", 0).await;
    let page = stage.begun(&meeting, "invitation").await;
    let list: PaperList = stage.json(Role::UnitHead, Method::GET, &format!("/api/meetings/{meeting}/papers"), "").await;
    assert!(list.papers.is_empty() && list.may_draft.is_empty() && list.card.clocks.is_empty());
    for path in ["", "/pdf", "/docx?version=1"] {
        let at = format!("/api/papers/{}{path}", page.paper.id);
        assert_eq!(stage.as_role(Some(Role::UnitHead), Method::GET, &at, "").await, StatusCode::NOT_FOUND);
    }
    let list: PaperList =
        stage.json(Role::MeetingSecretary, Method::GET, &format!("/api/meetings/{meeting}/papers"), "").await;
    assert_eq!(list.card.clocks[0].standing, LawClockStanding::Passed, "called for today");
    assert_eq!(list.papers.len(), 1);
}

#[tokio::test]
async fn a_notice_comes_after_the_meeting_with_the_clauses_of_its_conclusion() {
    let stage = Stage::new().await;
    let before = stage.called("m", 1).await;
    let path = format!("/api/meetings/{before}/papers");
    assert_eq!(stage.refused(Role::MeetingSecretary, &path, "{\"kind\":\"conclusion\"}").await, "meeting_not_ended");
    let meeting = stage.drafted("n").await;
    drafting::take_up(stage.app.clone()).await;
    let list: PaperList =
        stage.json(Role::MeetingSecretary, Method::GET, &format!("/api/meetings/{meeting}/papers"), "").await;
    assert_eq!(list.may_draft, [PaperKind::Conclusion]);
    let clock = &list.card.clocks[0];
    assert_eq!((clock.kind, clock.standing), (LawClockKind::Conclusion, LawClockStanding::Running));
    let page = stage.begun(&meeting, "conclusion").await;
    assert!(page.text.contains("chủ trì kết luận như sau:\nChủ trì không có kết luận"), "{}", page.text);
    assert!(page.content.title.starts_with("Kết luận của đồng chí Nguyễn Văn An, Chuyên viên tại "));
}

#[tokio::test]
async fn a_text_over_the_limit_or_without_what_a_document_needs_is_refused() {
    let stage = Stage::new().await;
    let page = stage.begun(&stage.called("m", 9).await, "invitation").await;
    let path = format!("/api/papers/{}/text", page.paper.id);
    assert_eq!(stage.refused(Role::MeetingSecretary, &path, &text(&page, " \n ")).await, "paper_incomplete");
    let long = "ă".repeat(giaoban_models::paper::LONGEST_TEXT + 1);
    let refused = stage.refused(Role::MeetingSecretary, &path, &text(&page, &long)).await;
    assert_eq!(refused, "too_large");
    let note = format!("{{\"note\":\"{}\"}}", "a".repeat(giaoban_models::paper::LONGEST_NOTE + 1));
    let path = format!("/api/papers/{}/submission", page.paper.id);
    assert_eq!(stage.refused(Role::MeetingSecretary, &path, &note).await, "too_large");
}
