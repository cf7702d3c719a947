#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::directive::DirectiveEventKind::{
    Accepted, Assigned, Cancelled, Confirmed, Extended, Progressed, Reported, Resumed, Returned, SentBack, Suspended,
};
use crate::directive::DirectiveState;
use crate::directive::order::Directive;

fn step(kind: DirectiveEventKind) -> Step {
    let note = if kind.needs_note() { "Đã có văn bản 12/BC-UBND." } else { "" };
    Step { kind, note: note.to_owned(), due: None, document: None, to: None }
}

async fn one(sample: &Sample) -> DirectiveId {
    let meeting = sample.meeting("m1", NOW).await;
    sample.directive(&meeting, &["u-xa-a"]).await.remove(0)
}

async fn seen(sample: &Sample, id: &DirectiveId) -> Directive {
    sample.store.directive(&sample.grant(&sample.auditor), id).await.unwrap().unwrap()
}

fn refusal(result: Result<(), StoreError>) -> Refusal {
    match result {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_lead_unit_answers_and_the_giver_decides_and_all_of_it_is_kept() {
    let sample = Sample::filled().await;
    let id = one(&sample).await;
    let (unit, giver) = (sample.grant(&sample.head_a), sample.grant(&sample.chair));
    for (n, kind) in (1..).zip([Accepted, Progressed, Reported, SentBack, Reported, Confirmed]) {
        let at = NOW.plus(n * 1000);
        if kind.is_answer() {
            sample.store.answer_directive(&unit, &id, step(kind), at).await.unwrap();
        } else {
            sample.store.decide_directive(&giver, &id, step(kind), at).await.unwrap();
        }
    }
    let directive = seen(&sample, &id).await;
    let kinds: Vec<_> = directive.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [Assigned, Accepted, Progressed, Reported, SentBack, Reported, Confirmed]);
    assert_eq!(directive.standing.state, DirectiveState::Completed);
    assert_eq!(directive.standing.reported_at, Some(NOW.plus(5000)));
    assert_eq!(
        (directive.events[3].actor_unit.as_str(), directive.events[4].actor_unit.as_str()),
        ("xã An", "UBND tỉnh")
    );
    assert_eq!(directive.events[3].note, "Đã có văn bản 12/BC-UBND.");
}

#[tokio::test]
async fn a_unit_cannot_confirm_its_own_report() {
    let sample = Sample::filled().await;
    let id = one(&sample).await;
    let unit = sample.grant(&sample.head_a);
    for kind in [Accepted, Reported] {
        sample.store.answer_directive(&unit, &id, step(kind), NOW).await.unwrap();
    }
    let confirmed = sample.store.answer_directive(&unit, &id, step(Confirmed), NOW).await;
    assert_eq!(refusal(confirmed), Refusal::NotAllowed);
    let reported = sample.store.decide_directive(&sample.grant(&sample.chair), &id, step(Progressed), NOW).await;
    assert_eq!(refusal(reported), Refusal::NotAllowed);
    assert_eq!(seen(&sample, &id).await.standing.state, DirectiveState::Reported);
}

#[tokio::test]
async fn only_the_lead_unit_answers_and_whoever_does_not_see_it_learns_nothing() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let edit = sample.grant(&sample.secretary);
    let co = sample.directive(&meeting, &["u-xa-a"]).await.remove(0);
    let alone = crate::directive::order::Order { co_units: vec![], ..sample.order(&["u-xa-a"]) };
    let hidden = sample.store.add_directive(&edit, &meeting.id, &[], alone, NOW).await.unwrap().remove(0);
    let b = sample.grant(&sample.head_b);
    assert_eq!(refusal(sample.store.answer_directive(&b, &co, step(Accepted), NOW).await), Refusal::NotYourUnit);
    assert_eq!(refusal(sample.store.answer_directive(&b, &hidden, step(Accepted), NOW).await), Refusal::NotFound);
}

#[tokio::test]
async fn a_step_that_does_not_fit_or_says_nothing_is_refused_and_leaves_no_trace() {
    let sample = Sample::filled().await;
    let id = one(&sample).await;
    let (unit, giver) = (sample.grant(&sample.head_a), sample.grant(&sample.chair));
    assert_eq!(refusal(sample.store.answer_directive(&unit, &id, step(Reported), NOW).await), Refusal::StepNotNow);
    assert_eq!(refusal(sample.store.decide_directive(&giver, &id, step(Resumed), NOW).await), Refusal::StepNotNow);
    let silent = Step { note: " ".to_owned(), ..step(Returned) };
    assert_eq!(refusal(sample.store.answer_directive(&unit, &id, silent, NOW).await), Refusal::ReasonMissing);
    let silent = Step { note: String::new(), ..step(Cancelled) };
    assert_eq!(refusal(sample.store.decide_directive(&giver, &id, silent, NOW).await), Refusal::ReasonMissing);
    assert_eq!(seen(&sample, &id).await.events.len(), 1);
}

#[tokio::test]
async fn an_extension_lies_behind_the_due_date_it_moves() {
    let sample = Sample::filled().await;
    let id = one(&sample).await;
    let giver = sample.grant(&sample.chair);
    let to = |due: &str| Step { due: Some(due.to_owned()), ..step(Extended) };
    let earlier = sample.store.decide_directive(&giver, &id, to("2026-11-29"), NOW).await;
    assert_eq!(refusal(earlier), Refusal::DirectiveIncomplete);
    sample.store.decide_directive(&giver, &id, to("2026-12-10"), NOW).await.unwrap();
    let standing = seen(&sample, &id).await.standing;
    assert_eq!((standing.due.as_deref(), standing.original_due.as_deref()), (Some("2026-12-10"), Some("2026-11-30")));
    let back = sample.store.decide_directive(&giver, &id, to("2026-12-09"), NOW).await;
    assert_eq!(refusal(back), Refusal::DirectiveIncomplete, "the date now counts, not the first one");
}

#[tokio::test]
async fn of_two_who_take_the_same_step_at_once_one_is_told_that_it_stands_elsewhere() {
    let sample = Sample::filled().await;
    let id = one(&sample).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let (store, giver, id) = (sample.store.clone(), sample.grant(&sample.chair), id.clone());
        tasks.spawn(async move { store.decide_directive(&giver, &id, step(Suspended), NOW).await });
    }
    let mut done = 0;
    while let Some(result) = tasks.join_next().await {
        match result.unwrap() {
            Ok(()) => done += 1,
            other => assert_eq!(refusal(other), Refusal::StepNotNow),
        }
    }
    assert_eq!((done, seen(&sample, &id).await.events.len()), (1, 2));
}
