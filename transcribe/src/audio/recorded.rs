//! A recorded track read back as the frames it was recorded from.
//!
//! The recorder writes Ogg Opus (RFC 7845), a packet for each packet of the track; a packet of frames without data stands
//! for sound that never arrived. Positions count from the first packet.

use std::{fs::File, io::BufReader, path::Path};

use giaoban_models::{
    id::TrackId,
    sound::{SoundContent, SoundFrame, TRACK_RATE},
};

use super::{AudioError, ogg::Packets};

/// What a packet without a readable length stands for: 20 ms.
const PACKET: usize = TRACK_RATE as usize / 50;

/// The frames of a recorded track, in order.
pub struct RecordedTrack {
    packets: Packets<BufReader<File>>,
    track: TrackId,
    position: u64,
    from: u64,
}

impl RecordedTrack {
    /// Opens the recording of a track; frames that end before `from_ms` are passed over.
    pub fn open(path: &Path, track: TrackId, from_ms: u64) -> Result<Self, AudioError> {
        let io = |source| AudioError::Io { path: path.into(), source };
        let mut packets = Packets::new(BufReader::new(File::open(path).map_err(io)?));
        let head = packets.next().transpose().map_err(io)?;
        if !head.is_some_and(|packet| packet.bytes.starts_with(b"OpusHead")) {
            return Err(AudioError::Unsupported { reason: "not Ogg Opus".into() });
        }
        // OpusTags; absent only when the recorder stopped at once.
        packets.next().transpose().map_err(io)?;
        let from = from_ms.saturating_mul(u64::from(TRACK_RATE) / 1000);
        Ok(Self { packets, track, position: 0, from })
    }

    /// End of what was read so far, in samples of the track.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Whether the recording ended in a cut page, as it does after a power failure.
    #[must_use]
    pub fn torn(&self) -> bool {
        self.packets.torn()
    }
}

impl Iterator for RecordedTrack {
    type Item = SoundFrame;

    fn next(&mut self) -> Option<SoundFrame> {
        loop {
            // A read error is the end as a torn page is: what came before stays usable.
            let packet = self.packets.next()?.ok()?.bytes;
            let length = opus::packet::get_nb_samples(&packet, TRACK_RATE).unwrap_or(PACKET);
            let at_sample = self.position;
            self.position += length as u64;
            if self.position <= self.from {
                continue;
            }
            let content = if is_empty(&packet) { SoundContent::Gap(length as u64) } else { SoundContent::Opus(packet) };
            return Some(SoundFrame { track: self.track.clone(), at_sample, content });
        }
    }
}

/// Whether all frames of a packet have size 0: only the first byte (one or two frames), or with the count of frames and
/// nothing else (RFC 6716, sections 3.2.1 and 3.2.5).
fn is_empty(packet: &[u8]) -> bool {
    match packet {
        [toc] => toc & 3 < 2,
        [toc, count] => toc & 3 == 3 && count & 0xc0 == 0,
        _ => false,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::audio::{ogg, opus::tests::packets};
    use std::io::Write;

    /// A recording as the recorder writes it: `None` is a missing 20 ms.
    pub(crate) fn recording(packets: &[Option<Vec<u8>>]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&ogg::tests::page(0, 0, &[b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"])).unwrap();
        file.write_all(&ogg::tests::page(1, 0, &[b"OpusTags\0\0\0\0\0\0\0\0"])).unwrap();
        for (i, group) in packets.chunks(50).enumerate() {
            // Configuration 31: 20 ms of full-band CELT, mono, one frame.
            let missing = vec![31 << 3];
            let bodies: Vec<&[u8]> = group.iter().map(|p| p.as_ref().unwrap_or(&missing).as_slice()).collect();
            let granule = (i * 50 + group.len()) as u64 * 960;
            file.write_all(&ogg::tests::page(i as u32 + 2, granule, &bodies)).unwrap();
        }
        file
    }

    #[test]
    fn frames_come_back_with_their_positions_and_gaps() {
        let sound: Vec<f32> = (0..3_200).map(|i| (i as f32 * 0.3).sin() * 0.3).collect();
        let mut recorded: Vec<_> = packets(&sound).into_iter().map(Some).collect();
        recorded[4] = None;
        let file = recording(&recorded);
        let frames: Vec<_> = RecordedTrack::open(file.path(), TrackId::from("t"), 0).unwrap().collect();
        assert_eq!(frames.len(), 10);
        assert_eq!(frames[4].content, SoundContent::Gap(960));
        assert_eq!(frames[9].at_sample, 9 * 960);
        assert_eq!(frames[9].content, SoundContent::Opus(recorded[9].clone().unwrap()));
    }

    #[test]
    fn a_long_pause_in_packets_of_many_empty_frames_is_a_gap_of_its_whole_length() {
        let file = recording(&[Some(vec![31 << 3 | 3, 6]), None]);
        let frames: Vec<_> = RecordedTrack::open(file.path(), TrackId::from("t"), 0).unwrap().collect();
        assert_eq!(
            frames.iter().map(|f| f.content.clone()).collect::<Vec<_>>(),
            [SoundContent::Gap(5_760), SoundContent::Gap(960)]
        );
        assert_eq!(frames[1].at_sample, 5_760);
    }

    #[test]
    fn reading_begins_at_the_given_position() {
        let file = recording(&vec![None; 500]);
        let frames: Vec<_> = RecordedTrack::open(file.path(), TrackId::from("t"), 8_010).unwrap().collect();
        assert_eq!((frames.len(), frames[0].at_sample), (100, 400 * 960), "the frame that holds 8.010 s is kept");
    }

    #[test]
    fn a_recording_cut_in_mid_page_ends_at_the_last_whole_page() {
        let file = recording(&vec![None; 100]);
        let length = file.as_file().metadata().unwrap().len();
        file.as_file().set_len(length - 3).unwrap();
        let mut track = RecordedTrack::open(file.path(), TrackId::from("t"), 0).unwrap();
        assert_eq!(track.by_ref().count(), 50);
        assert!(track.torn());
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"RIFF....WAVE").unwrap();
        let refused = RecordedTrack::open(file.path(), TrackId::from("t"), 0).err().unwrap();
        assert_eq!(refused.code(), "unsupported_audio");
    }
}
