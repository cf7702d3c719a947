//! What a client sends on a line, and which packet is whose.

use rtc::rtp;
use rtc::rtp_transceiver::RTCRtpReceiverId;

use super::super::layer::Size;
use super::super::offer::{Line, Sending};
use super::super::window::Window;

/// What the client sends on a line.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) receiver: RTCRtpReceiverId,
    /// Header extension of RFC 6464, if agreed on.
    pub(super) level_extension: Option<u8>,
    /// Header extension with the stream identifier, if there are several streams.
    stream_extension: Option<u8>,
    flows: Vec<Flow>,
}

/// One stream.
#[derive(Debug)]
struct Flow {
    rid: Option<String>,
    size: Size,
    /// Known from the offer, or from the first packet that carries the stream identifier.
    ssrc: Option<u32>,
    window: Window,
}

impl Source {
    pub(super) fn new(line: &Line, receiver: RTCRtpReceiverId, level_extension: Option<u8>) -> Option<Self> {
        let flow = |rid, size, ssrc| Flow { rid, size, ssrc, window: Window::default() };
        let (stream_extension, flows) = match line.sends.as_ref()? {
            Sending::One(ssrc) => (None, vec![flow(None, Size::Full, Some(*ssrc))]),
            Sending::Sizes { streams, extension, .. } => {
                let flows = streams.iter().map(|stream| flow(Some(stream.rid.clone()), stream.size, None));
                (Some(*extension), flows.collect())
            }
        };
        Some(Self { receiver, level_extension, stream_extension, flows })
    }

    /// The size a packet is of, if it is of this source and has not come before.
    pub(super) fn admit(&mut self, header: &rtp::Header) -> Option<Size> {
        let known = self.flows.iter().position(|flow| flow.ssrc == Some(header.ssrc));
        let at = known.or_else(|| {
            let rid = header.get_extension(self.stream_extension?)?;
            self.flows.iter().position(|flow| flow.rid.as_ref().is_some_and(|own| own.as_bytes() == &rid[..]))
        })?;
        let flow = &mut self.flows[at];
        if flow.ssrc != Some(header.ssrc) {
            // The stream begins, or its sender begins anew.
            flow.ssrc = Some(header.ssrc);
            flow.window = Window::default();
        }
        flow.window.admit(header.sequence_number).then_some(flow.size)
    }

    /// SSRC of a size, once it is known.
    pub(super) fn ssrc(&self, size: Size) -> Option<u32> {
        self.flows.iter().find(|flow| flow.size == size)?.ssrc
    }

    /// The sizes there are, each with its stream identifier; empty for a single stream.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (Size, &str)> {
        self.flows.iter().filter_map(|flow| Some((flow.size, flow.rid.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use bytes::Bytes;

    use super::*;
    use crate::sfu::MediaKind;
    use crate::sfu::offer::{Repair, Stream};

    const EXTENSION: u8 = 4;

    fn line(sends: Sending) -> Line {
        Line {
            kind: MediaKind::Video,
            mid: "1".to_owned(),
            sends: Some(sends),
            repair: Repair::default(),
            receives: false,
        }
    }

    fn camera() -> Source {
        let stream = |rid: &str, size| Stream { rid: rid.to_owned(), size };
        let sends = Sending::Sizes {
            streams: vec![stream("q", Size::Quarter), stream("f", Size::Full)],
            extension: EXTENSION,
            repaired: None,
        };
        Source::new(&line(sends), RTCRtpReceiverId::from(0), None).unwrap()
    }

    fn header(ssrc: u32, sequence_number: u16, rid: Option<&'static str>) -> rtp::Header {
        let mut header = rtp::Header { version: 2, ssrc, sequence_number, ..rtp::Header::default() };
        if let Some(rid) = rid {
            header.set_extension(EXTENSION, Bytes::from_static(rid.as_bytes())).unwrap();
        }
        header
    }

    #[test]
    fn a_stream_is_known_by_its_identifier_first_and_by_its_source_from_then_on() {
        let mut camera = camera();
        assert_eq!(camera.admit(&header(7, 1, None)), None);
        assert_eq!(camera.admit(&header(7, 2, Some("x"))), None);
        assert_eq!(camera.admit(&header(7, 3, Some("f"))), Some(Size::Full));
        assert_eq!(camera.admit(&header(7, 4, None)), Some(Size::Full));
        assert_eq!(camera.admit(&header(8, 3, Some("q"))), Some(Size::Quarter));
        assert_eq!((camera.ssrc(Size::Full), camera.ssrc(Size::Half)), (Some(7), None));
    }

    #[test]
    fn each_stream_counts_its_packets_for_itself_and_anew_when_it_begins_anew() {
        let mut camera = camera();
        assert!(camera.admit(&header(7, 9, Some("f"))).is_some());
        assert!(camera.admit(&header(7, 9, None)).is_none(), "twice");
        assert!(camera.admit(&header(8, 9, Some("q"))).is_some());
        assert!(camera.admit(&header(9, 9, Some("f"))).is_some(), "another source of the same stream");
        assert_eq!(camera.ssrc(Size::Full), Some(9));
    }

    #[test]
    fn a_single_stream_is_the_full_picture_and_has_no_identifier() {
        let mut camera = Source::new(&line(Sending::One(5)), RTCRtpReceiverId::from(0), None).unwrap();
        assert_eq!(camera.admit(&header(5, 1, None)), Some(Size::Full));
        assert_eq!(camera.admit(&header(6, 1, Some("q"))), None);
        assert_eq!(camera.sizes().count(), 0);
    }
}
