#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::minutes::{Passage, PassageKind};

fn refusal<T: std::fmt::Debug>(done: Result<T, StoreError>) -> Refusal {
    match done {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn remark(words: &str) -> NewComment {
    NewComment { place: 0, quote: "xã An".into(), words: words.into(), suggestion: Some("xã Bình".into()) }
}

async fn drafted(sample: &Sample) -> MeetingId {
    let meeting = sample.meeting("m1", NOW).await;
    let passages = [Passage::plain(PassageKind::Paragraph, "Giao xã An rà soát.")];
    assert!(sample.store.begin_minutes(&meeting.id, &passages, &[0, 0], NOW).await.unwrap());
    meeting.id
}

#[tokio::test]
async fn minutes_are_sent_sent_back_with_a_reason_and_sent_again() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample).await;
    let (secretary, chair) = (sample.grant(&sample.secretary), sample.grant(&sample.chair));
    let store = &sample.store;
    assert_eq!(refusal(store.return_minutes(&chair, &meeting, "sớm", NOW).await), Refusal::PaperStepNotNow);
    store.submit_minutes(&secretary, &meeting, "kính trình", NOW).await.unwrap();
    assert_eq!(refusal(store.submit_minutes(&secretary, &meeting, "", NOW).await), Refusal::PaperStepNotNow);
    assert_eq!(refusal(store.return_minutes(&chair, &meeting, "", NOW).await), Refusal::ReasonMissing);
    store.return_minutes(&chair, &meeting, "thiếu ý kiến xã Bình", NOW.plus(1)).await.unwrap();
    store.submit_minutes(&secretary, &meeting, "", NOW.plus(2)).await.unwrap();
    let events = store.review_events(&sample.grant(&sample.chair), &meeting).await.unwrap();
    let told: Vec<_> = events.iter().map(|event| (event.step, event.by.as_str(), event.note.as_str())).collect();
    assert_eq!(
        told,
        [
            (ReviewStep::Submitted, "Đỗ Ngọc Ánh", "kính trình"),
            (ReviewStep::Returned, "Nguyễn Văn Ân", "thiếu ý kiến xã Bình"),
            (ReviewStep::Submitted, "Đỗ Ngọc Ánh", ""),
        ]
    );
}

#[tokio::test]
async fn a_remark_keeps_its_author_and_is_decided_once() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample).await;
    let store = &sample.store;
    let id = store.add_comment(&sample.grant(&sample.chair), &meeting, &remark("sai tên"), NOW).await.unwrap();
    let secretary = sample.grant(&sample.secretary);
    let open = store.comment(&secretary, &id).await.unwrap().unwrap();
    assert_eq!((open.meeting(), open.place(), open.is_decided()), (meeting.clone(), 0, false));
    let decide = |decision| store.decide_comment(&secretary, &id, &meeting, decision, "đúng tên", NOW.plus(5));
    decide(CommentDecision::Rejected).await.unwrap();
    assert_eq!(refusal(decide(CommentDecision::Accepted).await), Refusal::CommentDecided);
    let comments = store.comments(&sample.grant(&sample.clerk), &meeting).await.unwrap();
    assert_eq!(comments.len(), 1);
    assert_eq!((comments[0].by.as_str(), comments[0].decision), ("Nguyễn Văn Ân", Some(CommentDecision::Rejected)));
    assert_eq!(comments[0].decided_by.as_deref(), Some("Đỗ Ngọc Ánh"));
    let by_hand = sqlx::query("UPDATE review_comments SET words = ''").execute(&store.pool).await;
    assert!(by_hand.is_err(), "the database keeps remarks as they were made");
}

#[tokio::test]
async fn there_is_a_most_of_remarks() {
    let sample = Sample::filled().await;
    let meeting = drafted(&sample).await;
    let chair = sample.grant(&sample.chair);
    for _ in 0..MOST_COMMENTS {
        sample.store.add_comment(&chair, &meeting, &remark("a"), NOW).await.unwrap();
    }
    assert_eq!(refusal(sample.store.add_comment(&chair, &meeting, &remark("a"), NOW).await), Refusal::TooLarge);
}
