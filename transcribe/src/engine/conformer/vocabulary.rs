//! The pieces the network writes.

/// Marks the first piece of a word.
const WORD_START: char = '\u{2581}';

/// The pieces by identity; identity 0 is the blank.
pub(super) struct Vocabulary(Vec<Piece>);

/// A piece of a word.
pub(super) struct Piece {
    /// Its letters.
    pub(super) text: String,
    /// Whether a word begins with it.
    pub(super) begins: bool,
}

impl Vocabulary {
    /// Lines `PIECE ID`, identities from 0 without holes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let piece = |(number, line): (usize, &str)| {
            let (piece, id) = line.rsplit_once(' ')?;
            let text = piece.trim_start_matches(WORD_START).to_owned();
            (id.parse() == Ok(number)).then(|| Piece { text, begins: piece.starts_with(WORD_START) })
        };
        let pieces: Option<Vec<Piece>> = text.lines().enumerate().map(piece).collect();
        pieces.filter(|p| p.len() > 1).map(Self)
    }

    /// Pieces in angle brackets are markers, not text.
    pub(super) fn piece(&self, id: usize) -> Option<&Piece> {
        self.0.get(id).filter(|piece| !(piece.text.starts_with('<') && piece.text.ends_with('>')))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn markers_are_not_text() {
        let vocabulary = Vocabulary::parse("<blank> 0\n<unk> 1\n\u{2581}xi 2\n").unwrap();
        assert!(vocabulary.piece(1).is_none());
        let piece = vocabulary.piece(2).unwrap();
        assert_eq!((piece.text.as_str(), piece.begins), ("xi", true));
    }

    #[test]
    fn a_vocabulary_with_holes_is_refused() {
        assert!(Vocabulary::parse("a 0\nb 2\n").is_none());
        assert!(Vocabulary::parse("a\n").is_none());
        assert!(Vocabulary::parse("").is_none());
    }
}
