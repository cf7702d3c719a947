//! A whole meeting: sites, their links, the room, and what the media server does with voices and pictures.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use giaoban_conference::link::{Demand, Downlink, PictureDemand, Remembered, Rung, SoundForm};
use giaoban_conference::signal::ClientMessage;

use crate::chance::Chance;
use crate::packet::{Down, FRAME, HEADERS, Up};
use crate::pipe::{Nature, Pipe};
use crate::receiver::Receiver;
use crate::stage::Stage;

/// Bits a second of each layer of a camera, headers included.
pub const LAYER_RATES: [u32; 3] = [100_000, 350_000, 1_200_000];
/// Bits a second of a voice without headers.
pub const VOICE: u32 = 24_000;
/// A site notices that the server is gone, and the server that a site is, after this, milliseconds.
const SIGNAL_GONE: u64 = 8_000;
/// The media server ends a silent connection after this, milliseconds.
const MEDIA_GONE: u64 = 15_000;
/// From the first packet that comes through to a connection over which media flows.
const RECONNECT: u64 = 600;
const PLACES: usize = 4;

/// Something that happens in a meeting.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    GiveFloor(usize),
    TakeFloor,
    Hand(usize, bool),
    Mute(usize, bool),
    /// The site's link breaks, both ways.
    Cut(usize),
    Mend(usize),
    /// The site's downlink carries so much from now on, bits a second.
    Rate(usize, f64),
    Camera(usize, bool),
    Force(usize, Option<Rung>),
}

/// The server's side of one site.
pub struct Leg {
    pub link: Downlink,
    /// Number of the connection: reports of an older one are not taken.
    connection: u64,
    next_number: u16,
    sound: SoundForm,
    floor: bool,
    voices: usize,
    pub pictures: Vec<Option<usize>>,
    /// Frames waiting to be joined, by voice; and the last one sent, to go twice.
    waiting: HashMap<usize, Vec<u64>>,
    last: HashMap<usize, u64>,
    heard_at: u64,
}

pub struct Site {
    pub down: Pipe<Down>,
    pub up: Pipe<Up>,
    pub receiver: Receiver,
    pub leg: Option<Leg>,
    remembered: Option<Remembered>,
    forced: Option<Rung>,
    camera: bool,
    frame: u64,
    signal: bool,
    pub cut_at: Option<u64>,
    mended_at: Option<u64>,
    pub state_before: String,
    pub state_after: Option<String>,
    pub back_ms: Option<u64>,
    joins_at: u64,
    /// Rung changes, milliseconds.
    pub changes: Vec<(u64, Rung)>,
    /// Estimate and rung each tenth of a second.
    pub history: Vec<(u64, u32, Rung, u32)>,
    /// Frames of the floor this site should have heard.
    pub floor_due: Vec<u64>,
    /// When the floor's sound was taken away on purpose or the link was down.
    pub excused: Vec<(u64, u64)>,
    pub sent_bytes: u64,
    pub padding_bytes: u64,
    /// Packets sent and overflowed in the first ten seconds.
    pub early: (u64, u64),
}

pub struct World {
    base: Instant,
    pub ms: u64,
    pub stage: Stage,
    pub sites: Vec<Site>,
    chance: Chance,
    next_connection: u64,
}

impl World {
    pub fn new(seed: u64, links: &[(Nature, Nature)]) -> Self {
        let mut chance = Chance::new(seed);
        let sites = links
            .iter()
            .enumerate()
            .map(|(n, (down, up))| Site {
                down: Pipe::new(*down, chance.next()),
                up: Pipe::new(*up, chance.next()),
                receiver: Receiver::default(),
                leg: None,
                remembered: None,
                forced: None,
                camera: true,
                frame: 0,
                signal: false,
                cut_at: None,
                mended_at: None,
                state_before: String::new(),
                state_after: None,
                back_ms: None,
                joins_at: n as u64 * 37,
                changes: Vec::new(),
                history: Vec::new(),
                floor_due: Vec::new(),
                excused: Vec::new(),
                sent_bytes: 0,
                padding_bytes: 0,
                early: (0, 0),
            })
            .collect();
        Self { base: Instant::now(), ms: 0, stage: Stage::new(links.len()), sites, chance, next_connection: 0 }
    }

