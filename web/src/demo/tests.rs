#![allow(clippy::unwrap_used)]
use std::fs;

use giaoban_conference::record::ogg::OggRecording;
use giaoban_models::access::act;
use giaoban_models::id::{MeetingId, UnitId};
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::role::Role;
use giaoban_models::store::DirectiveFilter;
use tempfile::TempDir;

use super::*;

mod directives;

/// 2026-11-21, ten in the morning in Vietnam.
const NOW: Moment = Moment(1_795_230_000_000);

/// Packets that say 20 ms (RFC 6716, section 3.1: configuration 9, mono, one frame) and hold nothing to hear.
fn quiet(sound: &[i16]) -> io::Result<Vec<Vec<u8>>> {
    Ok(vec![vec![0x48, 0xff, 0xfe]; sound.len().div_ceil(320)])
}

fn full(_: &[i16]) -> io::Result<Vec<Vec<u8>>> {
    Err(io::ErrorKind::StorageFull.into())
}

async fn loaded(encode: Encode) -> (TempDir, Store, DemoSummary) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let summary = load(&store, folder.path(), "hash", encode, NOW).await.unwrap();
    (folder, store, summary)
}

/// The held meeting.
fn held_id() -> MeetingId {
    "demo-2024-11-04".into()
}

/// The meeting of the day of `now` that can be joined.
async fn to_join(store: &Store, summary: &DemoSummary, now: Moment) -> MeetingId {
    let days = store.meetings(&grant(account(summary, "vanthu")).unwrap(), now).await.unwrap();
    let (_, tomorrow) = now.day_bounds_in_vietnam();
    let open = |m: &Meeting| matches!(m.state, MeetingState::Scheduled | MeetingState::Live) && m.starts_at < tomorrow;
    let mut open: Vec<Meeting> = days.today.into_iter().filter(open).collect();
    assert_eq!(open.len(), 1);
    open.remove(0).id
}

fn account<'a>(summary: &'a DemoSummary, username: &str) -> &'a Account {
    summary.accounts.iter().find(|a| a.username == username).unwrap()
}

#[tokio::test]
async fn every_screen_has_content() {
    let (folder, store, summary) = loaded(quiet).await;
    assert_eq!(summary.accounts.len(), 11);
    assert!(summary.accounts.iter().all(|a| !a.post.is_empty() && !a.unit_name.is_empty()));
    assert_eq!(store.setting("authority").await.unwrap().as_deref(), Some("UBND tỉnh Quảng Trị"));

    let commune = grant::<act::SeeMeetings>(account(&summary, "hieugiang")).unwrap();
    let days = store.meetings(&commune, NOW).await.unwrap();
    assert_eq!(days.today.len(), 1);
    assert_eq!((days.today[0].state, days.today[0].sites.len()), (MeetingState::Scheduled, 6));
    let earlier: Vec<_> = days.earlier.iter().map(|meeting| meeting.id.as_str()).collect();
    let of_2024 = "demo-2024-11-04"; // inherited from the communes that became Hiếu Giang
    assert_eq!(earlier, ["demo-tinh-2", "demo-tinh-1", of_2024]);

    let held = &days.earlier[2];
    assert_eq!((held.state, held.synthetic, held.sites.len()), (MeetingState::Ended, true, 9));
    assert_eq!(held.sites[0].unit_name, "UBND huyện Cam Lộ");
    assert!(held.opened_at.unwrap() < held.ended_at.unwrap());

    let chair = account(&summary, "chutri");
    let read = grant::<act::ReadTranscript>(chair).unwrap();
    let said = store.transcript(&read, &held_id()).await.unwrap();
    assert_eq!(said.len(), 49);
    assert_eq!(said[0].speaker.name, "Đỗ Ngọc Ánh");
    assert_eq!(said[0].speaker.post, "Chánh Văn phòng HĐND và UBND huyện", "the post of that day, not of today");
    let tracks = store.tracks(&read, &held_id()).await.unwrap();
    assert!(tracks.iter().all(|t| t.synthetic && t.finished && t.transcribed_until_ms == t.length_ms));
    assert!(store.room_events(&held_id()).await.unwrap().len() > 40);
    assert_eq!(store.unwritten_anywhere().await.unwrap(), []);
    assert_eq!(store.live_meetings().await.unwrap(), []);

    let directory = store.people_on(&grant(account(&summary, "vanthu")).unwrap(), "2026-11-21").await.unwrap();
    assert!(directory.len() >= 20);
    match &summary.sound {
        SoundState::Ready => {
            for track in &tracks {
                let recording = OggRecording::open(&folder.path().join(&track.file)).unwrap();
                let length_ms = i64::try_from(recording.samples() / 48).unwrap();
                assert!((length_ms - track.length_ms).abs() <= 20, "{}: {length_ms}", track.id);
                assert_eq!(recording.comment("TRACK"), Some(track.id.as_str()));
                assert!(recording.finished && track.sha256.is_some(), "{}", track.id);
            }
            let beside = fs::read_dir(folder.path().join("recordings/demo-2024-11-04")).unwrap().count();
            assert_eq!(beside, tracks.len(), "nothing unfinished is left");
        }
        missing => assert_eq!(*missing, SoundState::NoSynthesiser),
    }
}

