//! `giaoban bench statistics`: how long a report takes over years of directives, and whether the kept fold is the log.

use std::time::Instant;

use clap::Args;
use giaoban_models::clock::Moment;
use giaoban_models::directive::DirectiveEventKind as Kind;
use giaoban_models::statistics::{Asked, Basis, By, Days, Grain, Ledger, Logged, Ordered, Scope};
use giaoban_transcribe::bench::Machine;
use serde::Serialize;

use super::super::{Done, print_json};

/// How often each report is made.
const TIMES: usize = 9;
/// The first day, 2022-01-03 in Vietnam.
const FIRST: Moment = Moment(1_641_142_800_000);
const DAY: i64 = 86_400_000;
/// Days over which the directives are given.
const DAYS: i64 = 1_700;
/// Pieces the log is read in by the kept fold, as a server does over the years.
const PIECES: usize = 50;

/// What is measured.
#[derive(Args)]
pub struct Statistics {
    /// Directives made up; each has ten events.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    directives: u32,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Times of one report.
#[derive(Debug, Serialize)]
struct Timed {
    report: String,
    p50_ms: f64,
    worst_ms: f64,
    rows: usize,
}

/// The result of one run.
#[derive(Debug, Serialize)]
struct StatisticsBench {
    method: String,
    machine: Machine,
    directives: usize,
    events: usize,
    fold_ms: f64,
    worst_ms: f64,
    equal_to_rebuild: bool,
    reports: Vec<Timed>,
}

impl Statistics {
    /// Does it.
    pub fn run(self) -> Done {
        let result = measure(self.directives);
        if self.json {
            return print_json(&result);
        }
        println!("{}", serde_json::to_string_pretty(&result)?);
        Ok(())
    }
}

fn measure(directives: u32) -> StatisticsBench {
    let machine = Machine::now();
    let (ordered, events) = (ordered(directives), logged(directives));
    let mut rebuilt = Ledger::default();
    let begun = Instant::now();
    rebuilt.read(ordered.clone(), events.clone());
    let fold_ms = ms(begun);

    // The kept fold meets the same log in pieces.
    let mut kept = Ledger::default();
    kept.read(ordered, vec![]);
    for piece in events.chunks(events.len().div_ceil(PIECES).max(1)) {
        kept.read(vec![], piece.to_vec());
    }
    drop(events);

    let (now, earlier) = (FIRST.plus((DAYS + 60) * DAY), FIRST.plus(DAYS / 2 * DAY));
    let mut reports = Vec::new();
    let mut equal_to_rebuild = true;
    for (name, by) in [
        ("unit", By::Unit),
        ("leader", By::Leader),
        ("meeting", By::Meeting),
        ("week", By::Period(Grain::Week)),
        ("month", By::Period(Grain::Month)),
        ("quarter", By::Period(Grain::Quarter)),
        ("year", By::Period(Grain::Year)),
    ] {
        for (when, as_of) in [("as of now", now), ("as of an earlier day", earlier)] {
            for basis in [Basis::Directed, Basis::Due] {
                let asked = Asked {
                    as_of,
                    days: Days::default(),
                    basis,
                    by,
                    unit: None,
                    leader: None,
                    meeting: None,
                    late: 20,
                };
                let mut times: Vec<f64> = (0..TIMES)
                    .map(|_| {
                        let begun = Instant::now();
                        std::hint::black_box(kept.report(&Scope::Everything, &asked));
                        ms(begun)
                    })
                    .collect();
                times.sort_by(f64::total_cmp);
                let report = kept.report(&Scope::Everything, &asked);
                equal_to_rebuild &= report == rebuilt.report(&Scope::Everything, &asked);
                reports.push(Timed {
                    report: format!("by {name}, {basis:?}, {when}"),
                    p50_ms: times[TIMES / 2],
                    worst_ms: times[TIMES - 1],
                    rows: report.rows.len(),
                });
            }
        }
    }
    StatisticsBench {
        method: format!(
            "{directives} made-up directives of ten events each, read into the ledger in {PIECES} pieces as a running server \
             does; each report made {TIMES} times on one thread and compared with a ledger folded from the whole log at once"
        ),
        machine,
        directives: kept.directives(),
        events: kept.events(),
        fold_ms,
        worst_ms: reports.iter().map(|timed| timed.worst_ms).fold(0.0, f64::max),
        equal_to_rebuild,
        reports,
    }
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

/// The day directive `number` was given.
fn given(number: u32, all: u32) -> Moment {
    FIRST.plus(i64::from(number) * DAYS / i64::from(all) * DAY)
}

fn ordered(all: u32) -> Vec<Ordered> {
    let one = |number: u32| {
        let at = given(number, all);
        let (unit, leader, meeting) = (number * 7 % 84, number * 3 % 9, number / 40);
        Ordered {
            id: format!("d{number}").as_str().into(),
            code: format!("CĐ-{number:06}"),
            task: "Rà soát, báo cáo tiến độ thực hiện trước ngày đã định".to_owned(),
            lead: format!("u{unit}").as_str().into(),
            lead_name: format!("xã số {unit}"),
            co_units: vec![(format!("u{}", (unit + 1) % 84).as_str().into(), format!("xã số {}", (unit + 1) % 84))],
            leader: format!("p{leader}").as_str().into(),
            leader_name: format!("Lãnh đạo {leader}"),
            meeting: format!("m{meeting}").as_str().into(),
            meeting_title: format!("Giao ban số {meeting}"),
            directed_on: at.day_in_vietnam(),
            due: (!number.is_multiple_of(11)).then(|| at.plus(i64::from(10 + number % 30) * DAY).day_in_vietnam()),
        }
    };
    (0..all).map(one).collect()
}

/// Ten events of each directive: most are done, some late, some moved, a few stopped or waiting.
fn logged(all: u32) -> Vec<Logged> {
    use Kind::{Accepted, Assigned, Confirmed, Extended, Progressed, Reported, Resumed, SentBack, Suspended};
    let mut events = Vec::with_capacity(all as usize * 10);
    for number in 0..all {
        let kinds: [Kind; 10] = match number % 5 {
            0 => [
                Assigned, Accepted, Progressed, Progressed, Progressed, Reported, SentBack, Progressed, Reported,
                Confirmed,
            ],
            1 => [
                Assigned, Accepted, Extended, Progressed, Progressed, Progressed, Progressed, Progressed, Reported,
                Confirmed,
            ],
            2 => [
                Assigned, Accepted, Progressed, Suspended, Resumed, Progressed, Progressed, Progressed, Progressed,
                Progressed,
            ],
            3 => [
                Assigned, Accepted, Progressed, Progressed, Progressed, Progressed, Progressed, Progressed, Reported,
                Confirmed,
            ],
            _ => [
                Assigned, Accepted, Extended, Progressed, Progressed, Extended, Progressed, Progressed, Progressed,
                Reported,
            ],
        };
        for (at, kind) in (0_i64..).zip(kinds) {
            let day = given(number, all).plus(at * i64::from(1 + number % 6) * DAY);
            events.push(Logged {
                seq: 0,
                directive: format!("d{number}").as_str().into(),
                at: day,
                kind,
                due: (kind == Extended).then(|| day.plus(20 * DAY).day_in_vietnam()),
            });
        }
    }
    events.sort_by_key(|event| event.at);
    for (seq, event) in (1_i64..).zip(&mut events) {
        event.seq = seq;
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_bench_finds_the_kept_fold_equal_to_a_rebuild() {
        let result = measure(200);
        assert!(result.equal_to_rebuild);
        assert_eq!((result.directives, result.events), (200, 2_000));
        assert!(result.reports.iter().all(|timed| timed.rows > 0));
    }
}
