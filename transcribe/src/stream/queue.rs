//! The queues of all tracks, and who is served next. No thread, no clock: both come from outside.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Instant,
};

use giaoban_models::{
    id::TrackId,
    sound::{SPEECH_RATE, SoundFrame},
};

use super::{
    ear::{Ear, Work},
    voice::{Done, Partials, Voice},
};
use crate::engine::{Engine, Hints};

/// Tracks at once. More are refused.
const MOST_TRACKS: usize = 512;
/// Frames a track may have waiting for the listening thread: 10 s of 20 ms. More: the track overflows.
const MOST_FRAMES: usize = 500;
/// Speech a track may have waiting for a worker: two minutes. More: the track overflows.
const MOST_WAITING: usize = 120 * SPEECH_RATE as usize;
/// Frames the listening thread takes of one track at a time.
const FRAMES_AT_ONCE: usize = 25;
/// Speech that makes a worker turn to a track: 100 ms.
const WORTHWHILE: usize = SPEECH_RATE as usize / 10;
/// Speech a worker takes at once unless an utterance has ended: 1.2 s, three steps of the conformer.
const BATCH: usize = SPEECH_RATE as usize * 6 / 5;
/// Backlog of a track beyond which its partial texts are left out: 0.8 s.
const STALE: usize = SPEECH_RATE as usize * 4 / 5;
/// Backlog per worker beyond which others are waiting: 2 s.
const BUSY: usize = 2 * SPEECH_RATE as usize;

/// A frame was not taken: the queue of the track is full, or the track is not open.
///
/// The track takes nothing more until it is closed and opened again; what was taken is still transcribed, and the last
/// watermark says from where the recording must be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the track is not taken: its queue is full or it is not open")]
pub struct Overloaded;

/// A track was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It is open, or its last words are still being written.
    #[error("the track is already open")]
    AlreadyOpen,
    /// Too many tracks.
    #[error("too many tracks at once")]
    TooMany,
    /// libopus refused to start.
    #[error("no decoder for the track")]
    NoDecoder,
}

/// What the pipeline has done and what is waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Tracks open now.
    pub tracks: usize,
    /// Frames taken.
    pub frames: u64,
    /// Frames refused because a queue was full.
    pub frames_refused: u64,
    /// Partial texts sent.
    pub partials: u64,
    /// Partial texts left out because newer sound was waiting.
    pub partials_dropped: u64,
    /// Final texts sent.
    pub finals: u64,
    /// Stretches that could not be recognised.
    pub failures: u64,
    /// Speech waiting for a worker now, in milliseconds, all tracks together.
    pub waiting_ms: u64,
    /// How long the oldest of it has been waiting.
    pub oldest_ms: u64,
    /// Tracks that overflowed: recorded now, written down later.
    pub overflowed: usize,
    /// What is given up for the rest to keep pace.
    pub pace: Pace,
}

/// What the pipeline gives up when it cannot keep pace (nhịp ghi lời), least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// Nothing.
    #[default]
    Whole,
    /// Partial texts: only finals are written.
    FinalsOnly,
    /// Some tracks: they are recorded and written down afterwards.
    Later,
}

struct Slot {
    inbox: VecDeque<(SoundFrame, Instant)>,
    /// Taken away while the listening thread uses it.
    ear: Option<Ear>,
    work: VecDeque<Work>,
    waiting: usize,
    /// Taken away while a worker uses it.
    voice: Option<Voice>,
    closing: bool,
    heard_all: bool,
    overflowed: bool,
}

/// Frames for the listening thread.
pub(super) struct Listening {
    pub(super) track: TrackId,
    pub(super) ear: Ear,
    pub(super) frames: Vec<(SoundFrame, Instant)>,
    /// Nothing follows these frames.
    pub(super) last: bool,
}

/// Work for a worker.
pub(super) struct Job {
    pub(super) track: TrackId,
    pub(super) voice: Voice,
    pub(super) batch: Vec<Work>,
    pub(super) partials: Partials,
}

/// All tracks.
pub(super) struct Queues {
    engine: Arc<dyn Engine>,
    workers: usize,
    slots: HashMap<TrackId, Slot>,
    figures: Figures,
}

