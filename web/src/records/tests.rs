#![allow(clippy::unwrap_used)]

use giaoban_models::access::Grant;
use giaoban_models::account::Account;
use giaoban_models::role::Role;

use super::*;

const NOW: Moment = Moment(1_795_230_000_000);

async fn demo() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    crate::demo::load(&store, folder.path(), "$argon2id$none", |_| Ok(vec![vec![1, 2, 3]]), NOW).await.unwrap();
    (folder, store)
}

async fn admin(store: &Store) -> Grant<act::KeepRecords> {
    let known = store.credentials("quantri").await.unwrap().unwrap();
    let account: Account = store.account(&known.account, "2026-11-22").await.unwrap().unwrap();
    assert_eq!(account.role, Role::SystemAdmin);
    Grant::ask(account).unwrap()
}

fn files(data: &Path) -> usize {
    let folders =
        std::fs::read_dir(data.join("recordings")).map(|all| all.flatten().collect()).unwrap_or_else(|_| vec![]);
    folders.iter().filter_map(|folder| std::fs::read_dir(folder.path()).ok()).map(Iterator::count).sum()
}

#[tokio::test]
async fn without_a_rule_nothing_is_ever_removed() {
    let (folder, store) = demo().await;
    let before = files(folder.path());
    assert!(before > 0);
    assert_eq!(apply(&store, folder.path(), NOW.plus(50 * 365 * 86_400_000)).await.unwrap(), 0);
    assert_eq!(files(folder.path()), before);
}

#[tokio::test]
async fn a_rule_is_applied_from_the_day_after_it_was_made_and_only_to_issued_meetings_not_held_back() {
    let (folder, store) = demo().await;
    let grant = admin(&store).await;
    let day = 86_400_000;
    let later = NOW.plus(400 * day);
    store.set_setting("retention.sound", "12").await.unwrap();
    store.set_setting(CHANGED_ON, &later.day_in_vietnam()).await.unwrap();
    let issued: Vec<_> =
        store.kept_meetings(&grant).await.unwrap().into_iter().filter(|one| one.issued && one.recordings > 0).collect();
    let due_now = due(&store, later).await.unwrap();
    let listed: usize = due_now.iter().map(|(_, list)| list.len()).sum();
    assert_eq!(listed > 0, !issued.is_empty());
    let before = files(folder.path());
    assert_eq!(apply(&store, folder.path(), later).await.unwrap(), 0, "somebody reads the list first");
    let mut held = 0;
    if let Some(one) = issued.first() {
        store.hold(&grant, &one.id, Some("Thanh tra"), later).await.unwrap();
        held = one.recordings as usize;
    }
    let removed = apply(&store, folder.path(), later.plus(day)).await.unwrap();
    assert_eq!(removed, listed - held);
    assert_eq!(files(folder.path()), before - removed);
    assert_eq!(apply(&store, folder.path(), later.plus(day)).await.unwrap(), 0, "once a day");
}

#[test]
fn only_files_inside_the_folder_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(data.join("recordings/m")).unwrap();
    std::fs::write(folder.path().join("other"), "").unwrap();
    std::fs::write(data.join("recordings/m/t.ogg"), "").unwrap();
    let outside = folder.path().join("other").display().to_string();
    for path in ["../other", "recordings/../../other", outside.as_str()] {
        assert!(remove_file(&data, path).is_err(), "{path}");
    }
    assert!(folder.path().join("other").exists());
    remove_file(&data, "recordings/m/t.ogg").unwrap();
    remove_file(&data, "recordings/m/t.ogg").unwrap();
    assert!(!data.join("recordings/m").exists() && data.join("recordings").exists());
}
