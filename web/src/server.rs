//! The server: puts the parts together, starts them, stops them.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Extension;
use axum_server::tls_rustls::RustlsConfig;
use giaoban_conference::record::{self, RecordEvent, RecorderConfig, RecorderHandle};
use giaoban_conference::room::Input;
use giaoban_conference::sfu::{DisconnectReason, Sfu, SfuConfig, SfuEvent, SfuHandle};
use giaoban_models::clock::Moment;
use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::search::Index;
use giaoban_models::store::{Store, StoreError};
use giaoban_transcribe::audio::encode_speech;
use giaoban_transcribe::catalogue::Cache;
use hyper_util::rt::TokioTimer;
use tokio::sync::mpsc;

use crate::api;
use crate::api::gate::OverTls;
use crate::assistant::Assistant;
use crate::figures::Kept;
use crate::minutes::{self, Desks};
use crate::outgoing::{self, Outgoing};
use crate::rooms::{Event, Rooms};
use crate::speech::{Choice, Speech};
use crate::throttle::Throttle;
use crate::tls::{self, Authority};

/// Name of the authority, as the store keeps it.
const AUTHORITY: &str = "authority";
/// Events of the media server and the recorder waiting to be carried to the rooms. When full, levels are dropped first
/// noticed by the next ones; starts of tracks are told again at their end.
const EVENTS: usize = 4096;
/// How long open requests may take when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);

/// How the server is started.
pub struct Options {
    /// With the demonstration authority.
    pub demo: bool,
    /// Where everything is kept.
    pub data: PathBuf,
    /// Where speech models are.
    pub cache: Cache,
    /// Plain HTTP.
    pub http: SocketAddr,
    /// HTTPS.
    pub https: SocketAddr,
    /// UDP of all media.
    pub media: SocketAddr,
    /// Certificate and key of the installation's own.
    pub certificate: Option<(PathBuf, PathBuf)>,
    /// Which engine writes.
    pub choice: Choice,
    /// A language model that may point at orders the rules missed.
    pub assistant: Option<Assistant>,
    /// Where notices go besides their page.
    pub outgoing: Outgoing,
    /// Life of a session without use, milliseconds.
    pub session_ms: i64,
    /// Password of the demonstration accounts.
    pub demo_password: String,
}

/// Everything a request may need.
pub struct App {
    /// What is kept.
    pub store: Store,
    /// Rooms in use.
    pub rooms: Rooms,
    /// Minutes being written.
    pub desks: Desks,
    /// A language model in the house, if the operator named one.
    pub assistant: Option<Assistant>,
    /// The media server.
    pub sfu: SfuHandle,
    /// The recorder.
    pub recorder: RecorderHandle,
    /// The speech side.
    pub speech: Arc<Speech>,
    /// What can be found.
    pub index: Arc<Index>,
    /// What the figures are folded from.
    pub figures: Kept,
    /// The data folder.
    pub data: PathBuf,
    /// The code of the first start, when nobody had an account as the server started.
    pub setup_code: Option<String>,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// The certificate authority to trust, when it is the server's own.
    pub authority: Option<Authority>,
    /// Port of HTTPS.
    pub https_port: Option<u16>,
    /// UDP port of media.
    pub media_port: u16,
    /// Life of a session without use, milliseconds.
    pub session_ms: i64,
    /// When this process started.
    pub started_at: Moment,
    throttle: Mutex<Throttle>,
}

impl App {
    /// The time.
    pub fn now(&self) -> Moment {
        SystemTime::now().into()
    }

    /// Name of the authority, as it was set up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn authority_name(&self) -> Result<String, StoreError> {
        Ok(self.store.setting(AUTHORITY).await?.unwrap_or_else(|| "Giao ban".to_owned()))
    }

    /// Wrong passwords of late.
    pub fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a client may take to say what it wants; one that sends a letter a minute is cut off.
const HEADERS_WITHIN: Duration = Duration::from_secs(15);

/// What a command answers when it fails.
type Failure = Box<dyn std::error::Error>;

