use proptest::prelude::*;

use super::super::EventDetail;
use super::super::counts::Counts;
use super::*;

const DAY: i64 = 86_400_000;
/// 2026-11-02, ten in the morning in Vietnam: the day of the order.
const FIRST: Moment = Moment(1_793_588_400_000);

fn event(day: i64, kind: Kind) -> DirectiveEvent {
    DirectiveEvent {
        at: FIRST.plus(day * DAY),
        kind,
        actor_name: "Lê Thanh Bình".to_owned(),
        actor_unit: "xã An".to_owned(),
        note: "Đã thực hiện.".to_owned(),
        due: None,
        detail: EventDetail::default(),
    }
}

fn extended(day: i64, due: &str) -> DirectiveEvent {
    DirectiveEvent { due: Some(due.to_owned()), ..event(day, Kind::Extended) }
}

/// Due on the 10th, eight days after the order.
fn folded(events: &[DirectiveEvent]) -> Standing {
    Standing::folded(Some("2026-11-10"), events)
}

#[test]
fn an_open_directive_is_within_then_due_soon_then_overdue() {
    let standing = folded(&[event(0, Kind::Assigned), event(0, Kind::Accepted)]);
    let at = |day| (standing.timeliness(FIRST.plus(day * DAY)), standing.days_late(FIRST.plus(day * DAY)));
    assert_eq!(at(4), (Timeliness::Within, Some(-4)));
    assert_eq!(at(5), (Timeliness::DueSoon, Some(-3)));
    assert_eq!(at(8), (Timeliness::DueSoon, Some(0)));
    assert_eq!(at(9), (Timeliness::Overdue, Some(1)));
}

#[test]
fn a_report_in_time_is_done_on_time_however_late_it_is_confirmed() {
    let steps = [event(0, Kind::Assigned), event(0, Kind::Accepted), event(7, Kind::Reported)];
    let waiting = folded(&steps);
    let later = FIRST.plus(30 * DAY);
    assert_eq!((waiting.timeliness(later), waiting.days_late(later)), (Timeliness::Within, Some(-1)));
    let done = folded(&[&steps[..], &[event(30, Kind::Confirmed)]].concat());
    assert_eq!((done.timeliness(later), done.days_late(later)), (Timeliness::DoneOnTime, None));
    assert_eq!(done.reported_at, Some(FIRST.plus(7 * DAY)));
}

#[test]
fn a_report_that_was_sent_back_does_not_count() {
    let done = folded(&[
        event(0, Kind::Assigned),
        event(0, Kind::Accepted),
        event(7, Kind::Reported),
        event(8, Kind::SentBack),
        event(12, Kind::Reported),
        event(13, Kind::Confirmed),
    ]);
    assert_eq!((done.timeliness(FIRST.plus(13 * DAY)), done.redos), (Timeliness::DoneLate, 1));
}

#[test]
fn an_extension_moves_the_due_date_and_keeps_the_original() {
    let standing = folded(&[event(0, Kind::Assigned), event(0, Kind::Accepted), extended(3, "2026-11-20")]);
    assert_eq!(standing.due.as_deref(), Some("2026-11-20"));
    assert_eq!(standing.original_due.as_deref(), Some("2026-11-10"));
    assert_eq!((standing.extensions, standing.state), (1, State::Accepted));
    assert_eq!(standing.timeliness(FIRST.plus(9 * DAY)), Timeliness::Within);
}

#[test]
fn what_was_suspended_goes_on_where_it_stood() {
    for before in [vec![], vec![Kind::Accepted], vec![Kind::Accepted, Kind::Reported], vec![Kind::Returned]] {
        let mut standing = Standing::assigned(None);
        assert!(before.iter().all(|kind| standing.take(&event(1, *kind))));
        let stood = standing.state;
        assert!(standing.take(&event(2, Kind::Suspended)));
        assert_eq!(standing.timeliness(FIRST), Timeliness::Stopped);
        assert!(standing.take(&event(3, Kind::Resumed)));
        assert_eq!(standing.state, stood);
    }
}

#[test]
fn a_date_that_is_asked_for_moves_nothing_until_it_is_decided() {
    let asked = DirectiveEvent { due: Some("2026-11-20".to_owned()), ..event(3, Kind::ExtensionAsked) };
    let mut standing = folded(&[event(0, Kind::Assigned), event(0, Kind::Accepted), asked.clone()]);
    assert_eq!((standing.due.as_deref(), standing.asked_due.as_deref()), (Some("2026-11-10"), Some("2026-11-20")));
    assert!(standing.waits_for_giver() && !standing.take(&asked), "one question at a time");
    let refused = event(4, Kind::ExtensionRefused);
    assert!(standing.take(&refused) && !standing.take(&refused));
    assert!(standing.take(&asked) && standing.take(&extended(5, "2026-11-18")));
    assert_eq!((standing.due.as_deref(), standing.asked_due, standing.extensions), (Some("2026-11-18"), None, 1));
    assert!(!Standing::assigned(None).take(&asked), "nothing is extended that has no due date");
}

