//! One microphone track: to its file first, then to whoever listens.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use giaoban_models::sound::{SoundContent, SoundFrame, TRACK_RATE};

use super::file::TrackFile;
use super::ogg::OggWriter;
use super::opus;
use super::reorder::Ordered;
use super::timeline::Timeline;
use super::track::TrackStart;

/// How long nothing must come before silence is written, so that jitter is not taken for it.
const IDLE: Duration = Duration::from_millis(500);

/// A microphone track being written.
pub(super) struct SoundTrack {
    line: Timeline,
    writer: Option<OggWriter<TrackFile>>,
    channels: u8,
}

impl SoundTrack {
    pub(super) fn new() -> Self {
        Self { line: Timeline::new(TRACK_RATE), writer: None, channels: 1 }
    }

    /// Writes a packet, then hears it: silence before it where something is missing. The error is that of the file;
    /// who listens hears everything all the same.
    pub(super) fn push(
        &mut self,
        ordered: &Ordered,
        path: &Path,
        start: &TrackStart,
        hear: &dyn Fn(SoundFrame),
    ) -> io::Result<()> {
        let packet = &ordered.packet;
        let Some(samples) = opus::samples(&packet.payload) else { return Ok(()) };
        let at = self.line.place(packet.timestamp, packet.arrived);
        let before = self.line.end();
        self.line.advance(at + u64::from(samples));
        self.channels = if packet.payload[0] & 4 == 0 { 1 } else { 2 };
        let kept = self.writer(path, start).and_then(|writer| writer.add(at, &packet.payload, samples));
        if at > before {
            hear(gap(start, before, at));
        }
        hear(SoundFrame {
            track: start.track.clone(),
            at_sample: at,
            content: SoundContent::Opus(packet.payload.to_vec()),
        });
        kept
    }

    /// Fills with silence while nothing comes, so that the end of speech is heard and the file keeps up with time.
    pub(super) fn tick(
        &mut self,
        now: Instant,
        path: &Path,
        start: &TrackStart,
        hear: &dyn Fn(SoundFrame),
    ) -> io::Result<()> {
        let Some(until) = now.checked_sub(IDLE) else { return Ok(()) };
        let before = self.line.end();
        let steps = self.line.wall(until).saturating_sub(before) / opus::FRAME_20_MS;
        if before == 0 || steps == 0 {
            return Ok(());
        }
        let end = before + steps * opus::FRAME_20_MS;
        self.line.advance(end);
        let kept = self.writer(path, start).and_then(|writer| writer.fill(end));
        hear(gap(start, before, end));
        kept
    }

    /// Ends the file; says how many milliseconds the track has.
    pub(super) fn finish(self) -> (io::Result<()>, u64) {
        let duration = self.line.end() * 1000 / u64::from(TRACK_RATE);
        (self.writer.map_or(Ok(()), OggWriter::finish), duration)
    }

    /// The file, made when the first packet is there (its channels stand in the head).
    fn writer(&mut self, path: &Path, start: &TrackStart) -> io::Result<&mut OggWriter<TrackFile>> {
        match &mut self.writer {
            Some(writer) => Ok(writer),
            none => {
                // A file whose head could not be written is of no use; it would stand in the way of the next try.
                let file = TrackFile::create(path)?;
                let writer = OggWriter::begin(file, start, self.channels).inspect_err(|_| {
                    let _ = std::fs::remove_file(path);
                })?;
                Ok(none.insert(writer))
            }
        }
    }
}

fn gap(start: &TrackStart, from: u64, to: u64) -> SoundFrame {
    SoundFrame { track: start.track.clone(), at_sample: from, content: SoundContent::Gap(to - from) }
}
