#![allow(clippy::unwrap_used)]
use std::collections::HashSet;

use proptest::prelude::*;
use time::Weekday;

use super::super::EventDetail;
use super::*;

const DAY: i64 = 86_400_000;
/// 2026-11-02, ten in the morning in Vietnam: a Monday.
const FIRST: Moment = Moment(1_793_588_400_000);

fn working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn event(at: Moment, kind: Kind, due: Option<String>) -> DirectiveEvent {
    let detail = match kind {
        Kind::HandedOver => EventDetail {
            to: Some(crate::directive::NamedUnit { id: "u-b".into(), name: "xã Bình".to_owned() }),
            ..EventDetail::default()
        },
        _ => EventDetail::default(),
    };
    DirectiveEvent { at, kind, actor_name: String::new(), actor_unit: String::new(), note: String::new(), due, detail }
}

/// `day` days after the order, at this hour in Vietnam.
fn at(day: i64, hour: i64) -> Moment {
    FIRST.plus(day * DAY + (hour - 10) * 3_600_000)
}

fn stage(events: &[DirectiveEvent], now: Moment) -> Option<Stage> {
    reminder(Some("2026-11-20"), events, now, working).map(|reminder| reminder.stage)
}

#[test]
fn a_unit_is_reminded_seven_three_and_one_days_before_on_the_day_and_every_three_working_days_after() {
    let events = [event(FIRST, Kind::Assigned, None)];
    let mut seen: Vec<(String, Stage)> = Vec::new();
    for hour in 0..24 * 40 {
        let now = FIRST.plus(hour * 3_600_000);
        if let Some(stage) = stage(&events, now)
            && seen.last().is_none_or(|(_, last)| *last != stage)
        {
            let t = now.in_vietnam();
            seen.push((format!("{:02}/{:02} {:02}", t.day(), u8::from(t.month()), t.hour()), stage));
        }
    }
    let seen: Vec<_> = seen.iter().map(|(day, stage)| (day.as_str(), *stage)).collect();
    let expected = [
        ("13/11 07", Stage::Before(7)),
        ("17/11 07", Stage::Before(3)),
        ("19/11 07", Stage::Before(1)),
        ("20/11 07", Stage::OnDay),
        ("25/11 07", Stage::After(1)), // the 20th is a Friday
        ("30/11 07", Stage::After(2)),
        ("03/12 07", Stage::After(3)),
        ("08/12 07", Stage::After(4)),
        ("11/12 07", Stage::After(5)),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn days_on_which_it_was_not_owed_by_this_date_are_not_reminded_of() {
    let short = [event(at(15, 9), Kind::Assigned, None)]; // 17/11, three days before, two hours after the morning
    assert_eq!(stage(&short, at(15, 12)), None);
    assert_eq!(stage(&short, at(17, 8)), Some(Stage::Before(1)));
    let late = [event(at(30, 9), Kind::Assigned, None)];
    assert_eq!(stage(&late, at(30, 12)), None, "ordered after the due date: the next one counts");
    assert_eq!(stage(&late, at(31, 8)), Some(Stage::After(3)));
}

#[test]
fn a_report_ends_the_reminders_and_a_sending_back_takes_them_up_again() {
    let mut events = vec![event(FIRST, Kind::Assigned, None), event(at(1, 9), Kind::Accepted, None)];
    events.push(event(at(12, 9), Kind::Reported, None));
    assert_eq!(stage(&events, at(19, 8)), None);
    events.push(event(at(20, 9), Kind::SentBack, None));
    assert_eq!(stage(&events, at(21, 8)), None, "what fell due while the report waited is not made up for");
    assert_eq!(stage(&events, at(23, 8)), Some(Stage::After(1)));
}

#[test]
fn an_extension_begins_anew_with_the_new_date() {
    let moved = event(at(20, 9), Kind::Extended, Some("2026-11-30".to_owned()));
    let events = [event(FIRST, Kind::Assigned, None), event(at(1, 9), Kind::Accepted, None), moved];
    assert_eq!(stage(&events, at(20, 12)), None);
    let next = reminder(Some("2026-11-20"), &events, at(21, 8), working).unwrap();
    assert_eq!((next.stage, next.key().as_str()), (Stage::Before(7), "due:2026-11-30:before_7"));
}

#[test]
fn without_a_due_date_while_suspended_and_when_it_is_over_nobody_is_reminded() {
    let events = [event(FIRST, Kind::Assigned, None)];
    assert_eq!(reminder(None, &events, at(40, 8), working), None);
    for last in [Kind::Suspended, Kind::Cancelled, Kind::Returned] {
        let events = [event(FIRST, Kind::Assigned, None), event(at(1, 9), last, None)];
        assert_eq!(stage(&events, at(40, 8)), None, "{last:?}");
    }
}

#[test]
fn the_longer_it_is_overdue_the_higher_it_goes() {
    let one = |account: &str, unit: &str, role: Role| Addressee {
        account: account.into(),
        person: format!("p-{account}").as_str().into(),
        unit: unit.into(),
        role,
    };
    let all = [
        one("head", "a", Role::UnitHead),
        one("officer", "a", Role::UnitOfficer),
        one("other", "b", Role::UnitHead),
        one("monitor", "t", Role::MonitoringOfficer),
        one("leader", "t", Role::Leader),
        one("deputy", "t", Role::Leader),
        one("clerk", "t", Role::RecordsClerk),
    ];
    let told = |stage, unit: &str| {
        let told = told(stage, &unit.into(), &"p-leader".into(), &all);
        told.into_iter().map(AccountId::as_str).collect::<Vec<_>>()
    };
    assert_eq!(told(Stage::Before(7), "a"), ["officer"]);
    assert_eq!(told(Stage::Before(1), "a"), ["officer"]);
    assert_eq!(told(Stage::OnDay, "a"), ["head", "officer"]);
    assert_eq!(told(Stage::After(1), "a"), ["head", "officer"]);
    assert_eq!(told(Stage::After(2), "a"), ["head", "officer", "monitor"]);
    assert_eq!(told(Stage::After(3), "a"), ["head", "officer", "monitor", "leader"]);
    assert_eq!(told(Stage::Before(7), "b"), ["other"], "where there is no officer, the head");
    assert_eq!(told(Stage::Before(7), "gone"), ["monitor"], "a unit nobody answers for");
}

/// What a careful clerk with a diary would do: every morning, look at each directive as it stands and note its step.
fn diary(due: Option<&str>, events: &[DirectiveEvent], morning: Moment) -> Option<(String, Stage)> {
    let known: Vec<_> = events.iter().filter(|event| event.at < morning).cloned().collect();
    if known.is_empty() {
        return None;
    }
    let standing = Standing::folded(due, &known);
    if !standing.state.waits_for_unit() {
        return None;
    }
    let today = morning.in_vietnam().date();
    let text = standing.due?;
    let day = due::date(due::day(&text))?;
    let left = (day - today).whole_days();
    let stage = match left {
        7 => Stage::Before(7),
        3 => Stage::Before(3),
        1 => Stage::Before(1),
        0 => Stage::OnDay,
        _ if left > 0 => return None,
        _ => {
            let mut count = 0;
            let mut walked = day;
            while walked < today {
                walked = walked.next_day()?;
                count += u16::from(working(walked));
            }
            if !working(today) || count % 3 != 0 {
                return None;
            }
            Stage::After(count / 3)
        }
    };
    Some((text, stage))
}

fn any_events() -> impl Strategy<Value = Vec<DirectiveEvent>> {
    let step = (0..365 * 24_i64, prop::sample::select(Kind::ALL.to_vec()), 1..28_i64);
    prop::collection::vec(step, 0..12).prop_map(|mut steps| {
        steps.sort_by_key(|(hour, ..)| *hour);
        let mut events = vec![event(FIRST, Kind::Assigned, None)];
        for (hour, kind, ahead) in steps {
            let at = FIRST.plus(hour * 3_600_000 + 60_000);
            let due =
                matches!(kind, Kind::Extended | Kind::ExtensionAsked).then(|| at.plus(ahead * DAY).day_in_vietnam());
            events.push(event(at, kind, due));
        }
        events
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// A simulated year: the server runs at random hours and is down between them, sometimes for weeks.
    #[test]
    fn over_a_year_with_restarts_no_reminder_is_missed_and_none_is_doubled(
        events in any_events(),
        ahead in 0..60_i64,
        mut runs in prop::collection::vec(0..400 * 24_i64, 1..250),
    ) {
        runs.sort_unstable();
        let due = FIRST.plus(ahead * DAY).day_in_vietnam();
        let mut sent: HashSet<String> = HashSet::new();
        let mut last = FIRST.plus(-1);
        for hour in runs {
            let now = FIRST.plus(hour * 3_600_000 + 120_000);
            let known: Vec<_> = events.iter().filter(|event| event.at <= now).cloned().collect();
            let found = reminder(Some(&due), &known, now, working);
            // Each morning since the last run, as the diary has it.
            let mut missed: Vec<(String, Stage)> = Vec::new();
            for day in 0..402 {
                let morning = at(day, 7);
                if morning > last && morning <= now {
                    missed.extend(diary(Some(&due), &known, morning));
                }
            }
            let standing = Standing::folded(Some(&due), &known);
            let key = |(text, stage): &(String, Stage)| format!("due:{text}:{}", stage.code());
            let newest = missed
                .last()
                .filter(|(text, _)| standing.state.waits_for_unit() && standing.due.as_ref() == Some(text))
                .map(key);
            if let Some(found) = found {
                prop_assert!(found.at <= now);
                let first = sent.insert(found.key());
                prop_assert!(!first || Some(found.key()) == newest, "told what no diary has: {}", found.key());
            }
            if let Some(newest) = newest {
                // Missed only where it was owed anew after that morning: sent back, resumed, handed over.
                let since = owed(Some(&due), &known).unwrap().since;
                prop_assert!(sent.contains(&newest) || since > last, "{} was missed", newest);
            }
            last = now;
        }
    }
}
