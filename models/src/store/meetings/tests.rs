#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn a_called_meeting_is_found_again_with_names_of_its_day_and_the_hall_first() {
    let sample = Sample::filled().await;
    let called = sample.meeting("m1", NOW.plus(HOUR)).await;
    let found = sample.store.meeting(&sample.grant(&sample.clerk), &called.id).await.unwrap().unwrap();
    assert_eq!(found, called);
    assert_eq!(found.chair_name, "Nguyễn Văn Ân");
    let names: Vec<_> = found.sites.iter().map(|s| (s.unit_name.as_str(), s.hall)).collect();
    assert_eq!(names, [("UBND tỉnh", true), ("xã An", false)]);
}

#[tokio::test]
async fn a_unit_that_ended_before_the_day_cannot_be_invited_and_none_twice() {
    let sample = Sample::filled().await;
    let grant = sample.grant(&sample.clerk);
    let mut new = sample.new_meeting("m1", NOW);
    new.sites = vec!["u-xa-cu".into()];
    let called = sample.store.create_meeting(&grant, &new, NOW).await;
    assert!(matches!(called, Err(StoreError::UnknownUnit(unit)) if unit.0 == "u-xa-cu"));
    new.sites = vec!["u-xa-a".into(), "u-tinh".into()];
    let called = sample.store.create_meeting(&grant, &new, NOW).await;
    assert!(matches!(called, Err(StoreError::SiteTwice(unit)) if unit.0 == "u-tinh"));
    new.chair = "p-nobody".into();
    let called = sample.store.create_meeting(&grant, &new, NOW).await;
    assert!(matches!(called, Err(StoreError::UnknownPerson(_))));
    assert!(sample.store.meeting_for_room(&new.id).await.unwrap().is_none());
}

#[tokio::test]
async fn a_commune_official_cannot_get_another_units_meeting() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await; // sites: the hall and commune A
    let (a, b) = (sample.grant(&sample.head_a), sample.grant(&sample.head_b));
    assert!(sample.store.meeting(&a, &meeting.id).await.unwrap().is_some());
    assert!(sample.store.meeting(&b, &meeting.id).await.unwrap().is_none());
    assert_eq!(sample.store.meetings(&a, NOW).await.unwrap().today.len(), 1);
    assert_eq!(sample.store.meetings(&b, NOW).await.unwrap().today, []);
    let auditor = sample.grant(&sample.auditor);
    assert_eq!(sample.store.meetings(&auditor, NOW).await.unwrap().today, [meeting]);
}

#[tokio::test]
async fn a_successor_sees_the_meetings_of_the_units_whose_records_it_inherited() {
    let sample = Sample::filled().await;
    let then = Moment(1_730_685_600_000); // 2024-11-04, 09:00 in Vietnam
    let mut new = sample.new_meeting("m-2024", then);
    new.sites = vec!["u-xa-cu".into()];
    sample.store.create_meeting(&sample.grant(&sample.clerk), &new, NOW).await.unwrap();
    let heir = sample.store.meetings(&sample.grant(&sample.head_a), NOW).await.unwrap();
    assert_eq!(heir.earlier.len(), 1);
    let stranger = sample.store.meetings(&sample.grant(&sample.head_b), NOW).await.unwrap();
    assert_eq!(stranger.earlier, []);
    // Inheriting records is not taking part.
    let place = sample.store.site_of(&sample.grant(&sample.head_a), &new.id).await.unwrap();
    assert_eq!(place, None);
}

#[tokio::test]
async fn the_list_is_cut_at_vietnamese_midnight_and_live_meetings_are_always_of_today() {
    let sample = Sample::filled().await;
    let (from, to) = NOW.day_bounds_in_vietnam();
    for (id, at) in [
        ("first", from),
        ("last", to.plus(-1)),
        ("tomorrow", to),
        ("later", to.plus(HOUR)),
        ("old", from.plus(-HOUR)),
        ("yesterday", from.plus(-1)),
    ] {
        sample.meeting(id, at).await;
    }
    let ids = |list: &[Meeting]| list.iter().map(|m| m.id.0.clone()).collect::<Vec<_>>();
    let grant = sample.grant(&sample.clerk);
    let days = sample.store.meetings(&grant, NOW).await.unwrap();
    assert_eq!(ids(&days.today), ["first", "last"]);
    assert_eq!(ids(&days.upcoming), ["tomorrow", "later"]);
    assert_eq!(ids(&days.earlier), ["yesterday", "old"]);
    sample.store.open_meeting(&sample.grant(&sample.chair), &"old".into(), NOW).await.unwrap();
    let days = sample.store.meetings(&grant, NOW).await.unwrap();
    assert_eq!(ids(&days.today), ["old", "first", "last"]);
    assert_eq!(ids(&days.earlier), ["yesterday"]);
}

#[tokio::test]
async fn a_meeting_is_opened_and_ended_once_and_only_by_its_chair_or_secretary() {
    let sample = Sample::filled().await;
    let id = sample.meeting("m1", NOW).await.id;
    let (chair, secretary) = (sample.grant(&sample.chair), sample.grant(&sample.secretary));
    let stranger = sample.grant(&sample.head_a);
    assert!(!sample.store.open_meeting(&stranger, &id, NOW).await.unwrap());
    assert!(!sample.store.end_meeting(&chair, &id, NOW).await.unwrap(), "not open yet");
    assert!(sample.store.open_meeting(&secretary, &id, NOW).await.unwrap());
    assert!(!sample.store.open_meeting(&chair, &id, NOW.plus(1)).await.unwrap(), "already open");
    assert_eq!(sample.store.live_meetings().await.unwrap().len(), 1);
    assert!(!sample.store.end_meeting(&stranger, &id, NOW.plus(2)).await.unwrap());
    assert!(sample.store.end_meeting(&chair, &id, NOW.plus(2)).await.unwrap());
    let ended = sample.store.meeting_for_room(&id).await.unwrap().unwrap();
    assert_eq!((ended.state, ended.opened_at, ended.ended_at), (MeetingState::Ended, Some(NOW), Some(NOW.plus(2))));
    assert_eq!(sample.store.live_meetings().await.unwrap(), []);
}

#[tokio::test]
async fn a_place_in_the_meeting_is_the_own_units_site_or_the_hall_for_who_presides_or_writes() {
    let sample = Sample::filled().await;
    let mut new = sample.new_meeting("m1", NOW);
    new.hall = "u-xa-b".into();
    new.sites = vec!["u-xa-a".into()];
    sample.store.create_meeting(&sample.grant(&sample.clerk), &new, NOW).await.unwrap();
    let unit_of = async |account| {
        let site = sample.store.site_of(&sample.grant(account), &new.id).await.unwrap();
        site.map(|site| site.unit.0)
    };
    assert_eq!(unit_of(&sample.head_a).await.as_deref(), Some("u-xa-a"));
    assert_eq!(unit_of(&sample.head_b).await.as_deref(), Some("u-xa-b"));
    assert_eq!(unit_of(&sample.chair).await.as_deref(), Some("u-xa-b"), "the chair's own unit has no site");
    assert_eq!(unit_of(&sample.secretary).await.as_deref(), Some("u-xa-b"));
    assert_eq!(unit_of(&sample.guest).await, None);
}
