//! The ports the server opens.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use giaoban_conference::sfu::HeldPort;
use giaoban_models::store::DATABASE_FILE;

use super::{Finding, process, shell};

/// What is spoken at a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Pages.
    Tcp,
    /// Sound and picture.
    Udp,
}

impl Protocol {
    fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        }
    }

    fn tables(self) -> [&'static str; 2] {
        match self {
            Self::Tcp => ["tcp", "tcp6"],
            Self::Udp => ["udp", "udp6"],
        }
    }

    fn bind(self, at: SocketAddr) -> std::io::Result<()> {
        match self {
            Self::Tcp => TcpListener::bind(at).map(drop),
            Self::Udp => HeldPort::take(at).map(drop),
        }
    }
}

/// Whether the server can open the address `option` names. A server that runs with the same data folder has it rightly.
pub(super) fn examine(option: &str, protocol: Protocol, at: SocketAddr, data: &Path, proc: &Path) -> Option<Finding> {
    let error = protocol.bind(at).err()?;
    let (name, port) = (protocol.name(), at.port());
    let elsewhere = format!("giaoban serve --data {} {option} {}", shell(data), free_beside(protocol, at));
    if error.kind() == ErrorKind::AddrInUse {
        let owner = process::of_port(proc, &protocol.tables(), port);
        let database = data.join(DATABASE_FILE).canonicalize().unwrap_or_default();
        if owner.as_ref().is_some_and(|owner| owner.has_open(&database)) {
            return None;
        }
        let (vi, en) = owner.map_or_else(
            || {
                (
                    "chương trình khác (chạy bằng sudo để biết tên)".to_owned(),
                    "another process (sudo shows which)".to_owned(),
                )
            },
            |owner| (format!("{} (PID {})", owner.name, owner.pid), format!("{} (PID {})", owner.name, owner.pid)),
        );
        return Some(Finding::new(
            "port_taken",
            format!("Cổng {name} {port} đang bị {vi} sử dụng."),
            format!("{name} port {port} is in use by {en}."),
            elsewhere,
        ));
    }
    Some(Finding::new(
        "port_refused",
        format!("Không mở được cổng {name} {at} ({error})."),
        format!("{name} port {at} cannot be opened ({error})."),
        elsewhere,
    ))
}

/// An address nearby that is free: the same where only the port stands in the way, else every address of the machine.
fn free_beside(protocol: Protocol, at: SocketAddr) -> SocketAddr {
    let here = |port| SocketAddr::new(at.ip(), port);
    let ports = || (1..=20).map(|n| at.port().max(1024).saturating_add(n * 100)).filter(|port| *port < u16::MAX);
    let anywhere = ports().map(|port| SocketAddr::from(([0, 0, 0, 0], port)));
    ports().map(here).chain(anywhere).find(|other| protocol.bind(*other).is_ok()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_port_somebody_has_is_told_with_who_and_one_that_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let (tcp, udp) =
            (TcpListener::bind("127.0.0.1:0").unwrap(), HeldPort::take("127.0.0.1:0".parse().unwrap()).unwrap());
        let taken =
            [(Protocol::Tcp, tcp.local_addr().unwrap(), "--https"), (Protocol::Udp, udp.address().unwrap(), "--media")];
        for (protocol, at, option) in taken {
            let found = examine(option, protocol, at, folder.path(), Path::new("/proc")).unwrap();
            assert_eq!(found.code, "port_taken");
            assert!(found.vi.contains(&format!("PID {}", std::process::id())), "{}", found.vi);
            let offered: SocketAddr = found.mend.rsplit_once(' ').unwrap().1.parse().unwrap();
            assert!(found.mend.contains(option) && protocol.bind(offered).is_ok(), "{}", found.mend);
            let unread = examine(option, protocol, at, folder.path(), folder.path()).unwrap();
            assert!(unread.vi.contains("sudo"), "{}", unread.vi);
        }
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        assert_eq!(examine("--https", Protocol::Tcp, free, folder.path(), Path::new("/proc")), None);
    }

    #[test]
    fn the_server_of_this_data_folder_has_its_ports_rightly() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(DATABASE_FILE);
        let _open = std::fs::File::create(&file).unwrap();
        let listening = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listening.local_addr().unwrap();
        assert_eq!(examine("--https", Protocol::Tcp, at, folder.path(), Path::new("/proc")), None);
    }

    #[test]
    fn an_address_this_machine_does_not_have_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = "192.0.2.1:8443".parse().unwrap(); // kept for documentation (RFC 5737)
        let found = examine("--https", Protocol::Tcp, at, folder.path(), Path::new("/proc")).unwrap();
        assert_eq!(found.code, "port_refused");
        assert!(found.mend.contains("0.0.0.0:"), "{}", found.mend);
    }
}
