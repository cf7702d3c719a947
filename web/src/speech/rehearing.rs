//! A second hearing of a meeting (nghe lại bằng máy): each stretch that was written down is heard again by a named engine,
//! which listens for the meeting's words. It goes on where it stopped, and leaves alone what a person corrected.

use std::path::Path;
use std::sync::Arc;

use giaoban_minutes::scribe::Scribe;
use giaoban_models::clock::Moment;
use giaoban_models::id::{AccountId, MeetingId};
use giaoban_models::meeting::MeetingState;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{Reheard, Rehearing, Store, StoreError, Stretch};
use giaoban_models::utterance::Word;
use giaoban_transcribe::engine::{Engine, Hints, Hypothesis};
use giaoban_transcribe::file::FileError;
use giaoban_transcribe::invented::judge;
use giaoban_transcribe::recording;
use serde::Serialize;
use tokio::sync::mpsc;

use super::expected::words_of;

/// Heard stretches waiting to be kept; the engine waits when there are more.
const WAITING: usize = 8;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Stretches there are to hear.
    pub whole: usize,
    /// Heard.
    pub heard: usize,
    /// Of them with other words now.
    pub changed: usize,
    /// Left alone because a person corrected them.
    pub corrected: usize,
    /// Left out because their recording is gone or broken.
    pub unreadable: usize,
}

/// Why a meeting was not heard again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RehearingError {
    /// The store refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The meeting goes on.
    #[error("cuộc họp chưa kết thúc; hãy nghe lại sau khi bế mạc (the meeting has not ended)")]
    NotEnded,
    /// Revisions need an author.
    #[error(
        "thư ký cuộc họp chưa có tài khoản, nên không có ai chịu trách nhiệm bản sửa; hãy tạo tài khoản cho thư ký (the secretary has no account)"
    )]
    NobodyResponsible,
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] FileError),
}

/// Hears a meeting again. `tell` is told each step and answers whether to go on; stopping loses nothing.
///
/// # Errors
/// When there is no such meeting, it has not ended, or the store or the engine fails; what was heard until then is kept.
pub async fn hear_again(
    store: &Store,
    data: &Path,
    engine: &Arc<dyn Engine>,
    meeting: &MeetingId,
    clock: fn() -> Moment,
    tell: &mut (dyn FnMut(Progress) -> bool + Send),
) -> Result<Progress, RehearingError> {
    let called = store.meeting_for_room(meeting).await?.ok_or(StoreError::from(Refusal::NotFound))?;
    if called.state != MeetingState::Ended {
        return Err(RehearingError::NotEnded);
    }
    let author = store.responsible_for_words(meeting).await?.ok_or(RehearingError::NobodyResponsible)?;
    let name = format!("{}/{}", engine.card().engine, engine.card().model);
    let hints = Arc::new(Hints::of(words_of(store, meeting).await?));
    let scribe = Scribe::new(&store.gazetteer(&called.starts_at.day_in_vietnam()).await?);
    let stretches = store.to_hear_again(meeting, &name).await?;
    let corrected = store.rehearing(meeting, &name).await?.corrected;
    let corrected = usize::try_from(corrected).unwrap_or(0);
    let mut progress = Progress { whole: stretches.len(), corrected, ..Progress::default() };
    let pen = Pen { store, scribe: &scribe, author: &author, name: &name, clock };
    for of_track in stretches.chunk_by(|a, b| a.track == b.track) {
        let (send, mut inbox) = mpsc::channel::<(usize, Hypothesis)>(WAITING);
        let listening = listen(data, engine, of_track, &hints, send);
        let before = progress.heard;
        while let Some((n, heard)) = inbox.recv().await {
            let Some(stretch) = of_track.get(n) else { continue };
            match pen.keep(stretch, heard).await? {
                Rehearing::Changed => progress.changed += 1,
                Rehearing::Corrected => progress.corrected += 1,
                Rehearing::Same => {}
            }
            progress.heard += 1;
            if !tell(progress) {
                return Ok(progress);
            }
        }
        match listening.await {
            Ok(Err(FileError::Audio(error))) => {
                tracing::warn!(%error, track = %of_track[0].track, "a recording could not be heard again");
            }
            Ok(result) => result?,
            Err(error) => tracing::error!(%error, "hearing again broke off"),
        }
        progress.unreadable += of_track.len() - (progress.heard - before);
    }
    Ok(progress)
}

/// Hears the stretches of one track on a thread of its own.
fn listen(
    data: &Path,
    engine: &Arc<dyn Engine>,
    stretches: &[Stretch],
    hints: &Arc<Hints>,
    send: mpsc::Sender<(usize, Hypothesis)>,
) -> tokio::task::JoinHandle<Result<(), FileError>> {
    let (path, track) = (data.join(&stretches[0].file), stretches[0].track.clone());
    let (engine, hints) = (engine.clone(), hints.clone());
    let whole = |ms: i64| u64::try_from(ms).unwrap_or(0);
    let times: Vec<(u64, u64)> = stretches.iter().map(|stretch| (whole(stretch.t0), whole(stretch.t1))).collect();
    tokio::task::spawn_blocking(move || {
        // A closed channel says that nobody wants to know any more.
        recording::hear_again(&engine, &path, &track, &times, &hints, &mut |n, heard| {
            send.blocking_send((n, heard)).is_ok()
        })
    })
}

/// What it takes to keep what was heard.
struct Pen<'a> {
    store: &'a Store,
    scribe: &'a Scribe,
    author: &'a AccountId,
    name: &'a str,
    clock: fn() -> Moment,
}

impl Pen<'_> {
    /// Keeps what was heard; what an engine makes up never replaces what was heard before.
    async fn keep(&self, stretch: &Stretch, heard: Hypothesis) -> Result<Rehearing, StoreError> {
        let heard = judge(heard, (stretch.t1 - stretch.t0) as f32 / 1000.0).kept;
        let at = |seconds: f32| stretch.t0 + (seconds * 1000.0) as i64;
        let word = |w: &giaoban_transcribe::engine::Word| Word {
            t0: at(w.start_s),
            t1: at(w.end_s),
            text: w.text.clone(),
            p: w.p,
        };
        let words: Vec<Word> = heard.words.iter().map(word).collect();
        let after = |pair: &[Word]| u32::try_from(pair[1].t0 - pair[0].t1).unwrap_or(0);
        let pauses: Vec<u32> = words.windows(2).map(after).chain(words.last().map(|_| 0)).collect();
        let written = self.scribe.write(&heard.text, &pauses).text;
        let again =
            Reheard { spoken: heard.text, written, words, confidence: heard.confidence, engine: self.name.to_owned() };
        match self.store.add_rehearing(&stretch.id, &again, self.author, (self.clock)()).await {
            // A person was faster by a moment: their words stay.
            Err(StoreError::Refused(Refusal::ChangedMeanwhile)) => Ok(Rehearing::Corrected),
            other => other,
        }
    }
}
