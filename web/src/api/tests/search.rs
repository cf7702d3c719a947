//! The search box, through the whole server.

use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::search::Found;
use giaoban_models::store::{ImportedMeeting, ImportedSpeaker, ImportedTurn};

use super::*;

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
    ] {
        assert_eq!(code(ask(&stage, Role::Leader, path).await).await, expected, "{path}");
    }
    let all = ask(&stage, Role::Leader, "/api/search?q=a&from=&to=&unit=&limit=100000").await;
    assert_eq!(all.status(), StatusCode::OK);
}
