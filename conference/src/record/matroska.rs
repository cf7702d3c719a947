//! WebM (a Matroska profile, RFC 9559) with one VP8 track, written so that a torn tail costs one cluster.

use std::io;

use super::file::Append;
use super::track::TrackStart;

/// A cluster is written when it spans this many milliseconds.
const CLUSTER_MS: u64 = 2_000;
/// Or holds this many bytes.
const CLUSTER_BYTES: usize = 4 << 20;

const EBML: &[u8] = &[0x1A, 0x45, 0xDF, 0xA3];
const SEGMENT: &[u8] = &[0x18, 0x53, 0x80, 0x67];
const INFO: &[u8] = &[0x15, 0x49, 0xA9, 0x66];
const TRACKS: &[u8] = &[0x16, 0x54, 0xAE, 0x6B];
const TAGS: &[u8] = &[0x12, 0x54, 0xC3, 0x67];
const CLUSTER: &[u8] = &[0x1F, 0x43, 0xB6, 0x75];
const CRC_32: &[u8] = &[0xBF];
/// "Unknown", in eight bytes: the segment lasts as long as the file.
const UNKNOWN_SIZE: &[u8] = &[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

/// A recorded picture.
pub(super) struct Picture<'a> {
    pub(super) at_ms: u64,
    pub(super) key: bool,
    pub(super) data: &'a [u8],
}

/// One WebM file being written.
pub(super) struct WebmWriter<F> {
    file: F,
    cluster: Vec<u8>,
    cluster_at: u64,
    end: u64,
}

impl<F: Append> WebmWriter<F> {
    /// Writes everything before the first cluster. `size` is that of the first key frame, in pixels.
    pub(super) fn begin(mut file: F, start: &TrackStart, size: (u16, u16)) -> io::Result<Self> {
        let mut head = element(
            EBML,
            &[
                element(&[0x42, 0x86], &[1]),
                element(&[0x42, 0xF7], &[1]),
                element(&[0x42, 0xF2], &[4]),
                element(&[0x42, 0xF3], &[8]),
                element(&[0x42, 0x82], b"webm"),
                element(&[0x42, 0x87], &[4]),
                element(&[0x42, 0x85], &[2]),
            ]
            .concat(),
        );
        head.extend_from_slice(SEGMENT);
        head.extend_from_slice(UNKNOWN_SIZE);
        head.extend(checked(INFO, &info(start)));
        head.extend(checked(TRACKS, &track_entry(size)));
        head.extend(checked(TAGS, &tags(start)));
        file.append(&head)?;
        Ok(Self { file, cluster: Vec::new(), cluster_at: 0, end: 0 })
    }

    /// Adds a picture. A cluster begins with a key frame or after two seconds. After an error the pictures of the
    /// cluster are gone and the file is whole; the next picture should be a key frame.
    pub(super) fn add(&mut self, picture: &Picture<'_>) -> io::Result<()> {
        let due = picture.at_ms.saturating_sub(self.cluster_at) >= CLUSTER_MS
            || picture.key
            || self.cluster.len() + picture.data.len() > CLUSTER_BYTES;
        if due {
            self.write_cluster()?;
        }
        if self.cluster.is_empty() {
            self.cluster_at = picture.at_ms;
        }
        let mut block = vec![0x81];
        block.extend_from_slice(&((picture.at_ms - self.cluster_at) as u16).to_be_bytes());
        block.push(if picture.key { 0x80 } else { 0 });
        block.extend_from_slice(picture.data);
        self.cluster.extend(element(&[0xA3], &block));
        self.end = picture.at_ms;
        Ok(())
    }

    /// Writes the cluster being filled if it is two seconds old, so that a camera that stops is kept.
    pub(super) fn tick(&mut self, now_ms: u64) -> io::Result<()> {
        if !self.cluster.is_empty() && now_ms.saturating_sub(self.cluster_at) >= CLUSTER_MS {
            self.write_cluster()?;
        }
        Ok(())
    }

    /// Writes the last cluster and passes the file on to the disk.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.write_cluster()?;
        self.file.sync()
    }

    fn write_cluster(&mut self) -> io::Result<()> {
        if self.cluster.is_empty() {
            return Ok(());
        }
        let mut body = element(&[0xE7], &number(self.cluster_at));
        body.append(&mut self.cluster);
        self.file.append(&checked(CLUSTER, &body))
    }
}

fn info(start: &TrackStart) -> Vec<u8> {
    // DateUTC counts nanoseconds from 2001-01-01.
    let date = (i128::from(start.started_at_ms) - 978_307_200_000) * 1_000_000;
    [
        element(&[0x2A, 0xD7, 0xB1], &number(1_000_000)),
        element(&[0x44, 0x61], &(date as i64).to_be_bytes()),
        element(&[0x4D, 0x80], b"giaoban"),
        element(&[0x57, 0x41], b"giaoban"),
    ]
    .concat()
}

fn track_entry((width, height): (u16, u16)) -> Vec<u8> {
    let video = [element(&[0xB0], &number(u64::from(width))), element(&[0xBA], &number(u64::from(height)))].concat();
    element(
        &[0xAE],
        &[
            element(&[0xD7], &[1]),
            element(&[0x73, 0xC5], &[1]),
            element(&[0x83], &[1]),
            element(&[0x9C], &[0]),
            element(&[0x86], b"V_VP8"),
            element(&[0xE0], &video),
        ]
        .concat(),
    )
}

fn tags(start: &TrackStart) -> Vec<u8> {
    let simple = |name: &str, value: &str| {
        element(
            &[0x67, 0xC8],
            &[element(&[0x45, 0xA3], name.as_bytes()), element(&[0x44, 0x87], value.as_bytes())].concat(),
        )
    };
    element(
        &[0x73, 0x73],
        &[
            element(&[0x63, 0xC0], &[]),
            simple("MEETING", start.meeting.as_str()),
            simple("TRACK", start.track.as_str()),
            simple("PARTICIPANT", start.participant.as_str()),
            simple("STARTED_AT", &start.started_at_ms.to_string()),
        ]
        .concat(),
    )
}

/// An element with its size in as few bytes as needed.
fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = id.to_vec();
    let size = body.len() as u64;
    // All ones in any width means "unknown", so one less fits.
    let width = (1..=8).find(|width| size < (1_u64 << (7 * width)) - 1).unwrap_or(8);
    bytes.extend_from_slice(&(size | 1 << (7 * width)).to_be_bytes()[8 - width..]);
    bytes.extend_from_slice(body);
    bytes
}

/// A master element whose first child is the CRC-32 of the others.
fn checked(id: &[u8], body: &[u8]) -> Vec<u8> {
    let mut all = element(CRC_32, &crc32(body).to_le_bytes());
    all.extend_from_slice(body);
    element(id, &all)
}

fn number(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(7);
    bytes[first..].to_vec()
}

/// CRC-32 of IEEE 802.3, as EBML has it (RFC 8794, section 11.3.1).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests;
