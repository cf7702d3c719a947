#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::directive::DirectiveEventKind;
use crate::store::DirectiveFilter;

/// Minutes with a version in this state, as the database has them.
async fn version(sample: &Sample, number: u8, state: &str) {
    let register = if state == "issued" { "2026, 5, '2026-11-22'" } else { "NULL, NULL, NULL" };
    let content = r#"{"head":{"superior":null,"agency":"UBND","sign":"BB-UBND","number":"05","title":"Họp","chair_name":"Ân","secretary_name":"Ánh","recipients":[]},"passages":[],"tasks":[],"issued":true}"#;
    sample
        .execute(&format!(
            "INSERT INTO minutes_versions SELECT 'm1', {number}, '{state}', 1, id, 'Hòa', 'e3b0', '{content}', {register}
             FROM accounts WHERE username = 'vanthu'"
        ))
        .await;
}

#[tokio::test]
async fn directives_go_out_once_with_approved_minutes_and_every_lead_unit_is_told() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    sample.directive(&meeting, &["u-xa-a", "u-xa-b"]).await;
    sample.directive(&meeting, &["u-xa-a"]).await;
    let clerk = sample.grant(&sample.clerk);
    let dispatch = async || match sample.store.dispatch(&clerk, &meeting.id, NOW).await {
        Err(StoreError::Refused(refusal)) => Err(refusal),
        other => Ok(other.unwrap()),
    };
    assert_eq!(dispatch().await, Err(Refusal::NothingToDispatch), "nobody approved the minutes yet");
    sample.execute("INSERT INTO minutes VALUES ('m1', 1, '[]')").await;
    version(&sample, 1, "approved").await;
    let ready = sample.store.dispatchable(&clerk, &meeting.id).await.unwrap();
    let waiting: Vec<_> = ready.waiting.iter().map(|(unit, count)| (unit.name.as_str(), *count)).collect();
    assert_eq!((ready.approved, waiting), (true, vec![("xã An", 2), ("xã Bình", 1)]));
    version(&sample, 2, "issued").await;
    assert_eq!(dispatch().await, Ok(3));
    assert_eq!(dispatch().await, Err(Refusal::NothingToDispatch));
    // What is ordered afterwards goes out by itself.
    sample.directive(&meeting, &["u-xa-b"]).await;
    assert_eq!(dispatch().await, Ok(1));
    let after = sample.store.dispatchable(&clerk, &meeting.id).await.unwrap();
    assert_eq!((after.waiting.len(), after.sent, after.document_number.as_deref()), (0, 4, Some("05/BB-UBND")));
    for (account, told) in [(&sample.head_a, 2), (&sample.head_b, 2), (&sample.secretary, 0)] {
        let page = sample.store.notices(&sample.grant(account), None).await.unwrap();
        assert_eq!((page.notices.len(), page.unread), (told, u32::try_from(told).unwrap()));
    }
    let all = sample.store.directives(&sample.grant(&sample.auditor), &DirectiveFilter::default()).await.unwrap();
    for directive in all {
        let last = directive.events.last().unwrap();
        assert_eq!(last.kind, DirectiveEventKind::Dispatched);
        let document = last.detail.document.as_ref().unwrap();
        assert_eq!((document.number.as_str(), document.on.as_deref()), ("05/BB-UBND", Some("2026-11-22")));
    }
}

#[tokio::test]
async fn what_is_over_is_not_dispatched_and_a_meeting_nobody_knows_is_not_found() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let id = sample.directive(&meeting, &["u-xa-a"]).await.remove(0);
    sample.execute("INSERT INTO minutes VALUES ('m1', 1, '[]')").await;
    version(&sample, 1, "approved").await;
    let cancel = crate::directive::order::Step {
        kind: DirectiveEventKind::Cancelled,
        note: "Giao nhầm.".to_owned(),
        due: None,
        document: None,
        to: None,
    };
    sample.store.decide_directive(&sample.grant(&sample.chair), &id, cancel, NOW).await.unwrap();
    let clerk = sample.grant(&sample.clerk);
    assert!(sample.store.dispatch(&clerk, &meeting.id, NOW).await.is_err());
    let unknown = sample.store.dispatchable(&clerk, &"nowhere".into()).await;
    assert!(matches!(unknown, Err(StoreError::Refused(Refusal::NotFound))));
}