    pub fn run(&mut self, until: u64, script: &[(u64, Act)]) {
        while self.ms < until {
            let ms = self.ms;
            for (_, act) in script.iter().filter(|(at, _)| *at == ms) {
                self.act(*act);
            }
            self.connect();
            self.send_up();
            self.take_up();
            self.serve();
            self.take_down();
            self.ms += 1;
        }
    }

    fn now(&self) -> Instant {
        self.base + Duration::from_millis(self.ms)
    }

    fn act(&mut self, act: Act) {
        let ms = self.ms;
        match act {
            Act::GiveFloor(site) => {
                let participant = crate::stage::id(site);
                self.stage.says(ms, 0, ClientMessage::GiveFloor { participant });
            }
            Act::TakeFloor => self.stage.says(ms, 0, ClientMessage::TakeFloor),
            Act::Hand(site, raised) => self.stage.says(ms, site, ClientMessage::RaiseHand { raised }),
            Act::Mute(site, muted) => self.stage.says(ms, site, ClientMessage::SetMuted { muted }),
            Act::Cut(site) => {
                self.sites[site].state_before = self.stage.state_of(site);
                let site = &mut self.sites[site];
                site.cut_at = Some(ms);
                site.mended_at = None;
                site.state_after = None;
                site.down.set_broken(true);
                site.up.set_broken(true);
            }
            Act::Mend(site) => {
                let site = &mut self.sites[site];
                site.mended_at = Some(ms);
                site.down.set_broken(false);
                site.up.set_broken(false);
            }
            Act::Rate(site, rate) => self.sites[site].down.nature.rate = rate,
            Act::Camera(site, on) => self.sites[site].camera = on,
            Act::Force(site, rung) => {
                self.sites[site].forced = rung;
                if let Some(leg) = &mut self.sites[site].leg {
                    leg.link.force(rung);
                }
            }
        }
    }

    /// Sites come in, fall out and come back.
    fn connect(&mut self) {
        let (ms, now) = (self.ms, self.now());
        for n in 0..self.sites.len() {
            let site = &mut self.sites[n];
            if site.down.broken {
                let since = site.cut_at.unwrap_or(ms);
                if site.signal && ms >= since + SIGNAL_GONE {
                    site.signal = false;
                    self.stage.drop_signal(ms, n);
                }
                if site.leg.as_ref().is_some_and(|leg| ms >= leg.heard_at + MEDIA_GONE) {
                    site.remembered = site.leg.take().map(|leg| leg.link.remember());
                }
                continue;
            }
            let settled = ms >= site.mended_at.unwrap_or(site.joins_at) + RECONNECT;
            if !site.signal && settled {
                site.signal = true;
                self.stage.join(ms, n, PLACES);
                if n == 0 && ms < 1_000 {
                    self.stage.says(ms, 0, ClientMessage::Open);
                    self.stage.says(ms, 0, ClientMessage::GiveFloor { participant: crate::stage::id(0) });
                }
            }
            let site = &mut self.sites[n];
            if site.leg.is_none() && site.signal && settled {
                self.next_connection += 1;
                let mut link = Downlink::new(site.remembered.take(), now);
                link.force(site.forced);
                site.receiver.reconnect();
                site.leg = Some(Leg {
                    link,
                    connection: self.next_connection,
                    next_number: 65_300,
                    sound: SoundForm::default(),
                    floor: true,
                    voices: 3,
                    pictures: vec![None; PLACES],
                    waiting: HashMap::new(),
                    last: HashMap::new(),
                    heard_at: ms,
                });
            }
            if let (Some(cut), Some(mended), None) = (site.cut_at, site.mended_at, &site.state_after)
                && site.signal
                && site.leg.is_some()
                && settled
            {
                site.state_after = Some(self.stage.state_of(n));
                site.excused.push((cut, mended + 2_500));
            }
        }
    }

