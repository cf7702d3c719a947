use giaoban_models::access::Grant;
use giaoban_models::directive::{DirectiveAction, DirectiveEventKind, DirectiveState, Proposal};
use giaoban_models::id::{MeetingId, TrackId, UtteranceId};
use giaoban_models::store::{NewMeeting, TrackKind, TrackRow};
use giaoban_models::utterance::Utterance;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::api::wire::directives::{DirectiveCard, DirectiveList, DirectivePage, ProposalCard};

impl Stage {
    pub(super) async fn send(&self, role: Role, method: Method, path: &str, body: &Value) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .header("cookie", &self.cookies[&role])
            .body(Body::from(body.to_string()))
            .unwrap();
        self.ask(request).await
    }

    pub(super) async fn read<T: DeserializeOwned>(&self, role: Role, path: &str) -> T {
        json_of(self.send(role, Method::GET, path, &Value::Null).await).await
    }

    /// A meeting with one sentence of the chair, which can be heard, and a proposal out of it.
    pub(super) async fn proposed(&self) -> (MeetingId, UtteranceId) {
        let store = &self.app.store;
        let account = async |username: &str| {
            let known = store.credentials(username).await.unwrap().unwrap();
            store.account(&known.account, &self.app.now().day_in_vietnam()).await.unwrap().unwrap()
        };
        let (clerk, chair) = (account("records_clerk").await, account("leader").await);
        let meeting = NewMeeting {
            id: "m".into(),
            title: "Giao ban tuần".into(),
            starts_at: self.app.now(),
            chair: chair.person.clone(),
            secretary: "meeting_secretary".into(),
            hall: "u".into(),
            sites: vec![],
            agenda: vec![],
            synthetic: false,
        };
        let meeting = store.create_meeting(&Grant::ask(clerk).unwrap(), &meeting, self.app.now()).await.unwrap();
        let site = meeting.sites[0].id.clone();
        let track = TrackRow {
            id: TrackId::from("t"),
            meeting: meeting.id.clone(),
            participant: store.participant(&meeting.id, &chair.person, None, &site).await.unwrap(),
            speaker: chair.speaker(),
            site,
            kind: TrackKind::Audio,
            file: "t.ogg".into(),
            started_at: Some(self.app.now()),
            length_ms: 5000,
            transcribed_until_ms: 0,
            finished: true,
            sha256: None,
            synthetic: false,
        };
        store.add_track(&track).await.unwrap();
        std::fs::write(self.app.data.join("t.ogg"), b"OggS").unwrap();
        let said = Utterance {
            id: "w".into(),
            meeting: meeting.id.clone(),
            track: track.id,
            speaker: track.speaker,
            began_at: self.app.now(),
            t0: 100,
            t1: 4000,
            spoken: "giao xã cam lộ rà soát".into(),
            written: "Giao xã Cam Lộ rà soát.".into(),
            revision: 0,
            corrected_by: None,
            words: vec![],
            confidence: 1.0,
            engine: "scripted".into(),
        };
        store.add_final(&said, 4000).await.unwrap();
        let proposal = Proposal {
            meeting_id: "m".into(),
            turns: vec!["w".into()],
            quote: "Giao xã Cam Lộ rà soát".into(),
            lead_units: vec!["u".into()],
            co_units: vec![],
            task: "Rà soát hộ nghèo".into(),
            deadline: None,
            deadline_text: None,
            deadline_warning: None,
            action: DirectiveAction::New,
            recurring: false,
            conditional: false,
            confidence: 0.9,
            reasons: vec![],
        };
        store.keep_proposals(&meeting.id, &[("d".into(), proposal)]).await.unwrap();
        (meeting.id, said.id)
    }
}