/// Starts every part but the listeners. Runs in the background as long as the process.
///
/// # Errors
/// When the data folder, the media port or the certificate cannot be used.
pub async fn build(options: &Options, https_port: Option<u16>) -> Result<Arc<App>, Failure> {
    let store = Store::open(&options.data).await?;
    let addresses = own_addresses();
    let identity = tls::own(&options.data.join("tls"), &addresses);
    let authority = if options.certificate.is_some() { None } else { identity?.authority };

    let (speech, words) = Speech::start(store.clone(), options.cache.clone(), &options.choice);
    let speech = Arc::new(speech);
    match speech.card() {
        Some(card) => tracing::info!(
            engine = card.engine,
            model = card.model,
            licence = card.licence,
            provenance = card.provenance_en,
            "captions are written by this model"
        ),
        None => tracing::warn!("captions are not written: no speech model is installed"),
    }

    let (recorded, recorder_events) = mpsc::channel(EVENTS);
    let (heard, hear) = (speech.clone(), recorded.clone());
    let recorder = record::start(
        RecorderConfig::new(options.data.join("recordings")),
        move |frame| heard.hear(frame),
        move |event| drop(hear.try_send(event)),
    )?;
    let (media, media_events) = mpsc::channel(EVENTS);
    let sfu = Sfu::start(SfuConfig::new(options.media, addresses), recorder.clone(), move |event| {
        drop(media.try_send(event));
    })?;
    let setup_code = crate::setup::code(&store, &options.data).await?;
    let app = Arc::new(App {
        rooms: Rooms::default(),
        desks: Desks::default(),
        media_port: sfu.port(),
        sfu,
        recorder,
        speech,
        index: Arc::new(Index::open(&options.data)),
        figures: Kept::default(),
        data: options.data.clone(),
        setup_code,
        demo: options.demo,
        authority,
        https_port,
        assistant: options.assistant.clone(),
        session_ms: options.session_ms,
        started_at: SystemTime::now().into(),
        throttle: Mutex::default(),
        store,
    });
    tokio::spawn(Speech::write(app.clone(), words));
    tokio::spawn(carry_media(app.clone(), media_events));
    tokio::spawn(carry_recording(app.clone(), recorder_events));
    tokio::spawn(tidy(app.clone()));
    tokio::spawn(crate::reminding::keep_on(app.clone()));
    tokio::spawn(outgoing::keep_sending(app.clone(), options.outgoing.clone()));
    tokio::spawn(crate::search::keep_fresh(app.store.clone(), app.index.clone()));
    crate::records::take_up(&app).await?;
    tokio::spawn(crate::records::keep(app.clone()));
    Rooms::take_up(&app).await?;
    Speech::take_up(&app).await?;
    minutes::take_up(&app).await?;
    tokio::spawn(minutes::drafting::take_up(app.clone()));
    Ok(app)
}

/// Runs the server until it is told to stop.
///
/// # Errors
/// When a part cannot be started.
pub async fn run(options: Options) -> Result<(), Failure> {
    let begun = std::time::Instant::now();
    std::fs::create_dir_all(&options.data)?;
    let summary = if options.demo { Some(load_demo(&options).await?) } else { None };
    let http = listener(options.http)?;
    let https = listener(options.https)?;
    let (http_at, https_at) = (http.local_addr()?, https.local_addr()?);
    let identity = match &options.certificate {
        Some((certificate, key)) => tls::given(certificate, key)?,
        None => tls::own(&options.data.join("tls"), &own_addresses())?,
    };
    let certificate = RustlsConfig::from_pem(identity.certificate, identity.key).await?;
    let app = build(&options, Some(https_at.port())).await?;
    let site = api::site(app.clone());

    let stop = axum_server::Handle::new();
    let mut plain = axum_server::from_tcp(http)?.handle(stop.clone());
    plain.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
    let plain = plain.serve(site.clone().into_make_service_with_connect_info::<SocketAddr>());
    let mut secure = axum_server::from_tcp_rustls(https, certificate)?.handle(stop.clone());
    secure.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
    let secure = secure.serve(site.layer(Extension(OverTls(true))).into_make_service_with_connect_info::<SocketAddr>());
    let (plain, secure) = (tokio::spawn(plain), tokio::spawn(secure));
    greet(&app, http_at, https_at, summary.as_deref());
    tracing::info!(seconds = begun.elapsed().as_secs_f64(), "ready");

    told_to_stop().await;
    tracing::info!("stopping");
    stop.graceful_shutdown(Some(FAREWELL));
    let _ = tokio::join!(plain, secure);
    let parts = app.clone();
    tokio::task::spawn_blocking(move || {
        parts.recorder.finish();
        parts.speech.drain(Duration::from_secs(10));
    })
    .await?;
    // What the recogniser said last is still on its way to the store.
    tokio::time::sleep(Duration::from_millis(500)).await;
    app.store.close().await;
    Ok(())
}

async fn load_demo(options: &Options) -> Result<String, Failure> {
    let store = Store::open(&options.data).await?;
    let hash = crate::password::hash(&options.demo_password)?;
    let encode = |sound: &[i16]| encode_speech(sound).map_err(std::io::Error::other);
    let summary = crate::demo::load(&store, &options.data, &hash, encode, SystemTime::now().into()).await?;
    store.close().await;
    Ok(summary.describe(&options.demo_password))
}

