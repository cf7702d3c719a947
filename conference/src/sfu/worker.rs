//! The worker: one thread, one UDP port, all state of its connections. No lock, nothing that waits but the socket.

mod commands;
mod connection;
mod links;
mod media;

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use giaoban_models::id::{MeetingId, ParticipantId};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

use self::commands::Farewells;
use self::connection::Connection;
use self::links::LinkMemory;
use super::event::{DisconnectReason, SfuEvent};
use super::handle::{Command, SfuHandle};
use super::meeting::{Deliver, Meeting};
use super::peer::{Peer, PeerEvent, PeerKey};
use super::stats::SfuStats;
use super::stun::{self, Datagram};
use crate::record::RecorderHandle;

/// Datagrams taken in before what they led to is sent.
const BATCH: usize = 64;
/// Largest datagram taken; media is at most 1,500 with its Ethernet frame.
const MAX_DATAGRAM: usize = 2_048;
/// How often key frames and speakers are looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long a full socket buffer is waited for before a datagram is dropped.
const SEND_PATIENCE: Duration = Duration::from_millis(5);

/// How a media worker is set up.
#[derive(Clone, Debug)]
pub struct SfuConfig {
    /// Address and port all media goes through; port 0 takes a free one. `[::]` serves IPv4 too.
    pub bind: SocketAddr,
    /// Addresses clients are told to send to: those of this machine they can reach (also loopback, for a browser on the
    /// same machine), or the outer ones of a NAT that maps the port.
    pub announce: Vec<IpAddr>,
    /// Connections allowed at once; more are refused as `full`.
    pub max_peers: usize,
}

impl SfuConfig {
    /// Up to 512 connections.
    #[must_use]
    pub fn new(bind: SocketAddr, announce: Vec<IpAddr>) -> Self {
        Self { bind, announce, max_peers: 512 }
    }
}

/// The media server.
#[derive(Debug)]
pub struct Sfu;

impl Sfu {
    /// Starts a worker. `tell` gets what happens, on the worker's thread: it must not block.
    ///
    /// # Errors
    /// When the port is taken or the thread cannot be started.
    pub fn start(
        config: SfuConfig,
        recorder: RecorderHandle,
        tell: impl Fn(SfuEvent) + Send + 'static,
    ) -> io::Result<SfuHandle> {
        let socket = std::net::UdpSocket::bind(config.bind)?;
        socket.set_nonblocking(true)?;
        let bound = socket.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (commands, requests) = mpsc::channel(256);
        let local = config.announce.iter().map(|ip| SocketAddr::new(ip.to_canonical(), bound.port())).collect();
        std::thread::Builder::new().name("media".to_owned()).spawn(move || {
            runtime.block_on(async move {
                match UdpSocket::from_std(socket) {
                    Ok(socket) => {
                        let worker = Worker::new(socket, bound, local, config.max_peers, recorder, Box::new(tell));
                        worker.run(requests).await;
                    }
                    Err(error) => tracing::error!(%error, "the media port cannot be used"),
                }
            });
        })?;
        Ok(SfuHandle { commands, port: bound.port() })
    }
}

struct Worker {
    socket: UdpSocket,
    is_v6: bool,
    local: Vec<SocketAddr>,
    max_peers: usize,
    recorder: RecorderHandle,
    tell: Box<dyn Fn(SfuEvent) + Send>,
    connections: HashMap<PeerKey, Connection>,
    by_participant: HashMap<ParticipantId, PeerKey>,
    by_ufrag: HashMap<String, PeerKey>,
    by_address: HashMap<SocketAddr, PeerKey>,
    meetings: HashMap<MeetingId, Meeting>,
    /// Connections with something to send.
    dirty: HashSet<PeerKey>,
    deliveries: Vec<Deliver>,
    farewells: Farewells,
    stats: SfuStats,
    link_memory: LinkMemory,
    next_key: u64,
    next_look: Instant,
}

impl Worker {
    fn new(
        socket: UdpSocket,
        bound: SocketAddr,
        local: Vec<SocketAddr>,
        max_peers: usize,
        recorder: RecorderHandle,
        tell: Box<dyn Fn(SfuEvent) + Send>,
    ) -> Self {
        Self {
            socket,
            is_v6: bound.is_ipv6(),
            local,
            max_peers,
            recorder,
            tell,
            connections: HashMap::new(),
            by_participant: HashMap::new(),
            by_ufrag: HashMap::new(),
            by_address: HashMap::new(),
            meetings: HashMap::new(),
            dirty: HashSet::new(),
            deliveries: Vec::new(),
            farewells: Farewells::new(),
            stats: SfuStats::default(),
            link_memory: LinkMemory::default(),
            next_key: 0,
            next_look: Instant::now(),
        }
    }

