#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use giaoban_conference::record::ogg::OggRecording;
use giaoban_conference::record::{self, IngestPacket, MediaKind, RecorderConfig, TrackStart};
use giaoban_models::access::{Grant, act};
use giaoban_models::clock::Moment;
use giaoban_models::id::TrackId;
use giaoban_models::store::{DATABASE_FILE, Inspection, Store, TrackRow, newest_schema};
use giaoban_transcribe::audio::{RecordedTrack, encode_speech};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::manifest::Manifest;
use super::pack::Note;
use super::*;

const NOW: Moment = Moment(1_795_230_000_000);

/// A data folder with the demonstration in it, and a track nobody has recorded to.
struct Office {
    folder: tempfile::TempDir,
    store: Store,
    track: TrackRow,
}

impl Office {
    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("backup.zip")
    }

    fn other(&self) -> PathBuf {
        self.folder.path().join("restored")
    }

    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let store = Store::open(&data).await.unwrap();
        let silent = |_: &[i16]| Ok(vec![]);
        let summary = crate::demo::load(&store, &data, "$argon2id$none", silent, NOW).await.unwrap();
        let chair = summary.accounts.iter().find(|account| account.username == "chutri").unwrap().clone();
        let grant: Grant<act::ReadTranscript> = Grant::ask(chair).unwrap();
        let mut track = store.tracks(&grant, &"demo-2024-11-04".into()).await.unwrap().remove(0);
        (track.id, track.file) = (TrackId::from("live"), "recordings/demo-2024-11-04/live.ogg".to_owned());
        (track.length_ms, track.transcribed_until_ms, track.finished, track.sha256) = (0, 0, false, None);
        store.add_track(&track).await.unwrap();
        fs::create_dir_all(data.join("tls")).unwrap();
        fs::write(data.join("tls/authority.key"), "khóa").unwrap();
        fs::set_permissions(data.join("tls/authority.key"), fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(data.join("holidays.json"), "{}").unwrap();
        fs::create_dir_all(data.join("search/index")).unwrap();
        fs::write(data.join("search/index/x"), "bỏ qua").unwrap();
        Self { folder, store, track }
    }

    async fn pack(&self) -> Result<(Manifest, Vec<Note>), BackupError> {
        pack(&self.data(), &self.file(), true, NOW, &mut |_| {}).await
    }

    async fn unpack(&self) -> Result<Manifest, BackupError> {
        unpack(&self.file(), &self.other(), &mut |_| {}).await
    }

    /// The backup written anew, each entry as `change` makes it (none leaves it out), with others at the end.
    fn rewritten(&self, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>, more: &[(&str, &str)]) {
        let mut old = ZipArchive::new(File::open(self.file()).unwrap()).unwrap();
        let changed = self.folder.path().join("changed.zip");
        let mut new = ZipWriter::new(File::create(&changed).unwrap());
        for number in 0..old.len() {
            let mut entry = old.by_index(number).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            if let Some(bytes) = change(&name, bytes) {
                new.start_file(name, SimpleFileOptions::default()).unwrap();
                new.write_all(&bytes).unwrap();
            }
        }
        for (name, text) in more {
            new.start_file(*name, SimpleFileOptions::default()).unwrap();
            new.write_all(text.as_bytes()).unwrap();
        }
        new.finish().unwrap();
        fs::rename(changed, self.file()).unwrap();
    }

    /// With another manifest.
    fn declared(&self, change: impl Fn(&mut Manifest), more: &[(&str, &str)]) {
        let change = |name: &str, bytes: Vec<u8>| {
            if name != manifest::NAME {
                return Some(bytes);
            }
            let mut manifest: Manifest = serde_json::from_slice(&bytes).unwrap();
            change(&mut manifest);
            Some(serde_json::to_vec(&manifest).unwrap())
        };
        self.rewritten(change, more);
    }

    fn nothing_is_left(&self) {
        let names: Vec<_> = fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(names.iter().all(|name| name == "data" || name == "backup.zip"), "{names:?}");
    }
}

/// What becomes of an entry by its name and content.
type Rewrite = fn(&str, Vec<u8>) -> Option<Vec<u8>>;

