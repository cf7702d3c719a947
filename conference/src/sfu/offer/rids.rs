//! Stream identifiers of simulcast: `a=rid` (RFC 8851) and `a=simulcast` (RFC 8853).

use super::super::layer::{SIZES, Size};

/// Bytes an identifier may have: as many as a header extension of the short form carries (RFC 8285).
const MAX_RID: usize = 16;
/// Identifiers looked at; a browser offers three.
const MAX_RIDS: usize = 16;

/// A stream of a camera.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sfu) struct Stream {
    /// Its identifier.
    pub(in crate::sfu) rid: String,
    /// Which of the sizes it is.
    pub(in crate::sfu) size: Size,
}

/// What a section says about its streams.
#[derive(Debug, Default)]
pub(super) struct Rids {
    /// Identifiers that are sent.
    sent: Vec<String>,
    /// Those named for simulcast, in their order.
    listed: Vec<String>,
}

impl Rids {
    /// Takes the value of an `a=rid` in. What is not understood, or only received, is left out.
    pub(super) fn rid(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        if let (Some(rid), Some("send")) = (words.next(), words.next())
            && is_rid(rid)
            && self.sent.len() < MAX_RIDS
            && !self.sent.iter().any(|sent| sent == rid)
        {
            self.sent.push(rid.to_owned());
        }
    }

    /// Takes the value of an `a=simulcast` in: of each stream the first alternative counts, paused or not.
    pub(super) fn simulcast(&mut self, value: &str) {
        let mut words = value.split_ascii_whitespace();
        while let (Some(direction), Some(list)) = (words.next(), words.next()) {
            if direction != "send" {
                continue;
            }
            let first = |stream: &str| stream.split(',').next().map(|rid| rid.trim_start_matches('~').to_owned());
            self.listed = list.split(';').take(MAX_RIDS).filter_map(first).collect();
        }
    }

    /// The streams to be taken, the smallest first; beyond three they are not taken.
    ///
    /// Our own client calls them `q`, `h` and `f`. Of others the order counts, which with the library all browsers share
    /// goes from small to large; the only one of a camera is its full picture.
    pub(super) fn streams(&self) -> Vec<Stream> {
        let mut rids: Vec<&String> = Vec::new();
        for rid in self.listed.iter().filter(|rid| self.sent.contains(rid)) {
            if rids.len() < SIZES && !rids.contains(&rid) {
                rids.push(rid);
            }
        }
        let own: Option<Vec<Size>> = rids.iter().map(|rid| own_name(rid)).collect();
        let sizes = own.unwrap_or_else(|| match rids.len() {
            1 => vec![Size::Full],
            count => Size::ALL[..count].to_vec(),
        });
        let mut streams: Vec<Stream> =
            rids.into_iter().zip(sizes).map(|(rid, size)| Stream { rid: rid.clone(), size }).collect();
        streams.sort_by_key(|stream| stream.size);
        streams
    }
}

fn own_name(rid: &str) -> Option<Size> {
    match rid {
        "q" => Some(Size::Quarter),
        "h" => Some(Size::Half),
        "f" => Some(Size::Full),
        _ => None,
    }
}

/// An identifier (RFC 8851, section 10).
fn is_rid(text: &str) -> bool {
    (1..=MAX_RID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(rids: &[&str], simulcast: &str) -> Vec<(String, Size)> {
        let mut read = Rids::default();
        rids.iter().for_each(|value| read.rid(value));
        read.simulcast(simulcast);
        read.streams().into_iter().map(|stream| (stream.rid, stream.size)).collect()
    }

    fn named(streams: &[(&str, Size)]) -> Vec<(String, Size)> {
        streams.iter().map(|(rid, size)| ((*rid).to_owned(), *size)).collect()
    }

    #[test]
    fn our_client_names_its_sizes_in_any_order() {
        let all = [("q", Size::Quarter), ("h", Size::Half), ("f", Size::Full)];
        assert_eq!(read(&["q send", "h send", "f send"], "send q;h;f"), named(&all));
        assert_eq!(read(&["f send", "h send", "q send"], "send f;h;q"), named(&all));
        assert_eq!(read(&["f send", "h send"], "send f;~h"), named(&all[1..]));
    }

    #[test]
    fn streams_of_others_go_from_small_to_large() {
        let read = read(&["1 send", "2 send pt=96;max-width=640", "3 send"], "recv x send 1,4;~2;3");
        assert_eq!(read, named(&[("1", Size::Quarter), ("2", Size::Half), ("3", Size::Full)]));
    }

    #[test]
    fn the_only_stream_of_another_is_its_full_picture() {
        assert_eq!(read(&["hi send"], "send hi"), named(&[("hi", Size::Full)]));
    }

    #[test]
    fn what_is_not_sent_not_listed_or_too_much_is_left_out() {
        assert_eq!(read(&["q recv", "h send"], "send q;h"), named(&[("h", Size::Half)]));
        assert_eq!(read(&["q send", "h send"], ""), named(&[]));
        assert_eq!(read(&["q send"], "recv q"), named(&[]));
        assert_eq!(read(&["a/b send", "seventeen-letters send"], "send a/b;seventeen-letters"), named(&[]));
        assert_eq!(read(&["1 send", "2 send", "3 send", "4 send"], "send 1;2;2;3;4").len(), SIZES);
    }

    proptest! {
        #[test]
        fn whatever_is_said_there_are_at_most_three_streams_of_different_names_and_sizes(
            rids in prop::collection::vec("[qhf123;,~ a-z/]{0,6}( send| recv)?", 0..30),
            simulcast in "(send |recv )?[qhf123;,~ a-z]{0,40}",
        ) {
            let rids: Vec<&str> = rids.iter().map(String::as_str).collect();
            let streams = read(&rids, &simulcast);
            prop_assert!(streams.len() <= SIZES);
            for pair in streams.windows(2) {
                prop_assert!(pair[0].1 < pair[1].1);
                prop_assert!(pair[0].0 != pair[1].0);
            }
            prop_assert!(streams.iter().all(|(rid, _)| is_rid(rid)));
        }
    }
}
