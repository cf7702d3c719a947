//! Synthesised speech through the recorder of live meetings, so that its files have the very same form.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use giaoban_conference::record::{
    self, FailureReason, IngestPacket, MediaKind, RecordEvent, RecorderConfig, TrackStart,
};
use giaoban_models::store::TrackRow;

/// RTP ticks (RFC 7587) and milliseconds of one packet.
const TICKS: u32 = 960;
const MS: i64 = 20;

/// Something said at a place of a track.
pub(super) struct Stretch {
    /// Milliseconds from the start of the track.
    pub(super) at_ms: i64,
    /// Opus packets of 20 ms.
    pub(super) packets: Vec<Vec<u8>>,
}

/// Records the stretches into `folder`, in order and with silence between, as if they had been sent at their times; the
/// track begins and ends with `silence`. Answers where the file lies.
pub(super) fn record(row: &TrackRow, said: &[Stretch], silence: &[Vec<u8>], folder: &Path) -> io::Result<PathBuf> {
    let begin = Stretch { at_ms: 0, packets: silence.to_vec() };
    let end = Stretch { at_ms: row.length_ms - silence.len() as i64 * MS, packets: silence.to_vec() };
    let packets = said.iter().chain([&begin, &end]).map(|stretch| stretch.packets.len()).sum::<usize>();
    // Nothing is dropped: the queue holds the whole track.
    let config = RecorderConfig { folder: folder.to_path_buf(), queue: packets + 1 };
    let (tell, told) = mpsc::channel();
    let recorder = record::start(config, |_| {}, move |event| drop(tell.send(event)))?;
    let inlet = recorder.open(TrackStart {
        meeting: row.meeting.clone(),
        participant: row.participant.clone(),
        track: row.id.clone(),
        kind: MediaKind::Audio,
        started_at_ms: row.started_at.and_then(|at| u64::try_from(at.0).ok()).unwrap_or(0),
    });
    let began = Instant::now();
    let mut sequence = 0_u16;
    for stretch in [&begin].into_iter().chain(said).chain([&end]) {
        for (packet, at_ms) in stretch.packets.iter().zip((stretch.at_ms..).step_by(MS as usize)) {
            let passed = u64::try_from(at_ms).unwrap_or(0);
            inlet.push(IngestPacket {
                sequence,
                timestamp: u32::try_from(passed * u64::from(TICKS) / MS as u64).unwrap_or(u32::MAX),
                marker: false,
                payload: Bytes::copy_from_slice(packet),
                arrived: began + Duration::from_millis(passed),
            });
            sequence = sequence.wrapping_add(1);
        }
    }
    drop(inlet);
    recorder.finish();
    for event in told.try_iter() {
        match event {
            RecordEvent::TrackFinished { file: Some(file), lost: 0, .. } => return Ok(file),
            RecordEvent::RecordingFailed { reason: FailureReason::DiskFull, .. } => {
                return Err(io::ErrorKind::StorageFull.into());
            }
            _ => {}
        }
    }
    Err(io::Error::other("the track could not be written"))
}