impl Queues {
    pub(super) fn new(engine: Arc<dyn Engine>, workers: usize) -> Self {
        Self { engine, workers, slots: HashMap::new(), figures: Figures::default() }
    }

    pub(super) fn open(&mut self, track: TrackId, from_ms: u64, hints: Arc<Hints>) -> Result<(), Refused> {
        if self.slots.contains_key(&track) {
            return Err(Refused::AlreadyOpen);
        }
        if self.slots.len() >= MOST_TRACKS {
            return Err(Refused::TooMany);
        }
        let slot = Slot {
            inbox: VecDeque::new(),
            ear: Some(Ear::new(from_ms).map_err(|_| Refused::NoDecoder)?),
            work: VecDeque::new(),
            waiting: 0,
            voice: Some(Voice::new(Arc::clone(&self.engine), track.clone(), hints)),
            closing: false,
            heard_all: false,
            overflowed: false,
        };
        self.slots.insert(track, slot);
        Ok(())
    }

    pub(super) fn push(&mut self, frame: SoundFrame, arrived: Instant) -> Result<(), Overloaded> {
        let slot = self.slots.get_mut(&frame.track).filter(|slot| !slot.closing).ok_or(Overloaded)?;
        slot.overflowed |= slot.inbox.len() >= MOST_FRAMES || slot.waiting >= MOST_WAITING;
        if slot.overflowed {
            self.figures.frames_refused += 1;
            return Err(Overloaded);
        }
        self.figures.frames += 1;
        slot.inbox.push_back((frame, arrived));
        Ok(())
    }

    pub(super) fn close(&mut self, track: &TrackId) {
        if let Some(slot) = self.slots.get_mut(track) {
            slot.closing = true;
        }
    }

    pub(super) fn close_all(&mut self) {
        self.slots.values_mut().for_each(|slot| slot.closing = true);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    pub(super) fn figures(&self, now: Instant) -> Figures {
        let waiting: usize = self.slots.values().map(|slot| slot.waiting).sum();
        let oldest = self.slots.values().filter_map(Slot::oldest).min();
        let overflowed = self.slots.values().filter(|slot| slot.overflowed).count();
        let pace = match waiting > BUSY * self.workers {
            _ if overflowed > 0 => Pace::Later,
            true => Pace::FinalsOnly,
            false => Pace::Whole,
        };
        Figures {
            tracks: self.slots.len(),
            waiting_ms: waiting as u64 * 1000 / u64::from(SPEECH_RATE),
            oldest_ms: oldest.map_or(0, |at| now.saturating_duration_since(at).as_millis() as u64),
            overflowed,
            pace,
            ..self.figures
        }
    }

    /// Frames of the track that has waited longest.
    pub(super) fn next_listening(&mut self) -> Option<Listening> {
        let waits = |slot: &Slot| slot.ear.is_some() && (!slot.inbox.is_empty() || slot.closing && !slot.heard_all);
        let since = |slot: &Slot| slot.inbox.front().map(|(_, arrived)| *arrived);
        let (track, slot) =
            self.slots.iter_mut().filter(|(_, s)| waits(s)).min_by_key(|(_, s)| (s.inbox.is_empty(), since(s)))?;
        let frames: Vec<_> = slot.inbox.drain(..FRAMES_AT_ONCE.min(slot.inbox.len())).collect();
        let last = slot.closing && slot.inbox.is_empty();
        slot.heard_all = last;
        Some(Listening { track: track.clone(), ear: slot.ear.take()?, frames, last })
    }

    pub(super) fn listened(&mut self, track: &TrackId, ear: Ear, found: Vec<Work>) {
        let Some(slot) = self.slots.get_mut(track) else { return };
        slot.ear = Some(ear);
        for work in found {
            if let Work::Sound { samples, .. } = &work {
                slot.waiting += samples.len();
            }
            slot.work.push_back(work);
        }
        self.forget_finished();
    }

    /// What is to be recognised next: first speech that has ended, then the longest waiting.
    pub(super) fn next_job(&mut self) -> Option<Job> {
        let total: usize = self.slots.values().map(|slot| slot.waiting).sum();
        let urgency = |slot: &Slot| (slot.final_due().is_none(), slot.final_due().or_else(|| slot.oldest()));
        let ready = self.slots.iter_mut().filter(|(_, slot)| slot.voice.is_some() && slot.worthwhile());
        let (track, slot) = ready.min_by_key(|(_, slot)| urgency(slot))?;
        let batch = slot.take_batch();
        let others_wait = total > BUSY * self.workers;
        let partials = Partials { shown: slot.waiting <= STALE && !others_wait, others_wait };
        Some(Job { track: track.clone(), voice: slot.voice.take()?, batch, partials })
    }

    pub(super) fn worked(&mut self, track: &TrackId, voice: Voice, done: Done) {
        self.figures.partials += done.partials;
        self.figures.partials_dropped += done.partials_dropped;
        self.figures.finals += done.finals;
        self.figures.failures += done.failures;
        if let Some(slot) = self.slots.get_mut(track) {
            slot.voice = Some(voice);
        }
        self.forget_finished();
    }

    fn forget_finished(&mut self) {
        self.slots.retain(|_, s| !(s.heard_all && s.ear.is_some() && s.voice.is_some() && s.work.is_empty()));
    }
}

impl Slot {
    /// When the last sample of the first utterance that has ended arrived.
    fn final_due(&self) -> Option<Instant> {
        self.work.iter().find_map(|work| match work {
            Work::Ended { arrived, .. } | Work::Cut { arrived, .. } => Some(*arrived),
            _ => None,
        })
    }

