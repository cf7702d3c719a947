//! Whether the media server's port can be had, for whoever examines a machine.

use std::io;
use std::net::{SocketAddr, UdpSocket};

/// A UDP port held for a moment; let go when dropped. Nothing is received or sent.
#[derive(Debug)]
pub struct HeldPort(UdpSocket);

impl HeldPort {
    /// Takes the port as the media server would.
    ///
    /// # Errors
    /// When somebody has it, the address is not this machine's, or it may not be opened.
    pub fn take(at: SocketAddr) -> io::Result<Self> {
        UdpSocket::bind(at).map(Self)
    }

    /// Where it is; of port 0 the one the system chose.
    ///
    /// # Errors
    /// When the system cannot say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_port_is_had_once_and_free_again_afterwards() {
        let held = HeldPort::take("127.0.0.1:0".parse().unwrap()).unwrap();
        let at = held.address().unwrap();
        assert_eq!(HeldPort::take(at).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        drop(held);
        assert_eq!(HeldPort::take(at).unwrap().address().unwrap(), at);
    }
}
