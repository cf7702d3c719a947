use super::*;
use crate::access::{Act, act};
use crate::role::Role;

#[tokio::test]
async fn what_one_may_not_read_is_neither_found_nor_counted() {
    let shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    for account in [&shelf.sample.head_a, &shelf.sample.chair, &shelf.sample.auditor, &shelf.sample.clerk] {
        assert_eq!(shelf.find_as(account, "cống").await.total, 1, "{}", account.username);
    }
    let found = shelf.find_as(&shelf.sample.head_b, "cống").await;
    assert_eq!((found.total, found.hits.len()), (0, 0));
}

#[tokio::test]
async fn a_unit_finds_the_directive_it_leads_or_helps_with_but_not_the_meeting_around_it() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    shelf.order("m", "d1", None, "u-xa-b", "Sửa cống số 7").await;
    shelf.order("m", "d2", None, "u-xa-a", "Sửa cống số 8").await;
    shelf.refresh().await;
    let ids = |found: Found| found.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(ids(shelf.find_as(&shelf.sample.head_b, "cống").await), ["d1"]);
    shelf.sample.execute("INSERT INTO directive_co_units VALUES ('d2', 'u-xa-b', 'xã Bình')").await;
    shelf.sample.store.search_everything_stale().await.unwrap();
    shelf.refresh().await;
    assert_eq!(shelf.find_as(&shelf.sample.head_b, "cống").await.total, 2);
}

#[tokio::test]
async fn a_lead_of_a_joint_directive_finds_only_its_own_part() {
    let mut shelf = Shelf::with("m", &["Giao các xã."]).await;
    shelf.sample.execute("INSERT INTO directive_parents VALUES ('p1', 'm', 'Sửa cống')").await;
    shelf.order("m", "d1", Some("p1"), "u-tinh", "Sửa cống số 7").await;
    shelf.order("m", "d2", Some("p1"), "u-xa-b", "Sửa cống số 8").await;
    shelf.refresh().await;
    let found = shelf.find_as(&shelf.sample.head_b, "cống").await;
    assert_eq!((found.total, found.hits[0].title.as_str()), (1, "Sửa cống số 8"));
    assert_eq!(shelf.find_as(&shelf.sample.head_a, "cống").await.total, 2, "the directive and the sentence");
}

#[tokio::test]
async fn a_successor_finds_what_the_units_before_it_took_part_in() {
    let mut shelf = Shelf::empty().await;
    shelf.hold("m", &["Sửa cống số 7."]).await;
    shelf.sample.execute("UPDATE sites SET unit_id = 'u-xa-cu' WHERE meeting_id = 'm' AND NOT hall").await;
    shelf.refresh().await;
    assert_eq!(shelf.find_as(&shelf.sample.head_a, "cống").await.total, 1, "u-xa-a succeeded u-xa-cu");
    assert_eq!(shelf.find_as(&shelf.sample.head_b, "cống").await.total, 0);
}

#[tokio::test]
async fn a_correction_is_found_and_what_was_misheard_is_not() {
    let mut shelf = Shelf::with("m", &["Sửa cổng số 7."]).await;
    shelf
        .sample
        .execute("INSERT INTO utterance_revisions SELECT 'm-0', 1, 'Sửa đê số 7.', 0, id, 'x' FROM accounts LIMIT 1")
        .await;
    shelf.refresh().await;
    assert_eq!(shelf.find("cổng").total, 0);
    assert_eq!(shelf.ids("đê số 7"), ["m-0"]);
}

#[test]
fn the_act_of_searching_is_asked_for() {
    let account = |role| Account {
        id: "a".into(),
        username: String::new(),
        person: "p".into(),
        name: String::new(),
        post: String::new(),
        unit: "u".into(),
        unit_name: String::new(),
        role,
    };
    for role in Role::ALL {
        assert_eq!(Grant::<act::Search>::ask(account(role)).is_ok(), Act::Search.allows(role), "{role:?}");
    }
    for role in [Role::SystemAdmin, Role::SiteTechnician, Role::VillageGuest] {
        assert!(Grant::<act::Search>::ask(account(role)).is_err(), "{role:?}");
    }
}