    /// Voices and pictures leave the sites.
    fn send_up(&mut self) {
        let ms = self.ms;
        for n in 0..self.sites.len() {
            let is_open = self.stage.is_open(n);
            let site = &mut self.sites[n];
            if ms % 20 == (n as u64 * 3) % 20 && is_open {
                site.frame += 1;
                let frame = site.frame;
                site.up.put(ms, FRAME + HEADERS, Up::Voice { frame });
            }
            // Frames at 20 a second; the first of every 7 s is a key frame, four times as large.
            if site.camera && ms % 50 == (n as u64 * 7) % 50 {
                let is_key = (ms + n as u64 * 1_150) % 7_000 < 50;
                for (layer, rate) in LAYER_RATES.iter().enumerate() {
                    let swing = 0.8 + 0.4 * self.chance.share();
                    let mut bytes = f64::from(*rate) / 8.0 / 20.0 * swing * if is_key { 4.0 } else { 0.97 };
                    while bytes >= 60.0 {
                        let piece = bytes.min(1_150.0) as u32;
                        bytes -= f64::from(piece);
                        site.up.put(ms, piece, Up::Picture { layer, bytes: piece });
                    }
                }
            }
            if let Some(leg) = &site.leg
                && let Some(arrivals) = site.receiver.report(ms)
            {
                let bytes = 60 + arrivals.len() as u32 * 2;
                site.up.put(ms, bytes, Up::Report { connection: leg.connection, arrivals });
            }
        }
    }

    /// The server takes in what came and passes it on.
    fn take_up(&mut self) {
        let (ms, now) = (self.ms, self.now());
        let floor = self.stage.floor();
        for n in 0..self.sites.len() {
            let came = self.sites[n].up.take(ms);
            for (_, what) in came {
                if let Some(leg) = &mut self.sites[n].leg {
                    leg.heard_at = ms;
                }
                match what {
                    Up::Report { connection, arrivals } => {
                        if let Some(leg) = self.sites[n].leg.as_mut().filter(|leg| leg.connection == connection) {
                            leg.link.report(&arrivals, now);
                        }
                    }
                    Up::Voice { frame } => self.forward_voice(n, frame, floor),
                    Up::Picture { layer, bytes } => self.forward_picture(n, layer, bytes),
                }
            }
        }
    }

    fn forward_voice(&mut self, of: usize, frame: u64, floor: Option<usize>) {
        let (ms, now) = (self.ms, self.now());
        if !self.stage.is_open(of) {
            return;
        }
        let others: Vec<usize> =
            (0..self.sites.len()).filter(|site| Some(*site) != floor && self.stage.is_open(*site)).collect();
        for to in (0..self.sites.len()).filter(|to| *to != of) {
            let site = &mut self.sites[to];
            let Some(leg) = &mut site.leg else { continue };
            if Some(of) == floor {
                site.floor_due.push(ms);
                if !leg.floor {
                    site.excused.push((ms, ms + 20));
                    continue;
                }
            } else {
                let rank = others.iter().filter(|site| **site != to).position(|site| *site == of);
                if rank.is_none_or(|rank| rank >= leg.voices.min(3)) {
                    continue;
                }
            }
            let waiting = leg.waiting.entry(of).or_default();
            waiting.push(frame);
            if waiting.len() < leg.sound.frames {
                continue;
            }
            let mut frames = std::mem::take(waiting);
            let before = leg.last.insert(of, frame);
            if leg.sound.twice {
                frames.extend(before);
            }
            let bytes = FRAME * frames.len() as u32 + HEADERS;
            let number = leg.number(bytes, now);
            site.sent_bytes += u64::from(bytes);
            site.down.put(ms, bytes, Down::Voice { number, of, frames });
        }
    }

