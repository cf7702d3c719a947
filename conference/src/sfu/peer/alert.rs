//! Reading the alerts of a DTLS handshake (RFC 6347, RFC 5246 section 7.2): the library raises no event when one fails.

/// "insufficient_security": what a server sends when the client has none of its ciphers.
pub(in crate::sfu) const INSUFFICIENT_SECURITY: u8 = 71;

const ALERT: u8 = 21;
const FATAL: u8 = 2;
const RECORD_HEADER: usize = 13;

/// The description of a fatal alert sent in the clear, as before the handshake is done; none if there is none.
pub(in crate::sfu) fn refusal(mut datagram: &[u8]) -> Option<u8> {
    loop {
        let header = datagram.get(..RECORD_HEADER)?;
        let length = usize::from(u16::from_be_bytes([header[11], header[12]]));
        let body = datagram.get(RECORD_HEADER..RECORD_HEADER + length)?;
        // Epoch 0 is the only one whose records can be read.
        if header[0] == ALERT && header[3..5] == [0, 0] && body.len() == 2 && body[0] == FATAL {
            return Some(body[1]);
        }
        datagram = &datagram[RECORD_HEADER + length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u8, epoch: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![kind, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 0, 0, body.len() as u8];
        bytes.extend_from_slice(body);
        bytes
    }

    #[test]
    fn a_fatal_alert_is_found_behind_other_records() {
        let mut bytes = record(22, 0, &[1; 40]);
        bytes.extend(record(ALERT, 0, &[FATAL, INSUFFICIENT_SECURITY]));
        assert_eq!(refusal(&bytes), Some(INSUFFICIENT_SECURITY));
    }

    #[test]
    fn warnings_and_what_is_encrypted_are_no_refusal() {
        assert_eq!(refusal(&record(ALERT, 0, &[1, 0])), None);
        assert_eq!(refusal(&record(ALERT, 1, &[FATAL, 40])), None);
        assert_eq!(refusal(&record(ALERT, 1, &[7; 26])), None);
        assert_eq!(refusal(&[ALERT, 0xFE]), None);
        assert_eq!(refusal(&[]), None);
    }
}
