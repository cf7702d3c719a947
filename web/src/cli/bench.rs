//! `giaoban bench`

mod search;
mod speech;
mod statistics;

use clap::Subcommand;

use super::Done;

/// Measure this machine.
#[derive(Subcommand)]
pub enum Bench {
    /// Word error rate, cost and latency of a speech engine over a set of clips.
    Speech(speech::Speech),
    /// How long answers of the search take over years of made-up meetings, in a folder of its own.
    Search(search::Search),
    /// How long reports take over years of made-up directives.
    Statistics(statistics::Statistics),
}

impl Bench {
    /// Does it.
    pub fn run(self) -> Done {
        match self {
            Self::Speech(asked) => asked.run(),
            Self::Search(asked) => asked.run(),
            Self::Statistics(asked) => asked.run(),
        }
    }
}
