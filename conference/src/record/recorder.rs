//! The thread that writes all tracks.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use giaoban_models::id::TrackId;
use giaoban_models::sound::SoundFrame;

use super::handle::{Message, RecorderHandle, Shared, TrackShared};
use super::picture::PictureTrack;
use super::reorder::{Ordered, Reorder};
use super::sound::SoundTrack;
use super::track::{RecordEvent, TrackStart};
use super::{IngestPacket, MediaKind, file};

/// How often waiting packets, silent tracks and closings are looked at.
const TICK: Duration = Duration::from_millis(100);
/// How often packets are fetched while tracks are open.
const FETCH: Duration = Duration::from_millis(10);
/// How often a file that failed is tried again.
const RETRY: Duration = Duration::from_secs(2);
/// Tracks that can be open at once; packets of more are dropped and counted.
const MAX_TRACKS: usize = 1024;

/// Where and how much.
#[derive(Clone, Debug)]
pub struct RecorderConfig {
    /// The folder of all recordings (`<data>/recordings`).
    pub folder: PathBuf,
    /// Packets that may wait; about 10 MB of video at the default of 8,192.
    pub queue: usize,
}

impl RecorderConfig {
    /// Recordings in `folder`, with the default queue.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, queue: 8_192 }
    }
}

/// Starts the recorder. `hear` gets every ordered stretch of sound after the file writer had it; `tell` gets what
/// happens. Both run on the recorder's thread and must not block.
///
/// # Errors
/// When the folder cannot be made or the thread cannot be started.
pub fn start(
    config: RecorderConfig,
    hear: impl Fn(SoundFrame) + Send + 'static,
    tell: impl Fn(RecordEvent) + Send + 'static,
) -> io::Result<RecorderHandle> {
    std::fs::create_dir_all(&config.folder)?;
    let (queue, packets) = sync_channel(config.queue.max(1));
    let shared = Arc::new(Shared::default());
    let mut recorder = Recorder {
        folder: config.folder,
        tracks: HashMap::new(),
        shared: Arc::clone(&shared),
        hear: Box::new(hear),
        tell: Box::new(tell),
    };
    let thread = std::thread::Builder::new().name("recorder".to_owned()).spawn(move || recorder.run(&packets))?;
    *shared.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread);
    Ok(RecorderHandle { queue, shared })
}

struct Recorder {
    folder: PathBuf,
    tracks: HashMap<TrackId, Track>,
    shared: Arc<Shared>,
    hear: Box<dyn Fn(SoundFrame) + Send>,
    tell: Box<dyn Fn(RecordEvent) + Send>,
}

enum Medium {
    Sound(SoundTrack),
    Picture(PictureTrack),
}

struct Track {
    shared: Arc<TrackShared>,
    path: PathBuf,
    reorder: Reorder,
    medium: Medium,
    lost: u64,
    failed_at: Option<Instant>,
    closed: bool,
}

impl Recorder {
    fn run(&mut self, packets: &Receiver<Message>) {
        let mut next_tick = Instant::now() + TICK;
        loop {
            // While tracks are open, packets are fetched every few milliseconds: waking for each one would cost the
            // sender of it, the media worker, more than all the rest of its work.
            let next = if self.tracks.is_empty() {
                packets.recv_timeout(TICK)
            } else {
                packets.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                })
            };
            match next {
                Ok(Message::Packet(track, packet)) => self.take(track, packet),
                Ok(Message::Finish) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) if self.tracks.is_empty() => {}
                Err(RecvTimeoutError::Timeout) => std::thread::sleep(FETCH),
            }
            let now = Instant::now();
            if now >= next_tick {
                next_tick = now + TICK;
                self.tick(now);
            }
        }
        for (_, track) in std::mem::take(&mut self.tracks) {
            self.finish(track);
        }
    }

    fn take(&mut self, shared: Arc<TrackShared>, packet: IngestPacket) {
        let now = packet.arrived;
        if !self.tracks.contains_key(&shared.start.track) {
            if self.tracks.len() >= MAX_TRACKS {
                self.shared.dropped.fetch_add(1, Ordering::Relaxed);
                return;
            }
            let track = Track::new(Arc::clone(&shared), &self.folder);
            self.tracks.insert(shared.start.track.clone(), track);
            self.count();
        }
        if let Some(track) = self.tracks.get_mut(&shared.start.track).filter(|track| !track.closed) {
            track.reorder.push(packet);
            track.drain(now, &self.shared, &*self.hear, &*self.tell);
        }
    }

    fn tick(&mut self, now: Instant) {
        let closings = std::mem::take(&mut *self.shared.closings.lock().unwrap_or_else(PoisonError::into_inner));
        let mut ended = Vec::new();
        for (id, track) in &mut self.tracks {
            track.drain(now, &self.shared, &*self.hear, &*self.tell);
            track.tick(now, &self.shared, &*self.hear, &*self.tell);
            // The inlet is gone and nothing of it waits in the queue: this is the last reference.
            if closings.contains(id) || Arc::strong_count(&track.shared) == 1 {
                ended.push(id.clone());
            }
        }
        for id in ended {
            let Some(track) = self.tracks.remove(&id) else { continue };
            // A track closed while its inlet lives stays known, so that late packets do not open it again.
            if Arc::strong_count(&track.shared) > 1 && !track.closed {
                let husk = Track { closed: true, ..Track::new(Arc::clone(&track.shared), &self.folder) };
                self.tracks.insert(id, husk);
            }
            if !track.closed {
                self.finish(track);
            }
        }
        self.count();
    }

    fn finish(&self, mut track: Track) {
        let later = Instant::now() + Duration::from_secs(3_600);
        track.drain(later, &self.shared, &*self.hear, &*self.tell);
        let start = track.shared.start.clone();
        let (kept, duration_ms) = match track.medium {
            Medium::Sound(sound) => sound.finish(),
            Medium::Picture(picture) => picture.finish(),
        };
        if let Err(error) = kept {
            self.shared.write_errors.fetch_add(1, Ordering::Relaxed);
            if track.failed_at.is_none() {
                (self.tell)(RecordEvent::RecordingFailed { start: start.clone(), reason: file::reason(&error) });
            }
        }
        (self.tell)(RecordEvent::TrackFinished {
            file: track.path.exists().then_some(track.path),
            start,
            duration_ms,
            lost: track.lost,
        });
    }

    fn count(&self) {
        let open = self.tracks.values().filter(|track| !track.closed).count() as u64;
        self.shared.open_tracks.store(open, Ordering::Relaxed);
    }
}

