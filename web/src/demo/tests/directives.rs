use std::collections::HashSet;
use std::time::Instant;

use giaoban_models::directive::{DirectiveState, Timeliness};
use giaoban_models::minutes::MinutesState;

use super::*;

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn there_are_directives_in_every_state_and_of_every_timeliness_and_each_has_its_clause() {
    let (_folder, store, summary) = loaded(full).await;
    let see = grant::<act::SeeDirectives>(account(&summary, "chutri")).unwrap();
    let all = store.directives(&see, &DirectiveFilter::default()).await.unwrap();
    let states: HashSet<_> = all.iter().map(|one| one.standing.state).collect();
    assert_eq!(states.len(), DirectiveState::ALL.len(), "{states:?}");
    let now: HashSet<_> = all.iter().map(|one| one.standing.timeliness(NOW)).collect();
    for timeliness in [
        Timeliness::Within,
        Timeliness::Overdue,
        Timeliness::DoneOnTime,
        Timeliness::DoneLate,
        Timeliness::NoDueDate,
        Timeliness::Stopped,
    ] {
        assert!(now.contains(&timeliness), "{timeliness:?} of {now:?}");
    }
    assert!(all.iter().any(|one| one.recurring) && all.iter().any(|one| one.conditional));
    assert!(all.iter().any(|one| one.standing.extensions == 1) && all.iter().any(|one| one.parent.is_some()));
    let minutes = store.minutes_text(&"demo-tinh-1".into()).await.unwrap();
    assert_eq!(minutes.document_number.as_deref(), Some("01/BB-UBND"));
    for one in &all {
        let clause = crate::directives::clause(&minutes.passages, one.proposal.as_ref(), &[]);
        assert!(clause.is_some_and(|clause| clause.len() > 40 && !clause.contains('{')), "{}", one.code);
        assert!(one.events.iter().all(|event| event.at <= NOW));
        assert_eq!((one.leader_post.as_str(), one.directed_on.as_str()), ("Phó Chủ tịch UBND tỉnh", "2026-11-09"));
    }
}

#[tokio::test]
async fn those_who_try_it_see_what_their_unit_owes() {
    let (_folder, store, summary) = loaded(full).await;
    for (username, open, overdue) in [("camlo", 3, 2), ("hieugiang", 2, 1), ("chuyenvien", 3, 0)] {
        let account = account(&summary, username);
        let own = DirectiveFilter { lead: Some(account.unit.clone()), ..DirectiveFilter::default() };
        let own = store.directives(&grant(account).unwrap(), &own).await.unwrap();
        let count =
            |asked: fn(&Timeliness) -> bool| own.iter().filter(|one| asked(&one.standing.timeliness(NOW))).count();
        assert_eq!(own.iter().filter(|one| one.standing.state.is_open()).count(), open, "{username}");
        assert_eq!(count(|timeliness| *timeliness == Timeliness::Overdue), overdue, "{username}");
    }
}

#[tokio::test]
async fn one_meeting_is_issued_and_the_latest_waits_to_be_drafted() {
    let (_folder, store, summary) = loaded(full).await;
    let read = grant::<act::ReadMinutes>(account(&summary, "camlo")).unwrap();
    let versions = store.minutes_versions(&read, &"demo-tinh-1".into()).await.unwrap();
    let states: Vec<_> = versions.iter().map(|version| version.state).collect();
    assert_eq!(states, [MinutesState::Issued, MinutesState::Approved]);
    let document = store.minutes_version(&read, &"demo-tinh-1".into(), 2).await.unwrap().unwrap();
    assert_eq!((document.head.agency.as_str(), document.tasks.len()), ("UBND TỈNH QUẢNG TRỊ", 18));
    assert!(document.tasks.iter().any(|task| task.due == "13/11/2026" && task.co == "xã Hiếu Giang"));
    assert!(store.undrafted_meetings().await.unwrap().contains(&"demo-tinh-2".into()));
}

#[tokio::test]
async fn groups_and_the_ways_to_call_units_are_known_on_their_days() {
    let (_folder, store, _) = loaded(full).await;
    for (day, group, members) in [("2024-11-04", "u-468-cac-xa", 8), ("2026-11-21", "u-44-cac-xa", 2)] {
        let spoken = store.gazetteer(day).await.unwrap();
        let found = spoken.units.iter().find(|unit| unit.id.as_str() == group).unwrap();
        assert_eq!(found.members.len(), members, "{day}");
    }
    let then = store.gazetteer("2024-11-04").await.unwrap();
    assert!(then.units.iter().any(|unit| unit.aliases.iter().any(|alias| alias == "Tài chính")));
    assert!(then.persons.iter().any(|person| person.address_forms.iter().any(|form| form == "anh Dũng")));
}

#[tokio::test]
async fn on_whatever_day_it_is_loaded_the_history_is_whole_and_past() {
    for days in 0..7 {
        let now = NOW.day_bounds_in_vietnam().0.plus(days * DAY + 60_000);
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let began = Instant::now();
        let summary = load(&store, folder.path(), "hash", full, now).await.unwrap();
        assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
        let see = grant::<act::SeeDirectives>(account(&summary, "chutri")).unwrap();
        let all = store.directives(&see, &DirectiveFilter::default()).await.unwrap();
        let steps: usize = all.iter().map(|one| one.events.len()).sum();
        assert_eq!((all.len(), steps), (18, 45), "day {days}");
        assert!(all.iter().flat_map(|one| &one.events).all(|event| event.at < now));
        assert_eq!(store.meeting_for_room(&"demo-tinh-2".into()).await.unwrap().unwrap().state, MeetingState::Ended);
    }
}
