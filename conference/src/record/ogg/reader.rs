//! Reads a recording back, also one whose writer was ended in mid-page.

use std::path::Path;

use super::super::opus;
use super::page::{self, END};

/// Why bytes are not one of our recordings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OggError {
    /// The file cannot be read.
    #[error("the recording cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The head of the file is torn or of something else.
    #[error("this is not an Ogg Opus recording")]
    NotOggOpus,
}

/// An Opus packet of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedSound {
    /// Its first sample, counted from the start of the track, at 48,000 a second.
    pub at_sample: u64,
    /// Samples it stands for.
    pub samples: u32,
    /// The packet (RFC 6716); without frame data where nothing was heard.
    pub packet: Vec<u8>,
}

/// A recording as far as it is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OggRecording {
    /// Channels of its first packet, 1 or 2.
    pub channels: u8,
    /// Meeting, track, participant and start as the file tells them, in its order: `("MEETING", ...)`.
    pub comments: Vec<(String, String)>,
    /// The sound, in order and without holes.
    pub sound: Vec<RecordedSound>,
    /// Whether the writer ended the file itself.
    pub finished: bool,
}

impl OggRecording {
    /// Reads a file up to its last whole page.
    ///
    /// # Errors
    /// When the file cannot be read, or even its head is not whole.
    pub fn open(path: &Path) -> Result<Self, OggError> {
        Self::read(&std::fs::read(path)?)
    }

    /// Reads bytes up to the last whole page.
    ///
    /// # Errors
    /// When not even the head is whole.
    pub fn read(mut bytes: &[u8]) -> Result<Self, OggError> {
        let mut next = || {
            let page = page::read(bytes)?;
            bytes = &bytes[page.length..];
            Some(page)
        };
        let head = next().ok_or(OggError::NotOggOpus)?;
        let channels = match head.packets.first() {
            Some(packet) if packet.starts_with(b"OpusHead") && packet.len() >= 19 => packet[9],
            _ => return Err(OggError::NotOggOpus),
        };
        let tags = next().ok_or(OggError::NotOggOpus)?;
        let comments = tags.packets.first().and_then(|packet| comments(packet)).ok_or(OggError::NotOggOpus)?;
        let mut recording = Self { channels, comments, sound: Vec::new(), finished: false };
        let mut at_sample = 0;
        while let Some(page) = next() {
            for packet in page.packets {
                let Some(samples) = opus::samples(packet) else { continue };
                recording.sound.push(RecordedSound { at_sample, samples, packet: packet.to_vec() });
                at_sample += u64::from(samples);
            }
            recording.finished |= page.flags & END != 0;
        }
        Ok(recording)
    }

