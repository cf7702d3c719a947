//! One direction of a link: rate with a queue, delay, jitter, losses alone and in bursts, packets overtaken, and outages.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::chance::Chance;

/// How a pipe behaves. Times in milliseconds, rates in bits a second.
#[derive(Clone, Copy, Debug)]
pub struct Nature {
    pub rate: f64,
    pub delay: f64,
    /// Added at random, up to this.
    pub jitter: f64,
    /// Longest queue.
    pub queue: f64,
    /// Share lost one by one.
    pub loss: f64,
    /// Gilbert's chain: from good to bad, from bad to good, for each packet; in the bad state all is lost.
    pub bursts: (f64, f64),
    /// Share that takes 30 ms longer and is overtaken.
    pub overtaken: f64,
}

impl Nature {
    pub fn of(rate: f64) -> Self {
        Self { rate, delay: 25.0, jitter: 0.0, queue: 250.0, loss: 0.0, bursts: (0.0, 1.0), overtaken: 0.0 }
    }
}

/// A pipe and what is in it.
pub struct Pipe<T> {
    pub nature: Nature,
    pub broken: bool,
    free_at: f64,
    last_out: f64,
    is_bad: bool,
    in_flight: BinaryHeap<Reverse<(u64, u64)>>,
    contents: std::collections::HashMap<u64, T>,
    next: u64,
    chance: Chance,
    pub sent: u64,
    /// Lost because more was sent than the link takes.
    pub overflowed: u64,
}

impl<T> Pipe<T> {
    pub fn new(nature: Nature, seed: u64) -> Self {
        Self {
            nature,
            broken: false,
            free_at: 0.0,
            last_out: 0.0,
            is_bad: false,
            in_flight: BinaryHeap::new(),
            contents: std::collections::HashMap::new(),
            next: 0,
            chance: Chance::new(seed),
            sent: 0,
            overflowed: 0,
        }
    }

    pub fn put(&mut self, ms: u64, bytes: u32, what: T) {
        let now = ms as f64;
        self.sent += 1;
        // Drawn for every packet, so that a change in one plan's traffic does not reshuffle the rest of its chances.
        let (turn, lone, jitter, overtaken) =
            (self.chance.share(), self.chance.share(), self.chance.share(), self.chance.share());
        self.is_bad = if self.is_bad { turn >= self.nature.bursts.1 } else { turn < self.nature.bursts.0 };
        if self.free_at - now > self.nature.queue {
            self.overflowed += 1;
            return;
        }
        self.free_at = self.free_at.max(now) + f64::from(bytes) * 8_000.0 / self.nature.rate;
        if self.broken || self.is_bad || lone < self.nature.loss {
            return;
        }
        let mut out = self.free_at + self.nature.delay + jitter * self.nature.jitter;
        if overtaken < self.nature.overtaken {
            out += 30.0;
        } else {
            out = out.max(self.last_out);
            self.last_out = out;
        }
        self.in_flight.push(Reverse(((out * 1_000.0) as u64, self.next)));
        self.contents.insert(self.next, what);
        self.next += 1;
    }

    /// What has come out by now, with the time it did, microseconds.
    pub fn take(&mut self, ms: u64) -> Vec<(u64, T)> {
        let mut out = Vec::new();
        while let Some(Reverse((at, number))) = self.in_flight.peek().copied()
            && at <= ms * 1_000
        {
            self.in_flight.pop();
            out.extend(self.contents.remove(&number).map(|what| (at, what)));
        }
        out
    }

    /// Breaks or mends it; what is in it when it breaks is lost.
    pub fn set_broken(&mut self, broken: bool) {
        self.broken = broken;
        if broken {
            self.in_flight.clear();
            self.contents.clear();
            self.free_at = 0.0;
            self.last_out = 0.0;
        }
    }
}
