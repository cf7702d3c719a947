#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::meeting::Meeting;
use crate::minutes::{MinutesHead, Passage, PassageKind};

fn document(words: &str) -> MinutesDocument {
    MinutesDocument {
        head: MinutesHead {
            superior: None,
            agency: "UBND TỈNH".to_owned(),
            sign: "BB-UBND".to_owned(),
            number: None,
            title: "Giao ban tuần".to_owned(),
            chair_name: "Nguyễn Văn Ân".to_owned(),
            secretary_name: "Đỗ Ngọc Ánh".to_owned(),
            recipients: vec![],
        },
        passages: vec![Passage::plain(PassageKind::Paragraph, words)],
        tasks: vec![],
        attendance: vec![],
        issued: false,
    }
}

async fn drafted(sample: &Sample, id: &str) -> Meeting {
    let meeting = sample.meeting(id, NOW).await;
    assert!(sample.store.begin_minutes(&meeting.id, &document("Dự thảo.").passages, &[0, 0], NOW).await.unwrap());
    meeting
}

fn refusal<T: std::fmt::Debug>(done: Result<T, StoreError>) -> Refusal {
    match done {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn state(sample: &Sample, meeting: &Meeting) -> MinutesState {
    sample.store.minutes_for_server(&meeting.id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn the_chair_approves_the_records_office_numbers_and_then_nothing_changes_any_more() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample, "m1").await;
    let text = document("Dự thảo.");
    let approved =
        sample.store.approve_minutes(&sample.grant(&sample.chair), &meeting.id, &text, NOW.plus(1)).await.unwrap();
    assert_eq!((approved.number, approved.state, &approved.document_number), (1, MinutesState::Approved, &None));
    assert_eq!(state(&sample, &meeting).await, MinutesState::Approved);
    let clerk = sample.grant(&sample.clerk);
    let issued = sample.store.issue_minutes(&clerk, &meeting.id, &text, NOW.plus(2)).await.unwrap();
    assert_eq!((issued.number, issued.document_number.as_deref()), (2, Some("01/BB-UBND")));
    assert_eq!(issued.issued_on.as_deref(), Some("2026-11-21"));
    assert_eq!(state(&sample, &meeting).await, MinutesState::Issued);

    let secretary = sample.grant(&sample.secretary);
    let later = NOW.plus(3);
    let written = sample.store.add_minutes_update(&secretary, &meeting.id, &[1], later).await;
    assert_eq!(refusal(written), Refusal::MinutesIssued);
    let again = sample.store.redraft_minutes(&secretary, &meeting.id, &[], &[1], later).await;
    assert_eq!(refusal(again), Refusal::MinutesIssued);
    let twice = sample.store.issue_minutes(&clerk, &meeting.id, &text, later).await;
    assert_eq!(refusal(twice), Refusal::MinutesIssued);
    let over = sample.store.approve_minutes(&sample.grant(&sample.chair), &meeting.id, &text, later).await;
    assert_eq!(refusal(over), Refusal::MinutesIssued);
    assert!(sample.try_execute("UPDATE minutes_versions SET content = '{}'").await.is_err());
    assert!(sample.try_execute("DELETE FROM minutes_versions").await.is_err());

    let reader = sample.grant(&sample.head_a);
    let frozen = sample.store.minutes_version(&reader, &meeting.id, 2).await.unwrap().unwrap();
    assert_eq!((frozen.issued, frozen.head.number.as_deref()), (true, Some("01")));
    assert_eq!(frozen.passages, text.passages);
    assert_eq!(frozen.sha256(), issued.sha256);
    assert_eq!(sample.store.minutes_versions(&reader, &meeting.id).await.unwrap(), [issued, approved]);
    let stranger = sample.grant(&sample.head_b);
    assert!(sample.store.minutes_versions(&stranger, &meeting.id).await.unwrap().is_empty());
    assert!(sample.store.minutes_version(&stranger, &meeting.id, 2).await.unwrap().is_none());
}

#[tokio::test]
async fn only_the_chair_of_this_meeting_approves() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample, "m1").await;
    let mut other = sample.chair.clone();
    other.person = "p-khac".into();
    let grant = Grant::ask(other).unwrap();
    let done = sample.store.approve_minutes(&grant, &meeting.id, &document("Dự thảo."), NOW).await;
    assert_eq!(refusal(done), Refusal::NotAllowed);
}