/// The lines a person waits for.
fn greet(app: &App, http: SocketAddr, https: SocketAddr, demo: Option<&str>) {
    println!("Địa chỉ: http://localhost:{}/ (trên máy này)", http.port());
    for address in own_addresses().iter().filter(|address| !address.is_loopback()) {
        let host = if address.is_ipv6() { format!("[{address}]") } else { address.to_string() };
        println!("Địa chỉ trong mạng: https://{host}:{}/", https.port());
    }
    if let Some(authority) = &app.authority {
        println!("Chứng thư của máy chủ (SHA-256): {}", authority.sha256);
    }
    if let Some(code) = &app.setup_code {
        println!("Thiết lập lần đầu: mở địa chỉ trên và nhập mã {code} (first start: open the page, enter the code)");
    }
    if let Some(demo) = demo {
        println!("{demo}");
    }
}

/// Addresses of this machine that others can reach, and loopback for a browser on it. Link-local ones are left out.
fn own_addresses() -> Vec<IpAddr> {
    let mut addresses: Vec<IpAddr> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .map(|interface| interface.ip())
        .filter(|ip| !matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local()))
        .filter(|ip| !matches!(ip, IpAddr::V4(v4) if v4.is_link_local()))
        .collect();
    addresses.sort_by_key(|ip| (ip.is_loopback(), ip.is_ipv6(), *ip));
    addresses.dedup();
    addresses
}

fn listener(at: SocketAddr) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind(at).map_err(|error| {
        format!("không mở được cổng {at}: {error}; dùng --listen, --https để chọn cổng khác (cannot open the port)")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Bytes free on the disk of `folder`; none known is none free.
pub fn disk_free(folder: &Path) -> u64 {
    rustix::fs::statvfs(folder).map_or(0, |disk| disk.f_bavail.saturating_mul(disk.f_frsize))
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Carries what the media server tells to the rooms.
async fn carry_media(app: Arc<App>, mut events: mpsc::Receiver<SfuEvent>) {
    while let Some(event) = events.recv().await {
        match event {
            SfuEvent::Loudest { meeting, levels } => tell(&app, &meeting, Event::Input(Input::Levels(levels))),
            SfuEvent::LayersWanted { meeting, participant, rids } => {
                tell(&app, &meeting, Event::LayersWanted(participant, rids));
            }
            SfuEvent::TrackStarted { track, at_ms, .. } => {
                let at = Moment(i64::try_from(at_ms).unwrap_or(i64::MAX));
                if let Err(error) = app.speech.started(&track, at).await {
                    tracing::error!(%error, "the start of a track could not be noted");
                }
            }
            SfuEvent::Disconnected { meeting, participant, reason } => {
                tracing::info!(reason = reason.code(), "media ended");
                let refusal = match reason {
                    DisconnectReason::Closed | DisconnectReason::Replaced => continue,
                    DisconnectReason::DtlsFailedNoCommonCipher => Refusal::MediaCipher,
                    _ => Refusal::MediaFailed,
                };
                tell(&app, &meeting, Event::MediaFailed(participant, refusal));
            }
            _ => {}
        }
    }
}

/// Carries what the recorder tells to the rooms and the store.
async fn carry_recording(app: Arc<App>, mut events: mpsc::Receiver<RecordEvent>) {
    while let Some(event) = events.recv().await {
        match event {
            RecordEvent::RecordingFailed { start, .. } => {
                tracing::error!(track = %start.track, "a track cannot be written");
                tell(&app, &start.meeting, Event::Input(Input::Recording { failing: true }));
            }
            RecordEvent::RecordingResumed { start } => {
                tell(&app, &start.meeting, Event::Input(Input::Recording { failing: false }));
            }
            RecordEvent::TrackFinished { start, duration_ms, lost, .. } => {
                tracing::info!(track = %start.track, duration_ms, lost, "a track is complete");
                let at = Moment(i64::try_from(start.started_at_ms).unwrap_or(i64::MAX));
                if let Err(error) = app.speech.started(&start.track, at).await {
                    tracing::error!(%error, "the start of a track could not be noted");
                }
                let length = i64::try_from(duration_ms).unwrap_or(i64::MAX);
                tokio::spawn(Speech::finish(app.clone(), start.track, length));
            }
            _ => {}
        }
    }
}

/// Forgets ended sessions, once an hour.
async fn tidy(app: Arc<App>) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = app.store.delete_expired_sessions(app.now()).await {
            tracing::error!(%error, "ended sessions could not be forgotten");
        }
    }
}

fn tell(app: &App, meeting: &MeetingId, event: Event) {
    if let Some(room) = app.rooms.find(meeting) {
        let _ = room.try_send(event);
    }
}
