//! `giaoban`: the meeting system of an authority in one program. `giaoban --help` lists what it does.

mod api;
mod assets;
mod assistant;
mod audited;
mod backup;
mod calendar;
mod cli;
mod clocks;
mod demo;
mod device;
mod directives;
mod doctor;
mod figures;
mod minutes;
mod misheard;
mod outgoing;
mod papers;
mod password;
mod records;
mod reminding;
mod rooms;
mod search;
mod second_factor;
mod server;
mod session;
mod setup;
mod speech;
mod throttle;
mod tls;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // One crypto library for everything; a second install (only tests start twice in one process) changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    cli::Command::parse().run()
}
