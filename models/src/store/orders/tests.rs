#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::super::{DirectiveFilter, KeptProposal};
use super::*;
use crate::directive::DirectiveState;
use crate::directive::order::Directive;
use crate::meeting::Meeting;

const DAY: i64 = 86_400_000;

async fn all(sample: &Sample) -> Vec<Directive> {
    sample.store.directives(&sample.grant(&sample.auditor), &DirectiveFilter::default()).await.unwrap()
}

/// Commune A proposed to lead, in a meeting of today.
async fn proposed(sample: &Sample) -> Meeting {
    let meeting = sample.meeting("m1", NOW).await;
    let proposal = sample.proposal(&sample.ordered_words(&meeting).await);
    sample.store.keep_proposals(&meeting.id, &[("d1".into(), proposal)]).await.unwrap();
    meeting
}

/// "các xã": communes A and B and one that ended.
async fn with_a_group(sample: &Sample) {
    let mut group = super::super::sample::unit("u-cac-xa", "các xã", "nhóm", None);
    group.valid_from = Some("2020-01-01".to_owned());
    sample.store.add_units(&[group]).await.unwrap();
    for member in ["u-xa-a", "u-xa-b", "u-xa-cu"] {
        sample.execute(&format!("INSERT INTO unit_members VALUES ('u-cac-xa', '{member}')")).await;
    }
}

#[tokio::test]
async fn an_accepted_proposal_becomes_a_directive_with_the_words_the_leader_and_the_names_of_the_day() {
    let sample = Sample::filled().await;
    let meeting = proposed(&sample).await;
    let edit = sample.grant(&sample.secretary);
    let order = Order { task: "Kiểm tra hồ chứa Đá Lã".to_owned(), ..sample.order(&["u-xa-a"]) };
    let (of, made) = sample.store.accept_proposal(&edit, &"d1".into(), order, NOW).await.unwrap();
    let kept = all(&sample).await;
    assert_eq!((of, kept.len()), (meeting.id.clone(), 1));
    let directive = &kept[0];
    assert_eq!((&directive.id, directive.code.as_str()), (&made[0], "CĐ-2026-000001"));
    assert_eq!((directive.lead.name.as_str(), directive.co_units[0].name.as_str()), ("xã An", "xã Bình"));
    assert_eq!(
        (directive.task.as_str(), directive.quote.as_str()),
        ("Kiểm tra hồ chứa Đá Lã", "Giao xã An kiểm tra hồ chứa")
    );
    assert_eq!(directive.leader_post, "Phó Chủ tịch UBND tỉnh");
    assert_eq!(
        (directive.directed_on.as_str(), directive.due_text.as_deref()),
        ("2026-11-21", Some("trước ngày 30/11"))
    );
    assert_eq!((directive.utterances.len(), directive.parent.as_deref()), (2, None));
    assert_eq!((directive.standing.state, directive.events.len()), (DirectiveState::Assigned, 1));
    assert_eq!(directive.events[0].actor_name, "Đỗ Ngọc Ánh");
    let proposals: Vec<KeptProposal> =
        sample.store.proposals(&sample.grant(&sample.auditor), &meeting.id).await.unwrap();
    assert!(proposals[0].decision.as_ref().is_some_and(|decision| decision.accepted));
    let again = sample.store.accept_proposal(&edit, &"d1".into(), sample.order(&["u-xa-a"]), NOW).await;
    assert!(matches!(again, Err(StoreError::Refused(Refusal::ProposalDecided))), "{again:?}");
    assert_eq!(all(&sample).await.len(), 1);
}

#[tokio::test]
async fn joint_leads_and_groups_become_one_directive_each_under_one_parent() {
    let sample = Sample::filled().await;
    with_a_group(&sample).await;
    let meeting = sample.meeting("m1", NOW).await;
    let made = sample.directive(&meeting, &["u-tinh", "u-cac-xa", "u-xa-a"]).await;
    let kept = all(&sample).await;
    let leads: Vec<_> = kept.iter().map(|directive| directive.lead.id.as_str()).collect();
    assert_eq!(leads, ["u-tinh", "u-xa-a", "u-xa-b"], "each once, members of the day only");
    assert_eq!(made.len(), 3);
    let codes: Vec<_> = kept.iter().map(|directive| directive.code.as_str()).collect();
    assert_eq!(codes, ["CĐ-2026-000001", "CĐ-2026-000002", "CĐ-2026-000003"]);
    assert!(kept[0].parent.is_some() && kept.iter().all(|directive| directive.parent == kept[0].parent));
    let siblings = DirectiveFilter { parent: kept[0].parent.clone(), ..DirectiveFilter::default() };
    assert_eq!(sample.store.directives(&sample.grant(&sample.auditor), &siblings).await.unwrap().len(), 3);
    assert!(kept[2].co_units.is_empty(), "nobody co-operates with themselves");
}