    fn oldest(&self) -> Option<Instant> {
        self.work.iter().find_map(|work| if let Work::Sound { arrived, .. } = work { Some(*arrived) } else { None })
    }

    fn worthwhile(&self) -> bool {
        let marker = |work: &Work| matches!(work, Work::Ended { .. } | Work::Cut { .. } | Work::Quiet { .. });
        self.waiting >= WORTHWHILE || self.work.iter().any(marker)
    }

    fn take_batch(&mut self) -> Vec<Work> {
        let due = self.final_due().is_some();
        let mut batch = Vec::new();
        let mut taken = 0;
        while let Some(work) = self.work.pop_front() {
            if let Work::Sound { samples, .. } = &work {
                taken += samples.len();
            }
            join(&mut batch, work);
            let ended = matches!(batch.last(), Some(Work::Ended { .. } | Work::Cut { .. }));
            if if due { ended } else { taken >= BATCH } {
                break;
            }
        }
        self.waiting -= taken;
        batch
    }
}

/// Neighbouring stretches of sound become one, so that the engine is fed once.
fn join(batch: &mut Vec<Work>, work: Work) {
    match (batch.last_mut(), work) {
        (Some(Work::Sound { samples, arrived }), Work::Sound { samples: more, arrived: later }) => {
            samples.extend(more);
            *arrived = later;
        }
        (_, other) => batch.push(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::engine::Scripted;
    use giaoban_models::sound::SoundContent;

    fn queues() -> Queues {
        Queues::new(Arc::new(Scripted::new([])), 1)
    }

    fn gap(track: &str, at_sample: u64) -> SoundFrame {
        SoundFrame { track: TrackId::from(track), at_sample, content: SoundContent::Gap(960) }
    }

    fn sound(samples: usize) -> Work {
        Work::Sound { samples: vec![0.0; samples], arrived: Instant::now() }
    }

    fn give(queues: &mut Queues, track: &str, work: Vec<Work>) {
        let id = TrackId::from(track);
        let ear = queues.slots.get_mut(&id).unwrap().ear.take().unwrap();
        queues.listened(&id, ear, work);
    }

    fn ended() -> Work {
        Work::Ended { at: 0, until: 0, arrived: Instant::now() }
    }

    #[test]
    fn a_track_that_is_not_open_takes_nothing_and_an_open_one_is_not_opened_again() {
        let mut queues = queues();
        assert_eq!(queues.push(gap("a", 0), Instant::now()), Err(Overloaded));
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        assert_eq!(queues.open(TrackId::from("a"), 0, Arc::default()), Err(Refused::AlreadyOpen));
        for i in 1..MOST_TRACKS {
            queues.open(TrackId(format!("{i}")), 0, Arc::default()).unwrap();
        }
        assert_eq!(queues.open(TrackId::from("one more"), 0, Arc::default()), Err(Refused::TooMany));
    }

    #[test]
    fn a_full_inbox_refuses_counts_and_stays_shut() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        let taken = (0..600).filter(|i| queues.push(gap("a", i * 960), Instant::now()).is_ok()).count();
        let figures = queues.figures(Instant::now());
        assert_eq!((taken, figures.frames_refused), (MOST_FRAMES, 100));
        assert_eq!((figures.pace, figures.overflowed), (Pace::Later, 1));
        queues.next_listening().unwrap();
        assert_eq!(queues.push(gap("a", 600 * 960), Instant::now()), Err(Overloaded), "a hole would be hidden");
    }

    #[test]
    fn too_much_waiting_speech_overflows_the_track() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        give(&mut queues, "a", vec![sound(MOST_WAITING)]);
        assert_eq!(queues.push(gap("a", 0), Instant::now()), Err(Overloaded));
    }

    #[test]
    fn speech_that_has_ended_comes_before_speech_that_waits_longer() {
        let mut queues = queues();
        for track in ["a", "b"] {
            queues.open(TrackId::from(track), 0, Arc::default()).unwrap();
        }
        give(&mut queues, "a", vec![sound(BATCH)]);
        give(&mut queues, "b", vec![sound(BATCH), ended()]);
        assert_eq!(queues.next_job().unwrap().track, TrackId::from("b"));
        assert_eq!(queues.next_job().unwrap().track, TrackId::from("a"));
        assert!(queues.next_job().is_none(), "both are being worked on");
    }

    #[test]
    fn a_batch_ends_with_the_utterance_and_is_otherwise_short() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        give(
            &mut queues,
            "a",
            vec![sound(BATCH), sound(BATCH), ended(), Work::Began { at: 0 }, sound(BATCH), sound(10)],
        );
        let first = queues.next_job().unwrap();
        assert!(
            matches!(&first.batch[..], [Work::Sound { samples, .. }, Work::Ended { .. }] if samples.len() == 2 * BATCH)
        );
        queues.worked(&first.track, first.voice, Done::default());
        let second = queues.next_job().unwrap();
        assert!(
            matches!(&second.batch[..], [Work::Began { .. }, Work::Sound { samples, .. }] if samples.len() == BATCH)
        );
        assert_eq!(queues.figures(Instant::now()).waiting_ms, 0);
    }