    async fn run(mut self, mut requests: mpsc::Receiver<Command>) {
        let mut buffer = vec![0; MAX_DATAGRAM];
        loop {
            let due = self.connections.values().map(|connection| connection.deadline).min();
            let due = due.into_iter().chain(self.next_padding()).fold(self.next_look, Instant::min);
            let request = tokio::select! {
                biased;
                request = requests.recv() => match request {
                    Some(request) => Some(request),
                    None => break,
                },
                _ = self.socket.readable() => None,
                () = tokio::time::sleep_until(due.into()) => None,
            };
            let begun = Instant::now();
            if let Some(request) = request {
                self.obey(request, begun);
            }
            self.take_datagrams(&mut buffer);
            self.take_time(Instant::now());
            self.send_all().await;
            self.stats.busy += begun.elapsed();
        }
        let now = Instant::now();
        let keys: Vec<PeerKey> = self.connections.keys().copied().collect();
        for key in keys {
            self.remove(key, DisconnectReason::Closed, now);
        }
        self.send_all().await;
    }

    fn take_datagrams(&mut self, buffer: &mut [u8]) {
        for _ in 0..BATCH {
            match self.socket.try_recv_from(buffer) {
                Ok((length, from)) => {
                    let from = SocketAddr::new(from.ip().to_canonical(), from.port());
                    self.take_datagram(from, &buffer[..length], Instant::now());
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // An ICMP answer to something sent earlier; the next datagram is not affected.
                Err(_) => {}
            }
        }
    }

    fn take_datagram(&mut self, from: SocketAddr, datagram: &[u8], now: Instant) {
        // A check says itself whom it is for: the same address may have begun a new connection.
        let key = match Datagram::of(datagram) {
            Datagram::Stun => stun::binding_request(datagram)
                .map_or_else(|| self.by_address.get(&from), |request| self.by_ufrag.get(request.ufrag)),
            Datagram::Dtls | Datagram::Media => self.by_address.get(&from),
            Datagram::Other => None,
        };
        let Some(key) = key.copied() else {
            self.stats.stray_datagrams += 1;
            return;
        };
        self.with_peer(key, now, |peer| peer.receive(from, datagram, now));
        if let Some(connection) = self.connections.get_mut(&key)
            && let Some(address) = connection.peer.take_proven()
            && let Some(remembered) = connection.remember(address)
        {
            if let Some(old) = remembered.dropped {
                self.by_address.remove(&old);
            }
            self.by_address.insert(address, key);
        }
    }

    fn take_time(&mut self, now: Instant) {
        let due: Vec<PeerKey> =
            self.connections.iter().filter(|(_, connection)| connection.deadline <= now).map(|(key, _)| *key).collect();
        for key in due {
            self.with_peer(key, now, |peer| peer.handle_time(now));
        }
        if now >= self.next_look {
            self.next_look = now + LOOK;
            self.look(now);
            self.allocate(now);
        }
        self.pad(now);
    }

    /// Does something with a connection, then what it led to. What breaks inside ends that connection only.
    fn with_peer(&mut self, key: PeerKey, now: Instant, act: impl FnOnce(&mut Peer)) {
        let Some(connection) = self.connections.get_mut(&key) else { return };
        let peer = &mut connection.peer;
        let events = catch_unwind(AssertUnwindSafe(|| {
            act(peer);
            let events: Vec<PeerEvent> = std::iter::from_fn(|| peer.poll_event()).collect();
            (events, peer.deadline(now))
        }));
        let Ok((events, deadline)) = events else {
            self.stats.faults += 1;
            tracing::error!("a connection broke inside the media library and was ended");
            self.remove(key, DisconnectReason::Fault, now);
            return;
        };
        connection.deadline = deadline;
        self.dirty.insert(key);
        for event in events {
            match event {
                PeerEvent::Connected => self.connected(key, now),
                PeerEvent::Media(packet) => self.take_media(key, &packet, now),
                PeerEvent::KeyFrameWanted { place } => self.key_frame_wanted(key, place),
                PeerEvent::Reported(arrivals) => self.reported(key, &arrivals, now),
                PeerEvent::Ended(reason) => self.remove(key, reason, now),
            }
        }
    }

    async fn send_all(&mut self) {
        let now = Instant::now();
        for key in std::mem::take(&mut self.dirty) {
            let Some(connection) = self.connections.get_mut(&key) else { continue };
            let peer = &mut connection.peer;
            if catch_unwind(AssertUnwindSafe(|| peer.flush(now))).is_err() {
                self.stats.faults += 1;
                self.remove(key, DisconnectReason::Fault, now);
                continue;
            }
            self.stats.unsent += connection.peer.take_unsent();
            connection.link.note_sent(&mut connection.peer, now);
            while let Some((to, datagram)) = connection.peer.poll_datagram() {
                if !send(&self.socket, &datagram, as_sent(to, self.is_v6)).await {
                    self.stats.send_drops += 1;
                }
            }
        }
        for (to, datagram) in std::mem::take(&mut self.farewells) {
            let _ = send(&self.socket, &datagram, as_sent(to, self.is_v6)).await;
        }
    }
}

/// An IPv4 address as a socket of both families takes it.
fn as_sent(to: SocketAddr, is_v6: bool) -> SocketAddr {
    match to {
        SocketAddr::V4(v4) if is_v6 => SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port()),
        other => other,
    }
}

/// Sends a datagram; a full socket buffer is waited for, shortly.
async fn send(socket: &UdpSocket, datagram: &[u8], to: SocketAddr) -> bool {
    match socket.try_send_to(datagram, to) {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            matches!(tokio::time::timeout(SEND_PATIENCE, socket.send_to(datagram, to)).await, Ok(Ok(_)))
        }
        Err(_) => false,
    }
}
