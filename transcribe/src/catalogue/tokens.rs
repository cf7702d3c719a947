//! The text tokens of Whisper as bytes, out of a vocabulary in GPT-2's printable spelling.
//!
//! GPT-2 writes each byte as one printable character: printable Latin-1 stands for itself, the 68 other bytes become
//! U+0100, U+0101, ... in their order.

use super::CatalogueError;

/// Text tokens of the multilingual vocabulary; what follows are markers that whisper.cpp makes up itself.
pub(super) const TEXT_TOKENS: usize = 50_257;

/// The bytes of the first `count` tokens, one token a line.
pub(super) fn from_vocabulary(vocabulary: &str, count: usize) -> Result<Vec<Vec<u8>>, CatalogueError> {
    let tokens: Vec<Vec<u8>> = vocabulary.split('\n').take(count).map(bytes_of).collect::<Result<_, _>>()?;
    if tokens.len() == count { Ok(tokens) } else { Err(CatalogueError::Malformed("short vocabulary")) }
}

fn bytes_of(spelling: &str) -> Result<Vec<u8>, CatalogueError> {
    spelling
        .chars()
        .map(|c| byte_of(c).ok_or(CatalogueError::Malformed("unknown character in the vocabulary")))
        .collect()
}

fn byte_of(character: char) -> Option<u8> {
    let code = u32::from(character);
    match code {
        0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff => u8::try_from(code).ok(),
        0x100..=0x143 => hidden().nth((code - 0x100) as usize),
        _ => None,
    }
}

/// The bytes that do not stand for themselves, in order.
fn hidden() -> impl Iterator<Item = u8> {
    (0..=u8::MAX).filter(|b| !matches!(b, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_byte_has_exactly_one_spelling() {
        let mut met: Vec<u8> = (0..0x200).filter_map(char::from_u32).filter_map(byte_of).collect();
        met.sort_unstable();
        assert_eq!(met, (0..=u8::MAX).collect::<Vec<_>>());
    }

    #[test]
    fn a_leading_space_and_vietnamese_letters_come_out_as_utf8() {
        // "Ġ" is a space; "á»ĩ" are the three bytes of "ệ".
        let tokens = from_vocabulary("!\nĠvi\u{e1}\u{bb}\u{129}t\n\nrest", 3).unwrap();
        assert_eq!(tokens, [b"!".to_vec(), " việt".as_bytes().to_vec(), Vec::new()]);
    }

    #[test]
    fn a_short_or_foreign_vocabulary_is_refused() {
        assert!(from_vocabulary("a\nb", 3).is_err());
        assert!(from_vocabulary("漢\nb", 2).is_err());
    }
}
