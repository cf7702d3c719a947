#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;

#[tokio::test]
async fn proposals_are_seen_by_who_sees_the_meeting_and_by_nobody_else() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let said = sample.ordered_words(&meeting).await;
    let proposal = sample.proposal(&said);
    sample.store.keep_proposals(&meeting.id, &[("d1".into(), proposal.clone())]).await.unwrap();
    let seen = sample.store.proposals(&sample.grant(&sample.head_a), &meeting.id).await.unwrap();
    assert_eq!((seen.len(), &seen[0].proposal, &seen[0].decision), (1, &proposal, &None));
    assert_eq!(sample.store.proposals(&sample.grant(&sample.head_b), &meeting.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_new_extraction_replaces_what_nobody_decided_and_does_not_propose_again_what_was_decided() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let said = sample.ordered_words(&meeting).await;
    let first = sample.proposal(&said);
    let second =
        Proposal { turns: vec![said[1].id.0.clone()], quote: "Xã Bình phối hợp".to_owned(), ..first.clone() };
    let both = [("d1".into(), first.clone()), ("d2".into(), second.clone())];
    sample.store.keep_proposals(&meeting.id, &both).await.unwrap();
    let edit = sample.grant(&sample.secretary);
    let of = sample.store.reject_proposal(&edit, &"d1".into(), " nói  nhầm ", NOW).await.unwrap();
    assert_eq!(of, meeting.id);
    let again = [("d3".into(), first), ("d4".into(), second.clone()), ("d5".into(), second)];
    sample.store.keep_proposals(&meeting.id, &again).await.unwrap();
    let kept = sample.store.proposals(&sample.grant(&sample.auditor), &meeting.id).await.unwrap();
    let ids: Vec<_> = kept.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["d1", "d4", "d5"]);
    let decision = kept[0].decision.clone().unwrap();
    assert_eq!((decision.accepted, decision.by.as_str(), decision.reason.as_str()), (false, "Đỗ Ngọc Ánh", "nói nhầm"));
}

#[tokio::test]
async fn a_proposal_is_decided_once() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let proposal = sample.proposal(&sample.ordered_words(&meeting).await);
    sample.store.keep_proposals(&meeting.id, &[("d1".into(), proposal)]).await.unwrap();
    let edit = sample.grant(&sample.secretary);
    sample.store.reject_proposal(&edit, &"d1".into(), "", NOW).await.unwrap();
    let again = sample.store.reject_proposal(&edit, &"d1".into(), "", NOW).await;
    assert!(matches!(again, Err(StoreError::Refused(Refusal::ProposalDecided))), "{again:?}");
    let accepted = sample.store.accept_proposal(&edit, &"d1".into(), sample.order(&["u-xa-a"]), NOW).await;
    assert!(matches!(accepted, Err(StoreError::Refused(Refusal::ProposalDecided))), "{accepted:?}");
    let unknown = sample.store.reject_proposal(&edit, &"d9".into(), "", NOW).await;
    assert!(matches!(unknown, Err(StoreError::Refused(Refusal::NotFound))), "{unknown:?}");
}

#[tokio::test]
async fn more_proposals_than_any_meeting_has_and_endless_reasons_are_refused() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let proposal = sample.proposal(&sample.ordered_words(&meeting).await);
    sample.store.keep_proposals(&meeting.id, &[("d0".into(), proposal.clone())]).await.unwrap();
    let many: Vec<_> = (0..=MOST).map(|n| (ProposalId(format!("e{n}")), proposal.clone())).collect();
    let refused = sample.store.keep_proposals(&meeting.id, &many).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::TooLarge))), "{refused:?}");
    let long = "a".repeat(LONGEST_REASON + 1);
    let refused = sample.store.reject_proposal(&sample.grant(&sample.secretary), &"d0".into(), &long, NOW).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::TooLarge))), "{refused:?}");
}
