#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::account::Account;

async fn codes(sample: &Sample, account: &Account, filter: &DirectiveFilter) -> Vec<String> {
    let seen = sample.store.directives(&sample.grant(account), filter).await.unwrap();
    seen.into_iter().map(|directive| directive.code[9..].to_owned()).collect()
}

/// A meeting commune B takes no part in: 1 led by A with B co-operating, 2 led by the province with B, 3 led by the
/// province with the group of A alone.
async fn ordered(sample: &Sample) -> MeetingId {
    let mut group = super::super::sample::unit("u-nhom", "các xã", "nhóm", None);
    group.valid_from = Some("2020-01-01".to_owned());
    sample.store.add_units(&[group]).await.unwrap();
    sample.execute("INSERT INTO unit_members VALUES ('u-nhom', 'u-xa-a')").await;
    let meeting = sample.meeting("m1", NOW).await;
    let edit = sample.grant(&sample.secretary);
    for (lead, co) in [("u-xa-a", "u-xa-b"), ("u-tinh", "u-xa-b"), ("u-tinh", "u-nhom")] {
        let order = crate::directive::order::Order { co_units: vec![co.into()], ..sample.order(&[lead]) };
        sample.store.add_directive(&edit, &meeting.id, &[], order, NOW).await.unwrap();
    }
    meeting.id
}

#[tokio::test]
async fn a_unit_sees_what_it_leads_what_it_co_operates_in_and_what_was_ordered_in_its_meetings() {
    let sample = Sample::filled().await;
    ordered(&sample).await;
    let any = DirectiveFilter::default();
    assert_eq!(codes(&sample, &sample.chair, &any).await, ["000001", "000002", "000003"]);
    assert_eq!(codes(&sample, &sample.head_a, &any).await, ["000001", "000002", "000003"]);
    assert_eq!(codes(&sample, &sample.head_b, &any).await, ["000001", "000002"]);
    let seen = sample.store.directives(&sample.grant(&sample.head_b), &any).await.unwrap();
    assert!(seen.iter().all(|directive| !directive.meeting_in_sight), "the directive, not the meeting");
    let seen = sample.store.directives(&sample.grant(&sample.head_a), &any).await.unwrap();
    assert!(seen.iter().all(|directive| directive.meeting_in_sight));
}

#[tokio::test]
async fn a_member_of_a_co_operating_group_sees_the_directive_without_the_meeting() {
    let sample = Sample::filled().await;
    ordered(&sample).await;
    sample.execute("UPDATE unit_members SET member_id = 'u-xa-b'").await;
    assert_eq!(codes(&sample, &sample.head_b, &DirectiveFilter::default()).await, ["000001", "000002", "000003"]);
}

#[tokio::test]
async fn a_successor_sees_the_directives_of_the_units_it_took_over() {
    let sample = Sample::filled().await;
    let meeting = sample.new_meeting("m0", crate::clock::Moment(1_730_682_000_000)); // 2024-11-04
    let meeting = crate::store::NewMeeting { sites: vec![], ..meeting };
    sample.store.create_meeting(&sample.grant(&sample.clerk), &meeting, NOW).await.unwrap();
    let edit = sample.grant(&sample.secretary);
    let order = crate::directive::order::Order { co_units: vec![], ..sample.order(&["u-xa-cu"]) };
    sample.store.add_directive(&edit, &meeting.id, &[], order, NOW).await.unwrap();
    assert_eq!(codes(&sample, &sample.head_a, &DirectiveFilter::default()).await, ["000001"]);
    assert!(codes(&sample, &sample.head_b, &DirectiveFilter::default()).await.is_empty());
}

#[tokio::test]
async fn filters_narrow_what_is_seen() {
    let sample = Sample::filled().await;
    let meeting = ordered(&sample).await;
    let lead = |unit: &str| DirectiveFilter { lead: Some(unit.into()), ..DirectiveFilter::default() };
    assert_eq!(codes(&sample, &sample.auditor, &lead("u-xa-a")).await, ["000001"]);
    assert_eq!(codes(&sample, &sample.head_b, &lead("u-tinh")).await, ["000002"]);
    let of = |meeting: &MeetingId| DirectiveFilter { meeting: Some(meeting.clone()), ..DirectiveFilter::default() };
    assert_eq!(codes(&sample, &sample.auditor, &of(&meeting)).await.len(), 3);
    assert!(codes(&sample, &sample.auditor, &of(&"m9".into())).await.is_empty());
}

#[tokio::test]
async fn one_directive_is_found_by_who_may_see_it_only() {
    let sample = Sample::filled().await;
    let meeting = ordered(&sample).await;
    let all = sample.store.directives(&sample.grant(&sample.auditor), &DirectiveFilter::default()).await.unwrap();
    let hidden = &all[2];
    assert_eq!(sample.store.directive(&sample.grant(&sample.head_b), &hidden.id).await.unwrap(), None);
    let seen = sample.store.directive(&sample.grant(&sample.head_a), &hidden.id).await.unwrap().unwrap();
    assert_eq!((&seen.meeting, seen.events.len(), seen.co_units[0].name.as_str()), (&meeting, 1, "các xã"));
}

#[tokio::test]
async fn the_sentences_behind_a_directive_are_shown_to_who_sees_it_and_those_of_the_meeting_to_who_was_there() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let said = sample.ordered_words(&meeting).await;
    let edit = sample.grant(&sample.secretary);
    let ids = [said[0].id.clone()];
    let made = sample.store.add_directive(&edit, &meeting.id, &ids, sample.order(&["u-xa-b"]), NOW).await.unwrap();
    sample.execute("INSERT INTO utterance_revisions SELECT 't-m1-0', 1, 'Giao xã Bình.', 1, id, 'Ánh' FROM accounts WHERE username = 'thuky'").await;
    let b = sample.grant(&sample.head_b);
    let sources = sample.store.directive_sources(&b, &made[0]).await.unwrap();
    assert_eq!(sources.len(), 1);
    assert_eq!((sources[0].utterance.as_str(), sources[0].written.as_str()), ("t-m1-0", "Giao xã Bình."));
    assert_eq!(sources[0].file, "t-m1.opus");
    assert!(sample.store.meeting_sources(&b, &meeting.id).await.unwrap().is_empty());
    assert_eq!(sample.store.meeting_sources(&sample.grant(&sample.head_a), &meeting.id).await.unwrap().len(), 2);
}
