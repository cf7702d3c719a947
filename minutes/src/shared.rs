//! Minutes that several people write at once (biên bản soạn chung): one Yjs document of one meeting, without a clock, a
//! socket or chance inside.
//!
//! The document holds one XML fragment named `minutes`; how it looks inside is in its module `form`. [`SharedMinutes::handle`]
//! speaks the Yjs sync protocol (y-protocols 1.0), one message a frame. What it answers in [`Outcome::update`] must be
//! kept before it is relayed or acknowledged: when keeping fails the whole value is thrown away and made again from what
//! is kept, and clients bring what they still have.

mod amend;
mod form;
pub mod history;

use giaoban_models::minutes::Passage;
use giaoban_models::refusal::Refusal;
use yrs::doc::{OffsetKind, Options};
use yrs::encoding::read::Cursor;
use yrs::sync::{Message, SyncMessage};
use yrs::updates::decoder::{Decode, DecoderV1};
use yrs::updates::encoder::Encode as _;
use yrs::{ClientID, Doc, ReadTxn as _, StateVector, Transact as _, Update, XmlFragmentRef};

/// Largest frame taken from a client, bytes. Two hours of meeting are about 60 kB of prose.
pub const LARGEST_FRAME: usize = 1024 * 1024;
/// Largest document, bytes of its state as an update.
pub const LARGEST_DOCUMENT: usize = 2 * 1024 * 1024;
/// Largest frame that tells where somebody's cursor is, bytes.
pub const LARGEST_AWARENESS: usize = 16 * 1024;

/// Name of the XML fragment, as the editor knows it.
const FRAGMENT: &str = "minutes";

/// Stored updates that are no updates.
#[derive(Debug, thiserror::Error)]
#[error("a kept update of the minutes cannot be read")]
pub struct Unreadable;

/// What follows from a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Frames for the sender.
    pub replies: Vec<Vec<u8>>,
    /// The frame carried an update that is taken, new or known: it counts as kept once `update` is.
    pub counted: bool,
    /// What is new in it: to be kept, then relayed to the others as [`frame_of`]. None when everything was known.
    pub update: Option<Vec<u8>>,
    /// A frame for the others that is never kept: where the sender's cursor is.
    pub awareness: Option<Vec<u8>>,
}

/// The text of the minutes of one meeting as everybody writes on it. See the module's text.
pub struct SharedMinutes {
    doc: Doc,
    fragment: XmlFragmentRef,
    /// Upper bound of the size of the state, bytes; measured anew when it comes near the limit.
    size: usize,
}

impl SharedMinutes {
    /// An empty text. `writer` is this copy's identity as a writer, 53 bits, never used by another copy of the same
    /// document that writes: two copies of one identity damage the document.
    #[must_use]
    pub fn new(writer: u64) -> Self {
        let writer = ClientID::new(writer & ((1 << 53) - 1));
        let doc = Doc::with_options(Options {
            offset_kind: OffsetKind::Utf16,
            ..Options::with_guid_and_client_id(FRAGMENT.into(), writer)
        });
        let fragment = doc.get_or_insert_xml_fragment(FRAGMENT);
        Self { doc, fragment, size: 0 }
    }

    /// The text that these kept updates add up to, in any order.
    ///
    /// # Errors
    /// [`Unreadable`] when one of them is no update.
    pub fn from_updates<B: AsRef<[u8]>>(writer: u64, updates: impl IntoIterator<Item = B>) -> Result<Self, Unreadable> {
        let mut shared = Self::new(writer);
        let mut txn = shared.doc.transact_mut();
        for update in updates {
            let bytes = update.as_ref();
            shared.size += bytes.len();
            let update = Update::decode_v1(bytes).map_err(|_| Unreadable)?;
            txn.apply_update(update).map_err(|_| Unreadable)?;
        }
        drop(txn);
        Ok(shared)
    }

    /// One more of the kept updates.
    fn add(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let update = Update::decode_v1(bytes).map_err(|_| Unreadable)?;
        self.size += bytes.len();
        self.doc.transact_mut().apply_update(update).map_err(|_| Unreadable)
    }

    /// Writes `passages` in place of whatever is there; answers the update, to be kept and relayed. The way a draft
    /// comes in: on an empty text it is the first update.
    pub fn replace(&mut self, passages: &[Passage]) -> Vec<u8> {
        let mut txn = self.doc.transact_mut();
        form::write(&mut txn, &self.fragment, passages);
        let update = txn.encode_update_v1();
        drop(txn);
        self.size += update.len();
        update
    }

