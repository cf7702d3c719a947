use std::path::Path;

use super::*;

fn total(index: &Index) -> u32 {
    index.find(&Reader::operator(), &Asked::understood("cống").unwrap(), NOW).unwrap().total
}

#[tokio::test]
async fn an_index_follows_every_change_and_reads_nothing_twice() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    assert_eq!(shelf.refresh().await, Refreshed { writing: true, meetings: 0, waiting: 0 });
    shelf.hold("n", &["Sửa cống số 8."]).await;
    assert_eq!(total(&shelf.index), 1);
    assert_eq!(shelf.refresh().await.meetings, 1);
    assert_eq!(total(&shelf.index), 2);
    assert_eq!(shelf.index.as_of(), Some(NOW));
}

#[tokio::test]
async fn a_change_while_the_meeting_is_read_keeps_its_mark() {
    let shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    shelf.sample.execute("UPDATE meetings SET title = 'Giao ban tháng' WHERE id = 'm'").await;
    let stale = shelf.sample.store.search_stale().await.unwrap();
    shelf.sample.execute("UPDATE meetings SET title = 'Giao ban quý' WHERE id = 'm'").await;
    shelf.sample.store.search_read(&stale.iter().collect::<Vec<_>>()).await.unwrap();
    assert_eq!(shelf.sample.store.search_stale().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_meeting_in_progress_is_read_at_once_and_then_only_now_and_then() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    let mut refreshed = Vec::new();
    for (at, title) in [(0, "a"), (4999, "b"), (300_000, "c")] {
        shelf.sample.execute(&format!("UPDATE meetings SET state = 'live', title = '{title}' WHERE id = 'm'")).await;
        let done = shelf.indexer.refresh(&shelf.sample.store, NOW.plus(at)).await.unwrap();
        refreshed.push((done.meetings, done.waiting));
        shelf.indexer.refresh(&shelf.sample.store, NOW.plus(at + 1)).await.unwrap(); // nothing new meanwhile
    }
    assert_eq!(refreshed, [(1, 0), (0, 1), (1, 0)]);
}

#[tokio::test]
async fn a_second_writer_only_reads_until_the_first_is_gone() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    let other = Arc::new(Index::open(shelf.sample.folder()));
    let mut second = Indexer::new(other.clone());
    shelf.hold("n", &["Sửa cống số 8."]).await;
    assert!(!second.refresh(&shelf.sample.store, NOW).await.unwrap().writing);
    assert_eq!(total(&other), 1);
    shelf.refresh().await;
    second.refresh(&shelf.sample.store, NOW).await.unwrap();
    assert_eq!(total(&other), 2, "what the first wrote is read");
    drop(shelf.indexer);
    assert!(second.refresh(&shelf.sample.store, NOW).await.unwrap().writing);
}

fn without_its_folder(folder: &Path) {
    std::fs::remove_dir_all(folder).unwrap();
}

fn of_an_older_form(folder: &Path) {
    std::fs::write(folder.join("format"), "giaoban-search-0").unwrap();
}

fn without_its_list(folder: &Path) {
    std::fs::write(folder.join("index/meta.json"), "{").unwrap();
}

fn with_a_broken_file(folder: &Path) {
    let files = std::fs::read_dir(folder.join("index")).unwrap().flatten();
    let path = files.map(|file| file.path()).find(|path| path.extension().is_some_and(|e| e == "store")).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[3] ^= 0xff;
    std::fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn a_missing_damaged_or_older_index_is_made_anew_from_the_store() {
    for harm in [without_its_folder, of_an_older_form, without_its_list, with_a_broken_file] {
        let Shelf { sample, index, indexer } = Shelf::with("m", &["Sửa cống số 7."]).await;
        drop((index, indexer));
        harm(&sample.folder().join("search"));
        let index = Arc::new(Index::open(sample.folder()));
        let mut indexer = Indexer::new(index.clone());
        let done = indexer.refresh(&sample.store, NOW).await.unwrap();
        assert_eq!((done.writing, done.meetings), (true, 1));
        assert_eq!(total(&index), 1);
    }
}

#[tokio::test]
async fn before_there_is_an_index_nothing_is_found_and_nothing_fails() {
    let shelf = Shelf::empty().await;
    let found = shelf.find("cống");
    assert_eq!((found.total, found.as_of), (0, None));
}
