#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::meeting::Meeting;
use crate::minutes::PassageKind;

fn text(words: &str) -> Vec<Passage> {
    vec![Passage::plain(PassageKind::Paragraph, words)]
}

async fn drafted() -> (Sample, Meeting) {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    assert!(sample.store.begin_minutes(&meeting.id, &text("Dự thảo."), &[1, 2, 3], NOW).await.unwrap());
    (sample, meeting)
}

fn refusal<T: std::fmt::Debug>(done: Result<T, StoreError>) -> Refusal {
    match done {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_draft_is_kept_once_and_read_by_whoever_sees_the_meeting() {
    let (sample, meeting) = drafted().await;
    assert!(!sample.store.begin_minutes(&meeting.id, &text("Khác."), &[9], NOW).await.unwrap());
    assert_eq!(sample.store.minutes_updates(&meeting.id).await.unwrap(), [[1, 2, 3]]);
    let expected = KeptMinutes { drafted_at: NOW, state: MinutesState::Draft, passages: text("Dự thảo.") };
    for (account, there) in [(&sample.head_a, true), (&sample.auditor, true), (&sample.head_b, false)] {
        let read = sample.store.minutes(&sample.grant(account), &meeting.id).await.unwrap();
        assert_eq!(read, there.then(|| expected.clone()), "{}", account.username);
    }
}

#[tokio::test]
async fn what_was_written_comes_back_in_order_and_cannot_be_changed() {
    let (sample, meeting) = drafted().await;
    let grant = sample.grant(&sample.secretary);
    for n in 0..5 {
        sample.store.add_minutes_update(&grant, &meeting.id, &[n], NOW.plus(i64::from(n))).await.unwrap();
    }
    let updates = sample.store.minutes_updates(&meeting.id).await.unwrap();
    assert_eq!(updates, [vec![1, 2, 3], vec![0], vec![1], vec![2], vec![3], vec![4]]);
    assert!(sample.try_execute("UPDATE minutes_updates SET bytes = X'00'").await.is_err());
    assert!(sample.try_execute("DELETE FROM minutes_updates").await.is_err());
    let nowhere = sample.meeting("m2", NOW).await;
    assert_eq!(refusal(sample.store.add_minutes_update(&grant, &nowhere.id, &[1], NOW).await), Refusal::NoDraft);
}

#[tokio::test]
async fn updates_handed_over_at_once_are_all_kept() {
    let (sample, meeting) = drafted().await;
    let mut tasks = Vec::new();
    for n in 0..40_u8 {
        let (store, grant, id) = (sample.store.clone(), sample.grant(&sample.secretary), meeting.id.clone());
        tasks.push(tokio::spawn(async move { store.add_minutes_update(&grant, &id, &[n], NOW).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(sample.store.minutes_updates(&meeting.id).await.unwrap().len(), 41);
}

#[tokio::test]
async fn the_projection_is_what_readers_get_and_a_new_draft_replaces_it() {
    let (sample, meeting) = drafted().await;
    sample.store.project_minutes(&meeting.id, &text("Đã sửa.")).await.unwrap();
    let read = async || sample.store.minutes_for_server(&meeting.id).await.unwrap().unwrap();
    assert_eq!(read().await.passages, text("Đã sửa."));
    let grant = sample.grant(&sample.secretary);
    sample.store.redraft_minutes(&grant, &meeting.id, &text("Mới."), &[7], NOW.plus(5)).await.unwrap();
    assert_eq!((read().await.passages, read().await.drafted_at), (text("Mới."), NOW.plus(5)));
    assert_eq!(sample.store.minutes_updates(&meeting.id).await.unwrap(), [vec![1, 2, 3], vec![7]]);
}

#[tokio::test]
async fn ended_meetings_without_minutes_are_told_and_drafted_ones_are_not() {
    let (sample, _) = drafted().await;
    for id in ["m2", "m3"] {
        sample.meeting(id, NOW).await;
    }
    sample.execute("UPDATE meetings SET state = 'ended', ended_at = 9 WHERE id IN ('m1', 'm2')").await;
    assert_eq!(sample.store.undrafted_meetings().await.unwrap(), ["m2".into()]);
}

#[tokio::test]
async fn the_states_of_a_list_are_those_of_meetings_one_sees_in_its_days() {
    let (sample, meeting) = drafted().await;
    let of = async |account, from: Moment, to: Moment| {
        sample.store.minutes_states(&sample.grant(account), from, to).await.unwrap()
    };
    let expected = HashMap::from([(meeting.id.clone(), MinutesState::Draft)]);
    assert_eq!(of(&sample.head_a, NOW, NOW).await, expected);
    assert_eq!(of(&sample.head_b, NOW, NOW).await, HashMap::new());
    assert_eq!(of(&sample.head_a, NOW.plus(1), NOW.plus(9)).await, HashMap::new());
}