impl Track {
    fn new(shared: Arc<TrackShared>, folder: &std::path::Path) -> Self {
        let TrackStart { meeting, track, kind, .. } = &shared.start;
        Self {
            path: file::unused(file::path(folder, meeting.as_str(), track.as_str(), kind.extension())),
            reorder: Reorder::new(*kind),
            medium: match kind {
                MediaKind::Audio => Medium::Sound(SoundTrack::new()),
                MediaKind::Video => Medium::Picture(PictureTrack::new()),
            },
            shared,
            lost: 0,
            failed_at: None,
            closed: false,
        }
    }

    fn drain(&mut self, now: Instant, counts: &Shared, hear: &dyn Fn(SoundFrame), tell: &dyn Fn(RecordEvent)) {
        while let Some(ordered) = self.reorder.pop(now) {
            self.lost += ordered.missing;
            let kept = self.write(&ordered, hear);
            self.judge(kept, now, counts, tell);
        }
    }

    fn write(&mut self, ordered: &Ordered, hear: &dyn Fn(SoundFrame)) -> io::Result<()> {
        match &mut self.medium {
            Medium::Sound(sound) => sound.push(ordered, &self.path, &self.shared.start, hear),
            Medium::Picture(picture) => {
                let pushed = picture.push(ordered, &self.path, &self.shared.start);
                if pushed.wants_key_frame {
                    self.shared.key_frame_wanted.store(true, Ordering::Relaxed);
                }
                pushed.kept
            }
        }
    }

    fn tick(&mut self, now: Instant, counts: &Shared, hear: &dyn Fn(SoundFrame), tell: &dyn Fn(RecordEvent)) {
        let waiting = self.reorder.is_waiting();
        let kept = match &mut self.medium {
            _ if self.closed => Ok(()),
            Medium::Sound(_) if waiting => Ok(()),
            Medium::Sound(sound) => sound.tick(now, &self.path, &self.shared.start, hear),
            Medium::Picture(picture) => picture.tick(now),
        };
        if kept.is_err() {
            self.judge(kept, now, counts, tell);
        }
    }

    /// Tells the first failure and the first success after it.
    fn judge(&mut self, kept: io::Result<()>, now: Instant, counts: &Shared, tell: &dyn Fn(RecordEvent)) {
        match (kept, self.failed_at) {
            (Ok(()), Some(at)) if now.saturating_duration_since(at) >= RETRY => {
                self.failed_at = None;
                tell(RecordEvent::RecordingResumed { start: self.shared.start.clone() });
            }
            (Ok(()), _) => {}
            (Err(error), failed_at) => {
                counts.write_errors.fetch_add(1, Ordering::Relaxed);
                self.failed_at = Some(now);
                if failed_at.is_none() {
                    let reason = file::reason(&error);
                    tracing::error!(track = %self.shared.start.track, ?reason, "a track cannot be recorded");
                    tell(RecordEvent::RecordingFailed { start: self.shared.start.clone(), reason });
                }
            }
        }
    }
}