#[test]
fn whoever_takes_over_leads_and_the_due_date_stays() {
    let xa_binh = NamedUnit { id: "u-xa-b".into(), name: "xã Bình".to_owned() };
    let to = EventDetail { to: Some(xa_binh.clone()), ..EventDetail::default() };
    let over = |day| DirectiveEvent { detail: to.clone(), ..event(day, Kind::HandedOver) };
    let standing = folded(&[event(0, Kind::Assigned), event(0, Kind::Accepted), over(2)]);
    assert_eq!((standing.state, standing.inherited_by.as_ref()), (State::Assigned, Some(&xa_binh)));
    assert_eq!(standing.due.as_deref(), Some("2026-11-10"));
    let rested = [event(0, Kind::Assigned), event(0, Kind::Accepted), event(1, Kind::Suspended), over(2)];
    let mut rested = folded(&rested);
    assert_eq!(rested.state, State::Suspended);
    assert!(rested.take(&event(3, Kind::Resumed)));
    assert_eq!(rested.state, State::Assigned, "it has to be accepted by the unit that took over");
    let waiting = folded(&[event(0, Kind::Assigned), event(0, Kind::Accepted), event(1, Kind::Reported), over(2)]);
    assert_eq!((waiting.state, waiting.inherited_by), (State::Reported, Some(xa_binh)));
}

#[test]
fn without_a_due_date_nothing_is_late() {
    let mut standing = Standing::assigned(None);
    assert_eq!(standing.timeliness(FIRST.plus(900 * DAY)), Timeliness::NoDueDate);
    assert_eq!(standing.days_late(FIRST), None);
    for kind in [Kind::Accepted, Kind::Reported, Kind::Confirmed] {
        assert!(standing.take(&event(900, kind)));
    }
    assert_eq!(standing.timeliness(FIRST.plus(901 * DAY)), Timeliness::DoneOnTime);
}

#[test]
fn a_step_that_does_not_fit_changes_nothing() {
    let standing = folded(&[event(0, Kind::Assigned)]);
    let mut same = standing.clone();
    for kind in [Kind::Assigned, Kind::Progressed, Kind::Reported, Kind::Confirmed, Kind::Insisted, Kind::Resumed] {
        assert!(!same.take(&event(1, kind)), "{kind:?}");
    }
    assert_eq!(same, standing);
}

fn any_event() -> impl Strategy<Value = DirectiveEvent> {
    (0..40_i64, prop::sample::select(Kind::ALL.to_vec()), 1..29_u32).prop_map(|(day, kind, to)| DirectiveEvent {
        due: matches!(kind, Kind::Extended | Kind::ExtensionAsked).then(|| format!("2026-12-{to:02}")),
        ..event(day, kind)
    })
}

fn any_directive() -> impl Strategy<Value = (Option<String>, Vec<DirectiveEvent>)> {
    let due = prop::option::of((1..29_u32).prop_map(|day| format!("2026-11-{day:02}")));
    (due, prop::collection::vec(any_event(), 0..25))
}

proptest! {
    #[test]
    fn no_sequence_of_steps_loses_a_directive_or_breaks_the_identity(
        directives in prop::collection::vec(any_directive(), 0..20),
        day in 0..60_i64,
    ) {
        let now = FIRST.plus(day * DAY);
        let mut counts = Counts::default();
        for (due, events) in &directives {
            let standing = Standing::folded(due.as_deref(), events);
            counts.add(standing.timeliness(now));
            prop_assert!(standing.state == State::Cancelled || !standing.steps().is_empty());
            prop_assert_eq!(&standing.original_due, due);
            prop_assert_eq!(standing.days_late(now).is_some(), standing.due.is_some()
                && !matches!(standing.state, State::Completed | State::Suspended | State::Cancelled));
        }
        prop_assert_eq!(counts.total as usize, directives.len());
        prop_assert_eq!(counts.parts(), counts.total);
        prop_assert!(counts.due_soon <= counts.within);
    }

    #[test]
    fn folding_again_gives_the_same_and_refused_steps_leave_no_trace((due, events) in any_directive()) {
        let whole = Standing::folded(due.as_deref(), &events);
        let mut standing = Standing::assigned(due.as_deref());
        let taken: Vec<_> = events.into_iter().filter(|event| standing.take(event)).collect();
        prop_assert_eq!(&standing, &whole);
        prop_assert_eq!(Standing::folded(due.as_deref(), &taken), whole);
    }
}