#[tokio::test]
async fn every_invited_site_but_one_has_somebody_who_can_join_today() {
    let (_folder, store, summary) = loaded(full).await;
    let today = to_join(&store, &summary, NOW).await;
    let mut units: Vec<UnitId> = Vec::new();
    for account in &summary.accounts {
        if let Ok(join) = grant::<act::JoinMeeting>(account) {
            units.extend(store.site_of(&join, &today).await.unwrap().map(|site| site.unit));
        }
    }
    units.sort();
    units.dedup();
    let units: Vec<_> = units.iter().map(UnitId::as_str).collect();
    assert_eq!(units, ["u-19597-2025", "u-19603-2025", "u-44", "u-44-an-thai", "u-44-nnmt"]);
    let chair = account(&summary, "chutri");
    assert_eq!((chair.role, chair.post.as_str()), (Role::Leader, "Phó Chủ tịch UBND tỉnh"));
}

#[tokio::test]
async fn loading_twice_doubles_nothing() {
    let (folder, store, first) = loaded(quiet).await;
    let counts = async || {
        let read = grant::<act::ReadTranscript>(account(&first, "chutri")).unwrap();
        let days = store.meetings(&grant(account(&first, "vanthu")).unwrap(), NOW).await.unwrap();
        (
            store.transcript(&read, &held_id()).await.unwrap(),
            store.tracks(&read, &held_id()).await.unwrap(),
            store.room_events(&held_id()).await.unwrap(),
            store.accounts(&grant(account(&first, "quantri")).unwrap(), "2026-11-21").await.unwrap(),
            store.units_on("2026-11-21").await.unwrap(),
            days,
            store.directives(&grant(account(&first, "thanhtra")).unwrap(), &DirectiveFilter::default()).await.unwrap(),
            store.proposals(&grant(account(&first, "thanhtra")).unwrap(), &"demo-tinh-1".into()).await.unwrap(),
            store.minutes_versions(&grant(account(&first, "thanhtra")).unwrap(), &"demo-tinh-1".into()).await.unwrap(),
        )
    };
    let before = counts().await;
    load(&store, folder.path(), "another hash", quiet, NOW.plus(60_000)).await.unwrap();
    assert_eq!(store.credentials("chutri").await.unwrap().unwrap().password_hash, "hash", "passwords are not reset");
    assert_eq!(counts().await, before);
}

#[tokio::test]
async fn a_meeting_that_was_loaded_in_part_is_loaded_further() {
    let (_folder, store, summary) = loaded(full).await;
    // The same in another folder where loading stopped after the first tracks and log lines.
    let folder = TempDir::new().unwrap();
    let partly = Store::open(folder.path()).await.unwrap();
    authority::Plan::embedded().load(&partly, "hash", NOW).await.unwrap();
    let people = People::of(&partly, NOW).await.unwrap();
    held::Script::embedded()[0].begin(&partly, &people, NOW).await.unwrap();
    let id = held_id();
    assert_eq!(partly.room_events(&id).await.unwrap().len(), 7);
    load(&partly, folder.path(), "hash", full, NOW).await.unwrap();
    let read = grant::<act::ReadTranscript>(&people.chair).unwrap();
    let all = grant::<act::ReadTranscript>(account(&summary, "chutri")).unwrap();
    let texts = |said: Vec<giaoban_models::utterance::Utterance>| said.into_iter().map(|u| u.id).collect::<Vec<_>>();
    assert_eq!(texts(partly.transcript(&read, &id).await.unwrap()), texts(store.transcript(&all, &id).await.unwrap()));
    let kinds =
        |log: Vec<giaoban_models::store::RoomEvent>| log.into_iter().map(|e| (e.at, e.kind)).collect::<Vec<_>>();
    assert_eq!(kinds(partly.room_events(&id).await.unwrap()), kinds(store.room_events(&id).await.unwrap()));
    assert_eq!(partly.meeting_for_room(&id).await.unwrap().unwrap().state, MeetingState::Ended);
}

#[tokio::test]
async fn each_day_has_a_meeting_to_join_and_one_that_ended_is_followed_by_another() {
    let (folder, store, summary) = loaded(full).await;
    let first = to_join(&store, &summary, NOW).await;
    let again = async |now| {
        load(&store, folder.path(), "hash", full, now).await.unwrap();
        to_join(&store, &summary, now).await
    };
    assert_ne!(again(NOW.plus(86_400_000)).await, first);
    let preside = grant::<act::Preside>(account(&summary, "chutri")).unwrap();
    assert!(store.open_meeting(&preside, &first, NOW).await.unwrap());
    assert_eq!(again(NOW).await, first, "a live meeting is the one to join");
    assert!(store.end_meeting(&preside, &first, NOW.plus(1)).await.unwrap());
    assert_ne!(again(NOW.plus(2)).await, first);
}

#[tokio::test]
async fn without_sound_the_words_are_there_and_the_operator_is_told_what_to_do() {
    let (folder, store, summary) = loaded(full).await;
    let notice = summary.sound.notice().unwrap();
    assert!(notice.contains("--demo"), "{notice}");
    let told = summary.describe("mật khẩu thử");
    assert!(told.contains("mật khẩu thử") && told.contains("hieugiang") && told.ends_with(&notice), "{told}");
    assert!(SoundState::NoSynthesiser.notice().unwrap().contains("apt-get install espeak-ng"));
    let read = grant::<act::ReadTranscript>(account(&summary, "chutri")).unwrap();
    assert_eq!(store.transcript(&read, &held_id()).await.unwrap().len(), 49);
    // The cause is gone: the next start makes the sound.
    let again = load(&store, folder.path(), "hash", quiet, NOW).await.unwrap();
    if again.sound == SoundState::Ready {
        let tracks = store.tracks(&read, &held_id()).await.unwrap();
        assert!(tracks.iter().all(|t| t.sha256.is_some() && folder.path().join(&t.file).exists()));
    }
}
