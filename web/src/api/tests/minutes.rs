//! Minutes from the end of a meeting to the issued document, and the shared text between its writers.

use std::time::Duration;

use axum::extract::ws::Message;
use bytes::Bytes;
use giaoban_minutes::shared::{SharedMinutes, frame_of};
use giaoban_models::access::{Grant, Permit, act};
use giaoban_models::id::{MeetingId, UtteranceId};
use giaoban_models::minutes::{MinutesState, MinutesVersion, Passage, PassageKind, Vote};
use giaoban_models::naming::TurnEdge;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{NewMeeting, TrackKind, TrackRow};
use giaoban_models::utterance::Utterance;
use tokio::sync::mpsc::Receiver;

use super::*;
use crate::api::wire::minutes::{Corrected, CorrectedTogether, MinutesHistory, MinutesMessage, MinutesPage};
use crate::api::wire::turns::TurnMarks;
use crate::api::wire::{MeetingList, Transcript};
use crate::minutes::{self, Event, LineId, drafting};

const SAID: &str = "Giao xã Cam Lộ rà soát danh sách hộ nghèo, báo cáo trước ngày 30/11/2026.";

impl Stage {
    pub(super) async fn grant<A: Permit>(&self, role: Role) -> Grant<A> {
        let known = self.app.store.credentials(role.code()).await.unwrap().unwrap();
        let day = self.app.now().day_in_vietnam();
        Grant::ask(self.app.store.account(&known.account, &day).await.unwrap().unwrap()).unwrap()
    }

    /// A meeting of the leader that has ended, in which the leader said one sentence.
    async fn ended(&self, id: &str) -> (MeetingId, UtteranceId) {
        let (store, now) = (&self.app.store, self.app.now());
        let new = NewMeeting {
            id: id.into(),
            title: "Giao ban tuần 47".into(),
            starts_at: now.plus(-3_600_000),
            chair: "leader".into(),
            secretary: "meeting_secretary".into(),
            hall: "u".into(),
            sites: vec![],
            agenda: vec![],
            synthetic: false,
        };
        let meeting = store.create_meeting(&self.grant(Role::RecordsClerk).await, &new, now).await.unwrap();
        let preside = self.grant::<act::Preside>(Role::Leader).await;
        let speaker = preside.account().speaker();
        let site = meeting.sites[0].id.clone();
        let track = TrackRow {
            id: format!("{id}-t").as_str().into(),
            meeting: meeting.id.clone(),
            participant: store.participant(&meeting.id, &speaker.person, None, &site).await.unwrap(),
            speaker: speaker.clone(),
            site,
            kind: TrackKind::Audio,
            file: format!("recordings/{id}.ogg"),
            started_at: Some(new.starts_at),
            length_ms: 9000,
            transcribed_until_ms: 0,
            finished: true,
            sha256: None,
            synthetic: false,
        };
        store.add_track(&track).await.unwrap();
        store.open_meeting(&preside, &meeting.id, new.starts_at).await.unwrap();
        let said = Utterance {
            id: format!("{id}-u").as_str().into(),
            meeting: meeting.id.clone(),
            track: track.id,
            speaker,
            began_at: new.starts_at.plus(60_000),
            t0: 0,
            t1: 8000,
            spoken: SAID.to_lowercase(),
            written: SAID.into(),
            revision: 0,
            corrected_by: None,
            words: vec![],
            confidence: 0.9,
            engine: "scripted".into(),
        };
        store.add_final(&said, 9000).await.unwrap();
        store.end_meeting(&preside, &meeting.id, new.starts_at.plus(120_000)).await.unwrap();
        (meeting.id, said.id)
    }

    /// That meeting with its draft.
    pub(super) async fn drafted(&self, id: &str) -> MeetingId {
        let (meeting, _) = self.ended(id).await;
        drafting::take_up(self.app.clone()).await;
        meeting
    }

    pub(super) async fn response(&self, role: Role, method: Method, path: &str, body: &str) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .header("cookie", &self.cookies[&role]);
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(super) async fn json<T: serde::de::DeserializeOwned>(
        &self,
        role: Role,
        method: Method,
        path: &str,
        body: &str,
    ) -> T {
        let response = self.response(role, method, path, body).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
    }