    /// Writes `words` in place of `quote` in the passage nearest to `place` that has it, counted as in
    /// [`SharedMinutes::passages`]; answers the update, to be kept and relayed, or none when no passage has these words.
    pub fn amend(&mut self, place: usize, quote: &str, words: &str) -> Option<Vec<u8>> {
        let mut txn = self.doc.transact_mut();
        let written = !quote.is_empty() && amend::write(&mut txn, &self.fragment, place, quote, words);
        let update = written.then(|| txn.encode_update_v1());
        drop(txn);
        self.size += update.as_ref().map_or(0, Vec::len);
        update
    }

    /// The text as passages, from first to last. Blocks without text are left out; everything else is in it, whatever
    /// element it stands in.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        form::read(&self.doc.transact(), &self.fragment)
    }

    /// The frame that greets a client: what is known here, so that it sends what is not.
    #[must_use]
    pub fn greeting(&self) -> Vec<u8> {
        let known = self.doc.transact().state_vector();
        Message::Sync(SyncMessage::SyncStep1(known)).encode_v1()
    }

    /// Takes one frame of a client. `may_edit` says whether its updates are taken, and if not, why.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] for a frame or a document over the limit, [`Refusal::UnknownMessage`] for what is no
    /// message of the protocol, and what `may_edit` says for an update; nothing is changed then.
    pub fn handle(&mut self, frame: &[u8], may_edit: Result<(), Refusal>) -> Result<Outcome, Refusal> {
        if frame.len() > LARGEST_FRAME {
            return Err(Refusal::TooLarge);
        }
        // The tag of an awareness frame is its first byte; what is in it is between browsers.
        if frame.first() == Some(&yrs::sync::protocol::MSG_AWARENESS) {
            return match may_edit {
                Ok(()) if frame.len() > LARGEST_AWARENESS => Err(Refusal::TooLarge),
                Ok(()) => Ok(Outcome { awareness: Some(frame.to_vec()), ..Outcome::default() }),
                Err(_) => Ok(Outcome::default()),
            };
        }
        let mut decoder = DecoderV1::new(Cursor::new(frame));
        match Message::decode(&mut decoder).map_err(|_| Refusal::UnknownMessage)? {
            Message::Sync(SyncMessage::SyncStep1(known)) => {
                let missing = self.doc.transact().encode_state_as_update_v1(&known);
                let reply = Message::Sync(SyncMessage::SyncStep2(missing)).encode_v1();
                Ok(Outcome { replies: vec![reply], ..Outcome::default() })
            }
            Message::Sync(SyncMessage::SyncStep2(update)) => {
                // Every client answers the greeting, also one that may only read: with nothing new.
                if may_edit.is_err() && !self.brings_news(&update)? {
                    return Ok(Outcome::default());
                }
                may_edit?;
                self.take(&update)
            }
            Message::Sync(SyncMessage::Update(update)) => {
                may_edit?;
                self.take(&update)
            }
            Message::AwarenessQuery => Ok(Outcome::default()),
            _ => Err(Refusal::UnknownMessage),
        }
    }

    /// Whether an update adds something that is not here.
    fn brings_news(&self, update: &[u8]) -> Result<bool, Refusal> {
        let update = Update::decode_v1(update).map_err(|_| Refusal::UnknownMessage)?;
        let known = self.doc.transact().state_vector();
        Ok(update.extends(&known))
    }

    fn take(&mut self, update: &[u8]) -> Result<Outcome, Refusal> {
        let decoded = Update::decode_v1(update).map_err(|_| Refusal::UnknownMessage)?;
        if self.size + update.len() > LARGEST_DOCUMENT {
            self.size = self.doc.transact().encode_state_as_update_v1(&StateVector::default()).len();
            if self.size + update.len() > LARGEST_DOCUMENT {
                return Err(Refusal::TooLarge);
            }
        }
        let mut txn = self.doc.transact_mut();
        txn.apply_update(decoded).map_err(|_| Refusal::UnknownMessage)?;
        let news = if txn.has_missing_updates() {
            // Something it builds on has not come yet: kept as it came, so that it takes effect when the rest does.
            Some(update.to_vec())
        } else {
            txn.has_changes().then(|| txn.encode_update_v1())
        };
        drop(txn);
        self.size += news.as_ref().map_or(0, Vec::len);
        Ok(Outcome { counted: true, update: news, ..Outcome::default() })
    }
}

/// An update as a frame for the other clients.
#[must_use]
pub fn frame_of(update: &[u8]) -> Vec<u8> {
    Message::Sync(SyncMessage::Update(update.to_vec())).encode_v1()
}

#[cfg(test)]
mod crowd;
#[cfg(test)]
mod tests;
