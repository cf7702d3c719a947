#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use proptest::prelude::*;
use time::{Date, Month};

use super::*;
use crate::clock::Moment;
use crate::directive::counts::Counts;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveEventKind as Kind, EventDetail, Timeliness};
use crate::id::UnitId;

const DAY: i64 = 86_400_000;
/// 2026-11-02, ten in the morning in Vietnam.
const FIRST: Moment = Moment(1_793_588_400_000);

fn ordered(id: &str, unit: &str, due: Option<&str>) -> Ordered {
    Ordered {
        id: id.into(),
        code: format!("CĐ-{id}"),
        task: format!("Việc {id}"),
        lead: unit.into(),
        lead_name: format!("xã {unit}"),
        co_units: vec![("u-help".into(), "Phòng Kinh tế".to_owned())],
        leader: "p-chair".into(),
        leader_name: "Nguyễn Văn Ân".to_owned(),
        meeting: "m".into(),
        meeting_title: "Giao ban tuần".to_owned(),
        directed_on: "2026-11-02".to_owned(),
        due: due.map(str::to_owned),
    }
}

fn logged(seq: i64, id: &str, day: i64, kind: Kind) -> Logged {
    Logged { seq, directive: id.into(), at: FIRST.plus(day * DAY), kind, due: None }
}

fn extended(seq: i64, id: &str, day: i64, due: &str) -> Logged {
    Logged { due: Some(due.to_owned()), ..logged(seq, id, day, Kind::Extended) }
}

fn asked(day: i64, by: By) -> Asked {
    Asked {
        as_of: FIRST.plus(day * DAY),
        days: Days::default(),
        basis: Basis::Directed,
        by,
        unit: None,
        leader: None,
        meeting: None,
        late: 10,
    }
}

/// One done in time, one done late, one open and due on the 10th, one without a due date, one stopped.
fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    let due = Some("2026-11-10");
    let all = ["a", "b", "c", "d", "e"];
    let ordered = all.map(|id| ordered(id, if id == "c" { "v" } else { "u" }, due.filter(|_| id != "d"))).to_vec();
    let mut seq = 0;
    let mut next = |id: &str, day, kind| {
        seq += 1;
        logged(seq, id, day, kind)
    };
    let mut events: Vec<Logged> = all.iter().map(|id| next(id, 0, Kind::Assigned)).collect();
    for (id, day) in [("a", 5), ("b", 9)] {
        events.push(next(id, 1, Kind::Accepted));
        events.push(next(id, day, Kind::Reported));
        events.push(next(id, 20, Kind::Confirmed));
    }
    events.push(next("e", 3, Kind::Suspended));
    ledger.read(ordered, events);
    ledger
}

#[test]
fn every_directive_is_counted_once_and_the_identity_holds() {
    let report = ledger().report(&Scope::Everything, &asked(20, By::Unit));
    let counts = report.total.counts;
    assert_eq!(
        counts,
        Counts {
            total: 5,
            done_on_time: 1,
            done_late: 1,
            within: 0,
            due_soon: 0,
            overdue: 1,
            no_due_date: 1,
            stopped: 1
        }
    );
    assert_eq!(counts.parts(), counts.total);
    let rows: Vec<(&str, u32, u32)> =
        report.rows.iter().map(|row| (row.key.as_str(), row.figures.counts.total, row.figures.helped)).collect();
    assert_eq!(rows, [("v", 1, 0), ("u", 4, 0), ("u-help", 0, 5)], "most overdue first; help is counted apart");
}

#[test]
fn what_is_late_is_named_with_its_days_the_longest_first() {
    let mut ledger = ledger();
    ledger.read(vec![ordered("x", "u", Some("2026-09-01"))], vec![logged(99, "x", 0, Kind::Assigned)]);
    let report = ledger.report(&Scope::Everything, &asked(20, By::Leader));
    let late: Vec<(&str, i32, &str)> =
        report.late.iter().map(|late| (late.id.as_str(), late.days, late.due.as_str())).collect();
    assert_eq!(late, [("x", 82, "2026-09-01"), ("c", 12, "2026-11-10")]);
    assert_eq!((report.total.ages, report.total.longest), ([0, 1, 1, 0, 0], 82));
    assert_eq!(report.rows[0].name, "Nguyễn Văn Ân");
}

#[test]
fn figures_of_an_earlier_moment_do_not_know_what_came_later() {
    let ledger = ledger();
    let report = ledger.report(&Scope::Everything, &asked(6, By::Unit));
    let counts = report.total.counts;
    assert_eq!((counts.total, counts.within, counts.stopped, counts.done_on_time), (5, 3, 1, 0));
    assert_eq!(ledger.report(&Scope::Everything, &asked(-1, By::Unit)).total.counts.total, 0, "not given yet");
}

