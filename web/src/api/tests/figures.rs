//! The figures, through the whole server.

use serde_json::{Value, json};

use super::directives::{acceptance, json_of};
use super::*;
use crate::api::wire::directives::DirectiveCard;
use crate::api::wire::figures::{FiguresPage, UsagePage};

/// Three directives of unit `u` out of one sentence: late since 2020, due in 2099, without a due date.
async fn ordered(stage: &Stage) {
    let (_, said) = stage.proposed().await;
    for due in [Some("2020-01-06"), Some("2099-01-05"), None] {
        let mut body = acceptance(due);
        body["utterances"] = json!([said]);
        let made = stage.send(Role::MeetingSecretary, Method::POST, "/api/meetings/m/directives", &body).await;
        let _: Vec<DirectiveCard> = json_of(made).await;
    }
}

#[tokio::test]
async fn what_is_late_is_told_with_the_sentence_that_ordered_it() {
    let stage = Stage::new().await;
    ordered(&stage).await;
    let page: FiguresPage = stage.read(Role::Leader, "/api/figures?by=leader").await;
    let counts = page.total.counts;
    assert_eq!((counts.total, counts.overdue, counts.within, counts.no_due_date), (3, 1, 1, 1));
    assert_eq!((page.total.fallen_due, page.own, page.rows.len()), (1, false, 1));
    assert_eq!(page.rows[0].name, "Nguyễn Văn An");
    let late = &page.late[0];
    assert_eq!((late.due.as_str(), late.quote.as_str()), ("2020-01-06", "Giao xã Cam Lộ rà soát."));
    assert!(late.days_late > 2_000 && late.sentence.as_ref().is_some_and(|said| said.playable));
    let page: FiguresPage = stage.read(Role::RecordsClerk, "/api/figures").await;
    assert!(page.late[0].sentence.as_ref().is_some_and(|said| !said.playable), "who may read may not always hear");
}

#[tokio::test]
async fn figures_of_a_moment_stay_the_same_whatever_happens_later() {
    let stage = Stage::new().await;
    ordered(&stage).await;
    let first: FiguresPage = stage.read(Role::Leader, "/api/figures").await;
    let card: FiguresPage = stage.read(Role::UnitHead, "/api/figures").await;
    assert!(card.own && card.total.counts.total == 3);
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let step = json!({ "kind": "accepted", "note": "", "due": null });
    let path = format!("/api/directives/{}/answers", first.late[0].id);
    assert_eq!(stage.send(Role::UnitHead, Method::POST, &path, &step).await.status(), StatusCode::OK);
    let step = json!({ "kind": "suspended", "note": "Chờ hướng dẫn.", "due": null });
    let path = format!("/api/directives/{}/decisions", first.late[0].id);
    assert_eq!(stage.send(Role::Leader, Method::POST, &path, &step).await.status(), StatusCode::OK);
    let now: FiguresPage = stage.read(Role::Leader, "/api/figures").await;
    assert_eq!((now.total.counts.overdue, now.total.counts.stopped), (0, 1));
    let again: FiguresPage = stage.read(Role::Leader, &format!("/api/figures?as_of={}", first.as_of.0)).await;
    assert_eq!((again.total, again.rows), (first.total, first.rows));
}

#[tokio::test]
async fn what_is_no_day_stretch_or_moment_is_refused_in_words() {
    let stage = Stage::new().await;
    let later = stage.app.now().plus(3_600_000).0;
    for query in
        ["by=village", "from=1/11/2026", "to=2026-02-30", "from=2026-12-01&to=2026-11-01", "basis=none", "as_of=x"]
            .into_iter()
            .map(str::to_owned)
            .chain([format!("as_of={later}")])
    {
        for path in ["/api/figures", "/api/figures/usage", "/api/figures/xlsx"] {
            let path = format!("{path}?{query}");
            let refused = stage.send(Role::Leader, Method::GET, &path, &Value::Null).await;
            assert_eq!(code(refused).await, "bad_request", "{path}");
        }
    }
    let page: FiguresPage = stage.read(Role::Leader, "/api/figures?from=&to=&unit=&leader=&meeting=").await;
    assert_eq!(page.total.counts.total, 0);
}

#[tokio::test]
async fn the_workbook_holds_the_reports_what_is_late_and_the_evidence() {
    let stage = Stage::new().await;
    ordered(&stage).await;
    let response = stage.send(Role::MonitoringOfficer, Method::GET, "/api/figures/xlsx", &Value::Null).await;
    assert!(response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().ends_with(".xlsx\""));
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let rows = giaoban_minutes::sheet::rows(std::io::Cursor::new(bytes)).unwrap();
    let unit = rows.iter().find(|row| row.cells[0] == "UBND xã Cam Lộ").unwrap();
    assert_eq!(unit.cells[1..9], ["3", "0", "0", "1", "0", "1", "1", "0"]);
    let audit: wire::AuditPage = stage.read(Role::Auditor, "/api/audit").await;
    assert!(audit.lines.iter().any(|line| line.act == "figures.taken"));
}

#[tokio::test]
async fn usage_tells_who_came_and_how_long_they_spoke() {
    let stage = Stage::new().await;
    ordered(&stage).await;
    let page: UsagePage = stage.read(Role::Leader, "/api/figures/usage").await;
    assert!(page.units.is_empty(), "a meeting that was not opened was not held");
    let page: UsagePage = stage.read(Role::UnitOfficer, "/api/figures/usage?from=2020-01-01&to=2020-12-31").await;
    assert!(page.units.is_empty());
}
