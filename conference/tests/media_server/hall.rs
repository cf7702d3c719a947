//! A media server with a recorder in a folder of its own, and sites connected to it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use giaoban_conference::link::Rung;
use giaoban_conference::record::{self, RecordEvent, RecorderConfig, RecorderHandle};
use giaoban_conference::sfu::{
    Answer, Connect, DisconnectReason, Forwarding, Layer, OfferRefused, Sfu, SfuConfig, SfuEvent, SfuHandle, SfuStats,
};
use giaoban_models::id::{MeetingId, ParticipantId, TrackId};
use giaoban_models::sound::SoundFrame;

use crate::client::{Client, gcm, run_until};

pub struct Hall {
    pub sfu: SfuHandle,
    _recorder: RecorderHandle,
    runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
    events: Arc<Mutex<Vec<SfuEvent>>>,
    recorded: Arc<Mutex<Vec<RecordEvent>>>,
    heard: Arc<Mutex<Vec<SoundFrame>>>,
}

impl Hall {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let events = Arc::<Mutex<Vec<SfuEvent>>>::default();
        let recorded = Arc::<Mutex<Vec<RecordEvent>>>::default();
        let heard = Arc::<Mutex<Vec<SoundFrame>>>::default();
        let (told, kept, listened) = (Arc::clone(&events), Arc::clone(&recorded), Arc::clone(&heard));
        let recorder = record::start(
            RecorderConfig::new(folder.path().to_owned()),
            move |frame| listened.lock().unwrap().push(frame),
            move |event| kept.lock().unwrap().push(event),
        )
        .unwrap();
        let config = SfuConfig::new("127.0.0.1:0".parse().unwrap(), vec!["127.0.0.1".parse().unwrap()]);
        let sfu = Sfu::start(config, recorder.clone(), move |event| told.lock().unwrap().push(event)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        Self { sfu, _recorder: recorder, runtime, folder, events, recorded, heard }
    }

    /// A site that is connected, with 4 places for voices and as many pictures as asked.
    pub fn join(&self, name: &str, pictures: usize) -> (Client, Answer) {
        self.join_with(name, Client::new(4, pictures, gcm()))
    }

    /// A site whose camera sends three sizes at once, connected.
    pub fn join_with_sizes(&self, name: &str) -> Client {
        self.join_with(name, Client::of_sizes(0, 1)).0
    }

    pub fn join_with(&self, name: &str, mut client: Client) -> (Client, Answer) {
        let answer = self.connect(name, &mut client).unwrap();
        assert!(run_until(&mut [&mut client], Duration::from_secs(10), |clients| {
            clients[0].is_connected()
                && self.has(
                    |event| matches!(event, SfuEvent::Connected { participant, .. } if participant.as_str() == name),
                )
        }));
        (client, answer)
    }

    pub fn connect(&self, name: &str, client: &mut Client) -> Result<Answer, OfferRefused> {
        let answer = self.offer(name, client.offer())?;
        client.accept(&answer.sdp);
        Ok(answer)
    }

    pub fn offer(&self, name: &str, offer_sdp: String) -> Result<Answer, OfferRefused> {
        self.runtime.block_on(self.sfu.connect(Connect {
            meeting: MeetingId::from("m"),
            participant: ParticipantId::from(name),
            offer_sdp,
            mic_track: TrackId(format!("{name}-mic")),
            camera_track: TrackId(format!("{name}-cam")),
        }))
    }

    /// Microphones open, and for each subscriber whose picture is where ("-" for nobody).
    pub fn decide(&self, open: &[&str], floor: Option<&str>, video: &[(&str, &[&str])]) {
        let picture = |name: &&str| (*name != "-").then(|| ParticipantId::from(*name));
        let forwarding = Forwarding {
            microphones_open: open.iter().map(|name| ParticipantId::from(*name)).collect(),
            floor: floor.map(ParticipantId::from),
            video: video
                .iter()
                .map(|(to, from)| (ParticipantId::from(*to), from.iter().map(picture).collect()))
                .collect::<HashMap<_, _>>(),
            recording: true,
        };
        self.runtime.block_on(self.sfu.set_forwarding(MeetingId::from("m"), forwarding)).unwrap();
        // Requests are done in order: the answer to this one means that the decision holds.
        self.stats();
    }

    /// Says how large the picture in a subscriber's first place is to be.
    pub fn set_layer(&self, subscriber: &str, layer: Layer) {
        let layers = vec![Some(layer)];
        self.runtime.block_on(self.sfu.set_layers(MeetingId::from("m"), subscriber.into(), layers)).unwrap();
        self.stats();
    }

    /// Lines of each size of a camera that comes.
    pub fn heights(&self, source: &str) -> [Option<u16>; 3] {
        let layers = self.runtime.block_on(self.sfu.layers_of(MeetingId::from("m"), source.into())).unwrap();
        layers.map(|layer| layer.map(|layer| layer.height))
    }

    /// A site chooses how much it wants at most.
    pub fn force(&self, name: &str, rung: Option<Rung>) {
        self.runtime.block_on(self.sfu.force_rung(ParticipantId::from(name), rung)).unwrap();
    }

    pub fn stats(&self) -> SfuStats {
        self.runtime.block_on(self.sfu.stats()).unwrap()
    }

    pub fn has(&self, is: impl Fn(&SfuEvent) -> bool) -> bool {
        self.events.lock().unwrap().iter().any(is)
    }

    pub fn ended(&self, name: &str) -> Option<DisconnectReason> {
        self.events.lock().unwrap().iter().rev().find_map(|event| match event {
            SfuEvent::Disconnected { participant, reason, .. } if participant.as_str() == name => Some(*reason),
            _ => None,
        })
    }

    pub fn heard(&self) -> Vec<SoundFrame> {
        self.heard.lock().unwrap().clone()
    }

    /// The file of a track, once it is finished.
    pub fn finished(&self, track: &str) -> PathBuf {
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end {
            let found = self.recorded.lock().unwrap().iter().find_map(|event| match event {
                RecordEvent::TrackFinished { start, file, .. } if start.track.as_str() == track => file.clone(),
                _ => None,
            });
            if let Some(file) = found {
                return file;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("{track} was not finished");
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("m").join(name)
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.sfu.port()))
    }
}