#[tokio::test]
async fn what_was_changed_after_the_approval_is_not_issued() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample, "m1").await;
    let (chair, clerk) = (sample.grant(&sample.chair), sample.grant(&sample.clerk));
    let text = document("Dự thảo.");
    let early = sample.store.issue_minutes(&clerk, &meeting.id, &text, NOW).await;
    assert_eq!(refusal(early), Refusal::NotApproved);
    sample.store.approve_minutes(&chair, &meeting.id, &text, NOW).await.unwrap();
    let other = sample.store.issue_minutes(&clerk, &meeting.id, &document("Đã sửa."), NOW).await;
    assert_eq!(refusal(other), Refusal::NotApproved);

    let secretary = sample.grant(&sample.secretary);
    let again = sample.store.redraft_minutes(&secretary, &meeting.id, &[], &[1], NOW.plus(1)).await;
    assert_eq!(refusal(again), Refusal::MinutesApproved);
    sample.store.add_minutes_update(&secretary, &meeting.id, &[1], NOW.plus(1)).await.unwrap();
    assert_eq!(state(&sample, &meeting).await, MinutesState::Draft);
    let stale = sample.store.issue_minutes(&clerk, &meeting.id, &text, NOW.plus(2)).await;
    assert_eq!(refusal(stale), Refusal::NotApproved);
    sample.store.approve_minutes(&chair, &meeting.id, &document("Đã sửa."), NOW.plus(3)).await.unwrap();
    sample.store.issue_minutes(&clerk, &meeting.id, &document("Đã sửa."), NOW.plus(4)).await.unwrap();
}

#[tokio::test]
async fn numbers_follow_each_other_within_a_vietnamese_year_and_begin_again_with_the_next() {
    let sample = Sample::filled().await;
    // 2026-12-31T17:30:00Z is half past midnight of 1 January in Vietnam.
    let new_year = Moment(1_798_738_200_000);
    let mut numbers = Vec::new();
    for (id, at) in [("m1", NOW), ("m2", NOW), ("m3", new_year.plus(-3_600_000)), ("m4", new_year)] {
        let meeting = drafted(&sample, id).await;
        let text = document("Dự thảo.");
        sample.store.approve_minutes(&sample.grant(&sample.chair), &meeting.id, &text, at).await.unwrap();
        let issued = sample.store.issue_minutes(&sample.grant(&sample.clerk), &meeting.id, &text, at).await.unwrap();
        numbers.push((issued.document_number.unwrap(), issued.issued_on.unwrap()));
    }
    let expected = [
        ("01/BB-UBND", "2026-11-21"),
        ("02/BB-UBND", "2026-11-21"),
        ("03/BB-UBND", "2026-12-31"),
        ("01/BB-UBND", "2027-01-01"),
    ];
    assert_eq!(numbers, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[tokio::test]
async fn two_meetings_issued_at_once_get_two_numbers() {
    let sample = Sample::filled().await;
    let text = document("Dự thảo.");
    let mut tasks = Vec::new();
    for n in 0..6 {
        let meeting = drafted(&sample, &format!("m{n}")).await;
        sample.store.approve_minutes(&sample.grant(&sample.chair), &meeting.id, &text, NOW).await.unwrap();
        let (store, grant, text) = (sample.store.clone(), sample.grant(&sample.clerk), text.clone());
        tasks.push(tokio::spawn(async move { store.issue_minutes(&grant, &meeting.id, &text, NOW).await.unwrap() }));
    }
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap().document_number.unwrap());
    }
    numbers.sort();
    assert_eq!(numbers.first().zip(numbers.last()), Some((&"01/BB-UBND".to_owned(), &"06/BB-UBND".to_owned())));
    numbers.dedup();
    assert_eq!(numbers.len(), 6);
}