    async fn page(&self, role: Role, meeting: &MeetingId) -> MinutesPage {
        self.json(role, Method::GET, &format!("/api/meetings/{meeting}/minutes"), "").await
    }
}

/// A browser at the shared text.
struct Writer {
    line: LineId,
    text: SharedMinutes,
    frames: Receiver<Message>,
    grant: Option<Grant<act::EditMinutes>>,
}

impl Writer {
    async fn sits_down(stage: &Stage, meeting: &MeetingId, line: u64, may_write: bool) -> Self {
        let (feed, frames) = minutes::line();
        let desk = stage.app.desks.enter(&stage.app, meeting).await.unwrap();
        assert!(desk.send(Event::Attach(LineId(line), feed)).await);
        let grant = if may_write { Some(stage.grant(Role::MeetingSecretary).await) } else { None };
        let mut writer = Self { line: LineId(line), text: SharedMinutes::new(1000 + line), frames, grant };
        let hello = writer.text.greeting();
        writer.sends(stage, meeting, hello).await;
        // What the server knows, then what it has.
        writer.hears_frame().await;
        writer.hears_frame().await;
        writer
    }

    async fn sends(&self, stage: &Stage, meeting: &MeetingId, frame: Vec<u8>) {
        let desk = stage.app.desks.enter(&stage.app, meeting).await.unwrap();
        let event = Event::Frame(self.line, Bytes::from(frame), self.grant.clone().map(Box::new));
        assert!(desk.send(event).await);
    }

    async fn writes(&mut self, stage: &Stage, meeting: &MeetingId, words: &str) {
        let update = self.text.replace(&text(words));
        self.sends(stage, meeting, frame_of(&update)).await;
    }

    async fn hears(&mut self) -> Message {
        tokio::time::timeout(Duration::from_secs(5), self.frames.recv()).await.unwrap().unwrap()
    }

