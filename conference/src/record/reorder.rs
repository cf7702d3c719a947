//! Puts packets back into the order they were sent in.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::{IngestPacket, MediaKind};

/// A jump of sequence numbers beyond this is a new start of the sender, not loss.
const RESTART: i64 = 3000;

/// A packet in order, and how many are missing before it.
#[derive(Debug)]
pub(super) struct Ordered {
    pub(super) packet: IngestPacket,
    pub(super) missing: u64,
}

/// Holds early packets until the ones before them come, `patience` passes, or `capacity` packets wait.
pub(super) struct Reorder {
    waiting: BTreeMap<i64, IngestPacket>,
    /// Sequence number due next, counted without wrapping.
    due: Option<i64>,
    highest: i64,
    capacity: usize,
    patience: Duration,
    late: u64,
}

impl Reorder {
    /// Sound waits for 10 packets (200 ms); pictures longer, as lost packets of theirs are sent again on request.
    pub(super) fn new(kind: MediaKind) -> Self {
        let (capacity, patience) = match kind {
            MediaKind::Audio => (10, Duration::from_millis(200)),
            MediaKind::Video => (256, Duration::from_millis(300)),
        };
        Self { waiting: BTreeMap::new(), due: None, highest: 0, capacity, patience, late: 0 }
    }

    /// Takes a packet in. One that is twice here or too late is dropped.
    pub(super) fn push(&mut self, packet: IngestPacket) {
        let number = match self.due {
            None => i64::from(packet.sequence),
            Some(_) => {
                let step = i64::from(packet.sequence.wrapping_sub(self.highest as u16) as i16);
                if step.abs() > RESTART {
                    // Numbering goes on well above everything seen, so that what waits comes out first.
                    let floor = self.highest + 0x1_0000;
                    floor + i64::from(packet.sequence.wrapping_sub(floor as u16))
                } else {
                    self.highest + step
                }
            }
        };
        let due = *self.due.get_or_insert(number);
        if number < due || self.waiting.contains_key(&number) {
            self.late += 1;
            return;
        }
        self.highest = self.highest.max(number);
        self.waiting.insert(number, packet);
    }

    /// The next packet in order, if it is due or waiting longer makes no sense.
    pub(super) fn pop(&mut self, now: Instant) -> Option<Ordered> {
        let (&number, first) = self.waiting.first_key_value()?;
        let due = self.due.unwrap_or(number);
        let ready = number == due
            || self.waiting.len() > self.capacity
            || now.saturating_duration_since(first.arrived) >= self.patience;
        if !ready {
            return None;
        }
        let packet = self.waiting.remove(&number)?;
        self.due = Some(number + 1);
        let missing = u64::try_from(number - due).unwrap_or(0);
        Some(Ordered { packet, missing: if missing > RESTART as u64 { 1 } else { missing } })
    }

    /// Whether packets wait for earlier ones.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Packets that came twice or too late.
    #[cfg(test)]
    pub(super) fn late(&self) -> u64 {
        self.late
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use bytes::Bytes;

    use super::*;

    fn packet(sequence: u16, arrived: Instant) -> IngestPacket {
        IngestPacket { sequence, timestamp: 0, marker: false, payload: Bytes::new(), arrived }
    }

    fn drain(reorder: &mut Reorder, now: Instant) -> Vec<(u16, u64)> {
        std::iter::from_fn(|| reorder.pop(now)).map(|o| (o.packet.sequence, o.missing)).collect()
    }

    #[test]
    fn swapped_packets_come_out_in_order() {
        let now = Instant::now();
        let mut reorder = Reorder::new(MediaKind::Audio);
        for sequence in [65_534, 0, 65_535, 1] {
            reorder.push(packet(sequence, now));
        }
        assert_eq!(drain(&mut reorder, now), [(65_534, 0), (65_535, 0), (0, 0), (1, 0)]);
    }

    #[test]
    fn a_missing_packet_is_waited_for_and_then_counted() {
        let now = Instant::now();
        let mut reorder = Reorder::new(MediaKind::Audio);
        reorder.push(packet(7, now));
        reorder.push(packet(9, now));
        assert_eq!(drain(&mut reorder, now), [(7, 0)]);
        assert!(reorder.is_waiting());
        assert_eq!(drain(&mut reorder, now + Duration::from_millis(200)), [(9, 1)]);
    }

    #[test]
    fn a_packet_that_comes_twice_or_too_late_is_dropped() {
        let now = Instant::now();
        let mut reorder = Reorder::new(MediaKind::Audio);
        reorder.push(packet(7, now));
        drain(&mut reorder, now);
        reorder.push(packet(7, now));
        reorder.push(packet(6, now));
        assert_eq!(drain(&mut reorder, now), []);
        assert_eq!(reorder.late(), 2);
    }

    #[test]
    fn more_waiting_packets_than_fit_end_the_wait() {
        let now = Instant::now();
        let mut reorder = Reorder::new(MediaKind::Audio);
        reorder.push(packet(1, now));
        drain(&mut reorder, now);
        for sequence in 3..=13 {
            reorder.push(packet(sequence, now));
        }
        assert_eq!(drain(&mut reorder, now).first(), Some(&(3, 1)));
    }

    #[test]
    fn a_sender_that_starts_over_is_followed() {
        let now = Instant::now();
        let mut reorder = Reorder::new(MediaKind::Audio);
        for first in [100u16, 30_000, 50, 40_000] {
            reorder.push(packet(first, now));
            reorder.push(packet(first.wrapping_add(1), now));
            let later = now + Duration::from_secs(1);
            let out: Vec<u16> = drain(&mut reorder, later).into_iter().map(|(s, _)| s).collect();
            assert_eq!(out, [first, first.wrapping_add(1)]);
        }
    }
}