    fn forward_picture(&mut self, of: usize, layer: usize, bytes: u32) {
        let (ms, now) = (self.ms, self.now());
        for to in 0..self.sites.len() {
            let places = self.stage.places(to);
            let site = &mut self.sites[to];
            let Some(leg) = &mut site.leg else { continue };
            for (place, source) in places.iter().enumerate() {
                if *source == Some(of) && leg.pictures.get(place).copied().flatten() == Some(layer) {
                    let number = leg.number(bytes, now);
                    site.sent_bytes += u64::from(bytes);
                    site.down.put(ms, bytes, Down::Picture { number });
                }
            }
        }
    }

    /// Decisions and padding.
    fn serve(&mut self) {
        let (ms, now) = (self.ms, self.now());
        let floor = self.stage.floor();
        for n in 0..self.sites.len() {
            let is_due = self.sites[n].leg.as_ref().is_some_and(|leg| leg.link.is_due(now));
            let demand = is_due.then(|| self.demand(n, floor));
            let site = &mut self.sites[n];
            let Some(leg) = &mut site.leg else { continue };
            if let Some(demand) = demand {
                let decision = leg.link.decide(&demand, now);
                leg.floor = decision.allocation.floor;
                leg.voices = decision.allocation.voices;
                leg.pictures = decision.allocation.pictures;
                leg.sound = decision.sound;
                site.changes.extend(decision.changed.map(|rung| (ms, rung)));
                let rung = leg.link.ladder().rung();
                site.history.push((ms, leg.link.estimate().rate(), rung, demand.total()));
            }
            if ms == 10_000 {
                site.early = (site.down.sent, site.down.overflowed);
            }
            let mut padding = leg.link.padding(now);
            while padding > 0 {
                let bytes = padding.clamp(80, 300);
                padding = padding.saturating_sub(bytes);
                let number = leg.number(bytes, now);
                site.padding_bytes += u64::from(bytes);
                site.down.put(ms, bytes, Down::Padding { number });
            }
        }
    }

    fn demand(&self, to: usize, floor: Option<usize>) -> Demand {
        let Some(leg) = &self.sites[to].leg else { return Demand::default() };
        let voice = leg.sound.cost(VOICE);
        let others = (0..self.sites.len()).filter(|n| *n != to && Some(*n) != floor && self.stage.is_open(*n)).count();
        let picture = |source: &Option<usize>| PictureDemand {
            layers: match source.filter(|source| self.sites[*source].camera && self.sites[*source].leg.is_some()) {
                Some(_) => LAYER_RATES.map(Some),
                None => [None; 3],
            },
        };
        let mut pictures: Vec<PictureDemand> = self.stage.places(to).iter().map(picture).collect();
        // Small places show the lowest layer.
        pictures.iter_mut().skip(1).for_each(|picture| picture.layers[1..].fill(None));
        Demand {
            captions: 8_000,
            floor: if floor.is_some_and(|floor| floor != to) { voice } else { 0 },
            voices: vec![voice; others.min(3)],
            pictures,
        }
    }

    /// Sites hear and see.
    fn take_down(&mut self) {
        let floor = self.stage.floor();
        for n in 0..self.sites.len() {
            for (at, packet) in self.sites[n].down.take(self.ms) {
                let site = &mut self.sites[n];
                if let (Some(mended), None, Down::Voice { .. }) = (site.mended_at, site.back_ms, &packet) {
                    site.back_ms = Some(self.ms - mended);
                }
                site.receiver.take(at, &packet, floor);
            }
        }
    }
}

impl Leg {
    fn number(&mut self, bytes: u32, now: Instant) -> u16 {
        let number = self.next_number;
        self.next_number = self.next_number.wrapping_add(1);
        self.link.sent(number, bytes, now);
        number
    }
}
