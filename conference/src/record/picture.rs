//! One camera track.

use std::io;
use std::path::Path;
use std::time::Instant;

use super::MediaKind;
use super::file::TrackFile;
use super::frame::{Assembled, Assembler, Frame};
use super::matroska::{Picture, WebmWriter};
use super::reorder::Ordered;
use super::timeline::Timeline;
use super::track::TrackStart;
use super::vp8;

/// A camera track being written.
pub(super) struct PictureTrack {
    line: Timeline,
    assembler: Assembler,
    writer: Option<WebmWriter<TrackFile>>,
}

/// What became of a packet.
pub(super) struct Pushed {
    pub(super) kept: io::Result<()>,
    /// Nothing can be shown until a key frame comes.
    pub(super) wants_key_frame: bool,
}

impl PictureTrack {
    pub(super) fn new() -> Self {
        Self { line: Timeline::new(MediaKind::Video.clock_rate()), assembler: Assembler::default(), writer: None }
    }

    pub(super) fn push(&mut self, ordered: &Ordered, path: &Path, start: &TrackStart) -> Pushed {
        match self.assembler.push(ordered) {
            Assembled::Pending => Pushed { kept: Ok(()), wants_key_frame: false },
            Assembled::Broken => Pushed { kept: Ok(()), wants_key_frame: true },
            Assembled::Whole(frame) => {
                let kept = self.write(&frame, ordered.packet.arrived, path, start);
                if kept.is_err() {
                    self.assembler.lose();
                }
                Pushed { wants_key_frame: kept.is_err(), kept }
            }
        }
    }

    /// Writes what a camera that stopped has left.
    pub(super) fn tick(&mut self, now: Instant) -> io::Result<()> {
        let now_ms = self.line.wall(now) / 90;
        self.writer.as_mut().map_or(Ok(()), |writer| writer.tick(now_ms))
    }

    /// Ends the file; says how many milliseconds the track has.
    pub(super) fn finish(self) -> (io::Result<()>, u64) {
        (self.writer.map_or(Ok(()), WebmWriter::finish), self.line.end() / 90)
    }

    fn write(&mut self, frame: &Frame, arrived: Instant, path: &Path, start: &TrackStart) -> io::Result<()> {
        let at = self.line.place(frame.timestamp, arrived);
        self.line.advance(at + 1);
        if self.writer.is_none() {
            // Only a key frame begins a file, so its size is known here.
            let size = vp8::dimensions(&frame.data).unwrap_or((640, 480));
            let file = TrackFile::create(path)?;
            self.writer = Some(WebmWriter::begin(file, start, size).inspect_err(|_| {
                let _ = std::fs::remove_file(path);
            })?);
        }
        let picture = Picture { at_ms: at / 90, key: frame.key, data: &frame.data };
        self.writer.as_mut().map_or(Ok(()), |writer| writer.add(&picture))
    }
}
