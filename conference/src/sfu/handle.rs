//! How the rest of the server speaks to a media worker.

use giaoban_models::id::{MeetingId, ParticipantId};
use tokio::sync::{mpsc, oneshot};

use super::connect::{Answer, Connect};
use super::forwarding::Forwarding;
use super::layer::{Layer, LayerRate, SIZES};
use super::offer::OfferRefused;
use super::stats::SfuStats;
use crate::link::Rung;

/// The media worker is not running any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the media server is not running")]
pub struct SfuGone;

/// One request to the worker.
pub(super) enum Command {
    Connect(Box<Connect>, oneshot::Sender<Result<Answer, OfferRefused>>),
    Disconnect(ParticipantId),
    Decide(MeetingId, Box<Forwarding>),
    SetLayers(MeetingId, ParticipantId, Vec<Option<Layer>>),
    LayersOf(MeetingId, ParticipantId, oneshot::Sender<[Option<LayerRate>; SIZES]>),
    Force(ParticipantId, Option<Rung>),
    EndMeeting(MeetingId),
    Stats(oneshot::Sender<SfuStats>),
}

/// A media worker. Cheap to clone; when the last handle is dropped, all connections are closed and the worker ends.
///
/// Requests wait in a queue of 256; a caller waits while it is full. They are done in order, so a decision sent before
/// a connection holds for it.
#[derive(Clone, Debug)]
pub struct SfuHandle {
    pub(super) commands: mpsc::Sender<Command>,
    pub(super) port: u16,
}

impl SfuHandle {
    /// The UDP port of all media.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Connects a participant; an older connection of theirs is ended.
    ///
    /// # Errors
    /// When the offer cannot be served, or the worker is gone.
    pub async fn connect(&self, request: Connect) -> Result<Answer, OfferRefused> {
        let (reply, answer) = oneshot::channel();
        self.send(Command::Connect(Box::new(request), reply)).await.map_err(|_| OfferRefused::Gone)?;
        answer.await.unwrap_or(Err(OfferRefused::Gone))
    }

    /// Ends the connection of a participant, if there is one.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn disconnect(&self, participant: ParticipantId) -> Result<(), SfuGone> {
        self.send(Command::Disconnect(participant)).await
    }

    /// Puts the room's decision in force, in place of the one before. No renegotiation.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn set_forwarding(&self, meeting: MeetingId, forwarding: Forwarding) -> Result<(), SfuGone> {
        self.send(Command::Decide(meeting, Box::new(forwarding))).await
    }

    /// Says how large the picture in each of a subscriber's places is to be, in the order of
    /// [`Forwarding::video`](super::Forwarding::video); none for nothing at all. Places beyond the list have the usual:
    /// the first the largest picture, the others the smallest.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn set_layers(
        &self,
        meeting: MeetingId,
        subscriber: ParticipantId,
        layers: Vec<Option<Layer>>,
    ) -> Result<(), SfuGone> {
        self.send(Command::SetLayers(meeting, subscriber, layers)).await
    }

    /// What each size of a participant's camera costs and shows, the smallest first; none for what is not being sent.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn layers_of(
        &self,
        meeting: MeetingId,
        source: ParticipantId,
    ) -> Result<[Option<LayerRate>; SIZES], SfuGone> {
        let (reply, layers) = oneshot::channel();
        self.send(Command::LayersOf(meeting, source, reply)).await?;
        layers.await.map_err(|_| SfuGone)
    }

    /// A site chooses the highest rung it wants, or none. Without a connection nothing happens.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn force_rung(&self, participant: ParticipantId, rung: Option<Rung>) -> Result<(), SfuGone> {
        self.send(Command::Force(participant, rung)).await
    }

    /// Ends all connections of a meeting and forgets its decision.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn end_meeting(&self, meeting: MeetingId) -> Result<(), SfuGone> {
        self.send(Command::EndMeeting(meeting)).await
    }

    /// Counts since the start.
    ///
    /// # Errors
    /// When the worker is gone.
    pub async fn stats(&self) -> Result<SfuStats, SfuGone> {
        let (reply, stats) = oneshot::channel();
        self.send(Command::Stats(reply)).await?;
        stats.await.map_err(|_| SfuGone)
    }

    async fn send(&self, command: Command) -> Result<(), SfuGone> {
        self.commands.send(command).await.map_err(|_| SfuGone)
    }
}
