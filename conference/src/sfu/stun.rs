//! As much of STUN (RFC 8489) as finding the right connection needs.

const MAGIC: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];
const BINDING_REQUEST: [u8; 2] = [0x00, 0x01];
const BINDING_SUCCESS: [u8; 2] = [0x01, 0x01];
const USERNAME: u16 = 0x0006;
const USE_CANDIDATE: u16 = 0x0025;

/// What a datagram on the media port is, by its first byte (RFC 7983).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Datagram {
    Stun,
    Dtls,
    Media,
    Other,
}

impl Datagram {
    pub(super) fn of(bytes: &[u8]) -> Self {
        match bytes.first() {
            Some(0..=3) => Self::Stun,
            Some(20..=63) => Self::Dtls,
            Some(128..=191) => Self::Media,
            _ => Self::Other,
        }
    }
}

/// A binding request, not yet proven to be from whom it says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BindingRequest<'a> {
    /// The server's part of the user name: which connection it is for.
    pub(super) ufrag: &'a str,
    /// The client chose this way for media.
    pub(super) nominates: bool,
}

/// Reads a binding request; none for anything else, whole or not.
pub(super) fn binding_request(bytes: &[u8]) -> Option<BindingRequest<'_>> {
    let header = bytes.get(..20)?;
    let length = usize::from(u16::from_be_bytes([header[2], header[3]]));
    if header[..2] != BINDING_REQUEST || header[4..8] != MAGIC || bytes.len() != 20 + length {
        return None;
    }
    let mut rest = &bytes[20..];
    let mut ufrag = None;
    let mut nominates = false;
    while let Some((head, after)) = rest.split_at_checked(4) {
        let size = usize::from(u16::from_be_bytes([head[2], head[3]]));
        let value = after.get(..size)?;
        match u16::from_be_bytes([head[0], head[1]]) {
            USERNAME => ufrag = std::str::from_utf8(value).ok()?.split(':').next(),
            USE_CANDIDATE => nominates = true,
            _ => {}
        }
        rest = after.get(size.next_multiple_of(4)..).unwrap_or_default();
    }
    Some(BindingRequest { ufrag: ufrag?, nominates })
}

/// Whether this answers a check with success, or is a check itself.
pub(super) fn is_reply_or_check(bytes: &[u8]) -> bool {
    matches!(bytes.get(..2), Some(kind) if *kind == BINDING_SUCCESS || *kind == BINDING_REQUEST)
        && bytes.get(4..8) == Some(&MAGIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(attributes: &[(u16, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, value) in attributes {
            body.extend(name.to_be_bytes());
            body.extend((value.len() as u16).to_be_bytes());
            body.extend(*value);
            body.resize(body.len().next_multiple_of(4), 0);
        }
        let mut bytes = BINDING_REQUEST.to_vec();
        bytes.extend((body.len() as u16).to_be_bytes());
        bytes.extend(MAGIC);
        bytes.extend([9; 12]);
        bytes.extend(body);
        bytes
    }

    #[test]
    fn the_connection_and_the_nomination_are_read() {
        let bytes = request(&[(0x0024, &[0; 4]), (USERNAME, b"server:client"), (USE_CANDIDATE, &[])]);
        assert_eq!(binding_request(&bytes), Some(BindingRequest { ufrag: "server", nominates: true }));
        let bytes = request(&[(USERNAME, b"abc:d")]);
        assert_eq!(binding_request(&bytes), Some(BindingRequest { ufrag: "abc", nominates: false }));
    }

    #[test]
    fn every_cut_or_changed_request_is_refused_without_harm() {
        let bytes = request(&[(USERNAME, b"server:client"), (USE_CANDIDATE, &[])]);
        for length in 0..bytes.len() {
            assert_eq!(binding_request(&bytes[..length]), None);
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0xFF;
            let _ = binding_request(&changed);
        }
        assert_eq!(binding_request(&request(&[])), None, "no user name");
    }

    #[test]
    fn replies_and_checks_are_told_from_refusals() {
        let mut bytes = request(&[(USERNAME, b"a:b")]);
        assert!(is_reply_or_check(&bytes));
        bytes[..2].copy_from_slice(&BINDING_SUCCESS);
        assert!(is_reply_or_check(&bytes));
        bytes[..2].copy_from_slice(&[0x01, 0x11]);
        assert!(!is_reply_or_check(&bytes), "an error answer proves nothing");
        assert!(!is_reply_or_check(&bytes[..3]));
    }

    #[test]
    fn datagrams_are_told_apart_by_their_first_byte() {
        assert_eq!(Datagram::of(&[0, 1]), Datagram::Stun);
        assert_eq!(Datagram::of(&[22]), Datagram::Dtls);
        assert_eq!(Datagram::of(&[0x80]), Datagram::Media);
        assert_eq!(Datagram::of(&[]), Datagram::Other);
        assert_eq!(Datagram::of(&[70]), Datagram::Other);
    }
}
