//! Which process holds what, read from `/proc`. Processes of other accounts can be read by the administrator only.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A process that is running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Process {
    /// Its number.
    pub(super) pid: u32,
    /// Its short name.
    pub(super) name: String,
    /// What it has open.
    open: HashSet<PathBuf>,
}

impl Process {
    /// Whether it has that file open.
    pub(super) fn has_open(&self, file: &Path) -> bool {
        self.open.contains(file)
    }
}

/// The process a listening or bound socket of that port belongs to. `tables` are file names in `/proc/net`.
pub(super) fn of_port(proc: &Path, tables: &[&str], port: u16) -> Option<Process> {
    let text = |table: &&str| fs::read_to_string(proc.join("net").join(table)).unwrap_or_default();
    let sockets: HashSet<PathBuf> = tables.iter().map(text).flat_map(|table| sockets(&table, port)).collect();
    if sockets.is_empty() {
        return None;
    }
    all(proc).find(|process| process.open.iter().any(|open| sockets.contains(open)))
}

/// The processes that have a file open, but this one.
pub(super) fn of_file(proc: &Path, file: &Path) -> Vec<Process> {
    let own = std::process::id();
    all(proc).filter(|process| process.pid != own && process.has_open(file)).collect()
}

fn all(proc: &Path) -> impl Iterator<Item = Process> {
    let entries = fs::read_dir(proc).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let open = fs::read_dir(entry.path().join("fd")).ok()?.flatten();
        Some(Process {
            pid,
            name: fs::read_to_string(entry.path().join("comm")).unwrap_or_default().trim().to_owned(),
            open: open.filter_map(|fd| fs::read_link(fd.path()).ok()).collect(),
        })
    })
}

/// Links of the sockets of a table (`proc_net_tcp(5)`) that are bound to a port and connected to nobody.
fn sockets(table: &str, port: u16) -> Vec<PathBuf> {
    let of_line = |line: &str| {
        let columns: Vec<&str> = line.split_ascii_whitespace().collect();
        let bound = u16::from_str_radix(columns.get(1)?.rsplit_once(':')?.1, 16).ok()? == port;
        let alone = columns.get(2)?.ends_with(":0000");
        let inode = columns.get(9)?;
        (bound && alone).then(|| PathBuf::from(format!("socket:[{inode}]")))
    };
    table.lines().skip(1).filter_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_bound_socket_of_the_port_is_found_and_a_connection_of_the_same_port_is_not() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0\n\
            1: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0\n\
            2: 00000000:20FB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 333 1 0\n";
        assert_eq!(sockets(table, 8080), [PathBuf::from("socket:[111]")]);
        assert_eq!(sockets("", 8080), Vec::<PathBuf>::new());
    }

    #[test]
    fn whoever_listens_here_is_this_process() {
        let listening = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let found = of_port(Path::new("/proc"), &["tcp", "tcp6"], listening.local_addr().unwrap().port()).unwrap();
        assert_eq!(found.pid, std::process::id());
        assert!(!found.name.is_empty());
    }
}