#[tokio::test]
async fn numbers_go_on_within_a_vietnamese_year_and_begin_anew_with_the_next() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let edit = sample.grant(&sample.secretary);
    // 2026-12-31, 16:30 and 17:30 UTC: before and after midnight in Vietnam.
    let evening = Moment(1_798_734_600_000);
    for at in [NOW, evening, evening.plus(3_600_000), evening.plus(5 * DAY)] {
        sample.store.add_directive(&edit, &meeting.id, &[], sample.order(&["u-xa-a"]), at).await.unwrap();
    }
    let codes: Vec<_> = all(&sample).await.into_iter().map(|directive| directive.code).collect();
    assert_eq!(codes, ["CĐ-2026-000001", "CĐ-2026-000002", "CĐ-2027-000001", "CĐ-2027-000002"]);
}

#[tokio::test]
async fn orders_at_the_same_moment_get_numbers_of_their_own() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (store, edit) = (sample.store.clone(), sample.grant(&sample.secretary));
        let (id, order) = (meeting.id.clone(), sample.order(&["u-xa-a", "u-tinh"]));
        tasks.spawn(async move { store.add_directive(&edit, &id, &[], order, NOW).await });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    let codes: HashSet<_> = all(&sample).await.into_iter().map(|directive| directive.code).collect();
    assert_eq!(codes.len(), 12);
    assert!(codes.contains("CĐ-2026-000012"));
}

#[tokio::test]
async fn a_directive_by_hand_rests_on_sentences_of_its_meeting_or_on_the_chair() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let other = sample.meeting("m2", NOW).await;
    let said = sample.ordered_words(&meeting).await;
    let foreign = sample.ordered_words(&other).await;
    let edit = sample.grant(&sample.secretary);
    let add = async |utterances: &[UtteranceId]| {
        sample.store.add_directive(&edit, &meeting.id, utterances, sample.order(&["u-xa-a"]), NOW).await
    };
    add(&[said[1].id.clone(), said[0].id.clone()]).await.unwrap();
    add(&[]).await.unwrap();
    let kept = all(&sample).await;
    assert_eq!((kept[0].quote.as_str(), kept[0].utterances.len()), ("Xã Bình phối hợp.", 2));
    assert_eq!((kept[1].quote.as_str(), kept[1].leader_name.as_str()), ("", "Nguyễn Văn Ân"));
    assert_eq!(kept[1].leader_post, "Phó Chủ tịch UBND tỉnh");
    let refused = add(&[foreign[0].id.clone()]).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotFound))), "{refused:?}");
    let many: Vec<UtteranceId> = (0..=MOST_UTTERANCES).map(|n| UtteranceId(n.to_string())).collect();
    assert!(matches!(add(&many).await, Err(StoreError::Refused(Refusal::TooLarge))));
    let nowhere = sample.store.add_directive(&edit, &"m9".into(), &[], sample.order(&["u-xa-a"]), NOW).await;
    assert!(matches!(nowhere, Err(StoreError::Refused(Refusal::NotFound))), "{nowhere:?}");
}

#[tokio::test]
async fn units_that_are_none_on_that_day_are_refused_and_nothing_is_kept() {
    let sample = Sample::filled().await;
    proposed(&sample).await;
    let edit = sample.grant(&sample.secretary);
    for leads in [&["u-xa-a", "u-xa-cu"][..], &["u-khong-co"]] {
        let refused = sample.store.accept_proposal(&edit, &"d1".into(), sample.order(leads), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::DirectiveIncomplete))), "{refused:?}");
    }
    assert!(all(&sample).await.is_empty());
    sample.store.accept_proposal(&edit, &"d1".into(), sample.order(&["u-xa-a"]), NOW).await.unwrap();
}

#[tokio::test]
async fn what_was_ordered_cannot_be_changed_or_removed() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    sample.directive(&meeting, &["u-xa-a"]).await;
    for sql in [
        "UPDATE directives SET task = 'khác'",
        "DELETE FROM directives",
        "UPDATE directive_events SET note = 'khác'",
        "DELETE FROM directive_events",
    ] {
        assert!(sample.try_execute(sql).await.is_err(), "{sql}");
    }
}
