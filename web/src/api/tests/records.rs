//! What is removed for good, held back, and kept how long.

use giaoban_models::access::Grant;
use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::search::{Asked, Reader};
use serde_json::{Value, json};

use super::*;

/// The recording of the meeting.
const FILE: &str = "recordings/m1.ogg";

async fn answer(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn post(stage: &Stage, path: &str, body: Value) -> (StatusCode, Value) {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header("cookie", &stage.cookies[&Role::SystemAdmin]);
    answer(stage.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
}

async fn page(stage: &Stage) -> Value {
    let request = Request::get("/api/records").header("cookie", &stage.cookies[&Role::SystemAdmin]);
    answer(stage.ask(request.body(Body::empty()).unwrap()).await).await.1
}

/// A server with a meeting that has ended, with its recording and a draft of its minutes.
async fn stage() -> (Stage, MeetingId) {
    let stage = Stage::new().await;
    let meeting = stage.drafted("m1").await;
    std::fs::create_dir_all(stage.app.data.join("recordings")).unwrap();
    std::fs::write(stage.app.data.join(FILE), "âm thanh").unwrap();
    (stage, meeting)
}

async fn day(stage: &Stage, meeting: &MeetingId) -> String {
    let at: Moment = stage.app.store.meeting_for_room(meeting).await.unwrap().unwrap().starts_at;
    let day = at.day_in_vietnam();
    format!("{}/{}/{}", &day[8..], &day[5..7], &day[..4])
}

fn row(page: &Value, meeting: &MeetingId) -> Value {
    page["meetings"].as_array().unwrap().iter().find(|row| row["id"] == meeting.as_str()).unwrap().clone()
}

fn hits(stage: &Stage, words: &str) -> u32 {
    let asked = Asked::understood(words).unwrap();
    stage.app.index.find(&Reader::operator(), &asked, stage.app.now()).unwrap().total
}

/// Waits for the index, which is read within seconds.
async fn until(stage: &Stage, words: &str, found: bool) -> bool {
    for _ in 0..100 {
        if stage.app.index.as_of().is_some() && (hits(stage, words) > 0) == found {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purge_takes_words_sound_minutes_and_what_search_knew_and_names_the_backups_to_destroy() {
    let (stage, meeting) = stage().await;
    let before = stage.app.store.last_finals(&meeting, 5).await.unwrap();
    assert!(until(&stage, "hộ nghèo", true).await, "found before");
    let other = tempfile::tempdir().unwrap();
    let backup = other.path().join("hôm nay.zip");
    crate::backup::pack(&stage.app.data, &backup, false, stage.app.now(), &mut |_| {}).await.unwrap();
    let file = stage.app.data.join(FILE);
    assert!(file.exists());

    let path = format!("/api/meetings/{}/purge", meeting.as_str());
    let right = day(&stage, &meeting).await;
    let asked = |reason: &str, day: &str| json!({ "reason": reason, "day": day });
    assert_eq!(post(&stage, &path, asked("Ghi nhầm", "01/01/2000")).await.1["code"], "purge_not_confirmed");
    assert_eq!(post(&stage, &path, asked(" ", &right)).await.1["code"], "reason_missing");
    assert_eq!(post(&stage, &path, asked(&"x".repeat(501), &right)).await.1["code"], "too_large");
    let hold = format!("/api/meetings/{}/hold", meeting.as_str());
    assert_eq!(post(&stage, &hold, json!({ "held": true, "reason": "Thanh tra" })).await.0, StatusCode::NO_CONTENT);
    assert_eq!(post(&stage, &path, asked("Ghi nhầm", &right)).await.1["code"], "purge_on_hold");
    assert_eq!(row(&page(&stage).await, &meeting)["hold"]["reason"], "Thanh tra");
    assert_eq!(post(&stage, &hold, json!({ "held": false, "reason": "" })).await.0, StatusCode::NO_CONTENT);
    assert_eq!(stage.app.store.last_finals(&meeting, 5).await.unwrap(), before, "refused is untouched");

    let (status, told) = post(&stage, &path, asked("Ghi nhầm nội dung không được ghi", &right)).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{told}");
    assert!(stage.app.store.last_finals(&meeting, 5).await.unwrap().is_empty());
    assert!(!file.exists());
    assert!(until(&stage, "hộ nghèo", false).await, "found no more");
    let gone = row(&page(&stage).await, &meeting);
    assert_eq!(
        (&gone["purge"]["reason"], &gone["recordings"]),
        (&json!("Ghi nhầm nội dung không được ghi"), &json!(0))
    );
    assert!(gone["backups"][0]["file"].as_str().unwrap().ends_with("hôm nay.zip"));
    assert_eq!(post(&stage, &path, asked("Ghi nhầm", &right)).await.1["code"], "purge_done");
    let minutes = stage.as_role(Some(Role::Leader), Method::GET, &format!("/api/meetings/{meeting}/minutes"), "").await;
    assert!(!minutes.is_server_error(), "{minutes}");
    for path in [format!("/api/meetings/{meeting}/transcript"), "/api/directives".to_owned()] {
        assert!(stage.as_role(Some(Role::Leader), Method::GET, &path, "").await.is_success(), "{path}");
    }
    let log = stage.app.store.audit_page(&Grant::ask(auditor(&stage).await).unwrap(), None, 50).await.unwrap();
    assert!(log.iter().any(|line| line.entry.act == "meeting.purged" && line.entry.detail == Value::Null));
}

async fn auditor(stage: &Stage) -> Account {
    let known = stage.app.store.credentials("auditor").await.unwrap().unwrap();
    stage.app.store.account(&known.account, "2026-11-22").await.unwrap().unwrap()
}

#[tokio::test]
async fn terms_are_set_in_months_shown_with_what_they_would_remove_and_wrong_ones_refused() {
    let (stage, _) = stage().await;
    assert_eq!(page(&stage).await["terms"], json!({ "sound": null, "picture": null }));
    for wrong in [0, 601] {
        let (_, told) = post(&stage, "/api/records/terms", json!({ "sound": wrong, "picture": null })).await;
        assert_eq!(told["code"], "retention_wrong");
    }
    let terms = json!({ "sound": 12, "picture": 1 });
    assert_eq!(post(&stage, "/api/records/terms", terms.clone()).await.0, StatusCode::NO_CONTENT);
    let now = page(&stage).await;
    assert_eq!(now["terms"], terms);
    assert!(now["due"].is_array());
    let never = json!({ "sound": null, "picture": null });
    assert_eq!(post(&stage, "/api/records/terms", never.clone()).await.0, StatusCode::NO_CONTENT);
    assert_eq!(page(&stage).await["terms"], never);
}
