//! What is removed for good, held back, and kept how long.

use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::search::{Asked, Reader};
use serde_json::{Value, json};

use super::*;

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

/// A server with the held meeting of the demonstration, its minutes not issued.
async fn stage() -> (Stage, MeetingId) {
    let stage = Stage::new().await;
    let at = stage.app.now().plus(-30 * 86_400_000);
    crate::demo::load(&stage.app.store, &stage.app.data, "$argon2id$none", |_| Ok(vec![vec![1, 2, 3]]), at)
        .await
        .unwrap();
    let page = page(&stage).await;
    let rows = page["meetings"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["recordings"].as_u64() > Some(0) && row["issued"] == json!(false));
    let id = row.expect("the demonstration has a recorded meeting without issued minutes")["id"].as_str().unwrap();
    (stage, id.into())
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
    let word = before.iter().flat_map(|one| one.written.split_whitespace()).max_by_key(|word| word.len()).unwrap();
    assert!(until(&stage, word, true).await, "{word} is found before");
    let other = tempfile::tempdir().unwrap();
    let backup = other.path().join("hôm nay.zip");
    crate::backup::pack(&stage.app.data, &backup, false, stage.app.now(), &mut |_| {}).await.unwrap();
    let folder = stage.app.data.join("recordings");
    let files = |folder: &std::path::Path| walked(folder).len();
    assert!(files(&folder) > 0);
    let recordings = row(&page(&stage).await, &meeting)["recordings"].as_u64().unwrap() as usize;
    let all = files(&folder);

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
    assert_eq!(files(&folder), all - recordings);
    assert!(until(&stage, word, false).await || !in_this_meeting(&stage, word, &meeting), "{word} is found no more");
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

use giaoban_models::access::Grant;
use giaoban_models::account::Account;

async fn auditor(stage: &Stage) -> Account {
    let known = stage.app.store.credentials("auditor").await.unwrap().unwrap();
    stage.app.store.account(&known.account, "2026-11-22").await.unwrap().unwrap()
}

fn in_this_meeting(stage: &Stage, words: &str, meeting: &MeetingId) -> bool {
    let asked = Asked::understood(words).unwrap();
    let found = stage.app.index.find(&Reader::operator(), &asked, stage.app.now()).unwrap();
    found.hits.iter().any(|hit| hit.meeting_id == *meeting)
}

fn walked(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let inside = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    inside.flat_map(|path| if path.is_dir() { walked(&path) } else { vec![path] }).collect()
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
