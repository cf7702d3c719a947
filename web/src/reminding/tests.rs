#![allow(clippy::unwrap_used)]
use giaoban_models::access::{Grant, act};
use giaoban_models::directive::order::Order;
use giaoban_models::role::Role;
use giaoban_models::store::{NewAccount, NewMeeting};
use giaoban_models::unit::{Person, Unit};

use super::*;

const DAY: i64 = 86_400_000;
/// 2026-01-05, ten in the morning in Vietnam: a Monday.
const FIRST: Moment = Moment(1_767_582_000_000);

/// A commune with a head and an officer, the office with a monitoring officer, a leader and a secretary; two directives
/// a week for forty weeks.
async fn year(store: &Store) -> usize {
    let unit = |id: &str, parent: Option<&str>| Unit {
        id: id.into(),
        full_name: id.to_owned(),
        short_name: id.to_owned(),
        kind: "xã".to_owned(),
        parent: parent.map(Into::into),
        valid_from: None,
        valid_to: None,
        successors: vec![],
    };
    store.add_units(&[unit("t", None), unit("a", Some("t"))]).await.unwrap();
    let cast = [
        ("head", "a", Role::UnitHead),
        ("officer", "a", Role::UnitOfficer),
        ("monitor", "t", Role::MonitoringOfficer),
        ("leader", "t", Role::Leader),
        ("secretary", "t", Role::MeetingSecretary),
    ];
    for (name, unit, role) in cast {
        store.add_persons(&[Person { id: name.into(), name: name.to_owned() }]).await.unwrap();
        let new = NewAccount {
            username: name.to_owned(),
            password_hash: "$argon2id$v=19$none".to_owned(),
            person: name.into(),
            unit: unit.into(),
            role,
        };
        store.create_account(&new, FIRST).await.unwrap();
    }
    let secretary = account(store, "secretary").await;
    let edit: Grant<act::EditMinutes> = Grant::ask(secretary.clone()).unwrap();
    for week in 0..40_i64 {
        let at = FIRST.plus(week * 7 * DAY);
        let meeting = NewMeeting {
            id: format!("m{week}").as_str().into(),
            title: "Giao ban tuần".to_owned(),
            starts_at: at,
            chair: "leader".into(),
            secretary: "secretary".into(),
            hall: "t".into(),
            sites: vec![],
            agenda: vec![],
            synthetic: false,
        };
        store.create_meeting(&Grant::ask(secretary.clone()).unwrap(), &meeting, at).await.unwrap();
        for ahead in [10, 20] {
            let order = Order {
                lead_units: vec!["a".into()],
                co_units: vec![],
                task: "Rà soát hộ nghèo".to_owned(),
                due: Some(at.plus(ahead * DAY).day_in_vietnam()),
                recurring: false,
                conditional: false,
            };
            store.add_directive(&edit, &meeting.id, &[], order, at).await.unwrap();
        }
    }
    80
}

async fn account(store: &Store, name: &str) -> giaoban_models::account::Account {
    let known = store.credentials(name).await.unwrap().unwrap();
    store.account(&known.account, "2026-01-05").await.unwrap().unwrap()
}

/// What an account was told: directive, stage, when.
async fn told_to(store: &Store, name: &str) -> Vec<(String, String, Moment)> {
    let grant: Grant<act::SeeDirectives> = Grant::ask(account(store, name).await).unwrap();
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = store.notices(&grant, before).await.unwrap();
        let Some(last) = page.notices.last() else { return all };
        before = Some(last.seq);
        all.extend(page.notices.into_iter().map(|notice| (notice.code, notice.kind, notice.at)));
    }
}

#[tokio::test]
async fn over_a_year_with_restarts_every_reminder_is_told_once_and_after_a_break_only_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let holidays = Holidays::shipped();
    let mut store = Store::open(folder.path()).await.unwrap();
    let directives = year(&store).await;
    // Looked into twice a day; the process is started anew every third day, and down for nine days in March.
    let (mut new, down) = (0, 60..69);
    for day in 0..365_i64 {
        if down.contains(&day) {
            continue;
        }
        if day % 3 == 0 {
            store.close().await;
            store = Store::open(folder.path()).await.unwrap();
        }
        for hour in [0, 5] {
            new += remind(&store, &holidays, FIRST.plus(day * DAY + hour * 3_600_000)).await.unwrap();
        }
    }
    let mut sum = 0;
    for name in ["officer", "head", "monitor", "leader"] {
        let told = told_to(&store, name).await;
        let once: std::collections::HashSet<_> = told.iter().map(|(code, kind, _)| (code, kind)).collect();
        assert_eq!(once.len(), told.len(), "{name} was told twice");
        sum += told.len() as u64;
    }
    assert_eq!(sum, new, "whatever was new was told, and nothing else");
    let officer = told_to(&store, "officer").await;
    let of = |kind: &str| officer.iter().filter(|(_, told, _)| told == kind).count();
    // Each stage of every directive, but for those that fell into the nine days and were overtaken in them. Nobody did
    // anything all year, so the diary counts on.
    let all = [of("before_7"), of("before_3"), of("before_1"), of("day"), of("after_1")];
    assert!(all.iter().all(|count| (directives - 3..=directives).contains(count)), "{all:?}");
    let back = FIRST.plus(69 * DAY);
    let late: Vec<_> = officer.iter().filter(|(_, _, at)| *at == back).map(|(code, ..)| code).collect();
    let once: std::collections::HashSet<_> = late.iter().collect();
    assert!(!late.is_empty() && once.len() == late.len(), "after the break each directive is told of once");
    assert!(told_to(&store, "head").await.iter().all(|(_, kind, _)| !kind.starts_with("before")));
    assert!(told_to(&store, "monitor").await.iter().all(|(_, kind, _)| kind.starts_with("after") && kind != "after_1"));
}
