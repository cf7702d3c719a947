//! The search box, through the whole server.

use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::search::Found;
use giaoban_models::store::{ImportedMeeting, ImportedSpeaker, ImportedTurn};

use serde_json::{Value, json};

use super::directives::json_of;
use super::*;
use crate::api::wire::search::SavedSearches;

async fn ask(stage: &Stage, role: Role, path: &str) -> Response {
    stage.ask(Request::get(path).header("cookie", &stage.cookies[&role]).body(Body::empty()).unwrap()).await
}

/// A meeting of unit `u`, at which somebody says this.
fn held(said: &str) -> ImportedMeeting {
    let speaker = ImportedSpeaker {
        id: "leader".into(),
        name: "Nguyễn Văn An".to_owned(),
        post: "Chủ tịch".to_owned(),
        unit: "u".into(),
    };
    let turn = ImportedTurn {
        id: "K-T0".to_owned(),
        t0: 0,
        t1: 4000,
        speaker: speaker.clone(),
        spoken: said.to_lowercase(),
        written: said.to_owned(),
    };
    ImportedMeeting {
        id: "K".into(),
        title: "Giao ban tuần".to_owned(),
        day: "2026-11-16".to_owned(),
        starts_at: giaoban_models::clock::Moment(1_794_790_800_000),
        chair: speaker.clone(),
        secretary: speaker,
        agenda: vec![],
        turns: vec![turn],
        directives: vec![],
        proposals: vec![],
    }
}

#[tokio::test]
async fn what_is_new_is_found_a_moment_later_by_who_may_read_it() {
    let stage = Stage::new().await;
    let meeting = held("Sửa cống số 7 trước mùa mưa.");
    stage.app.store.import_meetings(&Gazetteer::default(), &[meeting], stage.app.now(), false).await.unwrap();
    let begun = std::time::Instant::now();
    let found = loop {
        let response =
            ask(&stage, Role::UnitOfficer, "/api/search?q=c%E1%BB%91ng%20so%207&kind=utterance&limit=5").await;
        assert_eq!(response.status(), StatusCode::OK);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let found: Found = serde_json::from_slice(&body).unwrap();
        if found.total > 0 || begun.elapsed().as_secs() >= 20 {
            break found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert_eq!((found.total, found.hits[0].id.as_str(), found.query.as_str()), (1, "K-T0", "cống so 7"));
    assert!(found.as_of.is_some());
}

#[tokio::test]
async fn nothing_to_look_for_and_what_is_no_day_kind_or_number_are_refused_in_words() {
    let stage = Stage::new().await;
    for (path, expected) in [
        ("/api/search", "query_empty"),
        ("/api/search?q=%20%3F", "query_empty"),
        ("/api/search?q=a&kind=letter", "bad_request"),
        ("/api/search?q=a&from=16/11/2026", "bad_request"),
        ("/api/search?q=a&to=2026-02-30", "bad_request"),
        ("/api/search?q=a&limit=many", "bad_request"),
        ("/api/search?q=a&state=nowhere", "bad_request"),
    ] {
        assert_eq!(code(ask(&stage, Role::Leader, path).await).await, expected, "{path}");
    }
    let all = ask(
        &stage,
        Role::Leader,
        "/api/search?q=a&from=&to=&unit=&person=&meeting=&state=&overdue=&facets=1&limit=100000",
    )
    .await;
    assert_eq!(all.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_kept_search_tells_how_much_is_new_until_its_owner_has_looked() {
    let stage = Stage::new().await;
    let keep = |title: &str, q: &str| json!({ "title": title, "question": { "q": q } });
    let post = async |path: &str, body: &Value| stage.send(Role::Leader, Method::POST, path, body).await;
    assert_eq!(code(post("/api/searches", &keep("Cống", " ")).await).await, "query_empty");
    assert_eq!(code(post("/api/searches", &keep(" ", "cống")).await).await, "text_empty");
    let all: SavedSearches = json_of(post("/api/searches", &keep("Cống", "cống số 7")).await).await;
    assert_eq!((all.searches.len(), all.searches[0].total, all.searches[0].new), (1, 0, 0));

    let meeting = held("Sửa cống số 7 trước mùa mưa.");
    stage.app.store.import_meetings(&Gazetteer::default(), &[meeting], stage.app.now(), false).await.unwrap();
    let begun = std::time::Instant::now();
    let new = async || stage.read::<SavedSearches>(Role::Leader, "/api/searches").await.searches[0].new;
    while new().await == 0 && begun.elapsed().as_secs() < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(new().await, 1);
    let one = format!("/api/searches/{}", all.searches[0].id);
    assert_eq!(post(&format!("{one}/seen"), &Value::Null).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(new().await, 0);
    let others: SavedSearches = stage.read(Role::UnitHead, "/api/searches").await;
    assert!(others.searches.is_empty());
    let foreign = stage.send(Role::UnitHead, Method::POST, &format!("{one}/removal"), &Value::Null).await;
    assert_eq!(code(foreign).await, "not_found");
    assert_eq!(post(&format!("{one}/removal"), &Value::Null).await.status(), StatusCode::NO_CONTENT);
}