#[test]
fn a_rated_unit_reads_its_own_and_not_how_others_stand() {
    let led = Scope::Led(HashSet::from(["v".into()]));
    let report = ledger().report(&led, &asked(20, By::Unit));
    assert_eq!(report.total.counts.total, 1);
    assert_eq!(report.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["v"]);
    let other = Asked { unit: Some("u".into()), ..asked(20, By::Unit) };
    assert_eq!(ledger().report(&led, &other).total.counts.total, 0);
}

#[test]
fn a_stretch_of_days_holds_what_was_given_in_it_or_fell_due_in_it() {
    let day = |month, day| Date::from_calendar_date(2026, month, day).ok();
    let second = Days { from: day(Month::November, 9), to: day(Month::November, 15) };
    let given = Asked { days: second, ..asked(20, By::Period(Grain::Week)) };
    assert_eq!(ledger().report(&Scope::Everything, &given).total.counts.total, 0);
    let due = Asked { basis: Basis::Due, ..given };
    let report = ledger().report(&Scope::Everything, &due);
    assert_eq!(report.total.counts.total, 4, "all but the one without a due date");
    assert_eq!(report.rows[0].days, Some(("2026-11-09".to_owned(), "2026-11-15".to_owned())));
}

#[test]
fn the_published_figures_come_out_of_a_log() {
    // Report 1270/BC-TCTTTg, 2017; Quảng Nam, 1/1 to 6/7/2020; Government Office, to 31/8/2016: done (on time, late),
    // in term, overdue.
    for (on_time, late, within, overdue) in [(14_068, 1_983, 5_640, 223), (585, 0, 67, 181), (2_501, 0, 3_549, 222)] {
        let mut ledger = Ledger::default();
        let (mut orders, mut events) = (Vec::new(), Vec::new());
        let mut give = |count: u32, due: &str, report: Option<i64>| {
            for _ in 0..count {
                let id = format!("d{}", orders.len());
                orders.push(ordered(&id, "u", Some(due)));
                let mut log = |day, kind| {
                    let seq = i64::try_from(events.len()).unwrap() + 1;
                    events.push(logged(seq, &id, day, kind));
                };
                log(0, Kind::Assigned);
                if let Some(day) = report {
                    log(1, Kind::Accepted);
                    log(day, Kind::Reported);
                    log(day, Kind::Confirmed);
                }
            }
        };
        give(on_time, "2026-11-10", Some(2));
        give(late, "2026-11-10", Some(12));
        give(within, "2026-12-31", None);
        give(overdue, "2026-11-10", None);
        ledger.read(orders, events);
        let counts = ledger.report(&Scope::Everything, &asked(20, By::Unit)).total.counts;
        assert_eq!(
            (counts.done_on_time, counts.done_late, counts.within, counts.overdue),
            (on_time, late, within, overdue)
        );
        assert_eq!(counts.total, on_time + late + within + overdue);
        assert_eq!(counts.fallen_due(), on_time + late + overdue);
    }
}

#[test]
fn the_ratios_are_of_what_fell_due() {
    // The Government Office printed 91,8 % of the 2.723 that fell due, not of all 6.272.
    let counts = Counts { total: 6_272, done_on_time: 2_501, overdue: 222, within: 3_549, ..Counts::default() };
    let done = f64::from(counts.done_on_time + counts.done_late) * 100.0 / f64::from(counts.fallen_due());
    assert_eq!((counts.fallen_due(), (done * 10.0).round()), (2_723, 918.0));
}

#[test]
fn an_extension_is_no_delay_and_every_date_that_passed_is_one() {
    let mut ledger = Ledger::default();
    let due = Some("2026-11-10");
    ledger.read(
        ["in-time", "after", "stopped", "again"].map(|id| ordered(id, "u", due)).to_vec(),
        vec![
            logged(1, "in-time", 0, Kind::Assigned),
            extended(2, "in-time", 5, "2026-12-10"),
            logged(3, "after", 0, Kind::Assigned),
            extended(4, "after", 12, "2026-11-16"),
            logged(5, "stopped", 0, Kind::Assigned),
            logged(6, "stopped", 2, Kind::Suspended),
            extended(7, "stopped", 12, "2026-12-20"),
            logged(8, "again", 0, Kind::Assigned),
            logged(9, "again", 1, Kind::Accepted),
            logged(10, "again", 2, Kind::Reported),
            logged(11, "again", 3, Kind::SentBack),
            logged(12, "again", 4, Kind::Reported),
            logged(13, "again", 30, Kind::Confirmed),
        ],
    );
    let (months, items) = ledger.evidence(&Scope::Everything, &asked(20, By::Unit));
    let items: Vec<(&str, usize, u32)> =
        items.iter().map(|item| (item.id.as_str(), item.missed.len(), item.redos)).collect();
    assert_eq!(items, [("after", 2, 0), ("again", 0, 1)]);
    assert_eq!(months.len(), 1);
    let (month, _, _, november) = &months[0];
    assert_eq!(month, "2026-11");
    assert_eq!(
        *november,
        Evidence { assigned: 4, completed: 0, on_time: 0, delays: 2, extensions: 3, redos: 1 },
        "the report waits for its confirmation on that day"
    );
    let (months, _) = ledger.evidence(&Scope::Everything, &asked(31, By::Unit));
    assert_eq!((months[0].3.completed, months[0].3.on_time), (1, 1), "in the month of the report");
}

