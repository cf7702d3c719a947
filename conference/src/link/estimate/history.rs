//! What was sent and what became of it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Arrival;

/// Packets remembered; at most, four seconds of a full hall.
const MOST: usize = 8_192;
/// Time after which a packet nobody reported is forgotten.
const OLD: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug)]
struct Packet {
    number: u64,
    sent: Instant,
    bytes: u32,
    reported: bool,
    arrived: Option<i64>,
}

/// What a report newly says of a packet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fate {
    /// Its number, counted without wrapping.
    pub(super) number: u64,
    pub(super) sent: Instant,
    pub(super) bytes: u32,
    /// When it came by the client's clock, microseconds; none if it is lost.
    pub(super) arrived: Option<i64>,
    /// It had been called lost before.
    pub(super) was_lost: bool,
}

/// The packets of the last seconds, in order of their numbers.
#[derive(Debug, Default)]
pub(super) struct History {
    packets: VecDeque<Packet>,
    newest: Option<u64>,
}

impl History {
    /// Notes a packet; returns its number counted without wrapping.
    pub(super) fn sent(&mut self, number: u16, bytes: u32, now: Instant) -> u64 {
        // Numbers are given one after the other, so a step back can only be a new start of the counter.
        let number = match self.newest {
            Some(newest) => newest + u64::from(number.wrapping_sub(newest as u16)),
            // Away from zero, so that a report of something older has a number too.
            None => (1 << 16) + u64::from(number),
        };
        if self.newest == Some(number) {
            return number;
        }
        self.newest = Some(number);
        self.packets.push_back(Packet { number, sent: now, bytes, reported: false, arrived: None });
        while self.packets.len() > MOST
            || self.packets.front().is_some_and(|first| now.saturating_duration_since(first.sent) > OLD)
        {
            self.packets.pop_front();
        }
        number
    }

    /// Takes a report; returns what it says that was not known.
    pub(super) fn report(&mut self, arrivals: &[Arrival]) -> Vec<Fate> {
        arrivals.iter().filter_map(|arrival| self.learn(arrival)).collect()
    }

    /// The packets of a range of numbers: when sent, how large, when arrived.
    pub(super) fn range(&self, first: u64, last: u64) -> impl Iterator<Item = (Instant, u32, Option<i64>)> {
        self.packets
            .iter()
            .filter(move |packet| (first..=last).contains(&packet.number))
            .map(|packet| (packet.sent, packet.bytes, packet.arrived))
    }

    /// Whether the client has spoken of this packet or a later one.
    pub(super) fn is_decided(&self, number: u64) -> bool {
        self.packets.iter().rev().take_while(|packet| packet.number >= number).any(|packet| packet.reported)
    }

    fn learn(&mut self, arrival: &Arrival) -> Option<Fate> {
        let newest = self.newest?;
        let back = u64::from((newest as u16).wrapping_sub(arrival.number));
        let number = newest.checked_sub(back)?;
        let at = self.packets.binary_search_by_key(&number, |packet| packet.number).ok()?;
        let packet = &mut self.packets[at];
        let was_lost = packet.reported && packet.arrived.is_none();
        let is_news = !packet.reported || (was_lost && arrival.at_us.is_some());
        if !is_news {
            return None;
        }
        packet.reported = true;
        packet.arrived = arrival.at_us;
        Some(Fate { number, sent: packet.sent, bytes: packet.bytes, arrived: arrival.at_us, was_lost })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_when_they_wrap() {
        let now = Instant::now();
        let mut history = History::default();
        for number in [65_534_u16, 65_535, 0, 1] {
            history.sent(number, 100, now);
        }
        let fates = history.report(&[
            Arrival { number: 65_535, at_us: Some(5) },
            Arrival { number: 0, at_us: None },
            Arrival { number: 1, at_us: Some(9) },
        ]);
        let numbers: Vec<u64> = fates.iter().map(|fate| fate.number).collect();
        assert_eq!(numbers.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_packet_called_lost_may_come_after_all_but_nothing_is_told_twice() {
        let now = Instant::now();
        let mut history = History::default();
        history.sent(7, 100, now);
        assert!(!history.report(&[Arrival { number: 7, at_us: None }])[0].was_lost);
        assert!(history.report(&[Arrival { number: 7, at_us: None }]).is_empty());
        assert!(history.report(&[Arrival { number: 7, at_us: Some(1) }])[0].was_lost);
        assert!(history.report(&[Arrival { number: 7, at_us: Some(1) }]).is_empty());
    }

    #[test]
    fn a_report_of_packets_never_sent_says_nothing() {
        let mut history = History::default();
        assert!(history.report(&[Arrival { number: 3, at_us: Some(1) }]).is_empty());
        history.sent(3, 100, Instant::now());
        assert!(history.report(&[Arrival { number: 4, at_us: Some(1) }]).is_empty());
    }

    #[test]
    fn no_more_than_so_many_packets_are_remembered() {
        let now = Instant::now();
        let mut history = History::default();
        for number in 0..20_000_u32 {
            history.sent(number as u16, 100, now);
        }
        assert_eq!(history.packets.len(), MOST);
        history.sent(20_000_u32 as u16, 100, now + OLD + Duration::from_secs(1));
        assert_eq!(history.packets.len(), 1);
    }
}
