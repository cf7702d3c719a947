//! The chain of the audit log: each line carries a hash over the line before it, so that a line changed, put in or taken out
//! behind the program breaks every line after it.
//!
//! It does not show that the end of the log was cut off, nor a chain made anew as a whole: for that somebody keeps a
//! hash ([`Checked::head`]) away from the machine and compares it later.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

/// What of a line the hash is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sealed<'a> {
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Whose account acted.
    pub actor: Option<&'a str>,
    /// The actor's name on that day.
    pub actor_name: &'a str,
    /// What was done.
    pub act: &'a str,
    /// To what.
    pub subject: &'a str,
    /// What else matters, as it is kept.
    pub detail: &'a str,
}

/// The seal (dấu nối) of a line that follows the line sealed `before`: SHA-256, hex, over that seal, a line feed, and the line as a
/// JSON array. Before the first line stands the empty text.
#[must_use]
pub fn seal(before: &str, line: &Sealed<'_>) -> String {
    let fields = serde_json::json!([line.at, line.actor, line.actor_name, line.act, line.subject, line.detail]);
    let mut hash = Sha256::new();
    hash.update(before.as_bytes());
    hash.update(b"\n");
    hash.update(fields.to_string().as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What came of reading the whole log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checked {
    /// Lines read.
    pub lines: u32,
    /// The first line that does not hang on the one before it, by its place in the log; none when all do.
    #[ts(as = "Option<f64>")]
    pub broken_at: Option<i64>,
    /// The seal of the last line; empty for a log without lines.
    pub head: String,
}

/// Reads a log line by line.
#[derive(Debug, Default)]
pub struct ChainState {
    checked: Checked,
    /// Whether a sealed line was read: after it none is without a seal.
    sealed: bool,
}

impl ChainState {
    /// Reads the next line with the seal it carries; lines of before there was a chain carry none.
    pub fn read(&mut self, place: i64, line: &Sealed<'_>, carried: &str) {
        let right = seal(&self.checked.head, line);
        let whole = if carried.is_empty() { !self.sealed } else { carried == right };
        if !whole && self.checked.broken_at.is_none() {
            self.checked.broken_at = Some(place);
        }
        self.sealed |= !carried.is_empty();
        self.checked.lines += 1;
        self.checked.head = if carried.is_empty() { right } else { carried.to_owned() };
    }

    /// What came of it.
    #[must_use]
    pub fn checked(self) -> Checked {
        self.checked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Sealed<'_> =
        Sealed { at: 7, actor: Some("a"), actor_name: "An", act: "x", subject: "s", detail: "null" };

    #[test]
    fn every_field_and_the_line_before_are_in_the_seal() {
        let one = seal("", &LINE);
        let others = [
            seal("0", &LINE),
            seal("", &Sealed { at: 8, ..LINE }),
            seal("", &Sealed { actor: None, ..LINE }),
            seal("", &Sealed { actor_name: "Ân", ..LINE }),
            seal("", &Sealed { act: "xs", subject: "", ..LINE }),
            seal("", &Sealed { subject: "t", ..LINE }),
            seal("", &Sealed { detail: "1", ..LINE }),
        ];
        assert!(others.iter().all(|other| *other != one && other.len() == 64));
    }

    #[test]
    fn only_the_first_broken_line_is_named() {
        let mut state = ChainState::default();
        let first = seal("", &LINE);
        state.read(1, &LINE, &first);
        state.read(2, &LINE, "wrong");
        state.read(3, &LINE, "wrong too");
        let checked = state.checked();
        assert_eq!((checked.lines, checked.broken_at), (3, Some(2)));
    }
}
