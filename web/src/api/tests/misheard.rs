use axum::http::Method;
use giaoban_models::misheard::MisheardWords;
use giaoban_models::role::Role;
use giaoban_models::utterance::Utterance;
use serde_json::json;

use super::directives::json_of;
use super::*;

impl Stage {
    /// A sentence of an engine that the secretary corrected.
    async fn corrected(&self) {
        let (meeting, _) = self.proposed().await;
        let before = self.app.store.last_finals(&meeting, 1).await.unwrap().remove(0);
        let said = Utterance {
            id: "w2".into(),
            began_at: before.began_at.plus(5000),
            t0: 5000,
            t1: 8000,
            spoken: "giao xã thạch cao rà soát".into(),
            written: "Giao xã Thạch Cao rà soát.".into(),
            ..before
        };
        self.app.store.add_final(&said, 8000).await.unwrap();
        let body = json!({ "written": "Giao xã Thạnh Cao rà soát.", "revision": 0 }).to_string();
        let path = "/api/utterances/w2/revision";
        assert_eq!(self.as_role(Some(Role::MeetingSecretary), Method::POST, path, &body).await, StatusCode::OK);
        // Corrections of the running millisecond are compared at the next look.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }

    /// What the captions of the meeting would show.
    async fn written(&self, heard: &str) -> String {
        self.app.speech.pen(&"m".into()).await.write(heard, &[]).text
    }

    async fn decide(&self, meant: &str, accepted: Option<bool>) -> Response {
        let body = json!({ "heard": "thạch cao", "meant": meant, "accepted": accepted });
        self.send(Role::MeetingSecretary, Method::POST, "/api/misheard/decision", &body).await
    }
}

#[tokio::test]
async fn what_the_secretary_corrected_is_written_right_only_after_it_was_accepted() {
    let stage = Stage::new().await;
    stage.corrected().await;
    let listed: Vec<MisheardWords> = stage.read(Role::MeetingSecretary, "/api/misheard").await;
    assert_eq!((listed.len(), listed[0].heard.as_str(), listed[0].meant.as_str()), (1, "thạch cao", "Thạnh Cao"));
    assert_eq!((listed[0].times, listed[0].accepted, listed[0].places.len()), (1, None, 1));
    assert_eq!(stage.written("xã thạch cao báo cáo").await, "Xã thạch cao báo cáo.");

    let after: Vec<MisheardWords> = json_of(stage.decide("Thạnh Cao", Some(true)).await).await;
    assert_eq!(after[0].accepted, Some(true));
    assert_eq!(stage.written("xã thạch cao báo cáo").await, "Xã Thạnh Cao báo cáo.");

    let _: Vec<MisheardWords> = json_of(stage.decide("Thạnh Cao", None).await).await;
    assert_eq!(stage.written("xã thạch cao báo cáo").await, "Xã thạch cao báo cáo.");
}

#[tokio::test]
async fn nobody_decides_on_words_that_were_never_corrected_or_on_a_whole_text() {
    let stage = Stage::new().await;
    stage.corrected().await;
    let unknown = stage.decide("Thạch Lao", Some(true)).await;
    assert_eq!((unknown.status(), code(unknown).await.as_str()), (StatusCode::NOT_FOUND, "not_found"));
    let long = stage.decide(&"dài ".repeat(100), Some(true)).await;
    assert_eq!(code(long).await, "too_large");
    let audit: wire::AuditPage = stage.read(Role::Auditor, "/api/audit").await;
    assert!(audit.lines.iter().all(|line| !line.subject.contains("Cao")), "no spoken word in the log");
}
