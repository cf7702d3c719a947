//! The threads of the pipeline: one that listens, some that recognise.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{Builder, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    Sink,
    queue::{Job, Listening, Queues},
    voice::Done,
};
use crate::{cpu, engine::Engine};

/// Longest sleep of a thread that nobody wakes.
const DOZE: Duration = Duration::from_millis(500);

/// What the threads and the [`Transcriber`](super::Transcriber) share.
pub(super) struct Shared {
    queues: Mutex<Queues>,
    /// Rings for the listening thread.
    frames: Condvar,
    /// Rings for the workers.
    work: Condvar,
    stopped: AtomicBool,
    sink: Sink,
}

impl Shared {
    pub(super) fn new(engine: Arc<dyn Engine>, workers: usize, sink: Sink) -> Self {
        Self {
            queues: Mutex::new(Queues::new(engine, workers)),
            frames: Condvar::new(),
            work: Condvar::new(),
            stopped: AtomicBool::new(false),
            sink,
        }
    }

    /// Does something with the queues from outside; the listening thread may have become able to go on.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Queues) -> T) -> T {
        let result = act(&mut self.lock());
        self.frames.notify_one();
        result
    }

    pub(super) fn stop(&self) {
        // Under the lock, so that no thread is between its last look and its sleep.
        let _queues = self.lock();
        self.stopped.store(true, Ordering::Release);
        self.frames.notify_all();
        self.work.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `find` finds something; none when the pipeline stops.
    fn wait<T>(&self, bell: &Condvar, find: impl Fn(&mut Queues) -> Option<T>) -> Option<T> {
        let mut queues = self.lock();
        loop {
            if self.stopped.load(Ordering::Acquire) {
                return None;
            }
            if let Some(found) = find(&mut queues) {
                return Some(found);
            }
            queues = bell.wait_timeout(queues, DOZE).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

pub(super) fn start(shared: &Arc<Shared>, workers: usize) -> Vec<JoinHandle<()>> {
    let spawn = |name: String, run: fn(&Shared)| {
        let shared = Arc::clone(shared);
        let body = move || {
            cpu::yield_to_others();
            run(&shared);
        };
        Builder::new().name(name).spawn(body).expect("the system has a thread left")
    };
    let mut threads = vec![spawn("giaoban-listen".into(), listen)];
    threads.extend((0..workers).map(|i| spawn(format!("giaoban-speech-{i}"), recognise)));
    threads
}

fn listen(shared: &Shared) {
    while let Some(Listening { track, mut ear, frames, last }) = shared.wait(&shared.frames, Queues::next_listening) {
        let mut found = Vec::new();
        for (frame, arrived) in &frames {
            ear.frame(frame, *arrived, &mut found);
        }
        if last {
            ear.close(Instant::now(), &mut found);
        }
        shared.lock().listened(&track, ear, found);
        shared.work.notify_all();
    }
}

fn recognise(shared: &Shared) {
    while let Some(Job { track, mut voice, batch, partials }) = shared.wait(&shared.work, Queues::next_job) {
        let began = batch.iter().find_map(|w| if let super::Work::Began { at } = w { Some(*at) } else { None });
        let from = voice.began().or(began).unwrap_or(0);
        let work = AssertUnwindSafe(|| voice.work(batch, partials, &mut |event| (shared.sink)(event)));
        // A broken invariant in an engine ends this stretch of this track, never the meeting.
        let done = catch_unwind(work).unwrap_or_else(|_| {
            let tell = AssertUnwindSafe(|| voice.fail(from, "panic".into(), &mut |event| (shared.sink)(event)));
            let _ = catch_unwind(tell);
            Done { failures: 1, ..Done::default() }
        });
        shared.lock().worked(&track, voice, done);
        shared.work.notify_one();
    }
}
