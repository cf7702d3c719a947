//! Writes one Opus track as pages of about a second.

use std::io;

use super::super::file::Append;
use super::super::opus;
use super::super::track::TrackStart;
use super::PRE_SKIP;
use super::page::{self, BEGIN, END, MAX_LACING};

/// Samples after which a page is written: one second.
const PAGE_SAMPLES: u64 = 48_000;
/// Bytes after which a page is written.
const PAGE_BYTES: usize = 48_000;

/// One Ogg Opus stream being written. After an error it stands where its last whole page ended: what came after is
/// filled with silence when writing works again.
pub(in crate::record) struct OggWriter<F> {
    file: F,
    serial: u32,
    number: u32,
    /// Samples in whole pages.
    written: u64,
    /// Samples in whole pages and in the page being filled.
    end: u64,
    packets: Vec<Vec<u8>>,
    lacing: usize,
    bytes: usize,
    last_toc: Option<u8>,
}

impl<F: Append> OggWriter<F> {
    /// Writes the two header pages. `channels` is 1 or 2, as the first packet has them.
    pub(in crate::record) fn begin(mut file: F, start: &TrackStart, channels: u8) -> io::Result<Self> {
        let serial = serial(start.track.as_str());
        let mut headers = page::build(BEGIN, 0, serial, 0, &[head(channels)]);
        headers.extend(page::build(0, 0, serial, 1, &[tags(start)]));
        file.append(&headers)?;
        Ok(Self {
            file,
            serial,
            number: 2,
            written: 0,
            end: 0,
            packets: Vec::new(),
            lacing: 0,
            bytes: 0,
            last_toc: None,
        })
    }

    /// Samples the file and the page being filled hold.
    #[cfg(test)]
    pub(in crate::record) fn end(&self) -> u64 {
        self.end
    }

    /// Adds a packet of `samples` samples at `position`; what is missing before it becomes silence.
    pub(in crate::record) fn add(&mut self, position: u64, packet: &[u8], samples: u32) -> io::Result<()> {
        self.fill(position)?;
        self.push(packet.to_vec(), samples)?;
        self.last_toc = packet.first().copied();
        Ok(())
    }

    /// Makes the track reach `position` with silence.
    pub(in crate::record) fn fill(&mut self, position: u64) -> io::Result<()> {
        for (packet, samples) in opus::silence(position.saturating_sub(self.end), self.last_toc) {
            self.push(packet, samples)?;
        }
        Ok(())
    }

    /// Writes the last page and passes the file on to the disk.
    pub(in crate::record) fn finish(mut self) -> io::Result<()> {
        self.write_page(END)?;
        self.file.sync()
    }

    fn push(&mut self, packet: Vec<u8>, samples: u32) -> io::Result<()> {
        let lacing = page::lacing(packet.len());
        if self.lacing + lacing > MAX_LACING || self.bytes + packet.len() > PAGE_BYTES {
            self.write_page(0)?;
        }
        self.lacing += lacing;
        self.bytes += packet.len();
        self.end += u64::from(samples);
        self.packets.push(packet);
        if self.end - self.written >= PAGE_SAMPLES {
            self.write_page(0)?;
        }
        Ok(())
    }

    fn write_page(&mut self, flags: u8) -> io::Result<()> {
        if self.packets.is_empty() && flags == 0 {
            return Ok(());
        }
        let page = page::build(flags, self.end, self.serial, self.number, &self.packets);
        self.packets.clear();
        self.lacing = 0;
        self.bytes = 0;
        match self.file.append(&page) {
            Ok(()) => {
                self.number += 1;
                self.written = self.end;
                Ok(())
            }
            Err(error) => {
                self.end = self.written;
                Err(error)
            }
        }
    }
}

/// The identification header (RFC 7845, section 5.1).
fn head(channels: u8) -> Vec<u8> {
    let mut head = b"OpusHead\x01".to_vec();
    head.push(channels);
    head.extend_from_slice(&(PRE_SKIP as u16).to_le_bytes());
    head.extend_from_slice(&48_000_u32.to_le_bytes());
    head.extend_from_slice(&[0, 0, 0]);
    head
}

/// The comment header (RFC 7845, section 5.2).
fn tags(start: &TrackStart) -> Vec<u8> {
    let comments = [
        format!("MEETING={}", start.meeting),
        format!("TRACK={}", start.track),
        format!("PARTICIPANT={}", start.participant),
        format!("STARTED_AT={}", start.started_at_ms),
    ];
    let mut tags = b"OpusTags".to_vec();
    let text = |tags: &mut Vec<u8>, text: &str| {
        tags.extend_from_slice(&(text.len() as u32).to_le_bytes());
        tags.extend_from_slice(text.as_bytes());
    };
    text(&mut tags, "giaoban");
    tags.extend_from_slice(&(comments.len() as u32).to_le_bytes());
    for comment in &comments {
        text(&mut tags, comment);
    }
    tags
}

/// A number for the stream; files hold one stream each, so it need not be unique.
fn serial(track: &str) -> u32 {
    track.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