/// Directives by number, events of any kind in any order, and the moment asked for.
fn any_log() -> impl Strategy<Value = (usize, Vec<Logged>, i64)> {
    let event = (0..12_usize, 0..60_i64, prop::sample::select(Kind::ALL.to_vec()), 1..29_u32);
    (1..12_usize, prop::collection::vec(event, 0..120), -1..61_i64).prop_map(|(directives, steps, day)| {
        let assigned = (0..directives).map(|at| (at, 0, Kind::Assigned, 1));
        let all = assigned.chain(steps).enumerate().map(|(seq, (at, day, kind, to))| Logged {
            seq: i64::try_from(seq).unwrap() + 1,
            directive: format!("d{at}").as_str().into(),
            at: FIRST.plus(day * DAY),
            kind,
            due: (kind == Kind::Extended).then(|| format!("2026-12-{to:02}")),
        });
        (directives, all.collect(), day)
    })
}

fn orders(count: usize) -> Vec<Ordered> {
    let one = |at: usize| {
        let due = format!("2026-11-{:02}", 5 + at * 2);
        ordered(&format!("d{at}"), ["u", "v", "w"][at % 3], Some(due.as_str()).filter(|_| at % 4 != 3))
    };
    (0..count).map(one).collect()
}

/// The figures as anybody can reckon them from the log, directive by directive.
fn rebuilt(count: usize, events: &[Logged], as_of: Moment) -> Counts {
    let stands = |order: Ordered| -> Option<Timeliness> {
        let own: Vec<DirectiveEvent> = events
            .iter()
            .filter(|event| event.directive == order.id && event.at <= as_of)
            .map(|event| DirectiveEvent {
                at: event.at,
                kind: event.kind,
                actor_name: String::new(),
                actor_unit: String::new(),
                note: String::new(),
                due: event.due.clone(),
                detail: EventDetail::default(),
            })
            .collect();
        (!own.is_empty()).then(|| Standing::folded(order.due.as_deref(), &own).timeliness(as_of))
    };
    orders(count).into_iter().filter_map(stands).collect()
}

proptest! {
    #[test]
    fn the_kept_fold_equals_a_rebuild_from_the_log_at_every_moment_in_whatever_pieces_it_was_read(
        (count, events, day) in any_log(),
        cuts in prop::collection::vec(0..120_usize, 0..6),
    ) {
        let mut whole = Ledger::default();
        whole.read(orders(count), events.clone());
        let mut pieces = Ledger::default();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(events.len())).chain([0, events.len()]).collect();
        cuts.sort_unstable();
        pieces.read(orders(count), vec![]);
        for pair in cuts.windows(2) {
            pieces.read(orders(count), events[pair[0]..pair[1]].to_vec());
        }
        for by in [By::Unit, By::Leader, By::Meeting, By::Period(Grain::Month)] {
            let question = asked(day, by);
            let report = whole.report(&Scope::Everything, &question);
            prop_assert_eq!(&pieces.report(&Scope::Everything, &question), &report);
            prop_assert_eq!(report.total.counts, rebuilt(count, &events, question.as_of));
            prop_assert_eq!(report.total.counts.parts(), report.total.counts.total);
            let sum: u32 = report.rows.iter().map(|row| row.figures.counts.total).sum();
            prop_assert_eq!(sum, report.total.counts.total);
            prop_assert_eq!(report.total.ages.iter().sum::<u32>(), report.total.counts.overdue);
        }
        prop_assert_eq!(pieces.last_seq(), whole.last_seq());
    }

    #[test]
    fn units_share_the_total_among_them((count, events, day) in any_log()) {
        let mut ledger = Ledger::default();
        ledger.read(orders(count), events);
        let question = asked(day, By::Unit);
        let own = |unit: &str| {
            let scope = Scope::Led(HashSet::from([UnitId::from(unit)]));
            ledger.report(&scope, &question).total.counts.total
        };
        let total = ledger.report(&Scope::Everything, &question).total.counts.total;
        prop_assert_eq!(own("u") + own("v") + own("w"), total);
    }
}