/// Speaks into a track until told to stop; `heard` grows with what the recorder has passed on.
fn speak(office: &Office, stop: Arc<AtomicBool>, heard: Arc<AtomicI64>) -> std::thread::JoinHandle<()> {
    let config = RecorderConfig::new(office.data().join("recordings"));
    let passed = heard.clone();
    let recorder = record::start(
        config,
        move |frame| {
            let _ = passed.fetch_max(i64::try_from(frame.at_sample / 48).unwrap(), Ordering::SeqCst);
        },
        |_| {},
    )
    .unwrap();
    let inlet = recorder.open(TrackStart {
        meeting: office.track.meeting.clone(),
        participant: office.track.participant.clone(),
        track: office.track.id.clone(),
        kind: MediaKind::Audio,
        started_at_ms: 1,
    });
    let tone: Vec<i16> = (0..16_000).map(|n| ((f64::from(n) * 0.2).sin() * 9000.0) as i16).collect();
    let packets = encode_speech(&tone).unwrap();
    std::thread::spawn(move || {
        let began = Instant::now();
        let mut sent = 0_u32;
        while !stop.load(Ordering::SeqCst) {
            let packet = &packets[sent as usize % packets.len()];
            inlet.push(IngestPacket {
                sequence: sent as u16,
                timestamp: sent * 960,
                marker: false,
                payload: Bytes::copy_from_slice(packet),
                arrived: began + Duration::from_millis(u64::from(sent) * 20),
            });
            sent += 1;
            std::thread::sleep(Duration::from_millis(4));
        }
        drop(inlet);
        recorder.finish();
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_people_speak_and_write_is_restored_with_equal_records_and_playable_sound() {
    let office = Office::new().await;
    let (stop, heard) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI64::new(0)));
    let speaking = speak(&office, stop.clone(), heard.clone());
    let (store, id, over, passed) = (office.store.clone(), office.track.id.clone(), stop.clone(), heard.clone());
    let writing = tokio::spawn(async move {
        let mut n = 0;
        while !over.load(Ordering::SeqCst) {
            store.set_setting("first", &n.to_string()).await.unwrap();
            store.set_setting("second", &n.to_string()).await.unwrap();
            store.track_grown(&id, passed.load(Ordering::SeqCst)).await.unwrap();
            n += 1;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    while heard.load(Ordering::SeqCst) < 3000 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (manifest, _) = office.pack().await.unwrap();
    stop.store(true, Ordering::SeqCst);
    writing.await.unwrap();
    speaking.join().unwrap();
    assert!(manifest.files.iter().all(|file| !file.path.starts_with("search")), "the index is made again");
    assert_eq!(check(&office.file(), &mut |_| {}).unwrap(), manifest);
    assert_eq!(fs::metadata(office.file()).unwrap().permissions().mode() & 0o077, 0);

    fs::create_dir(office.other()).unwrap(); // an empty folder gives way
    assert_eq!(office.unpack().await.unwrap(), manifest);
    let key = office.other().join("tls/authority.key");
    assert_eq!(fs::read_to_string(&key).unwrap(), "khóa");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o077, 0);

    let restored = Store::open(&office.other()).await.unwrap();
    let number = async |key: &str| restored.setting(key).await.unwrap().map_or(-1, |n| n.parse::<i64>().unwrap());
    let (first, second) = (number("first").await, number("second").await);
    assert!(first == second || first == second + 1, "one moment: {first}, {second}");
    let of = |folder: PathBuf| async move {
        let database = Inspection::open(&folder).await.unwrap();
        let mut known = database.recordings().await.unwrap();
        known.retain(|recording| !recording.file.ends_with("live.ogg"));
        known
    };
    assert_eq!(of(office.other()).await, of(office.data()).await);

    let track = restored.unfinished_tracks().await.unwrap().remove(0);
    assert!(track.length_ms >= 2500, "{}", track.length_ms);
    let file = office.other().join(&track.file);
    let samples = OggRecording::open(&file).unwrap().samples();
    assert!(i64::try_from(samples / 48).unwrap() >= track.length_ms, "{samples} samples, {} ms", track.length_ms);
    let live = fs::read(office.data().join(&track.file)).unwrap();
    assert!(live.starts_with(&fs::read(&file).unwrap()), "every byte is as it was recorded");
    assert!(RecordedTrack::open(&file, track.id, 0).unwrap().count() > 100, "it plays");
    drop((restored, office));
}

#[tokio::test]
async fn what_does_not_belong_together_is_refused_before_anything_is_written() {
    let office = Office::new().await;
    office.pack().await.unwrap();
    let again = pack(&office.data(), &office.file(), false, NOW, &mut |_| {}).await;
    assert!(matches!(again, Err(BackupError::Exists(_))));
    let inside = pack(&office.data(), &office.data().join("recordings/b.zip"), true, NOW, &mut |_| {}).await;
    assert!(matches!(inside, Err(BackupError::Inside(_))));
    let empty = pack(&office.folder.path().join("none"), &office.file(), true, NOW, &mut |_| {}).await;
    assert!(matches!(empty, Err(BackupError::NoData(_))));
    let taken = unpack(&office.file(), &office.data(), &mut |_| {}).await;
    assert!(matches!(taken, Err(BackupError::NotEmpty(_))));
    office.nothing_is_left();
}

#[tokio::test]
async fn one_process_at_a_time_writes_a_backup_of_a_name() {
    let office = Office::new().await;
    let other = File::create(office.folder.path().join("backup.zip.part")).unwrap();
    other.lock().unwrap();
    assert!(matches!(office.pack().await, Err(BackupError::Busy(_))));
    drop(other);
    office.pack().await.unwrap();
    office.nothing_is_left();
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let office = Office::new().await;
    office.pack().await.unwrap();
    let whole = fs::read(office.file()).unwrap();

    for at in [whole.len() / 3, whole.len() / 2] {
        let mut changed = whole.clone();
        changed[at] ^= 0x40;
        fs::write(office.file(), &changed).unwrap();
        assert!(matches!(office.unpack().await, Err(BackupError::Damaged { .. })), "byte {at}");
        assert!(check(&office.file(), &mut |_| {}).is_err());
        office.nothing_is_left();
    }
    fs::write(office.file(), &whole[..whole.len() * 3 / 4]).unwrap();
    assert!(matches!(office.unpack().await, Err(BackupError::Foreign { .. })), "cut short");

    // Whole as a ZIP file, but not as its own manifest says.
    let changes: [Rewrite; 3] = [
        |name, bytes| (name != "holidays.json").then_some(bytes),
        |name, bytes| Some(if name == "holidays.json" { b"[]".to_vec() } else { bytes }),
        |name, bytes| Some(if name == "holidays.json" { b"{ }".to_vec() } else { bytes }),
    ];
    for change in changes {
        fs::write(office.file(), &whole).unwrap();
        office.rewritten(change, &[]);
        assert!(matches!(office.unpack().await, Err(BackupError::Damaged { .. })));
        office.nothing_is_left();
    }
}

#[tokio::test]
async fn a_foreign_file_a_path_that_leaves_the_folder_and_a_newer_form_are_refused() {
    let office = Office::new().await;
    fs::write(office.file(), "không phải ZIP").unwrap();
    assert!(matches!(office.unpack().await, Err(BackupError::Foreign { .. })));
    office.pack().await.unwrap();
    let whole = fs::read(office.file()).unwrap();
    let again = || fs::write(office.file(), &whole).unwrap();

    office.rewritten(|name, bytes| (name != manifest::NAME).then_some(bytes), &[]);
    assert!(matches!(office.unpack().await, Err(BackupError::Foreign { .. })), "no manifest");
    again();
    office.rewritten(|_, bytes| Some(bytes), &[("tls/more.key", "x")]);
    assert!(matches!(office.unpack().await, Err(BackupError::Foreign { .. })), "not in the manifest");
    for name in ["../escaped", "/tmp/giaoban-escaped", "giaoban.db-wal", "tls/../../escaped"] {
        again();
        let entry = manifest::Packed {
            path: name.to_owned(),
            bytes: 1,
            sha256: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881".to_owned(),
        };
        office.declared(|manifest| manifest.files.push(entry.clone()), &[(name, "x")]);
        assert!(matches!(office.unpack().await, Err(BackupError::Foreign { .. })), "{name}");
    }
    type Change = (fn(&mut Manifest), fn(&BackupError) -> bool);
    let newer: fn(&BackupError) -> bool = |error| matches!(error, BackupError::Newer { .. });
    let foreign: fn(&BackupError) -> bool = |error| matches!(error, BackupError::Foreign { .. });
    let changes: [Change; 6] = [
        (|manifest| manifest.schema = newest_schema() + 1, newer),
        (|manifest| manifest.version += 1, newer),
        (|manifest| manifest.format = "zip".to_owned(), foreign),
        (|manifest| manifest.files.retain(|file| file.path != DATABASE_FILE), foreign),
        (|manifest| manifest.files.push(manifest.files[0].clone()), foreign),
        (|manifest| manifest.schema = 0, |error| matches!(error, BackupError::Damaged { .. })),
    ];
    for (number, (change, right)) in changes.into_iter().enumerate() {
        again();
        office.declared(change, &[]);
        let refused = office.unpack().await.unwrap_err();
        assert!(right(&refused), "change {number}: {refused}");
        office.nothing_is_left();
    }
    assert!(!Path::new("/tmp/giaoban-escaped").exists());
}

#[tokio::test]
async fn what_an_earlier_try_left_is_taken_away_but_a_folder_of_somebody_s_is_not() {
    let office = Office::new().await;
    office.pack().await.unwrap();
    let part = beside(&office.other(), ".part");
    fs::create_dir(&part).unwrap();
    fs::write(part.join("của ai đó"), "").unwrap();
    assert!(matches!(office.unpack().await, Err(BackupError::NotEmpty(_))));
    assert!(part.join("của ai đó").exists());
    fs::write(part.join(names::MARK), "").unwrap();
    office.unpack().await.unwrap();
    let (place, link) = (office.folder.path().join("place"), office.folder.path().join("link"));
    fs::create_dir(&place).unwrap();
    std::os::unix::fs::symlink(&place, &link).unwrap();
    unpack(&office.file(), &link, &mut |_| {}).await.unwrap();
    assert!(link.is_symlink() && place.join(DATABASE_FILE).exists(), "what a link stands for is filled");
    assert!(!part.exists() && !office.other().join("của ai đó").exists());
    assert!(!office.other().join(names::MARK).exists());
}