    /// Samples of the track that are whole, at 48,000 a second.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.sound.last().map_or(0, |last| last.at_sample + u64::from(last.samples))
    }

    /// The value of a comment such as `STARTED_AT` (milliseconds since 1970-01-01 UTC).
    #[must_use]
    pub fn comment(&self, name: &str) -> Option<&str> {
        self.comments.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn comments(packet: &[u8]) -> Option<Vec<(String, String)>> {
    let mut rest = packet.strip_prefix(b"OpusTags".as_slice())?;
    text(&mut rest)?;
    let count = number(&mut rest)?;
    (0..count.min(64))
        .map(|_| text(&mut rest)?.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())))
        .collect()
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let length = number(rest)? as usize;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    String::from_utf8(text.to_vec()).ok()
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_at_checked(4)?;
    *rest = after;
    Some(u32::from_le_bytes(number.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::cell::RefCell;
    use std::io;
    use std::rc::Rc;

    use giaoban_models::id::{MeetingId, ParticipantId, TrackId};

    use super::*;
    use crate::record::file::Append;
    use crate::record::ogg::OggWriter;
    use crate::record::{MediaKind, TrackStart};

    #[derive(Clone, Default)]
    struct Memory {
        bytes: Rc<RefCell<Vec<u8>>>,
        full: Rc<RefCell<bool>>,
    }

    impl Append for Memory {
        fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
            if *self.full.borrow() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.bytes.borrow_mut().extend_from_slice(bytes);
            Ok(())
        }

        fn sync(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn start() -> TrackStart {
        TrackStart {
            meeting: MeetingId::from("họp-1"),
            participant: ParticipantId::from("p"),
            track: TrackId::from("t"),
            kind: MediaKind::Audio,
            started_at_ms: 1_700_000_000_123,
        }
    }

    fn speech(seed: usize) -> Vec<u8> {
        let mut packet = vec![0x78];
        packet.extend((0..80 + seed % 40).map(|n| (n * seed) as u8));
        packet
    }

    fn written(packets: u64) -> Vec<u8> {
        let memory = Memory::default();
        let mut writer = OggWriter::begin(memory.clone(), &start(), 1).unwrap();
        for n in 0..packets {
            writer.add(n * 960, &speech(n as usize), 960).unwrap();
        }
        writer.finish().unwrap();
        memory.bytes.take()
    }

    #[test]
    fn a_recording_comes_back_as_it_was_written() {
        let recording = OggRecording::read(&written(130)).unwrap();
        assert!(recording.finished);
        assert_eq!(recording.samples(), 130 * 960);
        assert_eq!(recording.comment("MEETING"), Some("họp-1"));
        assert_eq!(recording.comment("STARTED_AT"), Some("1700000000123"));
        for (n, sound) in recording.sound.iter().enumerate() {
            assert_eq!((sound.at_sample, &sound.packet), (n as u64 * 960, &speech(n)));
        }
    }

    #[test]
    fn a_file_cut_at_any_byte_is_readable_up_to_its_last_whole_page() {
        let whole = written(130);
        let recording = OggRecording::read(&whole).unwrap();
        let mut seen = 0;
        for length in 0..=whole.len() {
            match OggRecording::read(&whole[..length]) {
                Ok(cut) => {
                    assert_eq!(cut.sound[..], recording.sound[..cut.sound.len()]);
                    assert!(cut.samples() >= seen, "a longer file holds no less");
                    seen = cut.samples();
                }
                Err(OggError::NotOggOpus) => assert_eq!(seen, 0),
                Err(OggError::Io(_)) => unreachable!(),
            }
        }
        assert_eq!(seen, recording.samples());
    }

    #[test]
    fn at_most_a_second_is_in_memory_only() {
        let memory = Memory::default();
        let mut writer = OggWriter::begin(memory.clone(), &start(), 1).unwrap();
        for n in 0..499 {
            writer.add(n * 960, &speech(n as usize), 960).unwrap();
            let kept = OggRecording::read(&memory.bytes.borrow()).unwrap().samples();
            assert!(writer.end() - kept <= 48_000);
        }
    }

    #[test]
    fn what_was_lost_or_muted_is_silence_of_the_same_length() {
        let memory = Memory::default();
        let mut writer = OggWriter::begin(memory.clone(), &start(), 1).unwrap();
        writer.add(0, &speech(1), 960).unwrap();
        writer.add(2 * 960, &speech(2), 960).unwrap();
        writer.add(48_000 * 3_600, &speech(3), 960).unwrap();
        writer.finish().unwrap();
        let bytes = memory.bytes.take();
        assert!(bytes.len() < 200_000, "an hour of silence takes {} bytes", bytes.len());
        let recording = OggRecording::read(&bytes).unwrap();
        assert_eq!(recording.sound[1].packet, [0x78]);
        let last = recording.sound.last().unwrap();
        assert_eq!((last.at_sample, &last.packet), (48_000 * 3_600, &speech(3)));
    }

    #[test]
    fn a_full_disk_leaves_whole_pages_and_silence_until_it_has_space_again() {
        let memory = Memory::default();
        let mut writer = OggWriter::begin(memory.clone(), &start(), 1).unwrap();
        let mut failures = 0;
        for n in 0..500 {
            *memory.full.borrow_mut() = (120..260).contains(&n);
            failures += u64::from(writer.add(n * 960, &speech(n as usize), 960).is_err());
        }
        assert!(failures > 0);
        writer.finish().unwrap();
        let recording = OggRecording::read(&memory.bytes.borrow()).unwrap();
        assert_eq!(recording.samples(), 500 * 960);
        let last = recording.sound.last().unwrap();
        assert_eq!((last.at_sample, &last.packet), (499 * 960, &speech(499)));
    }
}