pub(super) async fn json_of<T: DeserializeOwned>(response: Response) -> T {
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

pub(super) fn acceptance(due: Option<&str>) -> Value {
    json!({
        "lead_units": ["u"], "co_units": [], "task": "Rà soát hộ nghèo", "due": due, "recurring": false,
        "conditional": false, "utterances": null,
    })
}

fn step(kind: &str, note: &str, due: Option<&str>) -> Value {
    json!({ "kind": kind, "note": note, "due": due })
}

#[tokio::test]
async fn a_proposal_is_accepted_answered_and_confirmed_and_every_step_is_in_the_audit_log() {
    let stage = Stage::new().await;
    stage.proposed().await;
    let cards: Vec<ProposalCard> = stage.read(Role::MeetingSecretary, "/api/meetings/m/proposals").await;
    assert_eq!((cards.len(), cards[0].lead_names[0].as_str()), (1, "UBND xã Cam Lộ"));
    assert!(cards[0].decision.is_none() && cards[0].sources[0].playable);

    let path = "/api/proposals/d/acceptance";
    let accepted = stage.send(Role::MeetingSecretary, Method::POST, path, &acceptance(Some("2030-01-06"))).await;
    let made: Vec<DirectiveCard> = json_of(accepted).await;
    assert_eq!(made.len(), 1);
    assert!(made[0].due_on_day_off, "a Sunday");
    assert_eq!(made[0].state, DirectiveState::Assigned);
    let cards: Vec<ProposalCard> = stage.read(Role::MeetingSecretary, "/api/meetings/m/proposals").await;
    assert!(cards[0].decision.as_ref().is_some_and(|decision| decision.accepted));
    assert_eq!(cards[0].directives[0].id, made[0].id);

    let one = format!("/api/directives/{}", made[0].id);
    let (answers, decisions) = (format!("{one}/answers"), format!("{one}/decisions"));
    let page: DirectivePage = stage.read(Role::UnitHead, &one).await;
    assert_eq!(page.may, [DirectiveEventKind::Accepted, DirectiveEventKind::Returned]);
    assert_eq!(
        (page.quote.as_str(), page.sources[0].written.as_str()),
        ("Giao xã Cam Lộ rà soát", "Giao xã Cam Lộ rà soát.")
    );
    for (role, path, body) in [
        (Role::UnitOfficer, &answers, step("accepted", "", None)),
        (Role::UnitHead, &answers, step("reported", "Đã rà soát, còn 12 hộ.", None)),
        (Role::MonitoringOfficer, &decisions, step("sent_back", "Bổ sung danh sách.", None)),
        (Role::Leader, &decisions, step("extended", "", Some("2030-01-20T17:00"))),
        (Role::UnitHead, &answers, step("reported", "Đã bổ sung.", None)),
        (Role::MonitoringOfficer, &decisions, step("confirmed", "", None)),
    ] {
        let _: DirectivePage = json_of(stage.send(role, Method::POST, path, &body).await).await;
    }
    let page: DirectivePage = stage.read(Role::Leader, &one).await;
    assert_eq!((page.card.state, page.original_due.as_deref()), (DirectiveState::Completed, Some("2030-01-06")));
    assert_eq!((page.events.len(), page.may), (7, vec![DirectiveEventKind::SentBack]));

    let audit: wire::AuditPage = stage.read(Role::Auditor, "/api/audit").await;
    let acts: Vec<_> = audit.lines.iter().rev().map(|line| line.act.as_str()).collect();
    for act in ["proposals.read", "proposal.accepted", "directive.read", "directive.sent_back", "directive.confirmed"] {
        assert!(acts.contains(&act), "{act}: {acts:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_what_to_do_next() {
    let stage = Stage::new().await;
    stage.proposed().await;
    let post = async |role, path: &str, body: Value| stage.send(role, Method::POST, path, &body).await;
    let secretary = Role::MeetingSecretary;
    let response = post(secretary, "/api/proposals/d/acceptance", acceptance(Some("30/11"))).await;
    assert_eq!(
        (response.status(), code(response).await.as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "directive_incomplete")
    );
    let response = post(secretary, "/api/proposals/d/rejection", json!({ "reason": "Nói nhầm." })).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let response = post(secretary, "/api/proposals/d/acceptance", acceptance(None)).await;
    assert_eq!((response.status(), code(response).await.as_str()), (StatusCode::CONFLICT, "proposal_decided"));

    let made: Vec<DirectiveCard> = json_of(post(secretary, "/api/meetings/m/directives", acceptance(None)).await).await;
    let one = format!("/api/directives/{}", made[0].id);
    let refused = async |role, path: &str, body: Value| code(post(role, &format!("{one}/{path}"), body).await).await;
    assert_eq!(refused(Role::UnitHead, "answers", step("reported", "Xong.", None)).await, "step_not_now");
    assert_eq!(refused(Role::UnitHead, "answers", step("returned", " ", None)).await, "reason_missing");
    assert_eq!(refused(Role::UnitHead, "answers", step("confirmed", "", None)).await, "bad_request");
    assert_eq!(refused(Role::Leader, "decisions", step("reported", "Xong.", None)).await, "bad_request");
    assert_eq!(refused(Role::Leader, "decisions", step("extended", "", None)).await, "directive_incomplete");
    let unknown = stage.send(Role::Leader, Method::GET, "/api/directives?state=nowhere", &Value::Null).await;
    assert_eq!(code(unknown).await, "bad_request");
}

#[tokio::test]
async fn the_list_is_narrowed_by_what_the_page_asks_and_counted_over_the_rest() {
    let stage = Stage::new().await;
    stage.proposed().await;
    for due in [None, Some("2020-01-06"), Some("2099-01-05")] {
        let made =
            stage.send(Role::MeetingSecretary, Method::POST, "/api/meetings/m/directives", &acceptance(due)).await;
        let _: Vec<DirectiveCard> = json_of(made).await;
    }
    for (query, shown, total) in [
        ("", 3, 3),
        ("?mine=1", 3, 3),
        ("?timeliness=overdue", 1, 3),
        ("?state=assigned&unit=&meeting=m", 3, 3),
        ("?state=completed", 0, 3),
        ("?unit=u-khac", 0, 0),
    ] {
        let list: DirectiveList = stage.read(Role::UnitHead, &format!("/api/directives{query}")).await;
        assert_eq!((list.directives.len(), list.counts.total), (shown, total), "{query}");
    }
}

#[tokio::test]
async fn only_who_may_hear_recordings_is_offered_the_sound_and_only_while_it_is_there() {
    let stage = Stage::new().await;
    let (_, said) = stage.proposed().await;
    let body = json!({
        "lead_units": ["u"], "co_units": [], "task": "Rà soát", "due": null, "recurring": false, "conditional": false,
        "utterances": [said],
    });
    let made = stage.send(Role::MeetingSecretary, Method::POST, "/api/meetings/m/directives", &body).await;
    let made: Vec<DirectiveCard> = json_of(made).await;
    let one = format!("/api/directives/{}", made[0].id);
    let playable = async |role| stage.read::<DirectivePage>(role, &one).await.sources[0].playable;
    assert!(playable(Role::UnitHead).await && playable(Role::Auditor).await);
    assert!(!playable(Role::UnitOfficer).await && !playable(Role::RecordsClerk).await);
    std::fs::remove_file(stage.app.data.join("t.ogg")).unwrap();
    assert!(!playable(Role::UnitHead).await);
}

#[tokio::test]
async fn whoever_decides_finds_what_waits_and_everybody_is_told_what_concerns_them() {
    use crate::api::wire::follow_up::{DispatchPage, EarlierPage, HandOverPage, NoticePage, Unread};
    let stage = Stage::new().await;
    stage.proposed().await;
    let post = async |role, path: &str, body: Value| stage.send(role, Method::POST, path, &body).await;
    let secretary = Role::MeetingSecretary;
    let accepted = post(secretary, "/api/proposals/d/acceptance", acceptance(Some("2030-01-06"))).await;
    let made: Vec<DirectiveCard> = json_of(accepted).await;
    let one = format!("/api/directives/{}", made[0].id);
    let (answers, decisions) = (format!("{one}/answers"), format!("{one}/decisions"));
    let (head, officer) = (Role::UnitHead, Role::MonitoringOfficer);
    let waiting = async || stage.read::<DirectiveList>(officer, "/api/directives?waiting=1").await.directives.len();

    let _: DirectivePage = json_of(post(head, &answers, step("accepted", "", None)).await).await;
    let early = post(head, &answers, step("extension_asked", "Mưa lũ.", Some("2030-01-05"))).await;
    assert_eq!(code(early).await, "directive_incomplete", "not before the date of now");
    let asked = post(head, &answers, step("extension_asked", "Mưa lũ.", Some("2030-02-06"))).await;
    let page: DirectivePage = json_of(asked).await;
    assert_eq!(page.card.asked_due.as_deref(), Some("2030-02-06"));
    assert!(!page.may.contains(&DirectiveEventKind::ExtensionAsked), "one question at a time");
    assert_eq!(waiting().await, 1);
    let told: NoticePage = stage.read(officer, "/api/notices").await;
    assert_eq!((told.unread, told.notices[0].kind.as_str(), told.more), (1, "extension_asked", false));
    let read = json!({ "up_to": told.notices[0].seq, "directive": null });
    assert_eq!(json_of::<Unread>(post(officer, "/api/notices/read", read).await).await.unread, 0);

    let letter =
        json!({ "kind": "urged", "note": "Khẩn trương.", "due": null, "document": { "number": "5/UBND", "on": null } });
    for body in [step("extension_refused", "Còn đủ thời gian.", None), letter] {
        let _: DirectivePage = json_of(post(officer, &decisions, body).await).await;
    }
    assert_eq!((waiting().await, stage.read::<Unread>(head, "/api/notices/unread").await.unread), (0, 2));
    let page: DirectivePage = stage.read(head, &one).await;
    let last = page.events.last().unwrap();
    assert_eq!(last.detail.document.as_ref().map(|document| document.number.as_str()), Some("5/UBND"));

    let over = |number: &str| json!({ "from": "u", "to": "u", "document": { "number": number, "on": "2026-01-01" }, "note": "" });
    assert_eq!(code(post(officer, "/api/handovers", over("")).await).await, "document_missing");
    assert_eq!(code(post(officer, "/api/handovers", over("12/QĐ-UBND")).await).await, "directive_incomplete");
    let page: HandOverPage = stage.read(officer, "/api/handovers").await;
    assert_eq!((page.dissolved.len(), page.units.len()), (0, 1));
    let clerk = Role::RecordsClerk;
    let ready: DispatchPage = stage.read(clerk, "/api/meetings/m/dispatch").await;
    assert_eq!((ready.approved, ready.waiting.len()), (false, 1));
    assert_eq!(code(post(clerk, "/api/meetings/m/dispatch", Value::Null).await).await, "nothing_to_dispatch");
    let review: EarlierPage = stage.read(Role::Leader, "/api/meetings/m/review").await;
    assert_eq!((review.before, review.lines.len()), (None, 1), "the first meeting of its host");
}
