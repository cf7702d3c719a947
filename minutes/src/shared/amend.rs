//! A suggested wording written into the text: only the words it replaces are touched, so that whoever writes beside them
//! goes on writing.

use yrs::types::text::YChange;
use yrs::{Any, Out, ReadTxn, Text as _, TransactionMut, XmlFragment as _, XmlFragmentRef, XmlOut, XmlTextRef};

/// Writes `words` in place of the first `quote` in the passage nearest to `place`, counted as passages are read; false
/// when no passage has these words.
pub(super) fn write(
    txn: &mut TransactionMut<'_>,
    fragment: &XmlFragmentRef,
    place: usize,
    quote: &str,
    words: &str,
) -> bool {
    let mut found: Option<(usize, XmlTextRef, usize)> = None;
    let mut passage = 0_usize;
    for child in fragment.children(txn).collect::<Vec<_>>() {
        let Some(text) = only_text(txn, &child) else { continue };
        let said = said(txn, &text);
        if said.trim().is_empty() {
            continue;
        }
        if let Some(at) = said.find(quote) {
            let away = passage.abs_diff(place);
            if found.as_ref().is_none_or(|(nearest, ..)| away < *nearest) {
                found = Some((away, text, said[..at].encode_utf16().count()));
            }
        }
        passage += 1;
    }
    let Some((_, text, at)) = found else { return false };
    let length = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    // Written behind the first letter of the quote, new words take its look.
    text.insert(txn, at + length(&quote[..quote.chars().next().map_or(0, char::len_utf8)]), words);
    let first = length(&quote[..quote.chars().next().map_or(0, char::len_utf8)]);
    text.remove_range(txn, at + first + length(words), length(quote) - first);
    text.remove_range(txn, at, first);
    true
}

/// The text of an element, or a text that stands by itself.
fn only_text(txn: &impl ReadTxn, child: &XmlOut) -> Option<XmlTextRef> {
    match child {
        XmlOut::Text(text) => Some(text.clone()),
        XmlOut::Element(element) => element.children(txn).find_map(|inner| match inner {
            XmlOut::Text(text) => Some(text),
            _ => None,
        }),
        XmlOut::Fragment(_) => None,
    }
}

fn said(txn: &impl ReadTxn, text: &XmlTextRef) -> String {
    let pieces = text.diff(txn, YChange::identity).into_iter().filter_map(|piece| match piece.insert {
        Out::Any(Any::String(words)) => Some(words.to_string()),
        _ => None,
    });
    pieces.collect()
}
