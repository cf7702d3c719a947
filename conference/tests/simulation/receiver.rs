//! A site's player: reports what arrived as browsers do, and keeps account of the sound it heard.

use std::collections::{BTreeMap, HashSet, VecDeque};

use giaoban_conference::link::Arrival;

use crate::packet::Down;

/// Between two reports, milliseconds.
const REPORT_EVERY: u64 = 100;

#[derive(Default)]
pub struct Receiver {
    arrived: BTreeMap<u64, u64>,
    reported_up_to: Option<u64>,
    newest: Option<u64>,
    reported_at: u64,
    /// Floor frames heard, with the time of arrival, milliseconds.
    heard: HashSet<(usize, u64)>,
    pub floor: Vec<(u64, u64)>,
    pub voices: u64,
    pub pictures: u64,
    recent: VecDeque<(usize, u64)>,
}

impl Receiver {
    /// Takes a packet in; `floor` is who holds it.
    pub fn take(&mut self, at_us: u64, packet: &Down, floor: Option<usize>) {
        let number = self.unwrapped(packet.number());
        self.arrived.insert(number, at_us);
        match packet {
            Down::Voice { of, frames, .. } => {
                for frame in frames {
                    if !self.heard.insert((*of, *frame)) {
                        continue;
                    }
                    self.recent.push_back((*of, *frame));
                    if self.recent.len() > 2_000 {
                        self.recent.pop_front().map(|old| self.heard.remove(&old));
                    }
                    if Some(*of) == floor {
                        self.floor.push((at_us / 1_000, *frame));
                    } else {
                        self.voices += 1;
                    }
                }
            }
            Down::Picture { .. } => self.pictures += 1,
            Down::Padding { .. } => {}
        }
    }

    /// The report that is due, if one is.
    pub fn report(&mut self, ms: u64) -> Option<Vec<Arrival>> {
        if ms < self.reported_at + REPORT_EVERY || self.arrived.is_empty() {
            return None;
        }
        self.reported_at = ms;
        let (first, last) = (*self.arrived.keys().next()?, *self.arrived.keys().next_back()?);
        let from = self.reported_up_to.map_or(first, |upto| first.min(upto + 1));
        let last = last.max(self.reported_up_to.unwrap_or(0));
        // A report speaks of a gap only once something after it came.
        let arrivals = (from..=last)
            .filter_map(|number| {
                let at_us = self.arrived.get(&number).map(|at| *at as i64);
                let is_news = self.reported_up_to.is_none_or(|upto| number > upto);
                (is_news || at_us.is_some()).then_some(Arrival { number: number as u16, at_us })
            })
            .collect();
        self.reported_up_to = Some(last);
        self.arrived.clear();
        Some(arrivals)
    }

    /// A new connection: numbers begin again.
    pub fn reconnect(&mut self) {
        self.arrived.clear();
        self.reported_up_to = None;
        self.newest = None;
    }

    fn unwrapped(&mut self, number: u16) -> u64 {
        let unwrapped = match self.newest {
            None => (1 << 20) + u64::from(number),
            Some(newest) => newest.wrapping_add_signed(i64::from(number.wrapping_sub(newest as u16) as i16)),
        };
        self.newest = Some(self.newest.map_or(unwrapped, |newest| newest.max(unwrapped)));
        unwrapped
    }
}
