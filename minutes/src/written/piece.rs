//! Which spoken words stand behind which figure (vết chuyển dạng), so that nothing that was said is lost by writing.

use std::ops::Range;

/// A stretch that is written otherwise than it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the spoken text.
    pub spoken: Range<usize>,
    /// Bytes of the written text.
    pub written: Range<usize>,
    /// Name of the rule that wrote it.
    pub rule: &'static str,
}

/// A written text with what became what. Between the pieces both texts are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The written text.
    pub text: String,
    /// What was changed, in order; no two overlap.
    pub pieces: Vec<Piece>,
}

impl Written {
    /// The spoken text again, from the written one and the spoken words of the pieces alone.
    #[must_use]
    pub fn spoken(&self, heard: &str) -> String {
        let mut spoken = String::with_capacity(heard.len());
        let mut copied = 0;
        for piece in &self.pieces {
            spoken.push_str(&self.text[copied..piece.written.start]);
            spoken.push_str(&heard[piece.spoken.clone()]);
            copied = piece.written.end;
        }
        spoken.push_str(&self.text[copied..]);
        spoken
    }

    /// The piece that a byte of the written text belongs to.
    #[must_use]
    pub fn behind(&self, written_at: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.written.contains(&written_at))
    }

    /// This text written again: the pieces then lead from the first spoken text to the last written one.
    pub(super) fn then(self, again: Self) -> Self {
        let mut joined: Vec<Piece> = Vec::with_capacity(self.pieces.len() + again.pieces.len());
        let (mut first, mut second) = (self.pieces.into_iter().peekable(), again.pieces.into_iter().peekable());
        // Distance from a byte between pieces of the middle text to the same byte of the spoken and of the written one.
        let (mut back, mut on) = (0isize, 0isize);
        loop {
            // The next stretch of the middle text that either look changed, with everything it touches.
            let from = match (first.peek(), second.peek()) {
                (None, None) => break,
                (Some(a), None) => a.written.start,
                (None, Some(b)) => b.spoken.start,
                (Some(a), Some(b)) => a.written.start.min(b.spoken.start),
            };
            let (mut middle, mut rule) = (from..from, "");
            let (mut spoken, mut written) = (shift(from, back)..0, shift(from, on)..0);
            loop {
                if let Some(a) = first.next_if(|a| a.written.start < middle.end || a.written.start == from) {
                    middle.end = middle.end.max(a.written.end);
                    back = signed(a.spoken.end) - signed(a.written.end);
                    rule = if rule.is_empty() { a.rule } else { rule };
                } else if let Some(b) = second.next_if(|b| b.spoken.start < middle.end || b.spoken.start == from) {
                    middle.end = middle.end.max(b.spoken.end);
                    on = signed(b.written.end) - signed(b.spoken.end);
                    rule = b.rule;
                } else {
                    break;
                }
            }
            spoken.end = shift(middle.end, back);
            written.end = shift(middle.end, on);
            joined.push(Piece { spoken, written, rule });
        }
        Self { text: again.text, pieces: joined }
    }
}

fn signed(at: usize) -> isize {
    isize::try_from(at).unwrap_or(isize::MAX)
}

fn shift(at: usize, by: isize) -> usize {
    at.saturating_add_signed(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(spoken: Range<usize>, written: Range<usize>, rule: &'static str) -> Piece {
        Piece { spoken, written, rule }
    }

    #[test]
    fn a_second_look_still_leads_back_to_the_words_that_were_heard() {
        let heard = "aaa b ccc d";
        let first = Written { text: "1 b 33 d".into(), pieces: vec![piece(0..3, 0..1, "x"), piece(6..9, 4..6, "y")] };
        // The second look joins the figure it finds with the word after it, and changes the last word.
        let again = Written { text: "1 b 3d!".into(), pieces: vec![piece(4..8, 4..7, "z")] };
        let both = first.then(again);
        assert_eq!(both.spoken(heard), heard);
        assert_eq!(both.pieces, [piece(0..3, 0..1, "x"), piece(6..11, 4..7, "z")]);
        assert_eq!(both.behind(5).map(|p| p.rule), Some("z"));
        assert_eq!(both.behind(2), None);
    }
}