    #[test]
    fn the_age_of_what_waits_and_the_pace_are_told() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        let arrived = Instant::now();
        let told = queues.figures(arrived);
        assert_eq!((told.oldest_ms, told.pace), (0, Pace::Whole));
        give(&mut queues, "a", vec![Work::Sound { samples: vec![0.0; BUSY + 1], arrived }]);
        let told = queues.figures(arrived + std::time::Duration::from_secs(3));
        assert_eq!((told.oldest_ms, told.pace), (3_000, Pace::FinalsOnly));
    }

    #[test]
    fn partial_texts_are_left_out_while_much_is_waiting() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        give(&mut queues, "a", vec![sound(WORTHWHILE)]);
        let job = queues.next_job().unwrap();
        assert_eq!(job.partials, Partials { shown: true, others_wait: false });
        queues.worked(&job.track, job.voice, Done::default());
        give(&mut queues, "a", vec![sound(BUSY), sound(BUSY)]);
        assert_eq!(queues.next_job().unwrap().partials, Partials { shown: false, others_wait: true });
    }

    #[test]
    fn a_closed_track_is_forgotten_when_all_of_it_is_done() {
        let mut queues = queues();
        queues.open(TrackId::from("a"), 0, Arc::default()).unwrap();
        queues.push(gap("a", 0), Instant::now()).unwrap();
        queues.close(&TrackId::from("a"));
        let listening = queues.next_listening().unwrap();
        assert!(listening.last);
        queues.listened(&listening.track, listening.ear, vec![Work::Quiet { until: 320 }]);
        assert!(!queues.is_empty());
        let job = queues.next_job().unwrap();
        queues.worked(&job.track, job.voice, Done::default());
        assert!(queues.is_empty());
    }
}