    async fn hears_frame(&mut self) {
        match self.hears().await {
            Message::Binary(frame) => drop(self.text.handle(&frame, Ok(())).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    async fn told(&mut self) -> MinutesMessage {
        match self.hears().await {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

fn text(words: &str) -> Vec<Passage> {
    vec![Passage::plain(PassageKind::Paragraph, words)]
}

async fn kept_text(stage: &Stage, meeting: &MeetingId) -> Vec<Passage> {
    let updates = stage.app.store.minutes_updates(meeting).await.unwrap();
    SharedMinutes::from_updates(5, updates).unwrap().passages()
}

#[tokio::test]
async fn a_meeting_that_has_ended_is_drafted_and_the_draft_rests_on_what_was_said() {
    let stage = Stage::new().await;
    let (meeting, said) = stage.ended("m").await;
    let before = stage.page(Role::MeetingSecretary, &meeting).await;
    assert_eq!((before.state, before.may_edit, before.passages.len()), (None, false, 0));
    drafting::take_up(stage.app.clone()).await;
    let page = stage.page(Role::MeetingSecretary, &meeting).await;
    assert_eq!((page.state, page.may_edit, page.may_approve), (Some(MinutesState::Draft), true, false));
    assert!(page.passages.iter().any(|passage| passage.utterances.contains(&said)), "{:?}", page.passages);
    assert_eq!(page.head.agency, "UBND XÃ CAM LỘ");
    assert_eq!(page.head.sign, "BB-UBND");
    assert_eq!(kept_text(&stage, &meeting).await, page.passages);
    assert!(stage.app.store.undrafted_meetings().await.unwrap().is_empty());
    let list: MeetingList = stage.json(Role::MeetingSecretary, Method::GET, "/api/meetings", "").await;
    let mut cards = list.today.iter().chain(&list.earlier);
    assert!(cards.any(|card| card.minutes == Some(MinutesState::Draft)));
    let guest: MeetingList = stage.json(Role::VillageGuest, Method::GET, "/api/meetings", "").await;
    assert!(guest.today.iter().chain(&guest.earlier).all(|card| card.minutes.is_none()));
}

#[tokio::test]
async fn whoever_opens_minutes_before_they_are_drafted_waits_for_the_one_draft() {
    let stage = Stage::new().await;
    let (meeting, _) = stage.ended("m").await;
    let document = format!("/api/meetings/{meeting}/minutes/docx");
    let secretary = Role::MeetingSecretary;
    let (first, second, ()) = tokio::join!(
        stage.as_role(Some(secretary), Method::GET, &document, ""),
        stage.as_role(Some(secretary), Method::GET, &document, ""),
        drafting::take_up(stage.app.clone()),
    );
    assert_eq!((first, second), (StatusCode::OK, StatusCode::OK));
    assert_eq!(stage.app.store.minutes_updates(&meeting).await.unwrap().len(), 1);
}

#[tokio::test]
async fn minutes_go_from_the_draft_over_the_chair_to_the_register_and_out_as_documents() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let path = |rest: &str| format!("/api/meetings/{meeting}/minutes/{rest}");
    let early = stage.response(Role::RecordsClerk, Method::POST, &path("issue"), "").await;
    assert_eq!((early.status(), code(early).await.as_str()), (StatusCode::CONFLICT, "not_approved"));
    let draft = stage.response(Role::UnitHead, Method::GET, &path("docx"), "").await;
    assert_eq!(draft.status(), StatusCode::OK);

    assert!(stage.page(Role::Leader, &meeting).await.may_approve);
    let approved: MinutesVersion = stage.json(Role::Leader, Method::POST, &path("approval"), "").await;
    assert_eq!((approved.number, approved.state), (1, MinutesState::Approved));
    let again = stage.response(Role::MeetingSecretary, Method::POST, &path("draft"), "").await;
    assert_eq!(code(again).await, "minutes_approved");
    assert!(stage.page(Role::RecordsClerk, &meeting).await.may_issue);
    let issued: MinutesVersion = stage.json(Role::RecordsClerk, Method::POST, &path("issue"), "").await;
    assert_eq!(issued.document_number.as_deref(), Some("01/BB-UBND"));

    let page = stage.page(Role::MeetingSecretary, &meeting).await;
    assert_eq!(
        (page.state, page.may_edit, page.head.number.as_deref()),
        (Some(MinutesState::Issued), false, Some("01"))
    );
    assert_eq!(page.versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    for (file, start) in [("docx", "PK"), ("pdf", "%PDF-"), ("docx?version=1", "PK"), ("pdf?version=2", "%PDF-")] {
        let response = stage.response(Role::UnitOfficer, Method::GET, &path(file), "").await;
        assert_eq!(response.status(), StatusCode::OK, "{file}");
        let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(name.contains("filename*=UTF-8''"), "{name}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(body.starts_with(start.as_bytes()), "{file}");
    }
    let missing = stage.response(Role::UnitOfficer, Method::GET, &path("pdf?version=9"), "").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    let late = stage.response(Role::MeetingSecretary, Method::POST, &path("draft"), "").await;
    assert_eq!(code(late).await, "minutes_issued");
    let log = stage.app.store.audit_page(&stage.grant(Role::Auditor).await, None, 100).await.unwrap();
    for act in ["minutes.approved", "minutes.issued", "minutes.taken", "minutes.read"] {
        assert!(log.iter().any(|line| line.entry.act == act), "{act}");
    }
}

#[tokio::test]
async fn a_leader_who_did_not_preside_approves_nothing() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let known = stage.grant::<act::ApproveMinutes>(Role::Leader).await;
    let mut other = known.account().clone();
    other.person = "unit_head".into();
    let desk = stage.app.desks.enter(&stage.app, &meeting).await.unwrap();
    let done = desk.ask(|done| Event::Approve(Box::new(Grant::ask(other).unwrap()), done)).await;
    assert!(matches!(done, Err(ApiError::Refused(Refusal::NotAllowed))));
}

#[tokio::test]
async fn what_one_writes_is_kept_before_it_is_acknowledged_and_shown_to_the_others() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let mut one = Writer::sits_down(&stage, &meeting, 1, true).await;
    let mut two = Writer::sits_down(&stage, &meeting, 2, true).await;
    for n in 1..=3_u32 {
        let words = format!("Lần {n}.");
        one.writes(&stage, &meeting, &words).await;
        match one.told().await {
            MinutesMessage::Saved { count } => assert_eq!(count, n),
            other => panic!("{other:?}"),
        }
        assert_eq!(kept_text(&stage, &meeting).await, text(&words), "kept when it is acknowledged");
        two.hears_frame().await;
        assert_eq!(two.text.passages(), text(&words));
    }
    // Readers and the search see it a second later, or at once when the last writer leaves.
    let desk = stage.app.desks.enter(&stage.app, &meeting).await.unwrap();
    for id in [1, 2] {
        desk.send(Event::Closed(LineId(id))).await;
    }
    desk.ask(Event::Present).await.unwrap();
    assert_eq!(stage.page(Role::Leader, &meeting).await.passages, text("Lần 3."));
}

#[tokio::test]
async fn readers_see_what_is_written_within_a_second_and_cannot_write() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let mut writer = Writer::sits_down(&stage, &meeting, 1, true).await;
    let mut reader = Writer::sits_down(&stage, &meeting, 2, false).await;
    writer.writes(&stage, &meeting, "Đang viết.").await;
    reader.hears_frame().await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(stage.page(Role::UnitOfficer, &meeting).await.passages, text("Đang viết."));
    reader.writes(&stage, &meeting, "Chen vào.").await;
    assert!(matches!(reader.told().await, MinutesMessage::Refused { refusal } if refusal.code == Refusal::NotAllowed));
    assert_eq!(kept_text(&stage, &meeting).await, text("Đang viết."));
}

#[tokio::test]
async fn an_edit_ends_an_approval_and_an_issue_ends_all_edits() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let mut writer = Writer::sits_down(&stage, &meeting, 1, true).await;
    let (approval, issue) =
        (format!("/api/meetings/{meeting}/minutes/approval"), format!("/api/meetings/{meeting}/minutes/issue"));
    let state = |message| match message {
        MinutesMessage::State { state } => state,
        other => panic!("{other:?}"),
    };
    stage.json::<MinutesVersion>(Role::Leader, Method::POST, &approval, "").await;
    assert_eq!(state(writer.told().await), MinutesState::Approved);
    // A later moment than the approval's, as people are.
    tokio::time::sleep(Duration::from_millis(5)).await;
    writer.writes(&stage, &meeting, "Sửa sau khi duyệt.").await;
    assert_eq!(state(writer.told().await), MinutesState::Draft);
    assert!(matches!(writer.told().await, MinutesMessage::Saved { count: 1 }));
    let stale = stage.response(Role::RecordsClerk, Method::POST, &issue, "").await;
    assert_eq!(code(stale).await, "not_approved");
    stage.json::<MinutesVersion>(Role::Leader, Method::POST, &approval, "").await;
    stage.json::<MinutesVersion>(Role::RecordsClerk, Method::POST, &issue, "").await;
    assert_eq!(state(writer.told().await), MinutesState::Approved);
    assert_eq!(state(writer.told().await), MinutesState::Issued);
    writer.writes(&stage, &meeting, "Sửa bản đã ban hành.").await;
    assert!(
        matches!(writer.told().await, MinutesMessage::Refused { refusal } if refusal.code == Refusal::MinutesIssued)
    );
    assert_eq!(kept_text(&stage, &meeting).await, text("Sửa sau khi duyệt."));
}

#[tokio::test]
async fn drafting_anew_replaces_the_text_in_front_of_everybody() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let draft = kept_text(&stage, &meeting).await;
    let mut writer = Writer::sits_down(&stage, &meeting, 1, true).await;
    writer.writes(&stage, &meeting, "Viết đè lên tất cả.").await;
    writer.told().await;
    let path = format!("/api/meetings/{meeting}/minutes/draft");
    let done = stage.response(Role::MeetingSecretary, Method::POST, &path, "").await;
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    writer.hears_frame().await;
    let texts = |passages: Vec<Passage>| passages.iter().map(Passage::text).collect::<Vec<_>>();
    assert_eq!(texts(writer.text.passages()), texts(draft));
    assert_eq!(stage.page(Role::Leader, &meeting).await.passages, writer.text.passages());
}

#[tokio::test]
async fn a_text_nobody_projected_before_the_server_died_is_made_again_at_its_start() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m").await;
    let mut elsewhere =
        SharedMinutes::from_updates(9, stage.app.store.minutes_updates(&meeting).await.unwrap()).unwrap();
    let update = elsewhere.replace(&text("Ghi ngay trước khi mất điện."));
    let grant = stage.grant(Role::MeetingSecretary).await;
    stage.app.store.add_minutes_update(&grant, &meeting, &update, stage.app.now()).await.unwrap();
    minutes::take_up(&stage.app).await.unwrap();
    assert_eq!(stage.page(Role::Leader, &meeting).await.passages, text("Ghi ngay trước khi mất điện."));
}

#[tokio::test]
async fn votes_and_corrections_are_taken_when_they_say_something() {
    let stage = Stage::new().await;
    let (meeting, said) = stage.ended("m").await;
    drafting::take_up(stage.app.clone()).await;
    let votes = format!("/api/meetings/{meeting}/votes");
    let vote = Vote { subject: "Thông qua kế hoạch".into(), in_favour: 12, against: 1, abstained: 0 };
    let secretary = Role::MeetingSecretary;
    let body = serde_json::to_string(&vote).unwrap();
    assert_eq!(stage.as_role(Some(secretary), Method::POST, &votes, &body).await, StatusCode::NO_CONTENT);
    let blank = serde_json::to_string(&Vote { subject: "  ".into(), ..vote.clone() }).unwrap();
    assert_eq!(code(stage.response(secretary, Method::POST, &votes, &blank).await).await, "text_empty");
    let long = serde_json::to_string(&Vote { subject: "a".repeat(501), ..vote.clone() }).unwrap();
    assert_eq!(code(stage.response(secretary, Method::POST, &votes, &long).await).await, "too_large");
    let crowd = serde_json::to_string(&Vote { against: 100_001, ..vote.clone() }).unwrap();
    assert_eq!(code(stage.response(secretary, Method::POST, &votes, &crowd).await).await, "bad_request");
    assert_eq!(stage.page(secretary, &meeting).await.votes, [vote]);

    let path = format!("/api/utterances/{said}/revision");
    let correction =
        |written: &str, revision: u32| serde_json::json!({ "written": written, "revision": revision }).to_string();
    let corrected: Corrected = stage.json(secretary, Method::POST, &path, &correction(" Giao  xã Cam Lộ. ", 0)).await;
    assert_eq!((corrected.written.as_str(), corrected.revision), ("Giao xã Cam Lộ.", 1));
    for (body, refusal) in [
        (correction("Khác.", 0), "changed_meanwhile"),
        (correction(" ", 1), "text_empty"),
        (correction(&"a".repeat(5001), 1), "too_large"),
    ] {
        assert_eq!(code(stage.response(secretary, Method::POST, &path, &body).await).await, refusal);
    }
}

#[tokio::test]
async fn a_misheard_name_is_replaced_in_many_sentences_at_once_within_its_limits() {
    let stage = Stage::new().await;
    let (meeting, said) = stage.ended("m-thay").await;
    let path = format!("/api/meetings/{meeting}/revisions");
    let secretary = Role::MeetingSecretary;
    let body = |written: &str, revision: u32, times: usize| {
        let one = serde_json::json!({ "id": said, "written": written, "revision": revision });
        serde_json::json!({ "sentences": vec![one; times] }).to_string()
    };
    let answer: CorrectedTogether =
        stage.json(secretary, Method::POST, &path, &body(" Giao  xã Cam Thành. ", 0, 1)).await;
    assert_eq!((answer.made[0].written.as_str(), answer.made[0].revision), ("Giao xã Cam Thành.", 1));
    let late: CorrectedTogether = stage.json(secretary, Method::POST, &path, &body("Khác.", 0, 1)).await;
    assert_eq!((late.made.len(), late.clashed), (0, vec![said.clone()]));
    for (body, refusal) in [
        (body("", 1, 1), "text_empty"),
        (body(&"a".repeat(5001), 1, 1), "too_large"),
        (body("Khác.", 1, 501), "too_large"),
        ("x".repeat(3 * 1024 * 1024), "too_large"),
        ("{".to_owned(), "bad_request"),
    ] {
        assert_eq!(code(stage.response(secretary, Method::POST, &path, &body).await).await, refusal);
    }
}

#[tokio::test]
async fn a_speaker_is_named_for_turns_and_given_back_to_the_recording() {
    let stage = Stage::new().await;
    let (meeting, said) = stage.ended("m-ten").await;
    let path = format!("/api/meetings/{meeting}/turns");
    let secretary = Role::MeetingSecretary;
    let body = |revision: u32, speaker: serde_json::Value, edge: &str| {
        serde_json::json!({ "sentences": [{ "id": said, "revision": revision }], "speaker": speaker, "edge": edge })
            .to_string()
    };
    let named = serde_json::json!({ "is": "named", "name": " Hồ  Văn Ơn ", "post": "Trưởng thôn" });
    let marks: TurnMarks = stage.json(secretary, Method::POST, &path, &body(0, named.clone(), "begins")).await;
    let speaker = marks.turns[0].speaker.clone().unwrap();
    assert_eq!(
        (speaker.name.as_str(), speaker.post.as_str(), marks.turns[0].edge),
        ("Hồ Văn Ơn", "Trưởng thôn", TurnEdge::Begins)
    );
    let read = format!("/api/meetings/{meeting}/transcript");
    let transcript: Transcript = stage.json(secretary, Method::GET, &read, "").await;
    assert_eq!(transcript.utterances[0].speaker, speaker);
    assert_eq!(transcript.turns, marks.turns);

    let person = |id: &str| serde_json::json!({ "is": "person", "person": id });
    let listed: TurnMarks =
        stage.json(secretary, Method::POST, &path, &body(1, person("unit_head"), "as_recorded")).await;
    assert_eq!(listed.turns[0].speaker.as_ref().unwrap().person, "unit_head".into());
    let recorded = serde_json::json!({ "is": "recorded" });
    let back: TurnMarks = stage.json(secretary, Method::POST, &path, &body(2, recorded.clone(), "as_recorded")).await;
    assert_eq!((back.turns[0].speaker.clone(), back.turns[0].revision), (None, 3));

    let twice = serde_json::json!({ "sentences": [{ "id": said, "revision": 3 }, { "id": said, "revision": 3 }], "speaker": recorded });
    for (body, refusal) in [
        (body(2, named, "begins"), "changed_meanwhile"),
        (body(3, person("khong-co"), "begins"), "not_found"),
        (body(3, serde_json::json!({ "is": "named", "name": " ", "post": "" }), "begins"), "text_empty"),
        (body(3, serde_json::json!({ "is": "named", "name": "a".repeat(101), "post": "" }), "begins"), "bad_request"),
        (twice.to_string(), "bad_request"),
        (serde_json::json!({ "sentences": [] }).to_string(), "bad_request"),
        (
            serde_json::json!({ "sentences": [{ "id": "khac", "revision": 0 }], "edge": "joins" }).to_string(),
            "not_found",
        ),
    ] {
        assert_eq!(code(stage.response(secretary, Method::POST, &path, &body).await).await, refusal, "{body}");
    }
}

#[tokio::test]
async fn who_changed_what_is_told_with_its_author_and_only_to_whoever_writes() {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m-ai-sua").await;
    let mut writer = Writer::sits_down(&stage, &meeting, 1, true).await;
    writer.writes(&stage, &meeting, "Viết lại.").await;
    assert!(matches!(writer.told().await, MinutesMessage::Saved { .. }));
    let path = format!("/api/meetings/{meeting}/minutes/history");
    let history: MinutesHistory = stage.json(Role::MeetingSecretary, Method::GET, &path, "").await;
    let authors: Vec<&str> = history.sittings.iter().map(|one| one.author.as_str()).collect();
    assert_eq!((authors.as_slice(), history.older), (&["Nguyễn Văn An", ""][..], false));
    assert!(history.sittings[0].changes.iter().any(|one| one.after.as_deref() == Some("Viết lại.")));
    assert!(history.sittings[1].changes.iter().all(|one| one.before.is_none()));
    let stranger = stage.response(Role::Leader, Method::GET, &path, "").await;
    assert_eq!(stranger.status(), StatusCode::FORBIDDEN);
}
